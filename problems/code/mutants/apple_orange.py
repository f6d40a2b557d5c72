"""Known wrong ways to write the functions of `code.apple_orange`."""

from problems.code.model_answers.apple_orange import APPLES, BUY_APPLES, BUY_FRUIT, FRUIT
from problems.code.mutants import said, slipped, wrong

ONE_LAYER = said(
    "곱셈 계층 객체 하나를 모든 곱셈에 함께 썼을 때의", "if one object of the multiplication layer serves all products"
)
NO_TAX = said("세금을 곱하지 않았을 때의", "if the tax is left out")
TAX_ON_TOP = said(
    "`tax`를 배수가 아니라 세율로 보아 `1 + tax`를 곱했을 때의",
    "if `tax` is read as a rate, with `1 + tax` as the factor",
)
TAX_ADDED = said("`tax`를 곱하지 않고 더했을 때의", "if `tax` is added and not multiplied")
FROM_PRICE = said("역전파를 1이 아니라 가격에서 시작했을 때의", "if going back starts from the price, not from 1")
SKIPPED = said(
    "세금 계층을 거치지 않고 역전파했을 때의",
    "if going back leaves out the layer of the tax, all but for its own gradient",
)
OWN_FACTOR = said(
    "두 입력을 서로 바꾸지 않고 곱했을 때의", "if each gradient gets its own input as a factor, not the other"
)
ADD_MULTIPLIES = said(
    "덧셈 계층의 역전파에서 입력을 곱했을 때의", "if going back through the addition multiplies by its inputs"
)
WHOLE = said(
    "가격의 소수점 아래를 `int()`로 버렸을 때의", "if what stands behind the point of the price is cut off by `int()`"
)
PRINTED = said(
    "무엇을 받든 강의 예제의 답을 돌려주었을 때의",
    "if the answers of the lecture's example are returned, whatever comes in",
)
EXCHANGED = said(
    "가격의 기울기와 개수의 기울기를 뒤바꾸어 돌려주었을 때의",
    "if the gradients of prices and of counts are returned in each other's place",
)

OF_APPLES = (
    slipped(BUY_APPLES, APPLES, "one-layer", ONE_LAYER, ("mul_tax = MulLayer()", "mul_tax = mul_apple")),
    slipped(
        BUY_APPLES,
        APPLES,
        "no-tax",
        NO_TAX,
        ("mul_tax.forward(apple_price, tax)", "mul_tax.forward(apple_price, 1)"),
        ("dtax\n", "0 * dtax\n"),
    ),
    slipped(
        BUY_APPLES,
        APPLES,
        "rate",
        TAX_ON_TOP,
        ("forward(apple_price, tax)", "forward(apple_price, 1 + tax)"),
        convention=True,
    ),
    slipped(
        BUY_APPLES,
        APPLES,
        "tax-added",
        TAX_ADDED,
        ("mul_tax = MulLayer()", "mul_tax = AddLayer()"),
    ),
    slipped(BUY_APPLES, APPLES, "from-price", FROM_PRICE, ("mul_tax.backward(1)", "mul_tax.backward(price)")),
    slipped(BUY_APPLES, APPLES, "skipped", SKIPPED, ("backward(dapple_price)", "backward(1)")),
    slipped(
        BUY_APPLES,
        APPLES,
        "own-factor",
        OWN_FACTOR,
        ("dapple_price, dtax = mul_tax.backward(1)", "dapple_price, dtax = apple_price, tax"),
        ("mul_apple.backward(dapple_price)", "(dapple_price * apple, dapple_price * apple_num)"),
    ),
    slipped(BUY_APPLES, APPLES, "whole", WHOLE, ("return price", "return int(price)")),
    slipped(BUY_APPLES, APPLES, "exchanged", EXCHANGED, ("dapple, dapple_num =", "dapple_num, dapple =")),
    wrong("printed", BUY_APPLES, "220.0, 2.2, 110.0, 200.0", PRINTED),
    slipped(BUY_APPLES, APPLES, "tax-first", None, ("dapple, dapple_num, dtax", "dtax, dapple, dapple_num")),
    slipped(BUY_APPLES, APPLES, "price-alone", None, ("return price, dapple, dapple_num, dtax", "return price")),
    slipped(BUY_APPLES, APPLES, "gradients-alone", None, ("return price, dapple", "return dapple")),
    wrong("nothing", BUY_APPLES, "pass\nreturn None"),
)

