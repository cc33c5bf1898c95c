"""`sidenote restore`: a journal from a file, shown first, in the place of the present one."""

from contextlib import closing
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from app.local.data_desk import Desk, Done, NotDone, given_journal, now, say
from models import found as describe
from models import restore as restoring
from models.backup import aside_name, keep_aside, thin_asides
from models.database import Damaged, open_journal
from models.exchange import json_file
from models.merge import clamped, news
from models.restore import Difference, Facts
from models.settings import staying, travelling
from models.store import Store
from models.whole import Rows, put, read_whole
from models.words import plural


def restore(desk: Desk) -> Done:
    """Look at the file aside; then replace the journal, or merge, unless it is a dry run."""
    data = given_journal(desk)
    # A dry run writes nothing into the journal's folder, which need not be there.
    aside = Path(mkdtemp(prefix="restore-", dir=None if desk.is_dry else desk.folder))
    try:
        return _restore(desk, restoring.open_aside(data, aside, desk.bar.step("reading")))
    finally:
        rmtree(aside, ignore_errors=True)


def _restore(desk: Desk, aside: Path) -> Done:
    theirs = clamped(travelling(restoring.rows_of(aside, desk.bar.step("reading"))), now())
    mine = _present(desk)
    found = restoring.facts(theirs)
    difference = (
        None if mine is None else restoring.compare(clamped(travelling(mine), now()), theirs)
    )
    facts, sentences = _facts(found, difference), _sentences(found, difference)
    if desk.arguments.dry_run:
        return Done([*sentences, say("nothing_written")], facts)
    desk.backups.mkdir(exist_ok=True, mode=0o700)
    if desk.arguments.merge and mine is not None:
        facts["before"] = str(_merge(desk, theirs))
        return Done([*sentences, say("merged", before=facts["before"])], facts)
    before = aside_name(desk.backups, "restore", now())
    if mine is None:
        if not desk.journal.exists():
            _stay({}, aside)
        restoring.replace_unreadable(desk.journal, aside, before)
    else:
        with desk.store() as store:
            _stay(store.settings(), aside)
            told = desk.bar.step("copying")
            restoring.replace(store.engine, aside, before, told=told)
    thin_asides(desk.backups, "restore")
    sentences.append(say("restored"))
    if before.exists():
        facts["before"] = str(before)
        sentences.append(say("before", before=before))
    return Done(sentences, facts)


def _stay(present: dict[str, Any], aside: Path) -> None:
    """Put what belongs to this computer, its lock too, into the journal that comes to it."""
    with closing(Store(open_journal(aside), now)) as coming:
        coming.write(*staying(present, coming.settings()))


def _present(desk: Desk) -> Rows | None:
    """The rows of the present journal; None if there is none, or none that can be read."""
    if not desk.journal.is_file():
        return None
    try:
        with desk.store() as store:
            return read_whole(store.engine, desk.bar.step("reading"))
    except NotDone as problem:
        if problem.why in ("Busy", "Full"):
            raise
        return None
    except (Damaged, ValueError):
        return None


def _merge(desk: Desk, theirs: Rows) -> Path:
    with desk.store() as store:
        told = desk.bar.step("copying")
        before = keep_aside(store.engine, desk.backups, "merge", now(), told)
        put(store.engine, lambda mine: news(clamped(mine, now()), theirs), desk.bar.step("writing"))
    return before


def _facts(found: Facts, difference: Difference | None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "days": found.days,
        "first": found.first and found.first.isoformat(),
        "last": found.last and found.last.isoformat(),
        "is_sample": found.is_sample,
        "changed_on": found.changed_on and found.changed_on.isoformat(),
    }
    if difference is not None:
        facts |= {
            "only_here": difference.only_mine,
            "only_in_file": difference.only_theirs,
            "rows_to_take": difference.rows_to_take,
            "conflicts": [
                {"table": each.table, "key": list(each.key), "is_mine_kept": each.is_mine_kept}
                for each in difference.conflicts
                if each.table != json_file.SAFETY_TABLE
            ],
        }
    return facts


def _sentences(found: Facts, difference: Difference | None) -> list[str]:
    sentences = [say("holds", days=found.days, first=found.first or "-", last=found.last or "-")]
    sentences += describe.kind(found)
    if difference is not None:
        here, there = difference.only_mine, difference.only_theirs
        sentences.append(say("difference", here=here, there=there))
        if difference.conflicts:
            sentences.append(say("conflicts", count=len(difference.conflicts)))
        if difference.ahead:
            sentences.append(plural("data.found.ahead", difference.ahead))
    return sentences
