"""`sidenote import`: a file of another app or our own, shown first, then taken whole or not."""

from datetime import date
from typing import Any

from app.local.data_desk import Desk, Done, NotDone, now, read_file, say, today
from models import found as describe
from models import restore
from models.backup import keep_aside
from models.exchange import incoming, plan
from models.exchange.guess import values_of
from models.exchange.json_file import JournalFile
from models.exchange.source import Meaning, Source
from models.merge import clamped, conflicts, news
from models.store import Store
from models.whole import put, read_whole
from models.words import words

_SHOWN = 10


def bring_in(desk: Desk) -> Done:
    """Show what a file would change, and take it unless only a dry run was asked for."""
    data, reading = read_file(desk), desk.bar.step("reading")
    found = incoming.read(desk.arguments.file.name, data, reading)
    with desk.store() as store:
        if isinstance(found, JournalFile):
            return _own(desk, store, found)
        return _foreign(desk, store, found)


def _keep(desk: Desk, store: Store) -> str:
    """Keep the journal as it is now, so that the import can be undone; the path of the copy."""
    told = desk.bar.step("copying")
    return str(keep_aside(store.engine, desk.backups, "import", now(), told))


def _own(desk: Desk, store: Store, found: JournalFile) -> Done:
    mine, theirs = clamped(read_whole(store.engine), now()), clamped(found.rows, now())
    wanted = sum(map(len, news(mine, theirs).values()))
    differing = len(conflicts(mine, theirs))
    facts: dict[str, Any] = {"rows": len(found), "new": wanted, "conflicts": differing}
    kind = restore.facts(found.rows)
    facts["is_sample"] = kind.is_sample
    sentences = describe.kind(kind)
    sentences.append(say("would_merge", rows=len(found), new=wanted, conflicts=differing))
    if desk.arguments.dry_run or not wanted:
        return Done([*sentences, say("nothing_written")], facts)
    facts["before"] = _keep(desk, store)
    put(
        store.engine,
        lambda present: news(clamped(present, now()), theirs),
        desk.bar.step("writing"),
    )
    return Done([*sentences, say("imported", before=facts["before"])], facts)


def _foreign(desk: Desk, store: Store, source: Source) -> Done:
    chosen = _chosen(source, desk.arguments.meanings)
    planned = plan.dry_run(source, store, today(store), chosen, desk.bar.step("reading"))
    facts, sentences = _facts(planned), _sentences(planned)
    if desk.arguments.dry_run or not planned.new:
        return Done([*sentences, say("nothing_written")], facts)
    facts["before"] = _keep(desk, store)
    plan.apply(planned, store, desk.bar.step("writing"))
    return Done([*sentences, say("imported", before=facts["before"])], facts)


def _chosen(source: Source, asked: list[str]) -> dict[str, Meaning]:
    """The meanings given as NAME=TARGET or NAME:WORD=VALUE, over the guessed ones."""
    chosen = dict(source.meanings)
    for text in asked:
        left, equals, right = text.rpartition("=")
        name, colon, word = left.rpartition(":")
        if equals and left in chosen:
            said = [reading.word for reading in source.readings if reading.name == left]
            chosen[left] = Meaning(right, values_of(right, said))
        elif equals and colon and name in chosen and (right.isdigit() or not right):
            old = chosen[name]
            value = int(right) if right else None
            chosen[name] = Meaning(old.target, {**old.values, word: value})
        else:
            raise NotDone("map", say("map_unknown", text=text))
    return chosen


def _facts(planned: plan.Plan) -> dict[str, Any]:
    return {
        "app": planned.source.app,
        "rows": planned.source.rows,
        "mapped": planned.mapped,
        "new": planned.new,
        "same": planned.same,
        "kept": planned.kept,
        "first": _iso(planned.first),
        "last": _iso(planned.last),
        "remarks": dict(planned.source.remarks),
        "meanings": {
            name: {"target": meaning.target, "values": dict(meaning.values)}
            for name, meaning in planned.meanings.items()
        },
        "skipped": [{"line": s.line, "why": s.why, "what": s.what} for s in planned.skips],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _sentences(planned: plan.Plan) -> list[str]:
    app = words(f"exchange.app.{planned.source.app}")
    found = [say("read", app=app, rows=planned.source.rows, mapped=planned.mapped)]
    if planned.first:
        found.append(say("span", first=planned.first, last=planned.last))
    found.append(say("would_add", new=planned.new, same=planned.same, kept=planned.kept))
    for name, value in planned.source.remarks:
        found.append(words(f"exchange.remark.{name}", value=value))
    for name, meaning in planned.meanings.items():
        target = meaning.target or words("exchange.target.left_out")
        values = ", ".join(f"{w}={v}" for w, v in meaning.values.items() if v is not None)
        found.append(f"  {name} -> {target} {f'({values})' if values else ''}".rstrip())
    for skip in planned.skips[:_SHOWN]:
        why = words(f"exchange.skip.{skip.why}")
        found.append(say("skipped", line=skip.line, why=why, what=skip.what))
    if len(planned.skips) > _SHOWN:
        found.append(say("more_skipped", count=len(planned.skips) - _SHOWN))
    return found
