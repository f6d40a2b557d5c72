# expect: raised ValueError
import resource


def attack(target):
    resource.setrlimit(resource.RLIMIT_NPROC, (100, 100))
