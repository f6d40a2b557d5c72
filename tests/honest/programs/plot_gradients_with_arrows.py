# profile: plot
import datetime

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation


def answer():
    figure, (left, right) = plt.subplots(1, 2)
    x = np.linspace(-1, 1, 5)
    X, Y = np.meshgrid(x, x)
    left.quiver(X, Y, -2 * X, -2 * Y)
    left.set_aspect("equal")
    days = [datetime.date(2026, 3, day) for day in (1, 8, 15)]
    right.plot(days, [0.9, 0.5, 0.4])
    right.xaxis.set_major_formatter(mdates.DateFormatter("%m-%d"))
    figure.autofmt_xdate()
    animation = FuncAnimation(figure, lambda frame: [], frames=3)
    animation._draw_was_started = True  # or it would warn that nobody watched it
    plt.savefig("arrows")
    return [text.get_text() for text in right.get_xticklabels()][:1]
