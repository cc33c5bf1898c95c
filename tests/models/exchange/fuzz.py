"""Mutated files by the thousand: `python -m tests.models.exchange.fuzz 100000 [first seed]`.

Each is refused in a sentence, or read so that every value of it leads to an answer or stands
among what is left out; what is written is written whole, and taken back to the last row.
"""

import io
import random
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from models.exchange import incoming, json_file, plan, review
from models.exchange.column_wizard import SAYS_WHEN
from models.exchange.csv_table import read_table
from models.exchange.guess import plain_name
from models.exchange.imports import imports_in, undo_import
from models.exchange.limits import UNSEEN, Refused
from models.exchange.plan import Plan
from models.exchange.source import OUT, Options, Source
from models.store import Store
from models.whole import Rows, read_whole
from tests.models.exchange import foreign
from tests.models.exchange.corpus_files import cases, data_of
from tests.models.exchange.journals import NOW, store_at, write_small_diary

TODAY = date(2026, 11, 29)
EVERY = 20
"""One in so many is also written to a real file and taken back."""
BITS = (
    b"", b'"', b'""', b",", b";", b"\t", b"\n", b"\r", b"\0", b"9" * 400, b"[" * 3_000, b"{", b"}",
    b"-1", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"2026-02-30", b"31/12/2026", b"1e999", b"nan",
    b"\\ud800", b"=1+1", b"null", b"true", b"sep=;\n", b"|", b"10/10", b"\x1b[31m", "😀".encode(),
    b"'", b"yes", b"no", b"NaN", b"Infinity", b"0", b"99999999999999999999", b"<br>", b"(1-5)",
)  # fmt: skip
OPTIONS = (
    Options(), Options(), Options(), Options(dates="mdy"), Options(dates="ymd"),
    Options(quotes="rows"), Options(quotes="text"), Options(encoding="cp1251"),
    Options(encoding="utf-16"), Options(date_column=1),
)  # fmt: skip


def files() -> list[bytes]:
    """What is mutated: the corpus, the older files, and an export of our own in each format."""
    with TemporaryDirectory() as name:
        store = store_at(Path(name))
        write_small_diary(store)
        own = json_file.dump(read_whole(store.engine), at=NOW, with_safety_answers=True)
        store.close()
    older = [foreign.DAYLIO_OLD, foreign.DAYLIO_NEW, foreign.daylio_backup(), foreign.BEARABLE,
             foreign.loop_zip(), foreign.loop_database(), foreign.TRACK, foreign.TABLE]  # fmt: skip
    return [*(data_of(case) for case in cases()), *older, own]


def mutated(chance: random.Random, data: bytes) -> bytes:
    """The file with a few bytes gone, doubled, swapped, or others in their place."""
    if data[:2] == b"PK" and chance.random() < 0.7:
        return _inside(chance, data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        gone = chance.choice((0, 0, 1, 2, 8, 40))
        fresh = chance.choice(BITS) if chance.random() < 0.8 else chance.randbytes(4)
        if chance.random() < 0.15:
            fresh = data[at : at + 60] * chance.randint(1, 3)
        data = data[:at] + fresh + data[at + gone :]
    return data


def _inside(chance: random.Random, data: bytes) -> bytes:
    """A zip whose members are mutated, so that the changes get past its checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(members))
    members[name] = mutated(chance, members[name]) if members[name][:2] != b"PK" else b""
    return foreign.zipped(members)


def check_named(found: Plan) -> None:
    """Every value that was read leads to an answer, or is named."""
    source = found.source
    used = sum(
        meaning.target == "note"
        or meaning.target.startswith("column:")
        or meaning.values.get(word) not in (None, OUT)
        for _, _, name, word in source.readings
        if (meaning := found.meanings[name]).target
    )
    named = len(found.skips) - len(source.skips)
    assert used + named >= len(source.readings), "values lost"
    opened = {(each.name, each.word) for each in review.opens(found)}
    asked = {name for name, meaning in found.meanings.items() if review.is_asked(meaning)}
    for skip in found.skips:
        assert skip.why != "word" or opened, "an open word that is not listed"
        assert skip.why != "asked" or asked, "an open scale that is not listed"
    lines = [*review.summary(found), *map(review.skip_line, found.skips)]
    lines += [review.meaning_line(found, name, "x") for name in found.meanings]
    lines += [review.question(each) for each in source.questions]
    assert not any(UNSEEN.search(line) for line in lines), "a letter that steers a terminal"


def check_cells(data: bytes, options: Options, source: Source) -> None:
    """Of a plain table: each filled cell is read, or its row or column is named."""
    assert source.columns is not None
    table = read_table(data, options)
    table.judge_quotes(source.columns.date_column, options, source.columns.order)
    undated = {skip.line for skip in source.skips if skip.why == "date"}
    places = [
        place for place, head in enumerate(table.heads)
        if place != source.columns.date_column and plain_name(head) not in SAYS_WHEN
    ]  # fmt: skip
    wanted = sum(
        bool(row[place].strip())
        for line, row in table.rows if line not in undated for place in places
    )  # fmt: skip
    assert len(source.readings) == wanted, "cells lost"


def one(store: Store, before: Rows, data: bytes, options: Options, *, is_written: bool) -> str:
    """Read one file; what became of it."""
    try:
        source = incoming.read("file", data, options=options)
    except Refused as refused:
        return f"refused: {refused.why}" if refused.sentence else "refused in silence"
    if isinstance(source, json_file.JournalFile):
        return "our own"
    found = plan.plan(source, before, TODAY)
    check_named(found)
    if source.columns and data[:2] != b"PK":
        check_cells(data, options, source)
    rows = plan.rows_of(found, before, NOW)
    written = sum(len(rows.get(name, ())) for name in ("answer", "mood", "nosebleeds", "day"))
    assert written == found.new, "another number than was promised"
    if is_written and found.is_ready and found.new:
        plan.apply(found, store)
        (made,) = imports_in(store.settings())
        assert undo_import(store.engine, made, store.clock()) == 0
        assert read_whole(store.engine) == before, "not taken back to the last row"
        return "written and taken back"
    return "asked" if not found.is_ready else "read"


def run(count: int, first: int = 0) -> Counter[str]:
    """Mutate and bring in `count` files; raises at the first that is not right."""
    kinds, results = files(), Counter[str]()
    with TemporaryDirectory() as name:
        store = store_at(Path(name))
        before = read_whole(store.engine)
        for seed in range(first, first + count):
            chance = random.Random(seed)
            data = mutated(chance, chance.choice(kinds))
            options = chance.choice(OPTIONS)
            try:
                result = one(store, before, data, options, is_written=seed % EVERY == 0)
            except Exception as error:
                raise AssertionError(f"seed {seed}: {data[:400]!r} {options}") from error
            results[result] += 1
        assert read_whole(store.engine) == before
        store.close()
    return results


if __name__ == "__main__":
    for result, times in run(*map(int, sys.argv[1:])).most_common():
        sys.stdout.write(f"{times:>8}  {result}\n")
