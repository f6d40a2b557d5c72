# expect: raised PermissionError
import resource


def attack(target):
    resource.prlimit(target["pid"], resource.RLIMIT_CPU, (1, 1))
