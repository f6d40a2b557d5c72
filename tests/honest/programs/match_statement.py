def describe(x):
    match x:
        case {"type": "relu"}:
            return "relu"
        case [first, *_]:
            return first
        case _:
            return None


def answer():
    return [describe({"type": "relu"}), describe([4, 5]), describe(1)]
