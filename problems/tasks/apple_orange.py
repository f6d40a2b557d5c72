"""The price of apples and oranges and its gradients: a program built from layers."""

from collections.abc import Callable
from typing import Any

import numpy as np

from problems.code.inputs import Args, Grid, Inputs, Picked
from problems.code.model_answers.apple_orange import ALTERNATIVES, LAYERS, SOLUTION
from problems.code.mutants.apple_orange import MUTANTS
from problems.code.task import Agrees, CodeTask, EqualsParts, FunctionSpec, Law, Probe, Property
from reference.layers import fruit, fruit_back
from reference.text import Text

H = 1 / 4  # exact in binary; the price is linear in each number, so its central difference is its slope for any width
APPLES, FRUIT = "buy_apples", "buy_fruit"
COUNTS = {APPLES: 3, FRUIT: 5}


def bought(*numbers: Any) -> tuple[Any, ...]:
    """The price and its gradients by each of the numbers: of apples alone where there are three numbers."""
    if len(numbers) == COUNTS[FRUIT]:
        return fruit(*numbers), *fruit_back(*numbers)
    apple, count, tax = numbers
    price, d_apple, d_count, _, _, d_tax = bought(apple, count, 0, 0, tax)
    return price, d_apple, d_count, d_tax


def price_is_right(args: Args, results: tuple[Any, ...]) -> bool:
    """Whether the first of all values is the price."""
    (values,) = results
    return fits(args, values) and bool(np.isclose(values[0], bought(*args)[0], rtol=1e-5))


def fits(args: Args, values: Any) -> bool:
    """Whether there is a price, and a gradient for each number given."""
    return isinstance(values, np.ndarray) and values.shape == (1 + len(args),)


def how_many(args: Args, results: tuple[Any, ...]) -> Text | None:
    """How many values there should be, where there are others."""
    if fits(args, results[0]):
        return None
    count = 1 + len(args)
    return Text(f"값 {count}개를 차례로 담은 튜플이어야 합니다.", f"there should be {count} values, in a tuple.")


def moved(number: int, by: float) -> Callable[..., Args]:
    """The arguments with one of them a little up or down."""
    return lambda *args: (*args[:number], args[number] + by, *args[number + 1 :])


def own_slopes(_args: Args, results: tuple[Any, ...]) -> Any:
    """The function's own price, and the slopes of it."""
    own, *around = np.array([np.ravel(values)[:1] for values in results]).reshape(len(results))
    ups, downs = np.array(around).reshape(-1, 2).T
    return np.array([own, *(ups - downs) / (2 * H)])


PRICE, NUMBER, TAX = Grid(0.5, 20), Grid(1, 9, decimals=0), Picked((1.1, 1.05, 1.2, 1.25))
INPUTS = {
    APPLES: Inputs("apples", (PRICE, NUMBER, TAX), always=((100, 2, 1.1), (3, 5, 1.25))),
    FRUIT: Inputs(
        "fruit",
        (PRICE, NUMBER, PRICE, NUMBER, TAX),
        always=((100, 2, 150, 3, 1.1), (1, 2, 3, 4, 1.5), (2, 5, 7, 0, 1.25)),
    ),
}
SLOPES = {
    APPLES: Inputs("apple_slopes", (PRICE, NUMBER, TAX), always=((100, 2, 1.1),), draws=1),
    FRUIT: Inputs("fruit_slopes", (PRICE, NUMBER, PRICE, NUMBER, TAX), always=((100, 2, 150, 3, 1.1),), draws=1),
}
OTHERS = Inputs(
    "other_fruit",
    (Grid(0.5, 9, decimals=2), Grid(0, 20, decimals=0), Grid(0.5, 9, decimals=2), Grid(0, 20, decimals=0), TAX),
    always=((0.75, 12, 2.5, 0, 1),),
)


def price(name: str, ko: str, en: str) -> Property:
    return Property(
        f"{name}.price", Text(ko, en), name, INPUTS[name], Law(price_is_right, any_shape=True, reason=how_many)
    )


def values(name: str, ko: str, en: str) -> Property:
    return Property(f"{name}.values", Text(ko, en), name, INPUTS[name], EqualsParts(bought))


