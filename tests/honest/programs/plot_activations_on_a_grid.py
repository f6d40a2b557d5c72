# profile: plot
import matplotlib.pyplot as plt
import numpy as np


def answer():
    x = np.linspace(-4, 4, 101)
    figure, axes = plt.subplots(2, 2, sharex=True, figsize=(8, 6))
    shapes = {"sigmoid": 1 / (1 + np.exp(-x)), "tanh": np.tanh(x), "relu": np.maximum(0, x), "leaky": np.where(x > 0, x, x / 10)}
    for ax, (name, y) in zip(axes.flat, shapes.items()):
        ax.plot(x, y, color="tab:blue", linewidth=2)
        ax.axhline(0, color="gray", linestyle=":")
        ax.set_title(name, fontsize=9)
    figure.suptitle("Activations", fontweight="bold")
    figure.tight_layout()
    figure.savefig("activations.pdf", dpi=150, bbox_inches="tight")
    return [round(float(line.get_ydata()[-1]), 6) for ax in axes.flat for line in ax.lines[:1]]
