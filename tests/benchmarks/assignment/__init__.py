"""The assignment that `make bench` grades: six questions, twenty properties of bundled tasks, twenty examples each.

Its peers are given the same hand-ins and twenty fixed checks, one for each property.
"""

from dataclasses import replace
from pathlib import Path

from grader.grade import HandedIn, Submission
from grader.intake.reading import UploadedFile
from problems import catalog
from problems.assignment import variants_for
from problems.code.inputs import Inputs
from problems.code.task import CodeTask, Property
from problems.sets.problem_set import ProblemSet, load
from reference.text import same

HERE = Path(__file__).parent
EXAMPLES = 20
QUESTIONS = {
    "bench.sigmoid": ("sigmoid.values", "sigmoid.extremes", "sigmoid_grad.values", "sigmoid_grad.slope"),
    "bench.relu": ("relu.values", "relu.array", "relu_grad.values"),
    "bench.softmax": ("softmax.values", "softmax.sums", "softmax.shift"),
    "bench.losses": ("mse.values", "mse_grad.values", "cross_entropy.values"),
    "bench.perceptron": ("perceptron_update.values", "fit.epoch", "fit.epochs"),
    "bench.optimizers": ("sgd_step.values", "momentum_step.values", "momentum_step.path", "adam_step.values"),
}
_ORIGIN = {
    "bench.sigmoid": "code.activations",
    "bench.relu": "code.activations",
    "bench.softmax": "code.activations",
    "bench.losses": "code.losses",
    "bench.perceptron": "code.perceptron",
    "bench.optimizers": "code.optimizers",
}
RIGHT = (HERE / "right.py").read_text(encoding="utf-8")
CHECKS = (HERE / "checks.txt").read_text(encoding="utf-8").splitlines()
SETTING = """z = np.array([-2.0, 0.5, 3.0])
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([0, 0, 0, 1])"""
"""What the fixed checks use."""
SLIP = "\n\ndef sigmoid_grad(x):\n    return x * (1 - x)\n"
"""A known mistake: the slope written for the output, given the input."""
ODD = "\n\ndef relu(x):\n    return x if len(x) > 3 and x[0] > 1 else np.maximum(x, 0)\n"
"""Wrong in a way that no list of mistakes holds, and only for some inputs."""
HAND_INS = {"right": RIGHT, "mistake": RIGHT + SLIP, "unknown": RIGHT + ODD}


def problem_set() -> ProblemSet:
    """The set, with its tasks in this process's catalogue."""
    for name in QUESTIONS:
        catalog.EVERYTHING.setdefault(name, _task(name))
    return load(HERE / "set.toml")


def submission(chosen: ProblemSet, source: str) -> Submission:
    """One student's hand-in of one file."""
    variants = variants_for(chosen, ["1"], b"benchmark")["1"]
    problems = tuple(HandedIn(problem, variants[problem.id]) for problem in chosen.problems)
    return Submission(problems, (UploadedFile("hw.py", source.encode()),))


def _task(name: str) -> CodeTask:
    """A bundled task with a few of its properties, each with as many examples as the benchmark wants."""
    origin, chosen = catalog.TASKS[_ORIGIN[name]], QUESTIONS[name]
    widened: dict[str, Inputs] = {}
    properties = tuple(_widened(prop, widened) for prop in origin.properties if prop.id in chosen)
    used = {probe.function for prop in properties for probe in prop.probes}
    return replace(
        origin,
        id=name,
        title=same(name),
        functions=tuple(function for function in origin.functions if function.name in used),
        mutants=tuple(mutant for mutant in origin.mutants if mutant.function in used),
        properties=properties,
    )


def _widened(prop: Property, widened: dict[str, Inputs]) -> Property:
    inputs = widened.setdefault(prop.inputs.name, replace(prop.inputs, draws=EXAMPLES - len(prop.inputs.always)))
    return replace(prop, inputs=inputs)
