"""`sidenote import`: a file of another app or our own, shown first, then taken whole or not."""

import shlex
from datetime import date
from typing import Any

from app.local.data_desk import Desk, Done, NotDone, now, read_file, say, today
from models import found as describe
from models import restore
from models.backup import keep_aside
from models.content import effects
from models.exchange import incoming, plan, review
from models.exchange.guess import MOST_BLEEDS, meaning_for, plain_name
from models.exchange.imports import PREFIX, Import, imports_in, undo_import
from models.exchange.json_file import JournalFile
from models.exchange.limits import shown
from models.exchange.scale import read_scale
from models.exchange.source import (
    COLUMN,
    DOSE,
    EFFECT,
    LEFT_OUT,
    MOOD,
    NOSEBLEEDS,
    NOTE,
    OUT,
    OWN,
    Meaning,
    Options,
    Source,
)
from models.merge import clamped, conflicts, news
from models.store import Store
from models.whole import put, read_whole
from models.words import plural, words

_TARGETS = (MOOD, NOTE, NOSEBLEEDS, DOSE)
_RANGES = {MOOD: (1, 5), NOSEBLEEDS: (0, MOST_BLEEDS), DOSE: (0, 1)}


def bring_in(desk: Desk) -> Done:
    """Show what a file would change, and take it unless only a dry run was asked for."""
    asked = desk.arguments
    if asked.is_list or asked.undo:
        with desk.store() as store:
            return _undo(store, asked.undo) if asked.undo else _list(desk, store)
    if asked.file is None:
        raise NotDone("no_file", say("import_nothing"))
    data, reading = read_file(desk), desk.bar.step("reading")
    found = incoming.read(asked.file.name, data, reading, _options(desk))
    if isinstance(found, Source) and asked.date_column:
        found = _dated(desk, found, data)
    with desk.store() as store:
        if isinstance(found, JournalFile):
            return _own(desk, store, found)
        return _foreign(desk, store, found)


def _options(desk: Desk, column: int | None = None) -> Options:
    asked = desk.arguments
    return Options(asked.dates, asked.encoding, asked.quotes, column)


def _dated(desk: Desk, found: Source, data: bytes) -> Source:
    """The file again, with its dates in the column that was named."""
    wanted = plain_name(desk.arguments.date_column)
    heads = found.columns.heads if found.columns else ()
    places = [place for place, head in enumerate(heads) if plain_name(head) == wanted]
    if not places:
        raise NotDone("date_column", say("date_column_unknown", names=_listed(heads),
                                         text=shown(desk.arguments.date_column)))  # fmt: skip
    again = incoming.read("", data, options=_options(desk, places[0]))
    assert isinstance(again, Source)
    return again


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
    asked = desk.arguments
    chosen = _chosen(source, asked.meanings, asked.scales)
    planned = plan.dry_run(source, store, today(store), chosen, desk.bar.step("reading"))
    facts, sentences = _facts(planned), _sentences(planned)
    if not planned.is_ready and not asked.dry_run:
        questions = [review.question(each) for each in source.questions]
        why = "quotes" if any(each.why == "quotes" for each in source.questions) else "dates"
        raise NotDone("asks", "\n".join([*sentences, *questions, say(f"asks_{why}")]), facts)
    if asked.dry_run or not planned.new:
        sentences += [review.question(each) for each in source.questions]
        return Done([*sentences, say("nothing_written")], facts)
    facts["before"] = _keep(desk, store)
    plan.apply(planned, store, desk.bar.step("writing"))
    made = imports_in(store.settings())[0]
    facts["import"] = _moment(made)
    done = plural("data.import.imported", planned.new)
    undo = say("undo_line", command=_undo_command(desk, made))
    return Done([*sentences, done, undo], facts)


# What the options say


