"""Merge and import killed at random moments: the journal is the old one or the new one, whole."""

import os
import random
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from models import content_mark, tables
from models.database import FILE_NAME
from models.exchange import incoming, plan
from models.exchange.json_file import JournalFile
from models.merge import news
from models.store import Store
from models.whole import put, read_whole
from tests.models.exchange import foreign
from tests.models.exchange.journals import NOW, store_at, write_small_diary

TODAY = NOW.date()
Work = Callable[[Store], object]

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def _merging(folder: Path) -> Work:
    """Join a phone that has 300 days of its own, and other answers on the days of both."""
    folder.mkdir()
    theirs = store_at(folder, NOW + timedelta(hours=1))
    write_small_diary(theirs)
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(300)]
    theirs.write(*(tables.DayDraft(on_date=on, note=f"{on} {'x' * 200}") for on in days))
    rows = read_whole(theirs.engine)
    theirs.close()
    return lambda store: put(store.engine, lambda mine: news(mine, rows))


def _importing(_: Path) -> Work:
    found = incoming.read("file", foreign.BEARABLE)
    assert not isinstance(found, JournalFile)
    return lambda store: plan.apply(plan.dry_run(found, store, TODAY), store)


WORKS = {"merge": _merging, "import": _importing}


def _killed(folder: Path, work: Work, seconds: float | None) -> float:
    """Do `work` in a process of its own, killed after `seconds`; how long it took if it was not."""
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            store = store_at(folder)
            os.write(said, b"b")
            work(store)
            os.write(said, b"e")
        finally:
            os._exit(0)
    os.close(said)
    with os.fdopen(heard, "rb", buffering=0) as stream:
        assert stream.read(1) == b"b"
        begun = perf_counter()
        if seconds is None:
            assert stream.read(1) == b"e"
        else:
            while perf_counter() - begun < seconds:
                pass
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return perf_counter() - begun


def _under_fire(tmp_path: Path, kind: str, rounds: int) -> dict[str, int]:
    work, chance = WORKS[kind](tmp_path / "theirs"), random.Random(11)
    source = tmp_path / "source"
    source.mkdir()
    with closing(store_at(source)) as store:
        write_small_diary(store)
        old = read_whole(store.engine)
    data = (source / FILE_NAME).read_bytes()
    whole = _killed(source, work, None)
    with closing(store_at(source)) as store:
        new = read_whole(store.engine)
    assert new != old
    counted = {"old": 0, "new": 0}
    for number in range(rounds):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        (folder / FILE_NAME).write_bytes(data)
        _killed(folder, work, chance.uniform(0, whole * 1.2))
        with closing(store_at(folder)) as store:
            rows = read_whole(store.engine)
        with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert content_mark.off_by(raw) == 0
        assert rows in (old, new)  # never half of it
        counted["new" if rows == new else "old"] += 1
    return counted


@needs_fork
@pytest.mark.parametrize("kind", WORKS)
def test_killed_at_a_random_moment_all_of_it_is_there_or_nothing(tmp_path: Path, kind: str) -> None:
    assert sum(_under_fire(tmp_path, kind, 12).values()) == 12


@needs_fork
@pytest.mark.long
@pytest.mark.parametrize("kind", WORKS)
def test_killed_300_times_all_of_it_is_there_or_nothing(tmp_path: Path, kind: str) -> None:
    counted = _under_fire(tmp_path, kind, 300)
    assert min(counted.values()) > 0  # the kills fell before and after the commit
