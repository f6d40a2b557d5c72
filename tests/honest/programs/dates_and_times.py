import datetime
import time


def answer():
    day = datetime.datetime.strptime("2026-03-01", "%Y-%m-%d") + datetime.timedelta(days=31)
    return [day.strftime("%d.%m.%Y"), time.strftime("%Y", time.gmtime(0)), datetime.date(2026, 3, 1).isoformat()]
