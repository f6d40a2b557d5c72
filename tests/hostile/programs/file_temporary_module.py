# expect: raised FileNotFoundError or raised PermissionError
import tempfile


def attack(target):
    with tempfile.NamedTemporaryFile() as file:
        return file.name
