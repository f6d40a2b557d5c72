"""One sentence per way a call can end, in Korean and English, naming the function, the line and the limit."""

from functools import lru_cache

from grader.sandbox.cleaning import shown
from grader.sandbox.conversation import Reply
from grader.sandbox.outcome import Limits, Outcome, SourceFile, StudentError
from reference.text import Text

MAX_NAME = 200

_SENTENCES = {
    Outcome.RETURNED: Text("{what} 정상적으로 끝났습니다.", "{what} ran to its end."),
    Outcome.MEMORY_LIMIT: Text(
        "{what} 메모리 제한({memory} MB)을 넘었습니다.", "{what} used up the allowed {memory} MB of memory."
    ),
    Outcome.OUTPUT_LIMIT: Text(
        "{what} 허용된 {output} KB보다 많이 출력했습니다. 처음 {output} KB만 남겼습니다.",
        "{what} printed more than the allowed {output} KB; the first {output} KB were kept.",
    ),
    Outcome.WRONG_TYPE: Text(
        "{what} 채점할 수 없는 형식의 값을 돌려주었습니다: {came}. "
        "수, 문자열, 리스트, 튜플, 딕셔너리, NumPy 배열만 돌려줄 수 있습니다.",
        "{what} returned something that cannot be graded: {came}. "
        "Return numbers, strings, lists, tuples, dicts or NumPy arrays.",
    ),
    Outcome.ENDED_EARLY: Text(
        "{what} 값을 돌려주지 않고 프로그램을 끝냈습니다(예: exit() 호출).",
        "{what} ended the program without returning a value (for example by exit()).",
    ),
    Outcome.CRASH: Text(
        "{what} 파이썬 인터프리터를 비정상 종료시켰습니다{reason}.", "{what} crashed the Python interpreter{reason}."
    ),
    Outcome.VIOLATION: Text(
        "{what} 채점 환경에서 허용되지 않는 시스템 호출을 사용하여 중단되었습니다.",
        "{what} was stopped because it made a system call that is not allowed here.",
    ),
    Outcome.PROTOCOL_VIOLATION: Text(
        "{what} 채점기와의 통신을 방해하여 결과를 읽을 수 없습니다.",
        "{what} disturbed the connection to the grader, so its result cannot be read.",
    ),
    Outcome.GRADER_ERROR: Text(
        "채점 시스템의 문제로 {what} 실행되지 못했습니다. 감점하지 않으며 다시 채점합니다.",
        "A fault of the grading system kept {what} from running; it costs no marks and will be graded again.",
    ),
    Outcome.NOT_RUN: Text(
        "앞선 호출이 제한을 넘어 {what} 실행되지 않았습니다.",
        "{what} was not run, because an earlier call went over a limit.",
    ),
}
_TOO_MUCH_CPU = Text(
    "{what} CPU 시간 제한({cpu}초)을 넘어 중단되었습니다.", "{what} was stopped at the limit of {cpu} s of CPU time."
)
_TOO_SLOW = Text(
    "{what} 제한 시간({wall}초) 안에 응답하지 않아 중단되었습니다.",
    "{what} was stopped because it did not answer within {wall} s.",
)
_RAISED = Text("{what} 실행 중에 오류를 냈습니다{place}: {error}", "{what} raised an error{place}: {error}")
_NOT_ALLOWED = Text(
    "이 문제에서는 {module} 모듈을 쓸 수 없습니다{place}. "
    "쓸 수 있는 모듈은 {allowed} 및 표준 라이브러리의 기본 모듈입니다.",
    "The module {module} is not available in this problem{place}. "
    "It allows {allowed} and the usual modules of the standard library.",
)
_PLACE = Text(" ({file} {line}행)", " ({file}, line {line})")


def wall_s(cpu_s: float) -> float:
    """How long that much CPU time may take by the clock on the wall: asleep, or on a busy machine."""
    return 3 * cpu_s + 1


@lru_cache(maxsize=256)
def returned(function: str, *, makes_object: bool = False) -> Text:
    """Nearly every sentence is this one, hundreds of times for each hand-in."""
    return _SENTENCES[Outcome.RETURNED].format(what=called(function, makes_object=makes_object))


@lru_cache(maxsize=256)
def called(function: str, *, makes_object: bool = False) -> Text:
    """A function as the subject of a sentence, or a class whose object was used."""
    if makes_object:
        return Text(f"{function} 클래스가", f"The class {function}")
    return Text(f"{function} 함수가", f"The function {function}")


def loaded(source: SourceFile) -> Text:
    """A file, or a cell by its number, as the subject of a sentence."""
    if source.cell is None:
        return Text(f"{source.name} 파일이", f"The file {source.name}")
    return Text(f"{source.name}의 {source.cell}번째 코드 셀이", f"Code cell {source.cell} of {source.name}")


def sentence(reply: Reply, what: Text, limits: Limits, error: StudentError | None, allowed: tuple[str, ...]) -> Text:
    """The message of one result."""
    if error is not None and reply.outcome is Outcome.RAISED:
        return _raised(reply, what, error, allowed)
    if reply.outcome is Outcome.RETURNED:
        return _SENTENCES[Outcome.RETURNED].format(what=what)
    template = _SENTENCES.get(reply.outcome)
    if template is None:
        template = _TOO_SLOW if reply.reason == "wall" else _TOO_MUCH_CPU
    return template.format(
        what=what,
        memory=limits.memory_mb,
        output=limits.output_kb,
        cpu=f"{limits.cpu_s:g}",
        wall=f"{wall_s(limits.cpu_s):g}",
        came=shown(reply.came or reply.reason, MAX_NAME),
        reason=f" ({reply.reason})" if reply.reason.startswith("SIG") else "",
    )


def _raised(reply: Reply, what: Text, error: StudentError, allowed: tuple[str, ...]) -> Text:
    place = Text("", "") if error.line is None else _PLACE.format(file=error.file, line=error.line)
    module = (reply.error or {}).get("module")
    if error.type == "ModuleNotFoundError" and isinstance(module, str):
        return _NOT_ALLOWED.format(module=shown(module, MAX_NAME), place=place, allowed=", ".join(allowed))
    headline = f"{error.type}: {error.message}" if error.message else error.type
    return _RAISED.format(what=what, place=place, error=headline)
