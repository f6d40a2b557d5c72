"""What a student reads of an optimizer problem."""

from typing import Any

from problems.optimizer.shape import LOSS_NAMES, Shape, settings, shape
from problems.optimizer.working import SETTINGS, rule, symbol
from problems.variant import Givens
from reference.decimals import without_zeros
from reference.expressions import parse
from reference.expressions.page import tex
from reference.optimizers import OPTIMIZERS
from reference.tex import constant, fragment
from reference.text import Text, joined, same

CONVENTIONS = {
    "seed": Text("", ""),
    "pytorch": Text("PyTorch의 방식입니다. ", "This is PyTorch's form. "),
    "keras": Text("Keras의 방식입니다. ", "This is Keras's form. "),
}


def statement(method: str, givens: Givens) -> Text:
    """The rule, the start, the gradients or the loss, and the task."""
    wanted = shape(method, givens)
    title = OPTIMIZERS[method].title
    intro = CONVENTIONS[wanted.convention] + Text(
        f"{title.ko}의 갱신 규칙은 다음과 같습니다. 기울기는 $g_t$, 매개변수는 $w_t$입니다.",
        f"The rule of {title.en}, with gradient $g_t$ and parameters $w_t$:",
    )
    parts = [
        intro,
        same(rule(wanted)),
        _elementwise(wanted),
        same(f"$${_start(method, givens)}$$"),
        _slopes(wanted, givens),
    ]
    return joined([part for part in parts if part.en] + [_task(wanted)], "\n\n")


def _elementwise(wanted: Shape) -> Text:
    if not wanted.size:
        return Text("", "")
    return Text(
        "$w$는 벡터이며 제곱, 제곱근, 나눗셈, $\\odot$은 모두 성분마다 계산합니다.",
        "$w$ is a vector; squares, roots, quotients and $\\odot$ go component by component.",
    )


def _start(method: str, givens: Givens) -> str:
    wanted = shape(method, givens)
    states = {name: givens.get(f"{name}_0") for name in wanted.states}
    start = wanted.form.start
    shown = [f"{symbol('w', '0')} = {fragment(givens['w'])}"]
    shown += [f"{symbol(name, '0')} = {fragment(_first(value, start[name]))}" for name, value in states.items()]
    shown += [rf"{SETTINGS[name]} = {constant(value)}" for name, value in settings(method, givens).items()]
    return r",\quad ".join(shown)


def _first(value: Any, start: float) -> Any:
    """A drawn state has zeros at its end where the grid is fine: 0.070."""
    return f"{start:g}" if value is None else without_zeros(value) if isinstance(value, str) else value


def _slopes(wanted: Shape, givens: Givens) -> Text:
    if wanted.loss is None:
        listed = r",\quad ".join(f"g_{{{n}}} = {fragment(one)}" for n, one in enumerate(givens["gradients"], 1))
        return same(f"$${listed}$$")
    arguments = "w" if not wanted.size else r",\, ".join(f"w_{{{n}}}" for n in range(1, wanted.size + 1))
    shown = same(rf"$$L({arguments}) = {tex(parse(wanted.loss, LOSS_NAMES))}$$")
    return joined([_where(wanted), shown], "\n\n")


def _where(wanted: Shape) -> Text:
    if wanted.method == "nag" and wanted.convention == "seed":
        return Text(
            r"기울기 $g_t$는 앞선 지점 $\tilde{w}_t = w_{t-1} - \beta v_{t-1}$에서 구한 다음 손실의 기울기입니다.",
            r"$g_t$ is the gradient of this loss at the point ahead, $\tilde{w}_t = w_{t-1} - \beta v_{t-1}$:",
        )
    return Text(
        "기울기 $g_t$는 $w_{t-1}$에서 구한 다음 손실의 기울기입니다.",
        "$g_t$ is the gradient of this loss at $w_{t-1}$:",
    )


def _task(wanted: Shape) -> Text:
    steps = Text(f"{wanted.steps}단계", "one step" if wanted.steps == 1 else f"{wanted.steps} steps")
    task = Text("위의 값에서 시작하여 {steps}를 계산하십시오.", "Work out {steps} from these values.").format(
        steps=steps
    )
    if wanted.before and wanted.method == "adam":
        first = wanted.before + 1
        before = "One step" if wanted.before == 1 else f"{wanted.before} steps"
        task = joined(
            [
                task,
                Text(
                    f"앞서 이미 {wanted.before}단계를 진행했으므로, 첫 단계의 보정에 쓰는 $t$는 {first}입니다.",
                    f"{before} came before, so the first correction has $t = {first}$.",
                ),
            ]
        )
    return task
