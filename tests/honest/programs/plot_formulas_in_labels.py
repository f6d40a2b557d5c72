# profile: plot
import matplotlib.pyplot as plt


def answer():
    plt.rcParams["mathtext.fontset"] = "stix"
    plt.plot([1, 2, 3], [1, 4, 9], label=r"$\sigma(z) = \frac{1}{1 + e^{-z}}$")
    plt.title(r"$\nabla_W L = \sum_{i=1}^{n} \delta_i x_i^{\mathsf{T}}$")
    plt.xlabel(r"$\hat{y}$ and $\mathbf{W}$", family="serif", style="italic")
    plt.legend(loc="upper left")
    plt.savefig("formulas.svg")
    return plt.gca().get_title()
