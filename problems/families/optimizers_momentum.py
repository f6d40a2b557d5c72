"""Momentum by hand, from a velocity that is not 0."""

from problems.optimizer.family import optimizer_family

FAMILY = optimizer_family("momentum", "1.0", ("C-079",))
