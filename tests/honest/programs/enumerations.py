from enum import Enum, auto


class Gate(Enum):
    AND = auto()
    OR = auto()


def answer():
    return [gate.name for gate in Gate] + [Gate.AND.value, Gate["OR"].value]
