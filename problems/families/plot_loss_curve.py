"""Loss curves at three learning rates: too large, too small, and right."""

from fractions import Fraction
from typing import Any

from problems import givens as read
from problems.choices import Choices, Option
from problems.draws import Draws
from problems.family import Params
from problems.givens import GivensError, Parameter
from problems.parts import ChoicePart, NumberPart, Part, PartsFamily, WrongNumber
from problems.pictures.axes import around, ticks
from problems.pictures.loss_curve import Curve, loss_curve
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.backprop import descend
from reference.readings import exact
from reference.text import Text, joined, same

EPOCHS = 10
NAMES = ("A", "B", "C")
CLEAR = 0.03
"""Of the first loss: the level keeps this far from every point of the curve that is read."""

GROWS = Text("손실이 에포크마다 커집니다.", "Its loss grows from epoch to epoch.")
CRAWLS = Text("손실이 줄기는 하지만 아주 느립니다.", "Its loss goes down, but very slowly.")
QUICK = Text("손실이 몇 에포크 만에 0에 가까워집니다.", "Its loss comes near 0 within a few epochs.")


def losses(givens: Givens, rate: Any) -> list[float]:
    """L = c w^2 from w = 1 by gradient descent, whose slope is 2 c w."""
    c, w, alpha = float(exact(givens["curvature"])), 1.0, float(exact(rate))
    found = []
    for _ in range(EPOCHS + 1):
        found.append(float(exact(givens["scale"])) * w**2)
        w = descend(w, 2 * c * w, alpha)
    return found


def _roles(givens: Givens) -> dict[str, str]:
    """Too small, right, too large, by the letters of the curves: from the factor that a step puts before w."""
    kept = {
        name: 1 - 2 * exact(givens["curvature"]) * exact(rate)
        for name, rate in zip(NAMES, givens["rates"], strict=True)
    }
    ranked = sorted(kept, key=lambda name: kept[name], reverse=True)
    return dict(zip(("small", "right", "large"), ranked, strict=True))


def first_below(givens: Givens) -> int:
    """The first epoch at which the right rate's loss is below the level; -1 if none is."""
    right = _roles(givens)["right"]
    found = losses(givens, givens["rates"][NAMES.index(right)])
    return next((epoch for epoch, loss in enumerate(found) if loss < exact(givens["level"])), -1)


def checked(givens: Givens) -> None:
    """Three rates: one that diverges, two that do not; a level that the right one comes below."""
    factors = sorted(1 - 2 * exact(givens["curvature"]) * exact(rate) for rate in givens["rates"])
    if len(factors) != len(NAMES) or not factors[0] < -1 < factors[1] < factors[2] < 1:
        raise GivensError(
            Text(
                "rates: 발산하는 학습률 하나와 수렴하는 학습률 둘이 서로 달라야 합니다.",
                "rates must be three different ones: one that diverges and two that converge.",
            )
        )
    if exact(givens["scale"]) <= 0:
        raise GivensError(Text("scale: 0보다 커야 합니다.", "scale must be above 0."))
    if first_below(givens) < 0:
        raise GivensError(Text("level: 손실이 이 값보다 작아지지 않습니다.", "level: no loss falls below it."))


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """A curvature, a rate of each kind, their letters, and a level between two epochs of the right one."""
    curvature = draws.decimal("curvature", "0.5", "2", "0.1")
    kept = {
        "small": draws.decimal("small", "0.94", "0.97", "0.005"),
        "right": draws.decimal("right", "0.72", "0.88", "0.01"),
        "large": draws.decimal("large", "-1.03", "-1.01", "0.005"),
    }
    order = sorted(kept, key=lambda role: draws.integer(f"rank {role}", 0, 2**40))
    rates = [(1 - Fraction(kept[role])) / (2 * Fraction(curvature)) for role in order]
    givens: dict[str, Any] = {
        "curvature": curvature,
        "rates": [f"{float(rate):.4f}" for rate in rates],
        "scale": draws.decimal("scale", "1", "5", "0.5"),
    }
    levels = [level for level in _lines(givens) if _clear({**givens, "level": f"{level:g}"}, order.index("right"))]
    return givens | {"level": f"{draws.choice('level', levels):g}"} if levels else None


def _lines(givens: Givens) -> list[float]:
    """The levels at which the picture has a line, above 0."""
    values = [loss for rate in givens["rates"] for loss in losses(givens, rate)]
    return ticks(0.0, around(values, 1e-6)[1])[1:]


