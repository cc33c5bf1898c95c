"""The user's own files: back up, save a copy, export, delete."""

import json
from datetime import date, timedelta
from typing import TypeAlias

import flet as ft

from app import copies, device
from app.gate import action
from app.half_written import HalfWritten
from app.journal import Journal
from app.outcome import DONE, Cancelled, Done, Outcome, Refused
from models import sealed, tables
from models.copy_list import Copy
from models.database import Damaged, JournalProblem
from models.exchange import csv_file, fhir, json_file, limits
from models.settings import travelling
from models.shapes import Unsound
from models.whole import checked, read_whole
from models.words import plural, words

COPIED_ON = "copied_on"
"""The setting that keeps when a copy was last saved outside the app."""
PUT_OFF_ON = "copy_put_off_on"
OFFERED_AFTER = timedelta(days=14)


HandedOver: TypeAlias = Done | Cancelled | Refused
"""What came of handing a file over."""


@action
async def back_up(journal: Journal) -> Outcome:
    """Make a backup now."""

    def make() -> None:
        copies.back_up(journal.file, journal.facts.today, now=True)

    made = await journal.attempt(make, words("data.backed_up"))
    if made is DONE:
        journal.keep_backup(now=True)
    return made


def held_copies(journal: Journal) -> tuple[Copy, ...]:
    """The copies that lie on this device."""
    return copies.held(journal.file)


@action
async def save_copy(journal: Journal, page: ft.Page, passphrase: str = "") -> HandedOver:
    """Hand the whole journal over as a file; with a passphrase only who has it can open it."""
    data, said = copies.content(journal.store), words("data.copy_saved")
    try:
        checked(journal.store.engine)
    except (Unsound, Damaged):  # handed over all the same: it may be all there is
        said = words("data.copy_unsound")
    name = f"sidenote-{journal.facts.today.isoformat()}.db"
    done = await _hand_over(journal, page, name, data, passphrase)
    if done is DONE:
        await journal.change(_today(journal, COPIED_ON))
        journal.say(said)  # it is out, also if the date could not be kept
    return done


@action
async def export(
    journal: Journal, page: ft.Page, kind: str, *, with_safety_answers: bool, passphrase: str = ""
) -> HandedOver:
    """Hand over an export: kind json, csv_long, csv_wide or fhir."""
    try:
        data = exported(journal, kind, with_safety_answers=with_safety_answers)
    except limits.Refused as refused:
        sentence = words("data.export_unreadable", why=refused.sentence)
        journal.say(sentence)
        return Refused(sentence)
    name = f"sidenote-{journal.facts.today.isoformat()}{ENDINGS[kind]}"
    done = await _hand_over(journal, page, name, data, passphrase)
    if done is DONE:
        journal.say(words("data.exported"))
    return done


ENDINGS = {"json": ".json", "csv_long": ".csv", "csv_wide": "-days.csv", "fhir": ".fhir.json"}
"""The kinds of export and how their files' names end."""


def exported(journal: Journal, kind: str, *, with_safety_answers: bool) -> bytes:
    """The content of an export; one of everything has been read back.

    Raises:
        models.exchange.limits.Refused: what was made could not be read back.
    """
    if kind in ("csv_long", "csv_wide"):
        make = csv_file.long_csv if kind == "csv_long" else csv_file.wide_csv
        return make(journal.store.days(date.min, date.max), journal.store.effects())
    dump = json_file.dump if kind == "json" else fhir.dump
    rows = travelling(read_whole(journal.store.engine))
    data = dump(rows, at=journal.now(), with_safety_answers=with_safety_answers)
    if kind == "json":
        json_file.read_back(data)
    return data


async def _hand_over(
    journal: Journal, page: ft.Page, name: str, data: bytes, passphrase: str
) -> HandedOver:
    if passphrase:
        try:
            await device.ready_to_seal()
        except OSError:
            return _refused(journal, "data.seal.not_loaded")
        name, content, data = f"{name}.age", data, sealed.seal(data, passphrase)
        if sealed.opened(data, passphrase) != content:
            return _refused(journal, "data.not_saved")
    journal.is_asking = True
    try:
        return await device.hand_over(page, name, data)
    except OSError:
        return _refused(journal, "data.not_saved")
    finally:
        journal.is_asking = False


def _refused(journal: Journal, sentence: str) -> Refused:
    journal.say(words(sentence))
    return Refused(words(sentence))


def is_copy_due(journal: Journal) -> bool:
    """Whether to offer "Save a copy": in a browser, two weeks after the last one or the start."""
    facts = journal.facts
    if not device.IN_BROWSER or facts.setup.is_sample:
        return False
    moments = [on for key in (COPIED_ON, PUT_OFF_ON) if (on := _day_of(journal, key))]
    since = max(moments, default=min(facts.days, default=facts.today))
    return facts.today - since >= OFFERED_AFTER


def copied_on(journal: Journal) -> date | None:
    """When a copy was last saved outside the app."""
    return _day_of(journal, COPIED_ON)


def _day_of(journal: Journal, key: str) -> date | None:
    said = journal.facts.setup.settings.get(key)
    return date.fromisoformat(said) if said else None


@action
async def remind_later(journal: Journal) -> Outcome:
    """Put the reminder to save a copy off for two weeks."""
    return await journal.change(_today(journal, PUT_OFF_ON))


def _today(journal: Journal, key: str) -> tables.SettingDraft:
    return tables.SettingDraft(key=key, value=json.dumps(journal.facts.today.isoformat()))


@action
async def delete_all(journal: Journal, *, with_backups: bool) -> None:
    """Delete the journal for good, and begin a new one."""
    said = words("data.all_deleted")
    journal.half_written = HalfWritten()  # nothing that was typed may be written from now on
    try:
        if stays := copies.erase(journal.file, with_backups=with_backups):
            said = f"{said} {plural('data.deleted.copies_stay', stays)}"
    except JournalProblem as problem:
        said = words(f"data.refused.{type(problem).__name__}")
    if journal.start_again is not None:
        await journal.start_again(said)
