# profile: plot
import matplotlib.pyplot as plt
import numpy as np


def answer():
    rng = np.random.default_rng(0)
    points = rng.normal(size=(40, 2))
    labels = (points.sum(axis=1) > 0).astype(int)
    X, Y = np.meshgrid(np.linspace(-3, 3, 30), np.linspace(-3, 3, 30))
    plt.contourf(X, Y, X + Y > 0, alpha=0.3, cmap="coolwarm")
    plt.contour(X, Y, X + Y, levels=[0])
    plt.scatter(points[:, 0], points[:, 1], c=labels, cmap="coolwarm", edgecolors="k")
    plt.colorbar()
    plt.savefig("boundary.png", dpi=60)
    return int(labels.sum())
