"""A listing of the logic gates to repair: AND, NAND and OR as perceptrons, XOR from them."""

from problems.code.listings.gates import LISTING, MUTANTS, REPAIRS
from problems.code.repairs import TO_REPAIR
from problems.code.task import CodeTask
from problems.tasks.gates import TASK as GATES
from reference.text import Text, joined

SHOULD = Text(
    "퍼셉트론으로 논리 게이트를 계산하는 프로그램입니다. 입력 `x1`, `x2`는 0 또는 1인 정수(파이썬 정수나 NumPy "
    "정수)이고, 모든 함수는 정수 0 또는 1 하나를 돌려주어야 합니다. `True`와 `False`도 1과 0으로 인정합니다.",
    "A program for the logic gates as perceptrons. The inputs `x1` and `x2` are 0 or 1 (Python's integers or NumPy's), "
    "and every function should return one whole number, 0 or 1. `True` and `False` count as 1 and 0.",
)

TASK = CodeTask(
    id="code.repair_gates",
    version="1.0",
    title=Text("논리 게이트 프로그램 고치기", "Repair the logic gates"),
    topics=("gates", "perceptron", "debugging"),
    coverage=("C-091", "C-092", "C-093", "C-094"),
    introduction=joined([SHOULD, TO_REPAIR], "\n\n"),
    functions=GATES.functions,
    properties=GATES.properties,
    solution=LISTING.repaired,
    mutants=MUTANTS,
    alternatives=REPAIRS,
    limits={"cpu_s": 1, "memory_mb": 256},
    listing=LISTING.source,
)