def _clear(givens: Givens, right: int) -> bool:
    """Passed between two epochs, well away from both, and not at the start."""
    found = losses(givens, givens["rates"][right])
    near = min(abs(loss - float(givens["level"])) for loss in found)
    return near >= CLEAR * float(givens["scale"]) and FIRST <= first_below(givens) < EPOCHS


FIRST = 2


def parts(givens: Givens) -> tuple[Part, ...]:
    """The curve of each kind, and an epoch."""
    roles = _roles(givens)
    why = {roles["large"]: GROWS, roles["small"]: CRAWLS, roles["right"]: QUICK}
    options = Choices(tuple(Option(name, Text(f"곡선 {name}", f"curve {name}")) for name in NAMES))
    labels = {
        "large": Text("학습률이 너무 큰 것", "the rate that is too large"),
        "small": Text("학습률이 너무 작은 것", "the rate that is too small"),
    }
    choices = [
        ChoicePart(role, label, options, roles[role], {name: why[name] for name in NAMES if name != roles[role]})
        for role, label in labels.items()
    ]
    return (*choices, _epoch(givens))


def _epoch(givens: Givens) -> NumberPart:
    epoch = Fraction(first_below(givens))
    label = Text(
        f"손실이 처음으로 ${givens['level']}$보다 작아지는 에포크",
        f"the first epoch with a loss below ${givens['level']}$",
    )
    wrong = (WrongNumber("last-above", epoch - 1, LAST_ABOVE),) if epoch > 0 else ()
    return NumberPart("epoch", "t", label, epoch, (epoch, epoch), None, wrong, integer=True)


LAST_ABOVE = Text("그 값보다 아직 큰 마지막 에포크입니다.", "This is the last epoch at which it is still above.")


def statement(givens: Givens) -> Text:
    """What the picture shows."""
    level = givens["level"]
    return Text(
        "같은 모델을 같은 처음 값에서 세 가지 학습률로 학습한 손실 곡선 A, B, C입니다. 학습률이 너무 큰 것과 "
        f"너무 작은 것을 고르고, 나머지 하나의 손실이 처음으로 ${level}$보다 작아지는 에포크를 읽으십시오. "
        "표시(점)는 에포크마다 하나씩이고, 처음이 에포크 0입니다.",
        "Loss curves A, B and C of one model, trained from the same start at three learning rates. Choose the "
        "rate that is too large and the one that is too small, and read off the first epoch at which the loss of the "
        f"third is below ${level}$. There is one mark for each epoch, the first of them epoch 0.",
    )


def solution(givens: Givens) -> Text:
    """Which is which."""
    roles = _roles(givens)
    return joined(
        [
            Text(f"곡선 {roles['large']}: ", f"Curve {roles['large']}: ") + GROWS,
            Text(f"곡선 {roles['small']}: ", f"Curve {roles['small']}: ") + CRAWLS,
            Text(f"곡선 {roles['right']}: ", f"Curve {roles['right']}: ") + QUICK,
            Text(
                f"처음으로 {givens['level']}보다 작은 것은 에포크 {first_below(givens)}입니다.",
                f"It is first below {givens['level']} at epoch {first_below(givens)}.",
            ),
        ],
        "\n\n",
    )


def picture(givens: Givens, _shown: Shown) -> Picture:
    """The three curves; the description gives all their points."""
    found = {name: losses(givens, rate) for name, rate in zip(NAMES, givens["rates"], strict=True)}
    plotted = loss_curve([Curve(same(name), values) for name, values in found.items()])
    each = "; ".join(f"{name}: " + ", ".join(f"{loss:.2f}" for loss in values) for name, values in found.items())
    told = Text(f"에포크 0부터의 손실. {each}.", f"The losses from epoch 0 on. {each}.")
    return plotted.described(plotted.title, told)


FAMILY = PartsFamily(
    id="plot.loss_curve",
    version="1.0",
    title=Text("손실 곡선과 학습률", "Loss curves and the learning rate"),
    topics=("reading plots", "training"),
    coverage=("C-075",),
    given=(
        Parameter("curvature", read.number),
        Parameter("rates", read.numbers),
        Parameter("scale", read.number),
        Parameter("level", read.number),
    ),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={},
    checked=checked,
    picture=picture,
    kind="plot",
)
