# profile: plot
import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def answer():
    plt.style.use("ggplot")
    with plt.rc_context({"font.size": 14, "axes.grid": True}):
        counts, edges, _ = plt.hist(np.random.default_rng(1).normal(size=500), bins=10)
        plt.yscale("log")
        plt.annotate("peak", xy=(0, counts.max()), xytext=(1, 50), arrowprops={"arrowstyle": "->"})
        plt.savefig("weights.jpg")
    return [counts, edges]