def slope(name: str) -> Property:
    sentence = Text(
        f"`{name}` 함수의 기울기는 이 함수가 돌려준 가격을 중앙 차분으로 수치 미분한 값과 일치합니다.",
        f"`{name}`: the gradients agree with the slopes of its own price, measured by central differences.",
    )
    around = tuple(Probe(name, moved(number, by)) for number in range(COUNTS[name]) for by in (H, -H))
    probes = (Probe(name), Probe(name), *around)
    return Property(f"{name}.slope", sentence, name, SLOPES[name], Agrees(own_slopes, atol=1e-2), probes)


PROPERTIES = (
    price(
        APPLES,
        "`buy_apples` 함수가 돌려주는 첫 값은 세금을 곱한 가격입니다.",
        "`buy_apples`: the first value is the price with tax.",
    ),
    values(
        APPLES,
        "`buy_apples` 함수는 가격과 기울기 셋을 차례로 돌려줍니다.",
        "`buy_apples` gives the price and then the three gradients.",
    ),
    slope(APPLES),
    price(
        FRUIT,
        "`buy_fruit` 함수가 돌려주는 첫 값은 세금을 곱한 가격입니다.",
        "`buy_fruit`: the first value is the price with tax.",
    ),
    values(
        FRUIT,
        "`buy_fruit` 함수는 가격과 기울기 다섯을 차례로 돌려줍니다.",
        "`buy_fruit` gives the price and then the five gradients.",
    ),
    slope(FRUIT),
    Property(
        f"{FRUIT}.general",
        Text(
            "`buy_fruit` 함수는 다른 가격과 개수(0개 포함)에도 옳은 값을 돌려줍니다.",
            "`buy_fruit` is right for other prices and counts too, a count of 0 among them.",
        ),
        FRUIT,
        OTHERS,
        EqualsParts(bought),
        hidden=True,
    ),
)

_LISTING = f"```python\n{LAYERS.strip()}\n```"

TASK = CodeTask(
    id="code.apple_orange",
    version="1.0",
    title=Text("사과와 오렌지의 계산 그래프", "Apples and oranges: a computational graph"),
    topics=("computational graph", "backpropagation"),
    coverage=("C-053", "C-054", "C-055", "C-097"),
    introduction=Text(
        "과일값을 계산 그래프로 구하고, 역전파로 그 기울기를 모두 구하는 함수를 작성하십시오. 가격은 과일마다 "
        "개당 가격과 개수를 곱하여 더한 값에 `tax`를 곱한 것이며, `tax`는 세율이 아니라 배수입니다(세율 10%이면 1.1). "
        "역전파는 가격에 대한 기울기 1에서 시작합니다. 함수는 어떤 가격과 개수를 받아도 옳아야 합니다.\n\n"
        f"다음 계층을 써서 만드십시오. 시작 파일에 들어 있으며, 제출할 파일에 함께 있어야 합니다.\n\n{_LISTING}",
        "Write functions that find what some fruit costs through a computational graph, and all gradients of that "
        "price by going back. Each fruit's price is multiplied by its count; the price is the sum of these times "
        "`tax`, which is a factor and not a rate: 1.1 for 10%. Going back starts with 1, the gradient by the price "
        "itself. The functions must be right for any prices and counts.\n\n"
        "Build them from these layers. They stand in the starter file, and must be in the file you hand in."
        f"\n\n{_LISTING}",
    ),
    functions=(
        FunctionSpec(
            APPLES,
            ("apple", "apple_num", "tax"),
            Text(
                "사과만 샀을 때. `apple`은 개당 가격, `apple_num`은 개수입니다. `(price, dapple, dapple_num, dtax)`를 "
                "돌려줍니다.",
                "apples alone, at the price `apple` each, `apple_num` of them; returns "
                "`(price, dapple, dapple_num, dtax)`",
            ),
        ),
        FunctionSpec(
            FRUIT,
            ("apple", "apple_num", "orange", "orange_num", "tax"),
            Text(
                "사과와 오렌지를 샀을 때. `(price, dapple, dapple_num, dorange, dorange_num, dtax)`를 돌려줍니다.",
                "apples and oranges; returns `(price, dapple, dapple_num, dorange, dorange_num, dtax)`",
            ),
        ),
    ),
    properties=PROPERTIES,
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    preamble=LAYERS.lstrip(),
    limits={"cpu_s": 1, "memory_mb": 256},
)
