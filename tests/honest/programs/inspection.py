import inspect


def f(x, *, alpha=0.1):
    """Leaky."""
    return x if x > 0 else alpha * x


def answer():
    return [str(inspect.signature(f)), inspect.getdoc(f), inspect.getsource(f).count("\n")]
