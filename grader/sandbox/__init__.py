"""Runs strangers' code: a warm zygote, one confined process per submission, plain data in and out."""

from grader.sandbox.outcome import (
    Call,
    CallResult,
    Check,
    Level,
    Limits,
    Method,
    Named,
    Outcome,
    SandboxReport,
    SandboxUnavailable,
    Shared,
    SourceFile,
    StudentError,
    Value,
)

__all__ = [
    "Call",
    "CallResult",
    "Check",
    "Level",
    "Limits",
    "Method",
    "Named",
    "Outcome",
    "SandboxReport",
    "SandboxUnavailable",
    "Shared",
    "SourceFile",
    "StudentError",
    "Value",
]
