def answer():
    try:
        return input("your name? ")
    except EOFError as error:
        return type(error).__name__
