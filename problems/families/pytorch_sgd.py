"""PyTorch's SGD with momentum, dampening or nesterov=True: the buffer starts at the first gradient."""

from typing import Any

from problems.draws import Draws
from problems.library.code import pytorch_snippet
from problems.library.family import Library, library_family
from problems.library.question import RIGHT, Question
from reference.text import Text, same


def arguments(draws: Draws, call: str) -> dict[str, Any]:
    """A rate, a momentum, and dampening where nesterov leaves room for it."""
    found: dict[str, Any] = {
        "alpha": draws.choice("alpha", ("0.05", "0.1", "0.2", "0.3")),
        "beta": draws.choice("beta", ("0.5", "0.6", "0.7", "0.8", "0.9")),
    }
    if call == "SGD momentum" and draws.integer("dampened", 0, 2):
        found["dampening"] = draws.choice("dampening", ("0.2", "0.3", "0.4", "0.6"))
    return found


QUESTIONS = {
    "first-buffer": Question(
        Text(
            "`SGD(params, lr=0.1, momentum=0.9, dampening=0.9)`의 첫 단계 뒤에 `momentum_buffer`는 무엇입니까?",
            "What is `momentum_buffer` after the first step of `SGD(params, lr=0.1, momentum=0.9, dampening=0.9)`?",
        ),
        {
            "gradient": (Text("첫 기울기 $g_1$", "the first gradient, $g_1$"), RIGHT),
            "dampened": (
                Text("$0.1 g_1$", "$0.1 g_1$"),
                Text("첫 단계에는 dampening이 적용되지 않습니다.", "Dampening does not act in the first step."),
            ),
            "step": (
                Text("$-0.1 g_1$", "$-0.1 g_1$"),
                Text("학습률과 부호까지 넣는 것은 Keras입니다.", "Keras has rate and sign in it."),
            ),
            "zero": (same("0"), Text("첫 단계에서 이미 채워집니다.", "The first step fills it.")),
        },
    ),
    "nesterov-needs": Question(
        Text(
            "`torch.optim.SGD(params, lr=0.1, nesterov=True)`를 실행하면 어떻게 됩니까?",
            "What does `torch.optim.SGD(params, lr=0.1, nesterov=True)` do?",
        ),
        {
            "error": (Text("오류가 납니다.", "It raises an error."), RIGHT),
            "plain": (
                Text("보통의 경사 하강법으로 동작합니다.", "It is plain gradient descent."),
                Text("Keras는 그렇지만 PyTorch는 다릅니다.", "So does Keras, but not PyTorch."),
            ),
            "default": (
                Text("모멘텀 0.9로 동작합니다.", "It uses a momentum of 0.9."),
                Text("모멘텀의 기본값은 0입니다.", "The default momentum is 0."),
            ),
            "warning": (
                Text("경고만 하고 동작합니다.", "It warns and goes on."),
                Text("실행이 계속되지 않습니다.", "It does not go on."),
            ),
        },
    ),
    "accumulated": Question(
        Text(
            "`optimizer.step()`을 두 번 호출하는 사이에 `zero_grad()`를 빠뜨리면 두 번째 단계의 기울기는 무엇입니까?",
            "If `zero_grad()` is left out between two steps, which gradient does the second one use?",
        ),
        {
            "sum": (same("$g_1 + g_2$"), RIGHT),
            "last": (same("$g_2$"), Text("`backward()`는 값을 덮어쓰지 않습니다.", "`backward()` overwrites nothing.")),
            "mean": (same(r"$\frac{g_1 + g_2}{2}$"), Text("기울기를 평균하지는 않습니다.", "Nothing is averaged.")),
            "first": (same("$g_1$"), Text("두 번째 `backward()`도 반영됩니다.", "The second `backward()` counts too.")),
        },
    ),
}

FAMILY = library_family(
    "pytorch.sgd",
    Text("PyTorch의 SGD와 그 인자", "SGD in PyTorch and its arguments"),
    Library("pytorch", ("SGD momentum", "SGD nesterov"), arguments, QUESTIONS, pytorch_snippet),
    ("C-079", "C-080"),
)
