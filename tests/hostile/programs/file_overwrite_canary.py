# expect: raised PermissionError
def attack(target):
    with open(target["canary"], "w") as file:
        file.write("defaced")
