"""What a library's optimizer does with given arguments: two steps by hand, and a question about the call."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.equation import distinct, in_lines
from problems.family import Params
from problems.givens import GivensError, Parameter, Setting
from problems.library.call import CALLS, STEPS, Call, Other, others, path
from problems.library.question import Question
from problems.optimizer.shape import Shape
from problems.optimizer.working import LABELS, SYMBOLS, rule, symbol
from problems.optimizer.working import SETTINGS as SIGNS
from problems.parts import NumberPart, Part, PartsFamily, WrongNumber
from problems.solvable import LARGEST, writable
from problems.variant import Givens
from reference.decimals import decimal_text
from reference.optimizers import Form
from reference.tex import Tex, constant, fragment
from reference.text import Text, joined, same

SETTINGS = ("alpha", "beta", "beta1", "beta2", "eps", "dampening", "G_0")
SPREAD = 2
"""Units to either side: two rounded steps before this one, and its own rounding."""

VERSIONS = {"keras": "Keras 3", "pytorch": "PyTorch 2"}
GUESSES = tuple(Fraction(n, 2) for n in range(-4, 5))


@dataclass(frozen=True, slots=True)
class Library:
    """What a family of calls asks.

    `calls` are the keys of those that are drawn; `arguments(draws, call)` their arguments; `questions` the pool;
    `snippet(call, givens)` the code shown.
    """

    name: str
    calls: tuple[str, ...]
    arguments: Callable[[Draws, str], dict[str, Any]]
    questions: Mapping[str, Question]
    snippet: Callable[[Call, Givens], str]
    decimals: int = 4

    def call(self, givens: Givens) -> Call:
        """The call of these givens."""
        return CALLS[self.name][givens["call"]]


def checked(library: Library, givens: Givens) -> None:
    """Two gradients, arguments that this class has, and the question's options, each once."""
    call = library.call(givens)
    if len(givens["gradients"]) != STEPS:
        raise GivensError(Text(f"gradients: {STEPS}개여야 합니다.", f"gradients must hold {STEPS} numbers."))
    known = {*call.keywords, *(("beta1", "beta2") if call.method == "adam" else ())}
    for name in SETTINGS:
        if givens[name] is not None and name not in known:
            listed = ", ".join(known)
            raise GivensError(
                Text(
                    f"{name}: {call.name}의 인자가 아닙니다. 쓸 수 있는 항목: {listed}.",
                    f"{name} is no argument of {call.name}. Known: {listed}.",
                )
            )
    if call.method in {"momentum", "nag"} and givens["beta"] is None:
        raise GivensError(Text("beta: 모멘텀이 필요합니다.", "beta: a momentum is needed."))
    if sorted(givens["options"]) != sorted(library.questions[givens["question"]].options):
        listed = ", ".join(library.questions[givens["question"]].options)
        raise GivensError(
            Text(f"options: 다음을 한 번씩 적어야 합니다: {listed}.", f"options must hold each of {listed} once.")
        )
    _check_ranges(givens)
    _check_path(call, givens)


def _check_ranges(givens: Givens) -> None:
    for name in ("beta", "beta1", "beta2", "dampening"):
        if givens[name] is not None and not 0 <= Fraction(str(givens[name])) < 1:
            raise GivensError(Text(f"{name}: 0 이상 1 미만이어야 합니다.", f"{name} must be at least 0 and below 1."))
    for name in ("eps", "G_0"):
        if givens[name] is not None and Fraction(str(givens[name])) < 0:
            raise GivensError(Text(f"{name}: 음수일 수 없습니다.", f"{name} must not be negative."))
    if any(Fraction(str(g)) == 0 for g in givens["gradients"]):
        raise GivensError(Text("gradients: 0이 아니어야 합니다.", "gradients must not be 0."))


def _check_path(call: Call, givens: Givens) -> None:
    """Every value of both steps can be written down."""
    if not all(writable(values[a.name], LARGEST) for values in path(call.form, givens) for a in call.form.rule):
        raise GivensError(
            Text(
                "이 값으로 계산하면 유한한 실수가 아니거나 너무 큰 값이 나옵니다.",
                "these numbers lead to a value that is no finite real number, or too large.",
            )
        )


