"""Which workers are there, and whether any of them can run student code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from grader.sandbox.policy import PROFILES
from reference.text import Text
from submissions.clock import now, now_plus
from submissions.models import WorkerPresence

_THERE = timedelta(seconds=60)
_FORGET = timedelta(days=1)


def announce(session: Session, presence: WorkerPresence) -> None:
    """Note that a worker started, with what its sandbox's self-test found; forgets those long gone."""
    session.execute(delete(WorkerPresence).where(WorkerPresence.seen_at < now_plus(-_FORGET)))
    session.merge(presence)


def seen(session: Session, name: str) -> None:
    """Note that a worker is alive."""
    presence = session.get(WorkerPresence, name)
    if presence is not None:
        presence.seen_at = now()  # by the database


def leave(session: Session, name: str) -> None:
    """A worker says goodbye."""
    session.execute(delete(WorkerPresence).where(WorkerPresence.name == name))


def present(session: Session) -> list[WorkerPresence]:
    """The workers that were seen within the last minute."""
    lately = select(WorkerPresence).where(WorkerPresence.seen_at > now_plus(-_THERE))
    return list(session.scalars(lately.order_by(WorkerPresence.name)))


@dataclass(frozen=True, slots=True)
class ProfileHealth:
    """What may be imported under one profile, by how many workers, of how many; and why not by the others."""

    name: str
    modules: tuple[str, ...]
    usable: int
    workers: int
    trouble: Text | None


def profiles(there: Sequence[WorkerPresence]) -> list[ProfileHealth]:
    """The import profiles, as the workers that are there have announced them."""
    found = []
    for name, profile in PROFILES.items():
        said = [worker.profiles.get(name) for worker in there if name in worker.profiles]
        usable = sum(one is None for one in said)
        trouble = next((Text(one["ko"], one["en"]) for one in said if one is not None), None)
        found.append(ProfileHealth(name, profile.importable, usable, len(there), trouble))
    return found


def why_no_code(session: Session) -> Text | None:
    """Why no code can be run now, or None when it can, or when no worker has said anything yet."""
    there = present(session)
    if not there or any(worker.runs_code for worker in there):
        return None
    trouble = there[0].trouble or {}
    return Text(trouble.get("ko", ""), trouble.get("en", ""))
