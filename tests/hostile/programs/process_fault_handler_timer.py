# expect: raised RuntimeError or crash
import faulthandler


def attack(target):
    # Needs a thread that dumps the harness's stack and ends the process.
    faulthandler.dump_traceback_later(0.01, repeat=True, file=4, exit=True)
    while True:
        pass
