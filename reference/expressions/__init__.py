"""Formulas as text, read by our own small grammar: what somebody typed is never evaluated as code."""

from reference.expressions.parse import parse
from reference.expressions.tokens import Unreadable
from reference.expressions.tree import Expression, name, number

__all__ = ["Expression", "Unreadable", "name", "number", "parse"]
