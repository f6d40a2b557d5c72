"""Losses on training and validation data: where to stop, and what the curves say."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from problems import givens as read
from problems.choices import Choices, Option
from problems.draws import Draws
from problems.family import Params
from problems.givens import GivensError, Parameter
from problems.parts import ChoicePart, NumberPart, Part, PartsFamily, WrongNumber
from problems.pictures.loss_curve import Curve, loss_curve
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.readings import exact
from reference.text import Text, joined

LAST, FEWEST, MOST = 12, 4, 16
RISEN = Fraction(11, 10)
"""Overfitting: the validation loss ends above its lowest value by this factor, and the training loss does not."""

CLAIMS: Mapping[str, tuple[Text, Text]] = {
    "overfitting": (
        Text("과적합", "overfitting"),
        Text(
            "과적합이면 학습 손실은 줄어드는데 검증 손실은 늘어납니다.",
            "With overfitting the training loss goes down while the validation loss goes up.",
        ),
    ),
    "underfitting": (
        Text("과소적합: 둘 다 아직 감소 중", "underfitting: both still go down"),
        Text(
            "과소적합이면 두 손실이 끝까지 함께 줄어듭니다.",
            "With underfitting both losses go down together to the end.",
        ),
    ),
    "divergence": (
        Text("발산: 학습률이 너무 큼", "divergence: the learning rate is too large"),
        Text("발산하면 학습 손실부터 커집니다.", "With divergence the training loss itself grows."),
    ),
    "exchanged": (
        Text("학습 데이터에 잡음이 더 많음", "the training data are noisier"),
        Text(
            "잡음이 더 많은 쪽의 손실이 더 크지만, 여기서는 학습 손실이 더 작습니다.",
            "The noisier data have the larger loss, but here the training loss is the smaller one.",
        ),
    ),
}
LAST_EPOCH = Text(
    "마지막 에포크입니다. 검증 손실이 가장 작은 에포크를 찾으십시오.",
    "This is the last epoch: find where the validation loss is lowest.",
)


def _lowest(givens: Givens) -> int:
    validation = [exact(one) for one in givens["validation"]]
    return validation.index(min(validation))


def _claim(givens: Givens) -> str:
    validation = [exact(one) for one in givens["validation"]]
    return "overfitting" if validation[-1] >= RISEN * min(validation) else "underfitting"


def checked(givens: Givens) -> None:
    """Two curves of one length, one lowest point, a training loss that goes down and stays below."""
    train, validation = ([exact(one) for one in givens[name]] for name in ("train", "validation"))
    if len(train) != len(validation) or not FEWEST <= len(train) <= MOST:
        raise GivensError(
            Text(
                f"train과 validation은 길이가 같고 {FEWEST}개에서 {MOST}개여야 합니다.",
                f"train and validation must have one length, from {FEWEST} to {MOST}.",
            )
        )
    if min(*train, *validation) <= 0 or validation.count(min(validation)) > 1:
        raise GivensError(
            Text(
                "validation: 손실은 0보다 크고 가장 작은 값은 하나여야 합니다.",
                "validation: losses must be above 0, and one of them the lowest.",
            )
        )
    if train[-1] >= train[0] or any(t > v for t, v in zip(train, validation, strict=True)):
        raise GivensError(
            Text(
                "train: 학습 손실은 줄어들고 검증 손실보다 크지 않아야 합니다.",
                "train must go down, and nowhere exceed validation.",
            )
        )


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """A lowest point that stands out, or both on their way down."""
    floor = float(draws.decimal("floor", "0.3", "0.6", "0.02"))
    gap = float(draws.decimal("gap", "0.05", "0.15", "0.01"))
    steep = float(draws.decimal("steep", "0.08", "0.14", "0.005"))
    if draws.integer("overfits", 0, 2):
        low = draws.integer("lowest", 3, 8)
        validation = [floor + steep * abs(t - low) + 0.01 * (t - low) ** 2 for t in range(LAST + 1)]
        end, pace = floor / 3, float(draws.decimal("pace", "2", "4", "0.5"))
        train = [end + (validation[0] - gap - end) * math.exp(-t / pace) for t in range(LAST + 1)]
        if any(t > v - gap / 2 for t, v in zip(train, validation, strict=True)):
            return None
    else:
        train = [floor + 2 - (steep + 0.02) * t for t in range(LAST + 1)]
        validation = [one + gap + 0.01 * t for t, one in enumerate(train)]
    givens = {"train": [f"{one:.2f}" for one in train], "validation": [f"{one:.2f}" for one in validation]}
    order = sorted(CLAIMS, key=lambda key: draws.integer(f"rank {key}", 0, 2**40))
    return {**givens, "options": order}


def parts(givens: Givens) -> tuple[Part, ...]:
    """What the curves say, and where to stop."""
    right = _claim(givens)
    lowest, last = Fraction(_lowest(givens)), Fraction(len(givens["train"]) - 1)
    wrong = (WrongNumber("last-epoch", last, LAST_EPOCH),) if last != lowest else ()
    return (
        ChoicePart(
            "claim",
            Text("두 곡선이 말하는 것", "what the curves say"),
            Choices(tuple(Option(key, CLAIMS[key][0]) for key in givens["options"])),
            right,
            {key: CLAIMS[key][1] for key in givens["options"] if key != right},
        ),
        NumberPart(
            "epoch",
            "t",
            Text("검증 손실이 가장 작은 에포크", "the epoch with the lowest validation loss"),
            lowest,
            (lowest, lowest),
            None,
            wrong,
            integer=True,
        ),
    )


def statement(_givens: Givens) -> Text:
    """What the picture shows."""
    return Text(
        "한 모델의 학습 손실과 검증 손실을 에포크마다 기록한 그림입니다. 두 곡선이 말하는 것을 고르고, 검증 "
        "손실이 가장 작은 "
        "에포크를 읽으십시오. 표시(점)는 에포크마다 하나씩이고, 처음이 에포크 0입니다.",
        "The picture shows the training loss and the validation loss of a model over its epochs. Choose what the "
        "curves "
        "say, and read off the epoch at which the validation loss is lowest. There is one mark for each epoch, "
        "the first "
        "of them epoch 0.",
    )


def solution(givens: Givens) -> Text:
    """The claim, and the epoch."""
    lowest = _lowest(givens)
    return joined(
        [
            CLAIMS[_claim(givens)][1],
            Text(
                f"검증 손실은 에포크 {lowest}에서 가장 작습니다.", f"The validation loss is lowest at epoch {lowest}."
            ),
        ]
    )


def picture(givens: Givens, _shown: Shown) -> Picture:
    """Both curves; the description gives all their points."""
    curves = {name: [float(exact(one)) for one in givens[name]] for name in ("train", "validation")}
    found = loss_curve([Curve(NAMES[name], values) for name, values in curves.items()])
    each = [NAMES[name] + Text(": ", ": ") + _listed(values) for name, values in curves.items()]
    told = Text("에포크 0부터의 값. ", "The values from epoch 0 on. ") + joined(each, "; ") + Text(".", ".")
    return found.described(found.title, told)


def _listed(values: list[float]) -> Text:
    shown = ", ".join(f"{one:g}" for one in values)
    return Text(shown, shown)


NAMES = {"train": Text("학습 손실", "training loss"), "validation": Text("검증 손실", "validation loss")}


def _key(name: str, value: Any) -> str:
    return str(read.one_of(*CLAIMS)(name, value))


FAMILY = PartsFamily(
    id="plot.early_stopping",
    version="1.0",
    title=Text("학습 손실과 검증 손실", "Training and validation loss"),
    topics=("reading plots", "training"),
    coverage=("C-073",),
    given=(
        Parameter("train", read.numbers),
        Parameter("validation", read.numbers),
        Parameter("options", read.several(_key, 2, 4), default=list(CLAIMS), required=False),
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
