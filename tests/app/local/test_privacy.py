"""Other users of the computer: what they can read, hold and leave. The tests become one of them."""

import fcntl
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.keeping import exposure
from app.local.claim import LOCK_FILE, JournalInUse, LockBlocked, claimed
from models.words import words
from tests.app.local.running import ROOT, sidenote, started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
NOBODY = 65534
HOLD = """
import fcntl, os, sys
os.setuid(int(sys.argv[2]))
file = open(sys.argv[1], sys.argv[3])
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_by(user: int, file: Path, mode: str = "r") -> Iterator[None]:
    """Another user's process holds the lock on `file`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file), str(user), mode],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    if process.stdout.readline().strip() != "held":
        process.kill()
        pytest.skip("this user cannot become another one")
    try:
        yield
    finally:
        process.communicate("")


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that other users can reach and write; those above pytest's own are closed."""
    with TemporaryDirectory(prefix="sidenote-shared-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(0o700, "no"), (0o500, "no"), (0o755, "read"), (0o701, "read"), (0o750, "read"),
     (0o777, "write"), (0o720, "write"), (0o1777, "write"), (0o702, "write")],
)  # fmt: skip
def test_what_others_can_do_with_a_folder(tmp_path: Path, mode: int, expected: str) -> None:
    tmp_path.chmod(mode)
    assert exposure(tmp_path) == expected
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(("mode", "found"), [(0o755, "read"), (0o777, "write")])
def test_a_folder_that_others_can_use_is_told_plainly(
    tmp_path: Path, mode: int, found: str
) -> None:
    folder = tmp_path / "journal"
    assert sidenote("demo", str(folder)).returncode == 0
    folder.chmod(mode)
    done = sidenote("check", "--journal", str(folder))
    assert (done.returncode, done.stderr.strip()) == (
        0,
        words(f"command_line.others_{found}", folder=folder),
    )
    folder.chmod(0o700)
    assert sidenote("check", "--journal", str(folder)).stderr == ""


def test_all_that_is_written_is_for_the_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir(mode=0o755)
    command = ["-m", "app.local.command_line", "--journal", str(folder), "--no-browser"]
    os.umask(0o022)
    with started(command, folder) as server:
        assert server.file.stat().st_mode & 0o077 == 0
        server.end()
    for arguments in (
        ["backup"],
        ["backup", "--to", str(tmp_path / "copy.db")],
        ["export", "--to", str(tmp_path / "out.json")],
        ["export", "--to", str(tmp_path / "out.csv")],
        ["report", "--out", str(tmp_path / "page.txt")],
        ["import", str(tmp_path / "out.json")],
        ["restore", str(tmp_path / "out.json")],
    ):
        if arguments == ["backup"]:
            sample = tmp_path / "sample"
            assert sidenote("demo", str(sample)).returncode == 0
            (sample / "journal.db").rename(folder / "journal.db")
        done = sidenote(*arguments, "--journal", str(folder))
        assert done.returncode == 0, (arguments, done.stderr)
    written = [path for path in tmp_path.rglob("*") if path != folder]
    assert len([path for path in written if path.is_file()]) >= 6
    open_to_others = [path for path in written if path.lstat().st_mode & 0o077]
    assert open_to_others == []


def test_the_web_app_is_written_for_everybody(tmp_path: Path) -> None:
    script = (
        "import os, sys\nfrom app.local import command_line\n"
        "os.umask(0o022)\n"
        "command_line.main(['pwa', '--to', sys.argv[1]])\n"
        "print(oct(os.umask(0)))"
    )
    (tmp_path / "mine.txt").write_text("not a build")
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "0o22"


def test_the_lock_file_is_closed_to_others_so_that_they_cannot_hold_it(shared: Path) -> None:
    file = shared / LOCK_FILE
    file.write_text("")
    file.chmod(0o666)
    with claimed(shared):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        holding = subprocess.run(
            [sys.executable, "-c", HOLD, str(file), str(NOBODY), "r"],
            capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert holding.returncode != 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says who holds a lock")
def test_another_users_lock_is_told_with_what_to_do(shared: Path) -> None:
    file = shared / LOCK_FILE
    file.write_text("http://0123456789abcdef.localhost:1 http://127.0.0.1:1")
    file.chmod(0o644)
    sentence = words("command_line.lock_blocked", file=file)
    with held_by(NOBODY, file):
        with pytest.raises(LockBlocked) as blocked, claimed(shared):
            pass
        assert (blocked.value.file, blocked.value.address) == (file, "")
        for arguments in (["--no-browser", "--journal", str(shared)], ["demo", str(shared)]):
            done = sidenote(*arguments)
            assert done.returncode == 1
            assert sentence in done.stderr
        (shared / "journal.db").write_bytes(b"")
        done = sidenote("check", "--journal", str(shared))
        assert done.returncode == 1
        assert sentence in done.stderr
    file.unlink()  # what the sentence says
    with claimed(shared) as claim:
        assert claim.folder == shared


def test_an_address_that_another_user_may_have_written_gets_no_key(shared: Path) -> None:
    file = shared / LOCK_FILE
    file.write_text("http://0123456789abcdef.localhost:1 http://127.0.0.1:1")
    file.chmod(0o666)
    with file.open() as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)
        with pytest.raises(LockBlocked), claimed(shared):
            pass
    assert not (shared / "sidenote.key").exists()


@pytest.mark.parametrize(
    "address",
    ["http://evil.example:80", "http://evil.example/ http://127.0.0.1:1", "javascript:x y",
     "http://0123456789abcdef.localhost:1 http://evil.example:1", "", "http://127.0.0.1:8550"],
)  # fmt: skip
def test_an_address_that_is_none_of_ours_gets_no_key(tmp_path: Path, address: str) -> None:
    with claimed(tmp_path) as claim:
        claim.announce(address)
        done = sidenote("--journal", str(tmp_path), "--no-browser")
    assert done.returncode == 1
    assert done.stderr.strip() == words("command_line.journal_in_use", folder=tmp_path)
    assert not (tmp_path / "sidenote.key").exists()


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "foreign"])
def test_what_stands_in_the_place_of_the_lock_file_is_told(shared: Path, kind: str) -> None:
    file, precious = shared / LOCK_FILE, shared / "precious.txt"
    precious.write_text("mine")
    if kind == "link":
        file.symlink_to(precious)
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        file.write_text("")
        try:
            os.chown(file, NOBODY, NOBODY)
        except PermissionError:
            pytest.skip("this user cannot make a file of another one")
    if kind == "foreign":  # the system's administrator may use it all the same
        if os.geteuid() != 0:
            with pytest.raises(LockBlocked), claimed(shared):
                pass
        return
    with pytest.raises(LockBlocked), claimed(shared):
        pass
    done = sidenote("--journal", str(shared), "--no-browser")
    assert done.returncode == 1
    assert words("command_line.lock_blocked", file=file) in done.stderr
    assert precious.read_text() == "mine"


def test_the_users_own_second_start_is_no_other_user(tmp_path: Path) -> None:
    with claimed(tmp_path) as claim:
        claim.announce("here")
        with pytest.raises(JournalInUse) as refused, claimed(tmp_path):
            pass
    assert not isinstance(refused.value, LockBlocked)
    assert refused.value.address == "here"
