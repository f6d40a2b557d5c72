ran = ["top"]


def answer():
    return ran


if __name__ == "__main__":
    ran.append("main")
