"""The failure table, row by row: every way a call can end has its outcome, its sentence, and costs no other call."""

import numpy as np
import pytest

from grader.sandbox import Call, CallResult, Level, Limits, Method, Named, Outcome, Sandbox, Shared, SourceFile
from grader.sandbox.inside.wire import WireError
from grader.sandbox.outcome import Attribute, Construct

pytestmark = pytest.mark.sandbox

FAST = Limits(cpu_s=0.2, total_cpu_s=2.0, memory_mb=64, output_kb=4)


def run(sandbox: Sandbox, source: str, *calls: Call, limits: Limits = FAST) -> list[CallResult]:
    with sandbox.job([SourceFile("hw.py", source)], limits) as job:
        return job.call(calls)


def once(sandbox: Sandbox, source: str, *args: object, limits: Limits = FAST) -> CallResult:
    (result,) = run(sandbox, source, Call("f", args), limits=limits)
    return result


@pytest.mark.parametrize(
    ("source", "outcome", "said"),
    [
        ("def f():\n while True: pass", Outcome.TIME_LIMIT, "0.2 s of CPU time"),
        ("import time\ndef f(): time.sleep(60)", Outcome.TIME_LIMIT, "did not answer within 1.6 s"),
        ("def f(): return bytearray(1 << 32)", Outcome.MEMORY_LIMIT, "64 MB"),
        ("def f():\n while True: print('a' * 99)", Outcome.OUTPUT_LIMIT, "4 KB"),
        ("def f(): return {1, 2}", Outcome.WRONG_TYPE, "set"),
        ("def f(): return [[lambda: 0]]", Outcome.WRONG_TYPE, "function"),
        ("import numpy as np\ndef f(): return np.array([None])", Outcome.WRONG_TYPE, "dtype object"),
        ("def f(): return 1 / 0", Outcome.RAISED, "ZeroDivisionError: division by zero"),
        ("import sys\ndef f(): sys.exit(0)", Outcome.ENDED_EARLY, "ended the program"),
        ("import os\ndef f(): os._exit(0)", Outcome.ENDED_EARLY, "ended the program"),
        ("import os\ndef f():\n os.close(4)\n while True: pass", Outcome.ENDED_EARLY, "ended the program"),
        ("import ctypes\ndef f(): ctypes.string_at(0)", Outcome.CRASH, "SIGSEGV"),
        ("import os\ndef f(): os.abort()", Outcome.CRASH, "crashed"),
        ("import os\ndef f(): os.chroot('/')", Outcome.VIOLATION, "not allowed here"),
        ("import os\ndef f(): os.write(4, bytes(99))", Outcome.PROTOCOL_VIOLATION, "cannot be read"),
    ],
)
def test_every_row_of_the_failure_table(sandbox: Sandbox, source: str, outcome: Outcome, said: str) -> None:
    """The outcome is the table's, the sentence names function and limit, and another function still runs."""
    result, again, other = run(sandbox, source + "\ndef g(): return 7", Call("f"), Call("f"), Call("g"))
    assert result.outcome is outcome, result
    assert result.value is None
    assert said in result.message.en
    assert " f " in result.message.en
    assert "f" in result.message.ko
    assert result.message.ko != result.message.en
    assert (other.outcome, other.value) == (Outcome.RETURNED, 7)
    stays = {Outcome.RAISED, Outcome.WRONG_TYPE}
    ended_in_process = "sys.exit" in source
    assert again.outcome is (outcome if outcome in stays or ended_in_process else Outcome.NOT_RUN)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -3,
        1 << 4000,
        0.1,
        float("inf"),
        2 - 3j,
        "한글 \U0001f600",
        [1, [2.5, "x"], ()],
        (1,),
        {"a": [1], "b": {}},
    ],
)
def test_plain_values_come_back_as_they_went(best: Sandbox, value: object) -> None:
    result = once(best, "def f(x): return x", value)
    assert result.value == value
    assert type(result.value) is type(value)


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", "i4", "f2", "f4", "f8", "c8", "c16"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 4)])
def test_arrays_keep_dtype_shape_and_bits(best: Sandbox, dtype: str, shape: tuple[int, ...]) -> None:
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    result = once(best, "def f(x): return x", array)
    assert isinstance(result.value, np.ndarray)
    assert (result.value.dtype, result.value.shape) == (array.dtype, array.shape)
    assert result.value.tobytes() == array.tobytes()
    result.value[...] = 0  # an own, writable copy


