from contextlib import contextmanager, redirect_stdout
import io

log = []


@contextmanager
def step(name):
    log.append("enter " + name)
    try:
        yield name
    finally:
        log.append("leave " + name)


def answer():
    buffer = io.StringIO()
    with step("a") as name, redirect_stdout(buffer):
        print("inside", name)
    return [log, buffer.getvalue()]