def _chosen(source: Source, maps: list[str], scales: list[str]) -> dict[str, Meaning]:
    """The meanings given as NAME=TARGET, NAME:WORD=VALUE and NAME=0..10, over the guessed ones."""
    chosen = dict(source.meanings)
    for text in scales:
        name, _, typed = text.rpartition("=")
        scale, found = read_scale(typed), _name_in(chosen, name)
        if scale is None or found is None or chosen[found].target not in _scaled(chosen[found]):
            raise NotDone("scale", say("scale_unknown", text=shown(text), names=_listed(chosen)))
        said = source.counts.get(found, ())
        chosen[found] = meaning_for(chosen[found].target, found, said, scale, is_chosen=True)
    for text in maps:
        _map(text, source, chosen)
    return chosen


def _scaled(meaning: Meaning) -> tuple[str, ...]:
    is_number = meaning.target == MOOD or meaning.target.startswith((EFFECT, OWN))
    return (meaning.target,) if is_number else ()


def _map(text: str, source: Source, chosen: dict[str, Meaning]) -> None:
    left, equals, right = text.rpartition("=")
    whole = _name_in(chosen, left) if equals else None
    if whole is not None:
        old, all_words = chosen[whole], source.counts.get(whole, ())
        target = _target(text, right.strip(), whole)
        scale = old.scale if old.proof == "chosen" else None
        chosen[whole] = meaning_for(target, whole, all_words, scale, is_chosen=scale is not None)
        return
    name, word = _name_and_word(left, source, chosen) if equals else (None, "")
    if name is None:
        raise NotDone("map", say("map_unknown", text=shown(text), names=_listed(chosen)))
    if word not in source.counts.get(name, ()):
        said = _listed(source.counts.get(name, ()))
        raise NotDone("map", say("map_word", text=shown(text), word=shown(word), names=said))
    old = chosen[name]
    value = _number(text, right.strip(), old.target)
    chosen[name] = Meaning(old.target, {**old.values, word: value}, old.scale, old.proof,
                           old.evidence)  # fmt: skip


def _name_in(names: dict[str, Meaning], wanted: str) -> str | None:
    if wanted in names:
        return wanted
    found = [name for name in names if plain_name(name) == plain_name(wanted)]
    return found[0] if len(found) == 1 else None


def _name_and_word(left: str, source: Source, chosen: dict[str, Meaning]) -> tuple[str | None, str]:
    """NAME:WORD, where both may hold colons: the first way to divide it that is in the file."""
    found: tuple[str | None, str] = (None, "")
    for place in (at for at, letter in enumerate(left) if letter == ":"):
        name = _name_in(chosen, left[:place])
        if name is not None:
            if left[place + 1 :] in source.counts.get(name, ()):
                return name, left[place + 1 :]
            found = (name, left[place + 1 :])
    return found


def _target(text: str, right: str, name: str) -> str:
    keys = [effect.key for effect in effects()]
    if right in _TARGETS or right == LEFT_OUT:
        return right
    if right.startswith(EFFECT) and right.removeprefix(EFFECT) in keys:
        return right
    if right.startswith(OWN) and right.removeprefix(OWN).strip():
        return right
    targets = ", ".join((*_TARGETS, *(f"{EFFECT}{key}" for key in keys), f"{OWN}{shown(name)}"))
    raise NotDone("map", say("map_target", text=shown(text), targets=targets))


def _number(text: str, right: str, target: str) -> int:
    if not right:
        return OUT
    low, high = _RANGES.get(target, (0, 4))
    if not (right.isascii() and right.isdigit() and low <= int(right) <= high):
        raise NotDone("map", say("map_value", text=shown(text), low=low, high=high))
    return int(right)


def _listed(names: Any) -> str:
    return ", ".join(shown(name, 40) for name in names)


# What is said