def drawn(library: Library, draws: Draws, params: Params) -> dict[str, Any] | None:
    """A call with its arguments, two gradients, a question with its options in some order."""
    key = params.get("call") or draws.choice("call", library.calls)
    question = draws.choice("question", tuple(library.questions))
    options = library.questions[question].options
    givens: dict[str, Any] = dict.fromkeys(SETTINGS) | {
        "call": key,
        "w": draws.signed("w", "0.6", "2.6", "0.1"),
        "gradients": [draws.signed(f"g{t}", "0.4", "2.4", "0.1") for t in range(1, STEPS + 1)],
        **library.arguments(draws, key),
        "question": question,
        "options": sorted(options, key=lambda one: draws.integer(f"rank {one}", 0, 2**40)),
    }
    numbers = [part for part in parts(library, givens) if isinstance(part, NumberPart)]
    fair = all(_tells(part) for part in numbers)
    return {name: value for name, value in givens.items() if value is not None} if fair else None


def _tells(part: NumberPart) -> bool:
    """A value that nobody would guess, and a known wrong one beside it."""
    unit = part.margin
    return bool(part.mistakes) and all(abs(part.value - guess) > 20 * unit for guess in GUESSES)


def parts(library: Library, givens: Givens) -> tuple[Part, ...]:
    """w after one step and after two, the state after two, and the question."""
    call = library.call(givens)
    right = path(call.form, givens)
    alternatives = [(other, path(other.form, givens)) for other in others(call, givens)]
    asked = [("w", 1), *([(call.asked, 2)] if call.asked else []), ("w", 2)]
    numbers = [_number(library, (name, t), right, alternatives) for name, t in asked]
    return (*numbers, library.questions[givens["question"]].part(list(givens["options"])))


Paths = list[tuple[Other, list[dict[str, Any]]]]


def _number(
    library: Library, quantity: tuple[str, int], right: list[dict[str, Any]], alternatives: Paths
) -> NumberPart:
    name, t = quantity
    unit = Fraction(1, 10**library.decimals)
    value = Fraction(float(right[t - 1][name]))
    wrong: list[WrongNumber] = []
    for other, found in alternatives:
        if name in found[t - 1] and math.isfinite(found[t - 1][name]):
            other_value = Fraction(float(found[t - 1][name]))
            if all(abs(other_value - known) > 6 * unit for known in (value, *(one.value for one in wrong))):
                wrong.append(WrongNumber(other.id, other_value, other.message))
    return NumberPart(
        f"{name}_{t}",
        f"{{{SYMBOLS[name]}_{{{t}}}}}",
        _label(name, t),
        value,
        (value - SPREAD * unit, value + SPREAD * unit),
        library.decimals,
        tuple(wrong),
        unit,
    )


def _label(name: str, t: int) -> Text:
    what = Text("매개변수", "the parameter") if name == "w" else Text(LABELS[name].ko, f"the {LABELS[name].en}")
    after = Text("한 단계 뒤의", "after one step") if t == 1 else Text("두 단계 뒤의", "after two steps")
    return Text(f"{after.ko} {what.ko}", f"{what.en} {after.en}")


def statement(library: Library, givens: Givens) -> Text:
    """The code, the numbers, and what is asked."""
    call = library.call(givens)
    first, second = givens["gradients"]
    state = Text("", "")
    if call.asked:
        shown = f"${SYMBOLS[call.asked]}_t$" if call.asked != "Edx2" else r"$E[\Delta w^2]_t$"
        state = Text(f" {shown}는 {call.named.ko}입니다.", f" {shown} is {call.named.en}.")
    return joined(
        [
            Text(
                f"{VERSIONS[library.name]}에서 매개변수 $w$를 다음 최적화 기법으로 학습합니다. 적지 않은 인자는 "
                "기본값입니다.",
                f"In {VERSIONS[library.name]} the parameter $w$ is trained by this optimizer. Arguments that are not "
                "written have their defaults.",
            ),
            same(f"```python\n{library.snippet(call, givens)}\n```"),
            Text(
                f"처음에 $w_0 = {givens['w']}$이고, 두 단계에서 라이브러리가 구한 기울기는 차례로 $g_1 = {first}$, "
                f"$g_2 = {second}$입니다. 라이브러리의 문서에 적힌 규칙대로 두 단계를 손으로 계산하십시오.",
                f"It starts at $w_0 = {givens['w']}$, and the gradients that the library finds in the two steps are "
                f"$g_1 = {first}$ and $g_2 = {second}$. Work both steps by hand by the library's documented rule.",
            )
            + state,
            Text(
                f"값은 소수점 아래 {library.decimals}자리로 반올림하고, 중간값은 두 자리 더 남겨 계산하십시오.",
                f"Round to {library.decimals} decimals, and keep two more digits on the way.",
            ),
            Text("**물음**: ", "**Question**: ") + library.questions[givens["question"]].text,
        ],
        "\n\n",
    )


