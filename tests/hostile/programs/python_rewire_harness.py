# expect: returned 'mine' or ended_early or raised AttributeError
import gc


def attack(target):
    for thing in gc.get_objects():
        if type(thing).__name__ == "Harness":
            thing._attempt = lambda task, encoder: {"outcome": "returned", "value": "mine"}
    return "mine"