def _facts(planned: plan.Plan) -> dict[str, Any]:
    source = planned.source
    return {
        "app": source.app,
        "rows": source.rows,
        "mapped": planned.mapped,
        "new": planned.new,
        "same": planned.same,
        "kept": planned.kept,
        "first": _iso(planned.first),
        "last": _iso(planned.last),
        "remarks": dict(source.remarks),
        "questions": [
            {"why": q.why, "line": q.line, "sentence": review.question(q)} for q in source.questions
        ],
        "meanings": {
            name: {
                "target": meaning.target,
                "values": {
                    word: None if value == OUT else value for word, value in meaning.values.items()
                },
                "scale": meaning.scale,
                "proof": meaning.proof,
                "line": review.meaning_line(planned, name, _named(meaning.target)),
            }
            for name, meaning in planned.meanings.items()
        },
        "unmatched": [each._asdict() for each in review.opens(planned)],
        "skipped": [each._asdict() for each in planned.skips],
        "told": [each._asdict() for each in source.told],
        "days_without_mood": [on.isoformat() for on in planned.moodless],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _named(target: str) -> str:
    if target.startswith(EFFECT):
        key = target.removeprefix(EFFECT)
        return next((effect.name for effect in effects() if effect.key == key), key)
    return words("exchange.target.column") if target.startswith(COLUMN) else (
        review.plain_target(target)
    )  # fmt: skip


def _sentences(planned: plan.Plan) -> list[str]:
    lines = review.summary(planned)
    for name in review.in_order(planned):
        line = review.meaning_line(planned, name, _named(planned.meanings[name].target))
        words_of = ", ".join(review.matched(planned.meanings[name]))
        lines.append(f"{review.count_of(planned, name):>6}  {line}{words_of and f' ({words_of})'}")
        if review.is_asked(planned.meanings[name]):
            lines.append(f"        {say('asks_scale', label=shlex.quote(shown(name)))}")
    opened = review.opens(planned)
    if opened:
        lines.append(words("data.import.open_title", count=len(opened)))
        lines += [f"{each.times:>6}  {shown(each.name)}: {shown(each.word)}" for each in opened]
    if planned.skips:
        lines.append(plural("data.import.skipped", len(planned.skips)))
        lines += [f"  {line}" for line in _skip_lines(planned)]
    if planned.source.told:
        lines.append(words("data.import.told", count=len(planned.source.told)))
        lines += [f"  {review.skip_line(each)}" for each in planned.source.told]
    lines += [f"  {review.kept_line(each)}" for each in planned.kept_values]
    return lines


def _skip_lines(planned: plan.Plan) -> list[str]:
    """Each that is left out; what was named word by word above is only counted here."""
    above = {"left_out", "word", "asked", "word_out"}
    counts = {why: sum(skip.why == why for skip in planned.skips) for why in sorted(above)}
    lines = [
        words("data.import.skip_count", why=words(f"exchange.skip.{why}"), count=count)
        for why, count in counts.items() if count
    ]  # fmt: skip
    return lines + [review.skip_line(skip) for skip in planned.skips if skip.why not in above]


# Taking an import back


def _moment(made: Import) -> str:
    return made.key.removeprefix(PREFIX)


def _undo_command(desk: Desk, made: Import) -> str:
    return shlex.join(
        ["sidenote", "import", "--journal", str(desk.folder), "--undo", _moment(made)]
    )


def _list(desk: Desk, store: Store) -> Done:
    made = imports_in(store.settings())
    facts = [
        {"import": _moment(each), "app": each.app, "days": each.days, "answers": each.answers}
        for each in made
    ]
    lines = [_line(each) for each in made] or [say("no_imports")]
    return Done(lines, {"imports": facts})


def _line(made: Import) -> str:
    app = words(f"exchange.app.{made.app}")
    on = made.at.astimezone().strftime("%Y-%m-%d %H:%M")
    under = plural("data.import.done_under", made.answers, days=made.days)
    return f"{_moment(made)}  {words('data.import.done_line', app=app, on=on)}: {under}"


def _undo(store: Store, wanted: str) -> Done:
    found = [each for each in imports_in(store.settings()) if wanted in (_moment(each), each.key)]
    if not found:
        raise NotDone("import", say("import_unknown", text=shown(wanted)))
    stayed = undo_import(store.engine, found[0], now())
    said = plural("data.import.taken_back_but", stayed) if stayed else (
        words("data.import.taken_back")
    )  # fmt: skip
    return Done([said], {"import": _moment(found[0]), "stayed": stayed})
