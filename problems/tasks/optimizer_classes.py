"""Every optimizer as a class with `update(params, grads)`, as frameworks and textbooks have them.

A task of its own beside `code.optimizers`: points are shared equally over properties, so in one task whoever is asked
for classes would have to write the functions too to earn more than half; its statement and its cost would double.
"""

from problems.code.model_answers.optimizer_classes import ALTERNATIVES, SOLUTION
from problems.code.mutants.optimizer_classes import MUTANTS
from problems.code.optimizer_classes import KINDS, properties_of
from problems.code.task import ClassSpec, CodeTask, FunctionSpec
from reference.text import Text

CONTRACTS = {
    "SGD": Text(
        "경사 하강법. $w$에서 $\\eta g$를 뺍니다.",
        "gradient descent; subtracts $\\eta g$ from $w$",
    ),
    "Momentum": Text(
        "모멘텀. 속도는 기울기의 이동 평균 $v := \\beta v + (1-\\beta) g$이고, $w$에서 $\\eta v$를 뺍니다.",
        "momentum; the velocity is the running mean of the gradients, $v := \\beta v + (1-\\beta) g$, and $\\eta v$ is "
        "subtracted from $w$",
    ),
    "Nesterov": Text(
        "네스테로프 가속 경사. $w$는 기울기 $g$를 구한 앞선 지점입니다. $v := \\beta v - \\eta g$로 갱신한 뒤, 새 "
        "$v$로 구한 $\\beta v - \\eta g$를 $w$에 더합니다.",
        "Nesterov's accelerated gradient; $w$ is the look-ahead point, where $g$ was taken; updates "
        "$v := \\beta v - \\eta g$, then adds $\\beta v - \\eta g$ with the new $v$ to $w$",
    ),
    "AdaGrad": Text(
        "AdaGrad. 상태는 기울기 제곱의 합이며, $\\epsilon$은 제곱근 안에서 더합니다.",
        "AdaGrad; its state is the sum of squared gradients, $\\epsilon$ is added inside the root",
    ),
    "RMSProp": Text(
        "RMSProp. 상태는 기울기 제곱의 이동 평균이며, $\\epsilon$은 제곱근 안에서 더합니다.",
        "RMSProp; its state is the running mean of squared gradients, $\\epsilon$ is added inside the root",
    ),
    "AdaDelta": Text(
        "AdaDelta. 학습률은 없습니다. 상태는 기울기 제곱과 이동량 제곱의 이동 평균이며, $\\epsilon$은 두 제곱근 안에서 "
        "더합니다. 이동량을 구할 때는 갱신하기 전의 이동량 평균을 씁니다.",
        "AdaDelta, which has no learning rate; its states are the running means of squared gradients and of squared "
        "steps, $\\epsilon$ is added inside both roots, and a step uses the mean of the steps before it",
    ),
    "Adam": Text(
        "Adam. 1차·2차 모멘트를 모두 편향을 보정하여 쓰고, $\\epsilon$은 제곱근 밖에서 더합니다. 단계 번호 $t$는 "
        "`update`를 호출할 때마다 1씩 늘어나며 첫 호출에서 1입니다.",
        "Adam; the first and second moment are both used with bias correction, $\\epsilon$ is added outside the root; "
        "the number $t$ of the step grows by 1 with every `update` and is 1 in the first",
    ),
}
UPDATE = FunctionSpec(
    "update",
    ("params", "grads"),
    Text("한 단계. `params`의 배열을 제자리에서 갱신합니다.", "one step; updates the arrays of `params` in place"),
)

TASK = CodeTask(
    id="code.optimizer_classes",
    version="1.0",
    title=Text("최적화 기법의 클래스", "Optimizers as classes"),
    topics=("optimizer", "gradient descent"),
    coverage=("C-075", "C-079", "C-080", "C-081", "C-082", "C-083", "C-084", "C-104"),
    introduction=Text(
        "NumPy로 최적화 기법을 클래스로 작성하십시오. 객체를 만들 때 설정을 차례로 받습니다. `lr`은 학습률 $\\eta$, "
        "`momentum`과 `decay_rate`는 감쇠율 $\\beta$, `beta1`과 `beta2`는 Adam의 두 감쇠율, `eps`는 $\\epsilon$이며 "
        "모두 수입니다. 기본값은 자유롭게 정하십시오.\n\n"
        "`update(params, grads)`는 학습의 한 단계마다 한 번 호출됩니다. `params`와 `grads`는 키가 같은 딕셔너리이고, "
        "값은 실수 배열입니다. 배열의 모양은 키마다 다를 수 있습니다. 신경망의 층들도 같은 배열을 가지고 있으므로 "
        "`params[key]`에 새 배열을 넣지 말고 그 배열을 제자리에서 바꾸십시오(예: `params[key] -= ...`). `grads`는 "
        "바꾸지 않습니다.\n\n"
        "속도나 이동 평균 같은 상태는 객체마다, 또 키마다 따로 둡니다. 첫 `update`에서 0으로 만들어 다음 단계까지 "
        "보관하십시오. 아래에서 $w$는 매개변수, $g$는 그 기울기입니다. 감쇠율이 $\\beta$인 이동 평균은 이전 평균에 "
        "$\\beta$를, 새 값에 $1-\\beta$를 곱해 더한 값입니다.",
        "Write the optimizers as classes with NumPy. An object is made with its settings, in order: `lr` is the "
        "learning rate $\\eta$, `momentum` and `decay_rate` are the decay rate $\\beta$, `beta1` and `beta2` the two "
        "decay rates of Adam, `eps` is $\\epsilon$; all are numbers. Default values are up to you.\n\n"
        "`update(params, grads)` is called once for every step of the training. `params` and `grads` are dicts with "
        "the same keys, whose values are arrays of real numbers; their shapes may differ from key to key. The layers "
        "of a network hold the same arrays, so do not put a new array into `params[key]`: change the one that is there "
        "in place, for example with `params[key] -= ...`. `grads` stays as it was.\n\n"
        "States such as velocities and running means belong to the object, one for every key: make them as zeros in "
        "the first `update` and keep them for the next. Below, $w$ is a parameter and $g$ its gradient. A running mean "
        "with decay rate $\\beta$ is $\\beta$ times the old mean plus $1-\\beta$ times the new value.",
    ),
    functions=tuple(ClassSpec(kind.name, kind.parameters, CONTRACTS[kind.name], (UPDATE,)) for kind in KINDS),
    properties=tuple(prop for kind in KINDS for prop in properties_of(kind)),
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 1, "memory_mb": 256},
)
