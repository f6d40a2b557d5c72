"""Known wrong ways to write the functions of `code.gates`."""

from problems.code.mutants import said, wrong
from problems.code.task import Mutant

_ONLY_FIRST = said("$x_1$만 보고 $x_2$를 보지 않았을 때의", "from $x_1$ alone, without $x_2$")
_ONLY_SECOND = said("$x_2$만 보고 $x_1$을 보지 않았을 때의", "from $x_2$ alone, without $x_1$")
_RAW_SUM = said("계단 함수를 적용하지 않은 합의", "from the sum itself, without the step function")


def unusable(gate: str, right: str) -> tuple[Mutant, ...]:
    """Right decisions that come back as something else than one 0 or 1; `right` is the gate's condition."""
    call = f"{gate}(x1, x2)"
    return (
        wrong("array", call, f"np.array([1 if {right} else 0])"),
        wrong("text", call, f'"1" if {right} else "0"'),
        wrong("printed", call, f"print(1 if {right} else 0)\nreturn None"),
        wrong("list", call, f"[x1, x2, 1 if {right} else 0]"),
        wrong("plus-minus-one", call, f"1 if {right} else -1"),
        wrong("only-python", call, f"1 if type(x1) is int and ({right}) else 0"),
        wrong("zero", call, "0") if gate == "AND" else wrong("raises", call, 'return int("{x1}")'),
    )


MUTANTS = (
    wrong(
        "threshold-added",
        "AND(x1, x2)",
        "1 if 0.5 * x1 + 0.5 * x2 + 0.7 > 0 else 0",
        said(
            "편향의 부호를 반대로 하여 $b = +0.7$로 두었을 때의", "with the sign of the bias turned round, $b = +0.7$"
        ),
    ),
    wrong(
        "fires-at-once",
        "AND(x1, x2)",
        "1 if 0.5 * x1 + 0.5 * x2 - 0.5 >= 0 else 0",
        said(
            "입력 하나만 1이어도 임곗값을 넘거나 임곗값에 닿아 1이 되는(OR와 같은)",
            "when a single 1 passes the threshold, or lies on it and counts (they are OR's)",
        ),
    ),
    wrong(
        "is-nand",
        "AND(x1, x2)",
        "1 if -0.5 * x1 - 0.5 * x2 + 0.7 > 0 else 0",
        said("가중치와 편향의 부호가 모두 반대인 NAND의", "from NAND, with every sign turned round"),
    ),
    wrong("first-only", "AND(x1, x2)", "1 if x1 > 0 else 0", _ONLY_FIRST),
    wrong("second-only", "AND(x1, x2)", "1 if x2 > 0 else 0", _ONLY_SECOND),
    wrong("raw-sum", "AND(x1, x2)", "0.5 * x1 + 0.5 * x2 - 0.7", _RAW_SUM),
    *unusable("AND", "x1 + x2 == 2"),
    wrong(
        "is-and",
        "NAND(x1, x2)",
        "1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0",
        said("부호를 바꾸지 않은 AND의", "from AND, with no sign turned round"),
    ),
    wrong(
        "is-nor",
        "NAND(x1, x2)",
        "1 if -0.5 * x1 - 0.5 * x2 + 0.2 > 0 else 0",
        said(
            "편향이 작아 둘 다 0일 때만 1이 되는 NOR의",
            "from NOR: the bias is too small, so that only two zeros give 1",
        ),
    ),
    wrong(
        "bias-sign",
        "NAND(x1, x2)",
        "1 if -0.5 * x1 - 0.5 * x2 - 0.7 > 0 else 0",
        said(
            "편향의 부호를 반대로 하여 $b = -0.7$로 두었을 때의", "with the sign of the bias turned round, $b = -0.7$"
        ),
    ),
    wrong(
        "weights-sign",
        "NAND(x1, x2)",
        "1 if 0.5 * x1 + 0.5 * x2 + 0.7 > 0 else 0",
        said(
            "편향의 부호만 바꾸고 가중치의 부호는 그대로 두었을 때의",
            "if only the bias changes its sign and the weights do not",
        ),
    ),
    wrong("raw-sum", "NAND(x1, x2)", "-0.5 * x1 - 0.5 * x2 + 0.7", _RAW_SUM),
    *unusable("NAND", "x1 + x2 < 2"),
    wrong(
        "is-and",
        "OR(x1, x2)",
        "1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0",
        said(
            "입력 하나만 1일 때 임곗값을 넘지 못하는(AND와 같은)",
            "when a single 1 does not pass the threshold (they are AND's)",
        ),
    ),
    wrong(
        "bias-sign",
        "OR(x1, x2)",
        "1 if 0.5 * x1 + 0.5 * x2 + 0.2 > 0 else 0",
        said(
            "편향의 부호를 반대로 하여 $b = +0.2$로 두었을 때의", "with the sign of the bias turned round, $b = +0.2$"
        ),
    ),
    wrong(
        "is-xor",
        "OR(x1, x2)",
        "1 if x1 + x2 == 1 else 0",
        said("둘 다 1일 때를 뺀 XOR의", "from XOR, which leaves out two ones"),
    ),
    wrong(
        "is-nor",
        "OR(x1, x2)",
        "1 if -0.5 * x1 - 0.5 * x2 + 0.2 > 0 else 0",
        said("가중치와 편향의 부호가 모두 반대인 NOR의", "from NOR, with every sign turned round"),
    ),
    wrong("raw-sum", "OR(x1, x2)", "0.5 * x1 + 0.5 * x2 - 0.2", _RAW_SUM),
    wrong("first-only", "OR(x1, x2)", "1 if x1 > 0 else 0", _ONLY_FIRST),
    wrong("second-only", "OR(x1, x2)", "1 if x2 > 0 else 0", _ONLY_SECOND),
    *unusable("OR", "x1 + x2 > 0"),
    wrong(
        "is-or",
        "XOR(x1, x2)",
        "1 if 0.5 * x1 + 0.5 * x2 - 0.2 > 0 else 0",
        said(
            "퍼셉트론 하나로 만들었거나 NAND 자리에 OR를 쓴(OR와 같은)",
            "with a single perceptron, or with OR in place of NAND (they are OR's)",
        ),
    ),
    wrong(
        "is-nand",
        "XOR(x1, x2)",
        "AND(NAND(x1, x2), NAND(x1, x2))",
        said("OR 자리에 NAND를 쓴(NAND와 같은)", "with NAND in place of OR (they are NAND's)"),
    ),
    wrong(
        "is-and",
        "XOR(x1, x2)",
        "AND(AND(x1, x2), OR(x1, x2))",
        said("NAND 자리에 AND를 쓴(AND와 같은)", "with AND in place of NAND (they are AND's)"),
    ),
    wrong(
        "reversed",
        "XOR(x1, x2)",
        "NAND(NAND(x1, x2), OR(x1, x2))",
        said(
            "마지막 AND 자리에 NAND를 써서 0과 1이 뒤바뀐",
            "with NAND in place of the last AND, which turns 0 and 1 round",
        ),
    ),
    wrong(
        "joined-by-or",
        "XOR(x1, x2)",
        "OR(NAND(x1, x2), OR(x1, x2))",
        said("마지막 AND 자리에 OR를 쓴", "with OR in place of the last AND"),
    ),
    wrong(
        "and-of-nand",
        "XOR(x1, x2)",
        "AND(NAND(x1, x2), AND(x1, x2))",
        said("OR 자리에 AND를 쓴", "with AND in place of OR"),
    ),
    wrong("same-object", "XOR(x1, x2)", "0 if x1 is x2 else 1"),
    *unusable("XOR", "x1 != x2"),
)
