"""A Report as text for a terminal: a line per check, and below it what is to be said about it."""

import re
from collections.abc import Iterator

import click

from grader.cli.layout import message, table
from grader.cli.terminal import Terminal
from grader.cli.tex_text import line_text
from grader.cli.verdicts import LOOKS
from grader.report import RIGHT, Finding, ProblemReport, Report, Verdict, shown
from problems.catalog import TASKS, find
from reference.text import Locale, Text

INDENT = "      "
MOST_OUTPUT = 5  # lines that the code printed
_WARNING = re.compile(r"^\S+:\d+: \w*Warning: ", re.MULTILINE)


def print_report(report: Report, terminal: Terminal) -> None:
    """Write the whole Report to stdout."""
    for problem in report.problems:
        for line in _problem(problem, terminal.locale):
            terminal.say(line)
        terminal.say()
    for note in report.notes:
        for line in message(note[terminal.locale]):
            terminal.say(line)
    total = _TOTAL.format(score=shown(report.score), most=shown(report.max_score))
    terminal.say(total)


def all_right(report: Report) -> bool:
    """Whether every check came out right."""
    return all(f.verdict in RIGHT for p in report.problems for f in p.findings)


def _problem(problem: ProblemReport, locale: Locale) -> Iterator[str]:
    title = find(problem.id).title[locale]
    yield f"{problem.problem}  {title} ({problem.id})  {shown(problem.score)} / {shown(problem.max_score)}"
    rows = [_row(finding, locale, code=problem.id in TASKS) for finding in problem.findings]
    before: list[str] = []
    for finding, line in zip(problem.findings, table(rows), strict=True):
        yield click.style(line, fg=LOOKS[finding.verdict].color)
        said = list(_said(finding, locale))
        yield from said if said != before else ()  # one missing function fails many checks: told once
        before = said


def _row(finding: Finding, locale: Locale, *, code: bool) -> list[str]:
    look = LOOKS[finding.verdict]
    start = [f"  {look.sign} {finding.check}", look.word[locale], f"{shown(finding.score)}/{shown(finding.max_score)}"]
    if code:
        return [*start, line_text(finding.title[locale])]
    return [*start, finding.got or "", *_right_values(finding, locale)]


def _right_values(finding: Finding, locale: Locale) -> list[str]:
    if finding.expected is None:
        return []
    low, high = finding.accepted or (finding.expected, finding.expected)
    span = "" if low == high else f" ({low} … {high})"
    return [f"{_EXPECTED[locale]} {finding.expected}{span}"]


def _said(finding: Finding, locale: Locale) -> Iterator[str]:
    """What a reader needs below the line: where all is well, no more than what Python warned of."""
    if finding.verdict is Verdict.CORRECT and finding.score == finding.max_score:
        if finding.output is not None and _WARNING.search(finding.output):
            yield from _printed(finding.output, locale)
        return
    texts = [finding.message] if finding.detail is None else [finding.message, finding.detail]
    for text in texts:
        yield from message(text[locale], INDENT)
    if finding.output:
        yield from _printed(finding.output, locale)


def _printed(output: str, locale: Locale) -> Iterator[str]:
    yield f"{INDENT}{_PRINTED[locale]}"
    yield from (f"{INDENT}  {line}" for line in output.splitlines()[:MOST_OUTPUT])


_TOTAL = Text("점수: {score} / {most}", "Score: {score} / {most}")
_EXPECTED = Text("옳은 값", "expected")
_PRINTED = Text("출력한 내용:", "It printed:")
