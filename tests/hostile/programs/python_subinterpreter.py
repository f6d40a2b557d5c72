# expect: raised or crash or returned 'nothing outside'
import importlib


def attack(target):
    # An interpreter of its own, with builtins, finders and streams that nobody has prepared.
    for name in ("_interpreters", "_xxsubinterpreters"):
        try:
            inner = importlib.import_module(name)
        except ImportError:
            continue
        break
    else:
        return "nothing outside"
    other = inner.create()
    inner.run_string(other, f"try:\n open({target['canary']!r}, 'w').write('x')\nexcept OSError: pass")
    return "nothing outside"
