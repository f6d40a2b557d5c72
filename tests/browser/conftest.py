"""A real server with the demo course, a worker that a test starts when it wants one, and a real headless Chromium."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from submissions import config
from submissions.demo import PASSWORD
from submissions.service import Service, open_service
from tests.conftest import required_in_ci

ROOT = Path(__file__).parents[2]
COMMAND = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from grader.cli import main; main()"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
STARTS_WITHIN_S = 60
ASSIGNMENT = "/courses/demo/week3"


def run(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start `nngrader …` on a home of its own."""
    env = {
        **os.environ,
        "NNGRADER_HOME": str(home),
        "NNGRADER_WORKERS": "0",
        "NNGRADER_WEB_PROCESSES": "1",
        "LANG": "C",
    }
    command = [sys.executable, "-P", "-c", COMMAND, *arguments]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=40)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


@dataclass(frozen=True, slots=True)
class Site:
    """A running `nngrader serve --demo` without workers: what is handed in waits until a test starts one."""

    address: str
    home: Path

    @contextmanager
    def worker(self) -> Iterator[None]:
        process = run(self.home, "worker")
        try:
            yield
        finally:
            stop(process)

    @contextmanager
    def service(self) -> Iterator[Service]:
        """The same installation from inside, for what a student would work out on paper."""
        opened = open_service(config.load({"NNGRADER_HOME": str(self.home)}))
        try:
            yield opened
        finally:
            opened.database.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        required_in_ci("no Chromium found: install it (apt install chromium) to walk the pages in a real browser")
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium's own sandbox refuses to run as root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*QUIET, *root])
        yield browser
        browser.close()


@contextmanager
def serving(home: Path) -> Iterator[Site]:
    """The demo, served until the end of the block."""
    process = run(home, "serve", "--demo", "--port", "0")
    try:
        yield Site(_address(process), home)
    finally:
        stop(process)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(tmp_path / "home") as site:
        yield site


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    started = time.monotonic()
    for line in process.stdout:
        if "http://" in line:
            return "http://" + line.partition("http://")[2].split(",")[0].split()[0]
        assert time.monotonic() - started < STARTS_WITHIN_S, "the server does not start"
    raise AssertionError("the server ended before it served")


@dataclass
class Visit:
    """One person's browser window. Whatever the browser complains about is kept."""

    site: Site
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.site.address + path)

    def log_in(self, login: str, path: str = "/") -> None:
        self.open(f"/login?next={path}")
        self.page.fill("#login", login)
        self.page.fill("#password", PASSWORD)
        self.page.press("#password", "Enter")
        self.page.wait_for_url(self.site.address + path)

    @property
    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


Open = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Open]:
    """`visit(locale="ko-KR", width=390, dark=True, script=False)` opens a window."""
    contexts: list[BrowserContext] = []

    def opened(*, locale: str = "ko-KR", width: int = 1280, dark: bool = False, script: bool = True) -> Visit:
        context = chromium.new_context(
            locale=locale,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        seen = Visit(site, context, context.new_page())
        seen.page.on("console", lambda message: seen.complaints.append(message.text))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        return seen

    yield opened
    for context in contexts:
        context.close()
