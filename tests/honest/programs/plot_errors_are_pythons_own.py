# profile: plot
import matplotlib.pyplot as plt


def answer():
    caught = []
    for name in ("figure.xyz", "figure.png"):
        plt.figure()
        plt.title("$\\frac{1}$" if name.endswith("png") else "plain")
        try:
            plt.savefig(name)
        except ValueError as error:
            caught.append(str(error).split("(")[0].splitlines()[0])
        plt.close()
    return caught
