"""`nngrader vet`: is a problem fit to be set?"""

from typing import Any

import click

from grader.cli.bilingual import ProblemId, Whole, json_option, option
from grader.cli.bilingual import command as make_command
from grader.cli.failure import ALL_RIGHT, CHECKS_FAILED, CommandError
from grader.cli.layout import table, wrapped
from grader.cli.terminal import Terminal, current
from grader.sandbox import Sandbox
from grader.vetting.concepts import ConceptVetting, vet_concept
from grader.vetting.vet import FamilyVetting, TaskVetting, family_json, task_json, vet_family, vet_task
from problems.catalog import EVERYTHING, find
from problems.code.task import CodeTask
from problems.concept import Concept
from problems.question import Kind
from reference.text import Text, same

SCHEMA = "nngrader.vetting/1"
Vetting = FamilyVetting | TaskVetting | ConceptVetting
LOWEST = 8
"""Mistakes listed: those that stand least clear."""


@make_command(
    "vet",
    Text(
        "문제를 여러 번 뽑아 공정한지, 실수가 드러나는지, 기울기가 맞는지 검사합니다. "
        "코드 문제는 알려진 오답과 정답 코드를 모두 실행합니다.",
        "Draw many variants: are they fair, do mistakes show, are gradients right? A code task runs all its mutants.",
    ),
)
@click.argument("problem", metavar="[ID]", type=ProblemId(), required=False)
@option("--all", "everything", is_flag=True, text=Text("모든 문제를 검사합니다.", "Vet every problem."))
@option(
    "-n",
    "count",
    type=Whole(1, 100_000),
    default=200,
    text=Text("뽑을 문제의 개수 (기본 200).", "Variants (default 200)."),
)
@json_option
def command(problem: str | None, count: int, *, everything: bool, as_json: bool) -> int:
    if everything == (problem is not None):
        raise CommandError(_WHICH)
    kinds = list(EVERYTHING.values()) if problem is None else [find(problem)]
    terminal = current()
    documents: list[dict[str, Any]] = []
    broken = False
    for kind in kinds:
        vetting = _vetted(kind, count)
        broken = broken or bool(vetting.broken)
        documents.append(_json(vetting))
        if not as_json:
            _print(vetting, terminal)
    if as_json:
        terminal.data({"schema": SCHEMA, "problems": documents})
    return CHECKS_FAILED if broken else ALL_RIGHT


def _vetted(kind: Kind, count: int) -> Vetting:
    if isinstance(kind, Concept):
        return vet_concept(kind)
    if not isinstance(kind, CodeTask):
        return vet_family(kind, count)
    with Sandbox(kind.profile) as sandbox:
        return vet_task(kind, sandbox)


def _json(vetting: Vetting) -> dict[str, Any]:
    if isinstance(vetting, ConceptVetting):
        return vetting.to_json()
    return task_json(vetting) if isinstance(vetting, TaskVetting) else family_json(vetting)


def _facts(vetting: Vetting) -> list[tuple[Text, Text]]:
    if isinstance(vetting, ConceptVetting):
        return [(_CAPACITY, same(str(vetting.capacity))), (_CHANCE, same(f"{float(vetting.chance):.1%}"))]
    return _task_facts(vetting) if isinstance(vetting, TaskVetting) else _family_facts(vetting)


def _print(vetting: Vetting, terminal: Terminal) -> None:
    terminal.say(vetting.id)
    for row in table([[f"  {name[terminal.locale]}", value[terminal.locale]] for name, value in _facts(vetting)]):
        terminal.say(row)
    for sentence in vetting.broken:
        terminal.say(click.style("\n".join(wrapped(sentence[terminal.locale], "  ✘ ")), fg="red"))
    terminal.say()


def _family_facts(vetting: FamilyVetting) -> list[tuple[Text, Text]]:
    drawing = vetting.drawing
    least = drawing.distinct == len(drawing.variants)
    capacity = Text(f"{drawing.capacity} 이상", f"at least {drawing.capacity}")
    if not least:
        capacity = Text(f"약 {drawing.capacity}", f"about {drawing.capacity}")
    facts = [
        (_DRAWN, same(f"{len(drawing.variants)} / {drawing.attempts} = {drawing.acceptance:.1%}")),
        (_CAPACITY, Text(f"{drawing.distinct}, ", f"{drawing.distinct} seen, ") + capacity),
        (_TIME, same(f"{1000 * drawing.seconds / max(len(drawing.variants), 1):.1f} ms")),
    ]
    apart = sorted((s for s in vetting.separations if s.worst is not None), key=lambda s: s.worst or 0.0)
    facts += [(_APART, same(f"{s.worst:.1f}  {s.step} {s.mistake} ({s.shows:.0%})")) for s in apart[:LOWEST]]
    shows = sorted((s for s in vetting.separations if s.worst is None), key=lambda s: s.shows)
    facts += [(_SHOWS, same(f"{s.shows:.0%}  {s.step} {s.mistake}")) for s in shows[:LOWEST]]
    if vetting.widths:
        name, width = max(vetting.widths.items(), key=lambda item: item[1])
        facts.append((_WIDTH, same(f"{width:.2f} u  {name}")))
    facts += [(_CHANCE, same(f"{share:.1%}  {name}")) for name, share in vetting.chance.items()]
    if vetting.gradients:
        agreed = sum(w.agrees for w in vetting.gradients)
        total = len(vetting.gradients)
        facts.append((_GRADIENTS, Text(f"{total}개 가운데 {agreed}개", f"{agreed} of {total}")))
    return facts


def _task_facts(vetting: TaskVetting) -> list[tuple[Text, Text]]:
    found = vetting.adequacy
    named = [mutant for mutant in found.mutants if mutant.named is not None]
    return [
        (_KILLED, same(f"{found.killed} / {len(found.mutants)}")),
        (_NAMED, same(f"{sum(bool(m.named) for m in named)} / {len(named)}")),
        (_ACCEPTED, same(f"{found.accepted} / {len(found.answers)}")),
        (_WHOLE_TIME, same(f"{vetting.seconds:.1f} s")),
    ]


_WHICH = Text("ID 하나나 --all을 지정하십시오.", "Give one ID, or --all.")
_DRAWN = Text("공정한 문제 / 시도", "fair / attempts")
_CAPACITY = Text("서로 다른 문제", "different variants")
_TIME = Text("문제 하나를 뽑는 시간", "time per draw")
_WHOLE_TIME = Text("걸린 시간", "time")
_APART = Text("실수와 옳은 값의 거리(허용 오차의 배수)", "clearance of a mistake, tolerances")
_SHOWS = Text("실수가 드러나는 문제의 비율", "draws that show a mistake")
_WIDTH = Text("가장 넓은 허용 범위(절반)", "widest half box")
_CHANCE = Text("찍어서 맞을 확률", "chance level")
_GRADIENTS = Text("기울기가 맞는 단계", "gradients that agree")
_KILLED = Text("걸러 낸 오답 코드", "mutants killed")
_NAMED = Text("이름까지 짚어 낸 실수", "mistakes named")
_ACCEPTED = Text("정답으로 인정한 정답 코드", "right answers accepted")
