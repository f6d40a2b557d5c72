# expect: raised PermissionError
import os


def attack(target):
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
