import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.local import command_line
from app.local.claim import claimed
from models import lock, tables
from models.backup import backups
from models.database import FILE_NAME
from models.whole import read_whole
from models.words import plural, words
from tests.models.exchange import foreign
from tests.models.exchange.journals import store_at, write_small_diary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "journal"
    made.mkdir()
    store = store_at(made)
    write_small_diary(store)
    store.close()
    return made


Run = Callable[..., tuple[int, dict[str, object]]]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, dict[str, object]]:
        command, *rest = map(str, arguments)
        status = command_line.main([command, "--journal", str(folder), "--json", *rest])
        (line,) = capsys.readouterr().out.splitlines()
        answer = json.loads(line)
        assert answer["done"] is (status == 0)
        return status, answer

    return run


def rows(folder: Path) -> object:
    store = store_at(folder)
    found = read_whole(store.engine)
    store.close()
    return found


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.json", "{"), ("a.csv", "\ufeffdate,what"), ("a.fhir.json", "{"), ("a.ics", "BEGIN:")],
)
def test_each_ending_chooses_its_format(run: Run, tmp_path: Path, name: str, start: str) -> None:
    status, answer = run("export", "--to", tmp_path / name)
    assert status == 0
    assert answer["file"] == str(tmp_path / name)
    assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_an_export_comes_back_into_a_new_journal(run: Run, tmp_path: Path, folder: Path) -> None:
    run("export", "--to", tmp_path / "a.json", "--with-safety-answers")
    before = rows(folder)
    # What stands last on the command line counts.
    assert run("import", "--journal", tmp_path / "new", tmp_path / "a.json")[0] == 0
    assert rows(tmp_path / "new") == before
    status, answer = run("import", tmp_path / "a.json")
    assert (status, answer["new"], answer["conflicts"]) == (0, 0, 0)


def test_an_export_under_a_passphrase_opens_with_it_only(run: Run, tmp_path: Path) -> None:
    (tmp_path / "right").write_text("correct horse\n")
    (tmp_path / "wrong").write_text("battery\n")
    to = tmp_path / "a.json.age"
    assert run("export", "--to", to, "--passphrase-file", tmp_path / "right")[0] == 0
    assert b"dry_lips" not in to.read_bytes()
    assert run("import", to, "--passphrase-file", tmp_path / "right")[0] == 0
    status, answer = run("import", to, "--passphrase-file", tmp_path / "wrong")
    assert (status, answer["why"]) == (1, "wrong")
    assert answer["sentence"] == words("data.seal.wrong")


def test_a_file_that_is_there_is_replaced_only_when_asked(run: Run, tmp_path: Path) -> None:
    to = tmp_path / "a.csv"
    to.write_text("mine")
    assert run("export", "--to", to) == (
        1,
        {"command": "export", "done": False, "why": "exists",
         "sentence": words("data.command.exists", file=to)},
    )  # fmt: skip
    assert to.read_text() == "mine"
    assert run("export", "--to", to, "--replace")[0] == 0


def test_a_dry_run_of_an_import_tells_and_writes_nothing(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(foreign.BEARABLE)
    before = rows(folder)
    status, answer = run("import", tmp_path / "a.csv", "--dry-run")
    assert status == 0
    assert (answer["app"], answer["rows"], answer["new"], answer["kept"]) == ("bearable", 6, 2, 1)
    assert answer["skipped"] == [
        {"line": 6, "why": "left_out", "what": "Energy: 4", "cell": ""},
        {"line": 7, "why": "date", "what": "2026-11-32", "cell": "date formatted"},
    ]
    assert rows(folder) == before


def test_an_import_keeps_the_journal_before_it_and_can_be_undone(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(foreign.BEARABLE)
    before = rows(folder)
    status, answer = run("import", tmp_path / "a.csv", "--map", "Energy=own:Energy")
    assert (status, answer["new"]) == (0, 3)
    assert rows(folder) != before
    assert run("restore", answer["before"])[0] == 0
    assert rows(folder) == before


def test_a_word_can_be_given_its_meaning(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(foreign.DAYLIO_OLD)
    status, answer = run("import", tmp_path / "a.csv", "--dry-run", "--map", "mood:so tired=1")
    assert status == 0
    assert (answer["first"], answer["new"]) == ("2026-11-19", 1)
    status, answer = run("import", tmp_path / "a.csv", "--map", "nothing")
    assert (status, answer["why"]) == (1, "map")


def test_a_backup_is_made_checked_and_restored(run: Run, tmp_path: Path, folder: Path) -> None:
    before = rows(folder)
    status, answer = run("backup")
    assert status == 0
    assert [str(path) for path in backups(folder / "backups").values()] == [answer["file"]]
    assert run("backup", "--to", tmp_path / "mine.db")[0] == 0
    store = store_at(folder)
    store.write(tables.QuestionDraft(id="q9", text="later"))
    store.close()
    assert run("restore", tmp_path / "mine.db", "--dry-run")[1]["only_here"] == 0
    assert rows(folder) != before
    assert run("restore", tmp_path / "mine.db")[0] == 0
    assert rows(folder) == before


def test_the_lock_of_this_computer_neither_leaves_nor_is_replaced(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    kept = lock.Lock("pbkdf2", "00", 600_000, "ab")
    store = store_at(folder)
    store.write(lock.draft(kept))
    store.close()
    run("backup", "--to", tmp_path / "mine.db")
    run("export", "--to", tmp_path / "mine.json")
    assert b"pbkdf2" not in (tmp_path / "mine.db").read_bytes()
    assert b"pbkdf2" not in (tmp_path / "mine.json").read_bytes()
    assert run("restore", tmp_path / "mine.db")[0] == 0
    store = store_at(folder)
    assert lock.read(store.settings()) == kept
    store.close()


def test_a_merge_joins_both(run: Run, tmp_path: Path, folder: Path) -> None:
    run("backup", "--to", tmp_path / "mine.db")
    store = store_at(folder)
    store.write(tables.QuestionDraft(id="q9", text="later"))
    store.close()
    both = rows(folder)
    status, answer = run("restore", "--merge", tmp_path / "mine.db")
    assert (status, answer["rows_to_take"]) == (0, 0)
    assert rows(folder) == both


def test_an_unreadable_journal_is_replaced_and_kept(run: Run, tmp_path: Path, folder: Path) -> None:
    before = rows(folder)
    run("backup", "--to", tmp_path / "mine.db")
    (folder / FILE_NAME).write_bytes(b"garbage")
    assert run("check")[1]["why"] == "NotAJournal"
    status, answer = run("restore", tmp_path / "mine.db")
    assert status == 0
    assert Path(str(answer["before"])).read_bytes() == b"garbage"
    assert rows(folder) == before


def test_a_check_names_damaged_backups(run: Run, folder: Path) -> None:
    run("backup")
    (folder / "backups" / "journal-2026-01-01.db").write_bytes(b"garbage")
    with closing(sqlite3.connect(folder / "backups" / "journal-2026-01-02.db")) as other:
        other.execute("CREATE TABLE x (y)")
    status, answer = run("check")
    assert (status, answer["days"]) == (0, 1)
    assert answer["broken_backups"] == ["2026-01-01", "2026-01-02"]


def test_a_check_tells_rows_that_are_not_what_was_written_and_no_backup_is_made_of_them(
    run: Run, folder: Path
) -> None:
    assert run("backup")[0] == 0
    (copy,) = (folder / "backups").glob("*.db")
    before = copy.read_bytes()
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        raw.execute("UPDATE mood SET level = 4")
        raw.commit()
    status, answer = run("check")
    assert (status, answer["why"], answer["damaged_rows"]) == (1, "Damaged", 1)
    assert run("backup")[1]["why"] == "Damaged"
    assert copy.read_bytes() == before
    assert run("restore", copy)[0] == 0
    assert run("check")[0] == 0


@pytest.mark.parametrize("command", [["export", "--to", "x.json"], ["backup"], ["check"]])
def test_no_journal_is_made_by_looking_for_one(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    assert command_line.main([*command, "--journal", str(empty)]) == 1
    assert capsys.readouterr().err.strip() == words("data.command.no_journal", folder=empty)
    assert not (empty / FILE_NAME).exists()


def test_a_journal_that_is_open_elsewhere_is_left_alone(run: Run, folder: Path) -> None:
    with claimed(folder):
        status, answer = run("check")
    assert (status, answer["why"]) == (1, "in_use")


@pytest.mark.parametrize("command", ["import", "restore"])
def test_a_file_of_no_known_kind_is_refused_in_words(
    run: Run, tmp_path: Path, folder: Path, command: str
) -> None:
    before = rows(folder)
    (tmp_path / "a").write_bytes(b"hello")
    status, answer = run(command, tmp_path / "a")
    assert status == 1
    assert str(answer["sentence"]).endswith(".")
    assert run(command, tmp_path / "not there")[1]["why"] == "no_file"
    assert rows(folder) == before


def test_an_unknown_ending_is_not_understood(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as end:
        command_line.main(["export", "--to", str(tmp_path / "a.doc")])
    assert end.value.code == 2


def test_people_get_sentences(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_bytes(foreign.DAYLIO_OLD)
    arguments = ["import", "--journal", str(folder), "--dry-run", str(tmp_path / "a.csv")]
    assert command_line.main(arguments) == 0
    said = capsys.readouterr().out
    assert plural("data.import.read", 4, app="Daylio", mapped=2) in said
    assert words("data.command.nothing_written") in said