OF_FRUIT = (
    slipped(
        BUY_FRUIT,
        FRUIT,
        "one-layer",
        ONE_LAYER,
        ("mul_orange = MulLayer()", "mul_orange = mul_apple"),
        ("mul_tax = MulLayer()", "mul_tax = mul_apple"),
    ),
    slipped(
        BUY_FRUIT,
        FRUIT,
        "one-layer-for-fruit",
        said(
            "곱셈 계층 객체 하나를 사과와 오렌지에 함께 썼을 때의",
            "if one multiplication object serves apples and oranges",
        ),
        ("mul_orange = MulLayer()", "mul_orange = mul_apple"),
    ),
    slipped(
        BUY_FRUIT,
        FRUIT,
        "no-tax",
        NO_TAX,
        ("mul_tax.forward(all_price, tax)", "mul_tax.forward(all_price, 1)"),
        ("dtax\n", "0 * dtax\n"),
    ),
    slipped(
        BUY_FRUIT,
        FRUIT,
        "apples-taxed-alone",
        said("사과에만 세금을 매겼을 때의", "if only the apples are taxed"),
        ("forward(apple_price, orange_price)", "forward(mul_tax.forward(apple_price, tax), orange_price)"),
        ("price = mul_tax.forward(all_price, tax)", "price = all_price"),
        ("dall_price, dtax = mul_tax.backward(1)\n", ""),
        (
            "add_fruit.backward(dall_price)",
            "add_fruit.backward(1)\ndapple_price, dtax = mul_tax.backward(dapple_price)",
        ),
    ),
    slipped(
        BUY_FRUIT,
        FRUIT,
        "rate",
        TAX_ON_TOP,
        ("forward(all_price, tax)", "forward(all_price, 1 + tax)"),
        convention=True,
    ),
    slipped(BUY_FRUIT, FRUIT, "tax-added", TAX_ADDED, ("mul_tax = MulLayer()", "mul_tax = AddLayer()")),
    slipped(BUY_FRUIT, FRUIT, "from-price", FROM_PRICE, ("mul_tax.backward(1)", "mul_tax.backward(price)")),
    slipped(BUY_FRUIT, FRUIT, "skipped", SKIPPED, ("backward(dall_price)", "backward(1)")),
    slipped(
        BUY_FRUIT,
        FRUIT,
        "own-factor",
        OWN_FACTOR,
        ("dall_price, dtax = mul_tax.backward(1)", "dall_price, dtax = all_price, tax"),
        ("mul_apple.backward(dapple_price)", "(dapple_price * apple, dapple_price * apple_num)"),
        ("mul_orange.backward(dorange_price)", "(dorange_price * orange, dorange_price * orange_num)"),
    ),
    slipped(
        BUY_FRUIT,
        FRUIT,
        "add-multiplies",
        ADD_MULTIPLIES,
        ("add_fruit.backward(dall_price)", "(dall_price * apple_price, dall_price * orange_price)"),
    ),
    slipped(
        BUY_FRUIT,
        FRUIT,
        "add-halves",
        said(
            "덧셈 계층의 역전파에서 기울기를 절반씩 나누었을 때의",
            "if going back through the addition splits the gradient",
        ),
        ("add_fruit.backward(dall_price)", "(dall_price / 2, dall_price / 2)"),
    ),
    slipped(
        BUY_FRUIT,
        FRUIT,
        "multiplied",
        said(
            "사과값과 오렌지값을 더하지 않고 곱했을 때의",
            "if the prices of apples and oranges are multiplied, not added",
        ),
        ("add_fruit = AddLayer()", "add_fruit = MulLayer()"),
    ),
    slipped(BUY_FRUIT, FRUIT, "whole", WHOLE, ("return price", "return int(price)")),
    slipped(
        BUY_FRUIT,
        FRUIT,
        "exchanged",
        EXCHANGED,
        ("dapple, dapple_num =", "dapple_num, dapple ="),
        ("dorange, dorange_num =", "dorange_num, dorange ="),
    ),
    wrong("printed", BUY_FRUIT, "715.0, 2.2, 110.0, 3.3, 165.0, 650.0", PRINTED),
    slipped(
        BUY_FRUIT,
        FRUIT,
        "oranges-first",
        None,
        ("dapple, dapple_num, dorange, dorange_num", "dorange, dorange_num, dapple, dapple_num"),
    ),
    slipped(BUY_FRUIT, FRUIT, "apples-alone", None, ("dapple_num, dorange, dorange_num, dtax", "dapple_num, dtax")),
    wrong("nothing", BUY_FRUIT, "pass\nreturn None"),
)

MUTANTS = (*OF_APPLES, *OF_FRUIT)
