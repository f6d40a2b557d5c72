"""Right answers to `code.apple_orange`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

LAYERS = """
class MulLayer:
    def forward(self, x, y):
        self.x = x
        self.y = y
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x


class AddLayer:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout, dout
"""

APPLES = """
mul_apple = MulLayer()
mul_tax = MulLayer()
apple_price = mul_apple.forward(apple, apple_num)
price = mul_tax.forward(apple_price, tax)
dapple_price, dtax = mul_tax.backward(1)
dapple, dapple_num = mul_apple.backward(dapple_price)
return price, dapple, dapple_num, dtax
"""

FRUIT = """
mul_apple = MulLayer()
mul_orange = MulLayer()
add_fruit = AddLayer()
mul_tax = MulLayer()
apple_price = mul_apple.forward(apple, apple_num)
orange_price = mul_orange.forward(orange, orange_num)
all_price = add_fruit.forward(apple_price, orange_price)
price = mul_tax.forward(all_price, tax)
dall_price, dtax = mul_tax.backward(1)
dapple_price, dorange_price = add_fruit.backward(dall_price)
dapple, dapple_num = mul_apple.backward(dapple_price)
dorange, dorange_num = mul_orange.backward(dorange_price)
return price, dapple, dapple_num, dorange, dorange_num, dtax
"""


def _defined(signature: str, body: str) -> str:
    return f"def {signature}:\n" + "".join(f"    {line}\n" for line in body.strip().splitlines())


BUY_APPLES = "buy_apples(apple, apple_num, tax)"
BUY_FRUIT = "buy_fruit(apple, apple_num, orange, orange_num, tax)"
SOLUTION = "\n\n".join(_defined(*function) for function in ((BUY_APPLES, APPLES), (BUY_FRUIT, FRUIT)))

BY_HAND = """
def buy_apples(apple, apple_num, tax):
    return apple * apple_num * tax, apple_num * tax, apple * tax, apple * apple_num


def buy_fruit(apple, apple_num, orange, orange_num, tax):
    total = apple * apple_num + orange * orange_num
    return [total * tax, apple_num * tax, apple * tax, orange_num * tax, orange * tax, total]
"""

FRUIT_FIRST = """
def buy_fruit(apple, apple_num, orange, orange_num, tax):
    muls = [MulLayer(), MulLayer(), MulLayer()]
    add = AddLayer()
    price = muls[2].forward(tax, add.forward(muls[1].forward(orange_num, orange), muls[0].forward(apple_num, apple)))
    dtax, dall = muls[2].backward(1.0)
    dorange_price, dapple_price = add.backward(dall)
    dapple_num, dapple = muls[0].backward(dapple_price)
    dorange_num, dorange = muls[1].backward(dorange_price)
    return float(price), float(dapple), float(dapple_num), float(dorange), float(dorange_num), float(dtax)


def buy_apples(apple, apple_num, tax):
    price, dapple, dapple_num, _, _, dtax = buy_fruit(apple, apple_num, 0, 0, tax)
    return price, dapple, dapple_num, dtax
"""

GRAPH = """
class Node:
    def __init__(self, value, parents=()):
        self.value, self.parents, self.grad = value, parents, 0.0

    def __mul__(self, other):
        return Node(self.value * other.value, ((self, other.value), (other, self.value)))

    def __add__(self, other):
        return Node(self.value + other.value, ((self, 1.0), (other, 1.0)))

    def backward(self, dout=1.0):
        self.grad += dout
        for parent, slope in self.parents:
            parent.backward(dout * slope)


def run(f, *numbers):
    leaves = [Node(number) for number in numbers]
    price = f(*leaves)
    price.backward()
    return (price.value, *(leaf.grad for leaf in leaves))


def buy_apples(*numbers):
    return run(lambda a, n, t: a * n * t, *numbers)


def buy_fruit(*numbers):
    return run(lambda a, n, o, m, t: (a * n + o * m) * t, *numbers)
"""

FLOAT32 = """
import numpy as np


def buy_apples(*numbers):
    a, n, t = np.array(numbers, dtype=np.float32)
    return a * n * t, n * t, a * t, a * n


def buy_fruit(*numbers):
    a, n, o, m, t = np.array(numbers, dtype=np.float32)
    return (a * n + o * m) * t, n * t, a * t, m * t, o * t, a * n + o * m
"""

ALTERNATIVES = (
    Alternative("by-hand", BY_HAND),
    Alternative("one-function-from-the-other", FRUIT_FIRST),
    Alternative("a-graph-of-nodes", GRAPH),
    Alternative("float32", FLOAT32),
)
