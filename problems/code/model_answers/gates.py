"""Right answers to `code.gates`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

SOLUTION = """
def AND(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0


def NAND(x1, x2):
    return 1 if -0.5 * x1 - 0.5 * x2 + 0.7 > 0 else 0


def OR(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.2 > 0 else 0


def XOR(x1, x2):
    return AND(NAND(x1, x2), OR(x1, x2))
"""

LECTURE = """
def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    b = 0.7
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

def OR(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.2
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

def XOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    y = AND(s1, s2)
    return y
"""

THRESHOLDS = """
def AND(x1, x2, w1=1, w2=1, theta=2):
    return int(x1 * w1 + x2 * w2 >= theta)

def NAND(x1, x2):
    return 1 - AND(x1, x2)

def OR(x1, x2):
    return AND(x1, x2, theta=1)

def XOR(x1, x2):
    return OR(AND(x1, NAND(x2, x2)), AND(NAND(x1, x1), x2))
"""

BOOLEANS = """
def AND(x1, x2):
    return bool(x1 and x2)

def NAND(x1, x2):
    return not (x1 and x2)

OR = lambda x1, x2: x1 == 1 or x2 == 1

def XOR(x1, x2):
    return x1 != x2
"""

NUMPY = """
def gate(w1, w2, b):
    return lambda x1, x2: (np.dot([w1, w2], [x1, x2]) + b > 0).astype(np.int32)

AND = gate(1.0, 1.0, -1.5)
NAND = gate(-1.0, -1.0, 1.5)
OR = gate(1.0, 1.0, -0.5)

def XOR(x1, x2):
    return np.int64(OR(x1, x2) * NAND(x1, x2))
"""

TABLES = """
ROWS = [(0, 0), (0, 1), (1, 0), (1, 1)]

def AND(x1, x2):
    return dict(zip(ROWS, [0, 0, 0, 1]))[x1, x2]

def NAND(x1, x2):
    return dict(zip(ROWS, [1, 1, 1, 0]))[x1, x2]

def OR(x1, x2):
    return max(x1, x2)

def XOR(x1, x2):
    return (x1 + x2) % 2
"""

ALTERNATIVES = (
    Alternative("as-in-the-lecture", LECTURE),
    Alternative("thresholds-reached", THRESHOLDS),
    Alternative("booleans", BOOLEANS),
    Alternative("numpy-integers", NUMPY),
    Alternative("truth-tables", TABLES),
)
