# expect: raised RuntimeError
import threading


def attack(target):
    thread = threading.Thread(target=lambda: None)
    thread.start()
    return thread.ident
