"""Runs strangers' code: a warm zygote, one confined process per submission, plain data in and out."""

from grader.sandbox.job import Job
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
from grader.sandbox.plain import PlainRunner
from grader.sandbox.pool import Sandboxes
from grader.sandbox.probe import best_level, probe, probe_profiles
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.selftest import contained, self_test

__all__ = [
    "Call",
    "CallResult",
    "Check",
    "Job",
    "Level",
    "Limits",
    "Method",
    "Named",
    "Outcome",
    "PlainRunner",
    "Sandbox",
    "SandboxReport",
    "SandboxUnavailable",
    "Sandboxes",
    "Shared",
    "SourceFile",
    "StudentError",
    "Value",
    "best_level",
    "contained",
    "probe",
    "probe_profiles",
    "self_test",
]
