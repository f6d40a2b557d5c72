"""A process of its own that claims and publishes until the queue is empty; prints one line for each claim."""

import sys
from datetime import timedelta

from grader.report import Report
from submissions import backlog
from submissions.database import Database


def main(url: str, name: str) -> None:
    database = Database(url)
    print("ready", flush=True)
    sys.stdin.readline()
    while True:
        with database.writing() as session:
            held = backlog.claim(session, name, timedelta(seconds=30))
        if held is None:
            break
        print(held.grading_id, held.lease, flush=True)
        with database.writing() as session:
            backlog.heartbeat(session, held, timedelta(seconds=30))
        with database.writing() as session:
            backlog.publish(session, held, Report(()), {"worker": name})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