def test_lists_arrays_and_numpy_scalars_stay_apart(best: Sandbox) -> None:
    source = "import numpy as np\ndef f(): return [1.0, np.float32(1), np.float64(1), np.ones(1), [1.0]]"
    value = once(best, source).value
    assert [type(item) for item in value] == [float, np.float32, np.float64, np.ndarray, list]


def test_nan_and_signed_zero_survive(best: Sandbox) -> None:
    value = once(best, "def f(): return [float('nan'), -0.0]").value
    assert np.isnan(value[0])
    assert np.signbit(value[1])


def test_hundreds_of_calls_in_one_batch_answer_in_order(best: Sandbox) -> None:
    results = run(best, "def f(n): return n * n", *[Call("f", (n,)) for n in range(500)])
    assert [result.value for result in results] == [n * n for n in range(500)]


def test_batches_larger_than_a_frame_are_split(best: Sandbox) -> None:
    calls = [Call("f", (np.full(300_000, float(n)),)) for n in range(12)]
    results = run(best, "def f(x): return x[:2]", *calls, limits=Limits())
    assert [result.value[1] for result in results] == list(range(12))


def test_megabytes_travel_both_ways(best: Sandbox) -> None:
    array = np.random.default_rng(0).normal(size=1_000_000)
    result = once(best, "def f(x): return 2 * x", array, limits=Limits())
    assert np.array_equal(result.value, 2 * array)


def test_a_loop_costs_its_own_function_only(sandbox: Sandbox) -> None:
    """Marks already earned stay, later calls of the function are not run, others go on in a fresh process."""
    source = "seen = []\ndef f(n):\n while n == 2: pass\n return n\ndef g(n):\n seen.append(n)\n return len(seen)"
    calls = [Call("f", (1,)), Call("g", (0,)), Call("f", (2,)), Call("f", (1,)), Call("g", (0,)), Call("g", (0,))]
    results = run(sandbox, source, *calls)
    assert [r.outcome for r in results] == [
        Outcome.RETURNED,
        Outcome.RETURNED,
        Outcome.TIME_LIMIT,
        Outcome.NOT_RUN,
        Outcome.RETURNED,
        Outcome.RETURNED,
    ]
    assert [r.value for r in results] == [1, 1, None, None, 1, 2]  # the fresh process counts from the start


def test_a_stopped_function_stays_stopped_in_later_batches(best: Sandbox) -> None:
    with best.job([SourceFile("hw.py", "def f():\n while True: pass\ndef g(): return 1")], FAST) as job:
        assert job.call([Call("f")])[0].outcome is Outcome.TIME_LIMIT
        assert [r.outcome for r in job.call([Call("f"), Call("g")])] == [Outcome.NOT_RUN, Outcome.RETURNED]


def test_loopers_together_stay_within_the_submission_total(best: Sandbox) -> None:
    """Twenty functions that loop do not get twenty limits: the total ends them, the rest is not run."""
    source = "\n".join(f"def f{n}():\n while True: pass" for n in range(20))
    limits = Limits(cpu_s=0.2, total_cpu_s=0.5)
    results = run(best, source, *[Call(f"f{n}") for n in range(20)], limits=limits)
    stopped = [r for r in results if r.outcome is Outcome.TIME_LIMIT]
    assert 2 <= len(stopped) <= 4
    assert {r.outcome for r in results[len(stopped) :]} == {Outcome.NOT_RUN}


def test_prints_belong_to_the_call_that_made_them(best: Sandbox) -> None:
    results = run(best, "def f(n):\n print('n is', n)\n return n", *[Call("f", (n,)) for n in range(50)])
    assert [r.stdout for r in results] == [f"n is {n}\n" for n in range(50)]


