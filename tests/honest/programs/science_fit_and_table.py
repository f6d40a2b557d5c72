# profile: science
import io

import numpy as np
import pandas as pd
from scipy import optimize, stats


def answer():
    table = pd.read_csv(io.StringIO("x,y\n0,1\n1,3\n2,5\n3,7"))
    print(table.describe())
    fit = stats.linregress(table["x"], table["y"])
    best = optimize.minimize(lambda w: float(((w[0] * table["x"] + w[1] - table["y"]) ** 2).sum()), np.zeros(2))
    grouped = table.assign(odd=table["x"] % 2).groupby("odd")["y"].mean()
    return [round(fit.slope, 9), round(fit.intercept, 9), np.round(best.x, 3), grouped.tolist()]
