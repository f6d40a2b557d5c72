# profile: plot
import matplotlib.pyplot as plt
import numpy as np


def answer():
    w = np.linspace(-2, 2, 15)
    A, B = np.meshgrid(w, w)
    figure = plt.figure()
    axes = figure.add_subplot(projection="3d")
    axes.plot_surface(A, B, A**2 + 3 * B**2, cmap="viridis")
    axes.view_init(elev=30, azim=45)
    axes.set_zlabel("loss")
    figure.savefig("surface.png")
    return [axes.name, axes.get_zlabel()]
