"""A listing of four activation functions to repair: step, sigmoid, tanh and ReLU on arrays.

They are held against the same properties as in `code.activations`, but for inputs of ±1000: a right formula that
overflows there is no flaw of the listing.
"""

from problems.code.listings.activations import FUNCTIONS, LISTING, MUTANTS, REPAIRS
from problems.code.repairs import TO_REPAIR
from problems.code.task import CodeTask, Property
from problems.tasks.activations import TASK as ACTIVATIONS
from reference.text import Text, joined

SHOULD = Text(
    "활성화 함수 네 개를 계산하는 프로그램입니다. 모든 함수는 실수나 정수의 1차원 NumPy 배열 `x`를 받아, 원소마다 "
    "계산한 값을 모양이 같은 새 숫자 배열로 돌려주어야 합니다. NumPy는 2.0 이상을 씁니다.",
    "A program for four activation functions. Each should take a 1-D NumPy array `x` of real or whole numbers and "
    "return, entry by entry, a new array of numbers in the same shape. NumPy is 2.0 or newer.",
)


def asked(prop: Property) -> bool:
    return prop.function in FUNCTIONS and not prop.id.endswith(".extremes")


TASK = CodeTask(
    id="code.repair_activations",
    version="1.0",
    title=Text("활성화 함수 프로그램 고치기", "Repair the activation functions"),
    topics=("activation", "debugging"),
    coverage=("C-098", "C-099", "C-100", "C-101", "C-102"),
    introduction=joined([SHOULD, TO_REPAIR], "\n\n"),
    functions=tuple(function for function in ACTIVATIONS.functions if function.name in FUNCTIONS),
    properties=tuple(prop for prop in ACTIVATIONS.properties if asked(prop)),
    solution=LISTING.repaired,
    mutants=MUTANTS,
    alternatives=REPAIRS,
    limits={"cpu_s": 1, "memory_mb": 256},
    listing=LISTING.source,
)
