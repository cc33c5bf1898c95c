"""Every command on a journal that is gone, empty or damaged: refused, with the way back named."""

import json
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.local import command_line
from app.local.claim import LOCK_FILE
from models import tables
from models.backup import back_up
from models.database import FILE_NAME
from tests.models.exchange.journals import store_at
from tests.models.test_emptied import EMPTY, Damage, state

TODAY = date(2026, 11, 22)
CSV = b"date,mood\n2026-11-01,4\n2026-11-02,2\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A journal of 60 days in a folder with a name that needs quotes, and a backup of it."""
    made = tmp_path / "my journal?"
    made.mkdir(mode=0o700)
    store = store_at(made)
    store.write(*(tables.MoodDraft(on_date=TODAY - timedelta(days=n), level=3) for n in range(60)))
    back_up(store.engine, made / "backups", TODAY)
    store.close()
    return made


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str]:
        status = command_line.main([*map(str, arguments), "--journal", str(folder)])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def commands(tmp_path: Path) -> list[list[str]]:
    (tmp_path / "a.csv").write_bytes(CSV)
    return [
        ["check"], ["backup"], ["backup", "--to", str(tmp_path / "b.db")],
        ["export", "--to", str(tmp_path / "a.json")], ["export", "--to", str(tmp_path / "c.csv")],
        ["export", "--to", str(tmp_path / "c.ics")], ["report", "--out", str(tmp_path / "r.txt")],
        ["import", str(tmp_path / "a.csv")], ["import", "--dry-run", str(tmp_path / "a.csv")],
    ]  # fmt: skip


def without_lock(found: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in found.items() if not name.endswith(LOCK_FILE)}


@pytest.mark.parametrize("damage", EMPTY)
def test_every_command_refuses_an_emptied_journal_and_names_the_way_back(
    run: Run, folder: Path, tmp_path: Path, damage: Damage
) -> None:
    whole = (folder / FILE_NAME).read_bytes()
    damage(folder / FILE_NAME)
    before = state(folder)
    backup = folder / "backups" / "journal-2026-11-22.db"
    for arguments in commands(tmp_path):
        status, said = run(*arguments)
        assert status == 1, (arguments, said)
        assert "sidenote restore" in said, (arguments, said)
        assert "60 days" in said
        assert without_lock(state(folder)) == before
        assert not [*tmp_path.glob("b.db"), *tmp_path.glob("a.json"), *tmp_path.glob("r.txt")]
    command = shlex.split(said[said.index("sidenote restore") :])
    assert command == ["sidenote", "restore", str(backup), "--journal", str(folder)]
    assert command_line.main(command[1:]) == 0
    assert (folder / FILE_NAME).read_bytes()[100:] == whole[100:]


def flipped(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 77")


def garbled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xa5" * 4096
    path.write_bytes(data)


def another(path: Path) -> None:
    path.write_bytes(b"no database at all " * 300)


@pytest.mark.parametrize("damage", [flipped, garbled, another])
def test_check_speaks_of_the_file_that_is_damaged_and_lists_the_copies(
    run: Run, folder: Path, damage: Damage
) -> None:
    (folder / "backups" / "journal-2026-11-20.db").write_bytes(b"garbage")
    damage(folder / FILE_NAME)
    status, said = run("check")
    assert status == 1
    first, *rest = said.splitlines()
    assert str(folder / FILE_NAME) in first
    assert any("journal-2026-11-22.db is whole: 60 days" in line for line in rest)
    assert any("journal-2026-11-20.db cannot be read" in line for line in rest)
    status, said = run("check", "--json")
    answer = json.loads(said.splitlines()[0])
    assert answer["file"] == str(folder / FILE_NAME)
    assert [(each["days"], each["is_whole"]) for each in answer["copies"]] == [(60, True)]
    assert run("restore", folder / "backups" / "journal-2026-11-22.db")[0] == 0
    assert "60 days" in run("check")[1]


def test_a_garbled_value_ends_no_command_in_a_traceback(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        raw.execute(f"UPDATE mood SET utc_offset = {2**63 - 1}")
        raw.commit()
    before = state(folder)
    for arguments in commands(tmp_path)[:3]:
        status, said = run(*arguments)
        assert (status, "sidenote restore" in said) == (1, True), (arguments, said)
    assert without_lock(state(folder)) == before


def test_a_backup_is_never_replaced_by_one_with_less(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    assert run("backup", "--to", tmp_path / "mine.db")[0] == 0
    full = (tmp_path / "mine.db").read_bytes()
    store = store_at(folder)
    for row in [*store.days(date.min, date.max)][:30]:
        from models.erase import day_erasure

        store.write(*day_erasure(store, row))
    store.close()
    backups = {path: path.read_bytes() for path in (folder / "backups").iterdir()}
    for _ in range(3):
        assert run("backup")[0] == 0
    kept = {path: path.read_bytes() for path in backups}
    assert kept == backups
    assert len([*(folder / "backups").glob("journal-*-2.db")]) == 1
    status, said = run("backup", "--to", tmp_path / "mine.db", "--replace")
    assert status == 1
    assert "more in it" in said
    assert (tmp_path / "mine.db").read_bytes() == full


@pytest.mark.parametrize("command", ["import", "restore"])
def test_a_dry_run_writes_nothing_at_all(
    run: Run, folder: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "a.csv").write_bytes(CSV)
    file = tmp_path / "a.csv" if command == "import" else tmp_path / "b.db"
    shutil.copy(folder / "backups" / "journal-2026-11-22.db", tmp_path / "b.db")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert run(command, "--dry-run", file)[0] == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    shutil.rmtree(folder)
    assert run(command, "--dry-run", file)[0] == 0
    assert not folder.exists()


def test_a_dry_run_upgrades_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    old = Path(__file__).parents[2] / "databases" / "version_1.db"
    shutil.copy(old, folder / FILE_NAME)
    (tmp_path / "a.csv").write_bytes(CSV)
    before = state(folder)
    assert run("import", "--dry-run", tmp_path / "a.csv")[0] == 0
    assert state(folder) == before


def test_a_journal_larger_than_what_is_read_of_others_can_be_restored(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.local import data_desk

    monkeypatch.setattr(data_desk, "OWN_BYTES", 10_000)  # a constant, so that no gigabyte is made
    monkeypatch.setattr(data_desk, "FILE_BYTES", 10_000)
    assert run("backup", "--to", tmp_path / "large.db")[0] == 0
    assert (tmp_path / "large.db").stat().st_size > 10_000
    assert run("restore", tmp_path / "large.db")[0] == 0
