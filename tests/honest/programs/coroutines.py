async def work(x):
    return x + 1


def answer():
    coroutine = work(2)
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