def test_many_modest_prints_are_no_flood(best: Sandbox) -> None:
    """The cap holds per call: a debugging print in a function that is called often is not punished."""
    results = run(best, "def f():\n print('x' * 2000)", *[Call("f")] * 60)
    assert {r.outcome for r in results} == {Outcome.RETURNED}


def test_the_first_part_of_a_flood_is_kept(best: Sandbox) -> None:
    result = once(best, "def f():\n for n in range(10**9): print(n)")
    assert result.outcome is Outcome.OUTPUT_LIMIT
    assert result.stdout.startswith("0\n1\n2\n")
    assert len(result.stdout) <= 4096


def test_warnings_are_no_errors(best: Sandbox) -> None:
    result = once(best, "import numpy as np\ndef f(): return np.log(np.zeros(1))")
    assert result.outcome is Outcome.RETURNED
    assert "RuntimeWarning: divide by zero" in result.stdout


def test_arguments_can_be_read_back(best: Sandbox) -> None:
    calls = [Call("f", (np.zeros(2), [1]), read_back=True)]
    (result,) = run(best, "def f(a, b):\n a += 1\n b.append(2)", *calls)
    after = result.args_after
    assert after is not None
    assert np.array_equal(after[0], np.ones(2))
    assert after[1] == [1, 2]


def test_a_class_is_constructed_and_its_methods_called(best: Sandbox) -> None:
    """In-place updates of shared values are seen by every operation and read back at the end."""
    source = (
        "class SGD:\n def __init__(self, lr): self.lr = lr\n"
        " def update(self, params, grads):\n  for k in params: params[k] -= self.lr * grads[k]\n"
    )
    update = Method("update", (Shared(0), {"w": np.array([2.0])}))
    call = Call("SGD", (0.5,), then=(update, update), shared=({"w": np.array([5.0])},), read_back=True)
    (result,) = run(best, source, call)
    assert result.value is None
    assert result.args_after is not None
    assert result.args_after[0]["w"] == np.array([3.0])


def test_a_shared_dict_may_hold_shared_values(best: Sandbox) -> None:
    """An array in a dict is met under its own number too: what replaces it in the dict leaves it as it was."""
    source = (
        "class Step:\n def changed(self, params): params['w'] -= 1\n"
        " def replaced(self, params): params['w'] = params['w'] - 1\n"
    )
    shared = (np.array([5.0]), {"w": Shared(0)})
    calls = [
        Call("Step", then=(Method(name, (Shared(1),)), last), shared=shared)
        for name in ("changed", "replaced")
        for last in (Shared(0), Shared(1))
    ]
    values = [result.value for result in run(best, source, *calls)]
    assert [value["w"] if isinstance(value, dict) else value for value in values] == [4.0, 4.0, 5.0, 4.0]


COUNTER = """
class Counter:
    def __init__(self, start): self.count, self.seen = start, []
    def add(self, x):
        self.count += x
        self.seen.append(x)
        return self.count
"""


def test_the_value_is_that_of_the_last_operation(best: Sandbox) -> None:
    """A method's, an attribute's, or a shared value's as it has become by then."""
    add = Method("add", (2,))
    calls = [
        Call("Counter", (1,), then=(add, add)),
        Call("Counter", (1,), then=(add, Attribute("seen"))),
        Call("Counter", (Shared(0),), then=(Method("add", ([9],)), Shared(0)), shared=([1],)),
    ]
    assert [result.value for result in run(best, COUNTER, *calls)] == [5, [2], [1, 9]]


def test_a_call_may_make_several_objects(best: Sandbox) -> None:
    first, second = Method("add", (1,)), Method("add", (10,), of=1)
    calls = [Call("Counter", (0,), then=(Construct("Counter", (5,)), first, second, last)) for last in (first, second)]
    assert [result.value for result in run(best, COUNTER, *calls)] == [2, 25]


def test_a_method_or_an_attribute_that_is_missing_is_an_error_without_a_line(best: Sandbox) -> None:
    calls = [Call("Counter", (0,), then=(part("other"),)) for part in (Method, Attribute)]
    for result in run(best, COUNTER, *calls):
        assert result.error is not None
        assert (result.error.type, result.error.line) == ("AttributeError", None)
        assert result.error.message == "'Counter' object has no attribute 'other'"


