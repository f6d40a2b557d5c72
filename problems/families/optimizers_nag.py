"""Nesterov's accelerated gradient by hand: the gradient at the point ahead."""

from problems.optimizer.family import optimizer_family

FAMILY = optimizer_family("nag", "1.0", ("C-080",))
