"""Settings: made where missing, and one sentence where they cannot be used."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from submissions import config
from submissions.config import SetupError

ROOT = Path(__file__).parents[2]
OPEN = (
    f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    "from submissions import config; from submissions.service import open_service\n"
    "try:\n    open_service(config.load())\n"
    "except config.SetupError as e:\n    print(e.sentence.en)\nelse:\n    print('ok')"
)


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = config.load({"NNGRADER_HOME": str(tmp_path)})
    second = config.load({"NNGRADER_HOME": str(tmp_path)})
    assert first.secret == second.secret
    assert len(first.secret) == 32
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".secret*"))


def test_keys_for_two_purposes_differ(tmp_path: Path) -> None:
    settings = config.load({"NNGRADER_HOME": str(tmp_path)})
    assert settings.secret_for("cookies") != settings.secret_for("variants")
    assert settings.secret not in {settings.secret_for("cookies"), settings.secret_for("variants")}


@pytest.mark.parametrize("content", ["", "not hexadecimal", "abcd"])
def test_a_damaged_secret_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret.key").write_text(content)
    with pytest.raises(SetupError, match="secret key file"):
        config.load({"NNGRADER_HOME": str(tmp_path)})


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(SetupError, match="is not a directory"):
        config.load({"NNGRADER_HOME": str(tmp_path / "home")})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("NNGRADER_PORT", "70000"),
        ("NNGRADER_PORT", "http"),
        ("NNGRADER_WEB_THREADS", "0"),
        ("NNGRADER_MIGRATE", "perhaps"),
        ("NNGRADER_TIME_ZONE", "Mars/Olympus"),
        ("NNGRADER_LOG_LEVEL", "loud"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, variable: str, value: str) -> None:
    with pytest.raises(SetupError) as caught:
        config.load({"NNGRADER_HOME": str(tmp_path), variable: value})
    assert value.lower() in caught.value.sentence.en.lower()
    assert value.lower() in caught.value.sentence.ko.lower()


def test_each_kind_of_trouble_with_a_directory_has_its_own_sentence() -> None:
    """Real read-only and full disks are below; these are the sentences for what the system may answer."""
    sentences = {
        code: config.directory_trouble(OSError(code, os.strerror(code)), Path("/x")).en
        for code in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.ENOTDIR, errno.EIO)
    }
    assert sentences[errno.ENOSPC].startswith("The disk is full")
    assert sentences[errno.EROFS] == sentences[errno.EACCES]
    assert "read-only" in sentences[errno.EROFS]
    assert len(set(sentences.values())) == 4


def mounted(directory: Path, options: str) -> bool:
    """Whether a small file system could be mounted there (needs root)."""
    directory.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(directory)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def opened(home: Path) -> str:
    """What a start in this home says."""
    process = subprocess.run(
        [sys.executable, "-c", OPEN],
        env={"NNGRADER_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert process.stderr == ""
    return process.stdout


def test_a_read_only_home_is_one_sentence(tmp_path: Path) -> None:
    home = tmp_path / "disk"
    if mounted(home, "size=1m,ro"):
        try:
            assert "read-only" in opened(home)
        finally:
            subprocess.run(["umount", str(home)], check=True)
    elif os.geteuid() == 0:
        pytest.skip("root that may not mount: nothing is read-only to it")
    else:
        home.chmod(0o500)
        assert "read-only" in opened(home)


@pytest.mark.parametrize("room", ["4k", "80k"])
def test_a_full_disk_is_one_sentence(tmp_path: Path, room: str) -> None:
    """No room for the secret, or none for the database's tables."""
    home = tmp_path / "disk"
    if not mounted(home, f"size={room}"):
        pytest.skip("needs root that may mount a small disk")
    try:
        assert "disk is full" in opened(home)
    finally:
        subprocess.run(["umount", str(home)], check=True)
