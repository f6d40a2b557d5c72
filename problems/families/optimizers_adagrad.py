"""AdaGrad by hand, from squares already summed."""

from problems.optimizer.family import optimizer_family

FAMILY = optimizer_family("adagrad", "1.0", ("C-081",))
