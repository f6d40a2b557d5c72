# profile: plot
import matplotlib.pyplot as plt
import numpy as np


def answer():
    losses = [1.0 / (epoch + 1) for epoch in range(20)]
    plt.figure(figsize=(6, 4))
    plt.plot(losses, "o-", label="train")
    plt.plot(np.array(losses) * 1.2, "--", label="validation")
    plt.xlabel("epoch")
    plt.ylabel("loss")
    plt.title("Learning curve")
    plt.legend()
    plt.grid(True)
    plt.savefig("learning_curve.png")
    return [len(plt.gca().lines), plt.gca().get_title(), plt.gca().get_xlabel()]
