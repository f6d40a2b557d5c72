# expect: returned []
def attack(target):
    found = []
    for pid in ("self", "1", str(target["pid"])):
        for name in ("environ", "maps", "mem", "cmdline", "root/etc/passwd", "fd/0"):
            try:
                found.append(open(f"/proc/{pid}/{name}", "rb").read(10).hex())
            except OSError:
                pass
    return found
