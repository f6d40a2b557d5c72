"""What `nngrader serve` and `nngrader worker` do."""

import secrets
import socket
from collections.abc import Callable

from reference.text import Text
from submissions import demo as demo_course
from submissions import logs, supervisor
from submissions.config import Settings, SetupError
from submissions.runner import SandboxRunner
from submissions.service import open_service
from submissions.supervisor import Supervisor
from submissions.worker import Worker

Say = Callable[[Text], None]
_LOOPBACK = ("127.", "::1", "localhost")


def serve(settings: Settings, say: Say, *, demo: bool) -> int:
    """Serve until TERM; the exit code. Raises SetupError for whatever keeps it from starting."""
    logs.configure(settings, "serve")
    if demo and not settings.host.startswith(_LOOPBACK):
        raise SetupError(_DEMO_IS_LOCAL)
    listener = supervisor.listen(settings.host, settings.port)
    service = open_service(settings)
    if demo:
        say(demo_course.load(service))
    service.database.close()
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    say(_ADDRESS.format(address=f"http://{shown}:{port}", home=settings.home))
    return Supervisor(settings, listener).run()


def work(settings: Settings) -> None:
    """One worker in this process, until TERM."""
    logs.configure(settings, "worker")
    worker = Worker(open_service(settings), f"{socket.gethostname()}/{secrets.token_hex(4)}", SandboxRunner())
    worker.stop_on_signals()
    worker.run()


_ADDRESS = Text(
    "서비스를 시작했습니다: {address} (데이터: {home}). Ctrl-C를 누르면 종료합니다.",
    "Serving on {address}, data in {home}. Ctrl-C stops it.",
)
_DEMO_IS_LOCAL = Text(
    "데모 강좌의 비밀번호는 공개되어 있으므로 --demo는 이 컴퓨터 자신의 주소(127.0.0.1)에서만 쓸 수 있습니다.",
    "The demo's passwords are public, so --demo works on this machine's own address (127.0.0.1) only.",
)
