"""One step of every optimizer, as a function from parameters, gradient and state to new ones."""

from problems.code.model_answers.optimizers import ALTERNATIVES, SOLUTION
from problems.code.mutants.optimizers import MUTANTS
from problems.code.optimizer_steps import GRADIENTS_GIVEN, function_of, parameters_of, properties_of
from problems.code.task import CodeTask, FunctionSpec
from reference.optimizers import OPTIMIZERS
from reference.text import Text

CONTRACTS = {
    "gd": Text(
        "경사 하강법 한 단계. 새 `w`를 돌려줍니다.",
        "one step of gradient descent; returns the new `w`",
    ),
    "momentum": Text(
        "모멘텀 한 단계. 속도는 기울기의 이동 평균 $v := \\beta v + (1-\\beta) g$이고, $w$에서 $\\alpha v$를 뺍니다. "
        "`(w, v)`를 돌려줍니다.",
        "one step with momentum; the velocity is the running mean of the gradients, $v := \\beta v + (1-\\beta) g$, "
        "and $\\alpha v$ is subtracted from $w$; returns `(w, v)`",
    ),
    "nag": Text(
        "NAG 한 단계. 기울기는 `w`가 아니라 앞선 지점에서 구해야 하므로, 기울기를 돌려주는 함수 `grad`를 받습니다. "
        "$g$는 앞선 지점 $w - \\beta v$에서의 기울기이며, $v := \\beta v + \\alpha g$를 $w$에서 뺍니다. "
        "`(w, v)`를 돌려줍니다.",
        "one step of NAG, which takes its gradient ahead of `w`; it is given a function `grad` that returns the "
        "gradient at any point; $g$ is the gradient at the look-ahead point $w - \\beta v$, and "
        "$v := \\beta v + \\alpha g$ is subtracted from $w$; returns `(w, v)`",
    ),
    "adagrad": Text(
        "AdaGrad 한 단계. `G`는 기울기 제곱의 합이며, $\\epsilon$은 제곱근 안에서 더합니다. `(w, G)`를 돌려줍니다.",
        "one step of AdaGrad; `G` is the sum of squared gradients, $\\epsilon$ is added inside the root; returns "
        "`(w, G)`",
    ),
    "rmsprop": Text(
        "RMSProp 한 단계. `Eg2`는 기울기 제곱의 이동 평균이며, $\\epsilon$은 제곱근 안에서 더합니다. "
        "`(w, Eg2)`를 돌려줍니다.",
        "one step of RMSProp; `Eg2` is the running mean of squared gradients, $\\epsilon$ is added inside the root; "
        "returns `(w, Eg2)`",
    ),
    "adadelta": Text(
        "AdaDelta 한 단계. 학습률은 없습니다. `Eg2`와 `Edx2`는 기울기 제곱과 이동량 제곱의 이동 평균이며, "
        "$\\epsilon$은 두 제곱근 안에서 더합니다. 이동량에는 갱신하기 전의 `Edx2`를 씁니다. "
        "`(w, Eg2, Edx2)`를 돌려줍니다.",
        "one step of AdaDelta, which has no learning rate; `Eg2` and `Edx2` are the running means of squared gradients "
        "and of squared steps, $\\epsilon$ is added inside both roots, and the step uses the old `Edx2`; "
        "returns `(w, Eg2, Edx2)`",
    ),
    "adam": Text(
        "Adam의 `t`번째 단계(1부터 셉니다). `m`과 `v`는 1차·2차 모멘트이며, 둘 다 편향을 보정하여 쓰고 "
        "$\\epsilon$은 제곱근 밖에서 더합니다. 보정하기 전의 모멘트로 `(w, m, v)`를 돌려줍니다.",
        "step number `t` of Adam, counted from 1; `m` and `v` are the first and second moment, both are used with bias "
        "correction, $\\epsilon$ is added outside the root; returns `(w, m, v)` with the moments before correction",
    ),
}


_LISTING = "```python\n" + "\n".join(given.source for given in GRADIENTS_GIVEN) + "```"

TASK = CodeTask(
    id="code.optimizers",
    version="1.0",
    title=Text("최적화 기법의 한 단계", "One step of every optimizer"),
    topics=("optimizer", "gradient descent"),
    coverage=("C-075", "C-079", "C-080", "C-081", "C-082", "C-083", "C-084", "C-085", "C-086"),
    introduction=Text(
        "NumPy로 각 최적화 기법의 한 단계를 작성하십시오. 매개변수 `w`, 그 기울기 `g`와 상태(`v`, `m`, `G`, `Eg2`, "
        "`Edx2`)는 모양이 같은 1차원 또는 2차원 실수 배열이고, 규칙은 원소마다 적용합니다. 나머지 인자 "
        "`alpha`(학습률), `beta`, `beta1`, `beta2`(감쇠율), `eps`($\\epsilon$), `t`는 수입니다.\n\n"
        "함수는 새 배열을 돌려주며, 받은 배열을 바꾸지 않습니다. 상태는 함수 밖에서 보관하므로 갱신한 상태를 `w` 뒤에 "
        "튜플로 함께 돌려주십시오. 감쇠율이 $\\beta$인 이동 평균은 이전 평균에 $\\beta$를, 새 값에 $1-\\beta$를 곱해 "
        "더한 값입니다.\n\n"
        f"`nag_step`에 주어지는 `grad`는 다음 함수들입니다. 제출할 파일에 넣을 필요는 없습니다.\n\n{_LISTING}",
        "Write one step of every optimizer with NumPy. The parameters `w`, their gradient `g` and the states "
        "(`v`, `m`, `G`, `Eg2`, `Edx2`) are 1-D or 2-D arrays of real numbers, all of one shape, and the rules hold "
        "entry by entry. The other arguments are numbers: `alpha` (learning rate), `beta`, `beta1`, `beta2` (decay "
        "rates), `eps` ($\\epsilon$), `t`.\n\n"
        "The functions return new arrays and leave what they are given as it was. The states are kept outside, so "
        "return the updated states after `w`, as a tuple. A running mean with decay rate $\\beta$ is $\\beta$ times "
        "the old mean plus $1-\\beta$ times the new value.\n\n"
        f"`nag_step` is given these for `grad`; they need not be in your file.\n\n{_LISTING}",
    ),
    functions=tuple(FunctionSpec(function_of(name), parameters_of(name), CONTRACTS[name]) for name in OPTIMIZERS),
    properties=tuple(prop for name in OPTIMIZERS for prop in properties_of(name)),
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 1, "memory_mb": 256},
    given=GRADIENTS_GIVEN,
)