def solution(library: Library, givens: Givens) -> Text:
    """The rule of the library, the numbers, and the answer to the question."""
    call, question = library.call(givens), library.questions[givens["question"]]
    intro = Text(f"{VERSIONS[library.name]}의 규칙은 다음과 같습니다.", f"The rule of {VERSIONS[library.name]}:")
    if call.form.first and call.name == "SGD":
        intro = Text(
            f"{intro.ko} 첫 단계에서는 $v_1 = g_1$입니다.",
            f"The rule of {VERSIONS[library.name]}, with $v_1 = g_1$ in the first step:",
        )
    rule_shown = rule(Shape(call.method, call.library, 0, STEPS, 0, None, warm=False, eps_visible=False))
    steps = [same(step) for step in _steps(library, call, givens)]
    right = question.options[question.right][0]
    right = Text(_stopped(right.ko), _stopped(right.en))
    answer = Text("물음의 답: ", "The answer to the question: ") + right
    return joined([intro, same(rule_shown), *steps, _rounded(library, givens), answer], "\n\n")


def _stopped(text: str) -> str:
    """With a full stop, where it has none."""
    return text if text.endswith(".") else f"{text}."


def _steps(library: Library, call: Call, givens: Givens) -> Iterator[str]:
    """Each assignment of each step: in symbols, with numbers, and its value with two more digits."""
    symbols, numbers = _before(call.form, givens)
    for t, values in enumerate(path(call.form, givens), 1):
        now = {"g": Tex(symbol("g", str(t))), "t": fragment(t)}
        symbols, numbers = symbols | now, numbers | now | {"g": fragment(givens["gradients"][t - 1])}
        for assignment in call.form.assignments(t):
            name, value = assignment.name, decimal_text(float(values[assignment.name]), library.decimals + 2)
            formulas = (str(assignment.value(known)) for known in (symbols, numbers))
            yield f"$${in_lines(distinct([symbol(name, str(t)), *formulas, value]))}$$"
            symbols, numbers = symbols | {name: Tex(symbol(name, str(t)))}, numbers | {name: fragment(value)}


def _before(form: Form, givens: Givens) -> tuple[dict[str, Tex], dict[str, Tex]]:
    """The settings, the parameter and the states before the first step: as symbols, and as numbers."""
    constants = {name: givens[name] if givens.get(name) is not None else value for name, value in form.settings.items()}
    start = {"w": givens["w"]} | {name: f"{value:g}" for name, value in form.start.items()}
    if givens.get("G_0") is not None and "G" in start:
        start["G"] = givens["G_0"]
    symbols = {name: Tex(SIGNS[name]) for name in constants} | {name: Tex(symbol(name, "0")) for name in start}
    return symbols, {name: constant(value) for name, value in (constants | start).items()}


def _rounded(library: Library, givens: Givens) -> Text:
    """The values asked, with the digits asked."""
    numbers = [part for part in parts(library, givens) if isinstance(part, NumberPart)]
    listed = [f"{part.symbol} = {decimal_text(float(part.value), library.decimals)}" for part in numbers]
    intro = Text(
        f"소수점 아래 {library.decimals}자리로 반올림한 답: ", f"The answers, rounded to {library.decimals} decimals: "
    )
    return intro + same(f"${', '.join(listed)}$.")


def library_family(name: str, title: Text, library: Library, coverage: tuple[str, ...]) -> PartsFamily:
    """The family `name`: these calls with these questions."""
    return PartsFamily(
        id=name,
        version="1.0",
        title=title,
        topics=("optimizers", "Keras" if library.name == "keras" else "PyTorch"),
        coverage=coverage,
        given=(
            Parameter("call", read.one_of(*CALLS[library.name])),
            Parameter("w", read.number),
            Parameter("gradients", read.numbers),
            *(Parameter(setting, read.number, required=False) for setting in SETTINGS),
            Parameter("question", read.one_of(*library.questions)),
            Parameter("options", read.several(_key, 2, 8)),
        ),
        drawn=partial(drawn, library),
        parts=partial(parts, library),
        statement=partial(statement, library),
        solution=partial(solution, library),
        params={"call": Setting(read.one_of(*library.calls), Text("최적화 기법", "the optimizer"))},
        checked=partial(checked, library),
        kind="library",
    )


def _key(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise GivensError(Text(f"{name}: 이름이어야 합니다.", f"{name} must be a name."))
    return value