def test_a_function_of_the_set_up_source_can_be_an_argument(best: Sandbox) -> None:
    files = [
        SourceFile("hw.py", "def numerical(f, x): return (f(x + 1e-4) - f(x - 1e-4)) / 2e-4"),
        SourceFile("setup.py", "def square(x): return x * x"),
    ]
    with best.job(files) as job:
        (result,) = job.call([Call("numerical", (Named("square"), 3.0))])
    assert result.value == pytest.approx(6)


def test_seeds_make_random_numbers_repeatable(best: Sandbox) -> None:
    source = "import random, numpy as np\ndef f(): return [random.random(), np.random.rand()]"
    draws = []
    for seed in (1, 1, 2):
        with best.job([SourceFile("hw.py", source)], seed=seed) as job:
            draws.append(job.call([Call("f")])[0].value)
    assert draws[0] == draws[1] != draws[2]


def test_arguments_that_are_not_plain_data_are_the_callers_mistake(best: Sandbox) -> None:
    with best.job([SourceFile("hw.py", "def f(x): return x")]) as job, pytest.raises(WireError):
        job.call([Call("f", (object(),))])


def test_a_missing_function_is_named(best: Sandbox) -> None:
    result = once(best, "def g(): return 1")
    assert result.outcome is Outcome.RAISED
    assert "name 'f' is not defined" in result.message.en


def test_levels_are_what_was_asked_for(sandbox: Sandbox) -> None:
    assert sandbox.level in {Level.L3, Level.L2, Level.L1}
    assert bool(sandbox.facts["landlock"]) == (sandbox.level is not Level.L1)


def test_sleepers_together_stay_within_the_submissions_wall_time(best: Sandbox) -> None:
    """Functions that only sleep use no CPU; the wall time of the whole submission ends them too."""
    source = "import time\n" + "\n".join(f"def f{n}(): time.sleep(60)" for n in range(9))
    results = run(best, source, *[Call(f"f{n}") for n in range(9)], limits=Limits(cpu_s=0.05, total_cpu_s=0.5))
    stopped = [r for r in results if r.outcome is Outcome.TIME_LIMIT]
    assert 2 <= len(stopped) <= 3
    assert {r.outcome for r in results[len(stopped) :]} == {Outcome.NOT_RUN}


def test_replies_together_are_capped(best: Sandbox) -> None:
    """Many large answers, each allowed by itself, do not fill the grader's memory."""
    source = "import numpy as np\nx = np.zeros(1_000_000)\ndef f(n): return x\ndef g(n): return n"
    results = run(best, source, *[Call("f", (n,)) for n in range(8)], Call("g", (1,)), limits=Limits())
    assert [r.outcome for r in results[:4]] == [Outcome.RETURNED] * 4
    assert results[4].outcome is Outcome.WRONG_TYPE
    assert {r.outcome for r in results[5:8]} == {Outcome.NOT_RUN}
    assert results[8].value == 1


def test_loading_again_gives_the_first_answer(best: Sandbox) -> None:
    """`load` may come after `call`, and more than once."""
    with best.job([SourceFile("hw.py", "print('top')\ndef f():\n while True: pass\ndef g(): return 1")], FAST) as job:
        first = job.call([Call("f"), Call("g")])
        loaded, again = job.load(), job.load()
    assert [r.outcome for r in first] == [Outcome.TIME_LIMIT, Outcome.RETURNED]
    assert loaded == again
    assert (loaded.outcome, loaded.value, loaded.stdout) == (Outcome.RETURNED, ["f", "g"], "top\n")


def test_hostile_names_are_cleaned_in_sentences(best: Sandbox) -> None:
    source = "T = type('\\x1b[31mT' * 500, (), {})\ndef f(): return T()\ndef g(): __import__('\\x07' * 999 + 'x')"
    odd, missing = run(best, source, Call("f"), Call("g"))
    for result in (odd, missing):
        assert not set("\x1b\x07") & set(result.message.en + result.message.ko)
        assert len(result.message.en) < 700
