def answer():
    seen = []
    for value in (1, 0, "x"):
        try:
            seen.append(10 / value)
        except ZeroDivisionError:
            seen.append("zero")
        except TypeError as error:
            seen.append(type(error).__name__)
        else:
            seen.append("fine")
        finally:
            seen.append("done")
    return seen
