# profile: plot
import warnings

import matplotlib.pyplot as plt


def answer():
    warnings.simplefilter("ignore")  # without a screen, Matplotlib says that it cannot show anything
    figure, axes = plt.subplots()
    axes.bar(["a", "b", "c"], [3, 1, 2])
    axes.set_ylim(0, 5)
    limits = axes.get_ylim()
    plt.show()
    plt.close(figure)
    return [float(limits[1]), len(axes.patches), plt.get_fignums()]
