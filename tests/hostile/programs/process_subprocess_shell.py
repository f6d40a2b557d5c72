# expect: raised PermissionError
import subprocess


def attack(target):
    return subprocess.run(["/bin/sh", "-c", "id"], capture_output=True).stdout.decode()
