"""`nngrader serve` and `nngrader worker`."""

import os

from grader.cli.bilingual import Whole, command, option
from grader.cli.terminal import current
from reference.text import Text
from submissions import config
from submissions.cli.ending import in_sentences


@command(
    "serve",
    Text("웹 서비스를 시작합니다. 채점 작업자가 함께 실행됩니다.", "Serve the web pages, with an embedded worker."),
)
@option(
    "--host",
    text=Text(
        "접속을 받을 주소 (기본: NNGRADER_HOST, 없으면 127.0.0.1).", "Address (default: NNGRADER_HOST, else 127.0.0.1)."
    ),
)
@option(
    "--port",
    type=Whole(0, 65535),
    text=Text("포트 (기본: NNGRADER_PORT, 없으면 8000).", "Port (default: NNGRADER_PORT, else 8000)."),
)
@option(
    "--demo",
    is_flag=True,
    text=Text(
        "데모 강좌를 먼저 넣습니다(이 컴퓨터 자신의 주소에서만).",
        "Load the demo course first (on this machine's own address only).",
    ),
)
@in_sentences
def serve(host: str | None, port: int | None, *, demo: bool) -> int:
    """Until TERM or Ctrl-C."""
    from submissions import serving  # noqa: PLC0415 -- the overview of commands starts without the web

    if host is not None:
        os.environ["NNGRADER_HOST"] = host
    if port is not None:
        os.environ["NNGRADER_PORT"] = str(port)
    return serving.serve(config.load(), current().say, demo=demo)


@command("worker", Text("채점 작업자를 하나 더 실행합니다.", "Run one more worker, until TERM or Ctrl-C."))
@in_sentences
def worker() -> None:
    """Until TERM or Ctrl-C."""
    from submissions import serving  # noqa: PLC0415 -- as above

    serving.work(config.load())
