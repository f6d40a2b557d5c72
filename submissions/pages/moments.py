"""Dates and spans of time in words: a deadline in its course's time zone, and how long is left."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from reference.text import Text, same

_DAYS_KO: Final = "월화수목금토일"
_DAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def written(moment: datetime, zone: ZoneInfo) -> Text:
    """`2026. 11. 27. (금) 23:59` or `Fri 27 Nov 2026, 23:59`."""
    there = moment.astimezone(zone)
    day, month = there.weekday(), _MONTHS_EN[there.month - 1]
    return Text(
        f"{there.year}. {there.month}. {there.day}. ({_DAYS_KO[day]}) {there:%H:%M}",
        f"{_DAYS_EN[day]} {there.day} {month} {there.year}, {there:%H:%M}",
    )


def to_the_second(moment: datetime, zone: ZoneInfo) -> Text:
    """The same with seconds, for a receipt."""
    seconds = moment.astimezone(zone).strftime(":%S")
    return written(moment, zone) + same(seconds)


def zone_name(moment: datetime, zone: ZoneInfo) -> str:
    """`Asia/Seoul, UTC+09:00`: the offset is the one in force at that moment."""
    offset = moment.astimezone(zone).strftime("%z")
    return f"{zone.key}, UTC{offset[:3]}:{offset[3:]}"


def left(span: timedelta) -> Text:
    """`6일 4시간 남음`; the two largest units, and `마감됨` when there is nothing left."""
    minutes = int(span.total_seconds() // 60)
    if span <= timedelta(0):
        return Text("마감됨", "deadline passed")
    if minutes < 1:
        return Text("1분 미만 남음", "less than a minute left")
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _two((days, "일", "day"), (hours, "시간", "hour"))
    if hours:
        return _two((hours, "시간", "hour"), (minutes, "분", "minute"))
    return _two((minutes, "분", "minute"), (0, "", ""))


def _two(*units: tuple[int, str, str]) -> Text:
    shown = [unit for unit in units if unit[0]]
    korean = " ".join(f"{count}{name}" for count, name, _ in shown)
    english = " ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, _, name in shown)
    return Text(f"{korean} 남음", f"{english} left")
