class ShapeError(ValueError):
    pass


def answer():
    try:
        raise ShapeError("(2,) and (3,)") from KeyError("w")
    except ValueError as error:
        return [str(error), repr(error.__cause__)]
