"""A disk that is really full: a small file system of its own, filled to the last byte."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.local import command_line
from models import backup, tables
from models.database import FILE_NAME, Full, check_whole
from models.exchange import incoming, plan
from models.exchange.json_file import JournalFile
from models.store import Store
from models.whole import read_whole
from models.words import words
from tests.models.exchange import foreign
from tests.models.exchange.journals import NOW, store_at, write_small_diary

TODAY = NOW.date()
DISK_BYTES = 2 << 20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes, which only an administrator can make."""
    place = tmp_path / "disk"
    place.mkdir()
    size = f"size={DISK_BYTES},mode=700"
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", place],
                       check=True, capture_output=True)  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a file system of its own cannot be made here")
    yield place
    subprocess.run(["umount", place], check=True)


def fill(disk: Path) -> Path:
    """Leave not one byte free; give the file that takes all the room."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return filler


@pytest.fixture
def store(disk: Path) -> Iterator[Store]:
    found = store_at(disk)
    write_small_diary(found)
    yield found
    found.close()


@pytest.fixture
def kept(store: Store) -> Iterator[Callable[[], object]]:
    """What the journal holds; after the test it has to be whole and just that."""

    def rows() -> object:
        return read_whole(store.engine)

    before = rows()
    yield rows
    assert rows() == before
    with backup.raw_connection(store.engine) as raw:
        check_whole(raw)


def test_what_finds_no_room_is_refused_whole_and_works_when_there_is_room(
    disk: Path, store: Store
) -> None:
    before = read_whole(store.engine)
    filler = fill(disk)
    found = incoming.read("file", foreign.BEARABLE)
    assert not isinstance(found, JournalFile)
    with pytest.raises(Full):
        store.write(tables.DayDraft(on_date=TODAY, note="x" * 20_000))
    with pytest.raises(Full):
        plan.apply(plan.dry_run(found, store, TODAY), store)
    with pytest.raises(Full):
        backup.back_up(store.engine, disk / "backups", TODAY, now=True)
    assert read_whole(store.engine) == before
    assert not list(disk.glob("**/*.part"))
    filler.unlink()
    store.write(tables.DayDraft(on_date=TODAY, note="room again"))
    plan.apply(plan.dry_run(found, store, TODAY), store)
    assert backup.back_up(store.engine, disk / "backups", TODAY, now=True)


COMMANDS = (
    ("export", "--to", "{disk}/a.json"),
    ("backup",),
    ("import", "{file}"),
    ("restore", "{copy}"),
    ("restore", "--merge", "{copy}"),
)


@pytest.fixture
def run(disk: Path, tmp_path: Path) -> Callable[[tuple[str, ...]], int]:
    """Runs a command on the journal of the small disk; its files lie elsewhere."""
    file, copy = tmp_path / "bearable.csv", tmp_path / "copy.db"
    file.write_bytes(foreign.BEARABLE)
    (tmp_path / "other").mkdir()
    other = store_at(tmp_path / "other")
    write_small_diary(other)
    other.write(tables.DayDraft(on_date=TODAY, note="from the other journal"))
    other.close()
    copy.write_bytes((tmp_path / "other" / FILE_NAME).read_bytes())

    def run(command: tuple[str, ...]) -> int:
        said = [each.format(disk=disk, file=file, copy=copy) for each in command]
        return command_line.main([said[0], "--journal", str(disk), *said[1:]])

    return run


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_finds_no_room_says_so_and_leaves_nothing_behind(
    disk: Path,
    run: Callable[[tuple[str, ...]], int],
    command: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    filler = fill(disk)
    assert run(command) == 1
    not_written = words("data.command.not_written", file=disk / "a.json")
    assert capsys.readouterr().err.strip() in {words("data.refused.Full"), not_written}
    assert {each.name for each in disk.iterdir()} - {"backups"} <= {
        FILE_NAME, f"{FILE_NAME}-journal", "filler", "sidenote.lock"
    }  # fmt: skip
    filler.unlink()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_may_not_write_says_so(
    disk: Path,
    store: Store,
    run: Callable[[tuple[str, ...]], int],
    command: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = read_whole(store.engine)
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    status = run(command)
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert status == 1
    not_written = words("data.command.not_written", file=disk / "a.json")
    assert capsys.readouterr().err.strip() in {words("data.refused.ReadOnly"), not_written}
    again = store_at(disk)
    assert read_whole(again.engine) == before
    again.close()
