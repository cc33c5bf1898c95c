"""`sidenote export`: the journal as a file in an open format."""

import json
from datetime import date
from pathlib import Path

from app.local.data_desk import Desk, Done, NotDone, now, passphrase, save, say, today
from models import sealed, tables
from models.calendar_file import JOURNAL_ID, calendar_file, chosen, fresh_id
from models.exchange import csv_file, fhir, json_file
from models.exchange.limits import Refused
from models.store import Store
from models.whole import read_whole
from models.words import words


def export(desk: Desk) -> Done:
    """Write the journal to the file that was named, in the format of its ending."""
    to: Path = desk.arguments.to
    with desk.store() as store:
        data = _exported(desk, store, to.name.lower())
    save(data, to, is_replacing=desk.arguments.replace)
    return Done([say("exported", file=to)], {"file": str(to), "bytes": len(data)})


def _exported(desk: Desk, store: Store, name: str) -> bytes:
    with_safety = desk.arguments.with_safety_answers
    reading, writing = desk.bar.step("reading"), desk.bar.step("writing")
    if name.endswith(".csv"):
        make = csv_file.wide_csv if desk.arguments.wide else csv_file.long_csv
        return make(store.days(date.min, date.max), store.effects(), writing)
    if name.endswith(".ics"):
        if not store.settings().get(JOURNAL_ID):
            store.write(tables.SettingDraft(key=JOURNAL_ID, value=json.dumps(fresh_id())))
        reminders = chosen(store.settings(), store.visits(), store.plans())
        return calendar_file(reminders, today=today(store), now=now())
    rows = read_whole(store.engine, reading)
    dump = fhir.dump if name.endswith(".fhir.json") else json_file.dump
    data = dump(rows, at=now(), with_safety_answers=with_safety, told=writing)
    if dump is json_file.dump:
        try:
            json_file.read_back(data)
        except Refused as refused:
            sentence = words("data.export_unreadable", why=refused.sentence)
            raise NotDone("unreadable", sentence) from refused
    if name.endswith(".age"):
        secret = passphrase(desk, is_new=True)
        closed = sealed.seal(data, secret)
        if sealed.opened(closed, secret) != data:
            raise NotDone("unreadable", words("data.export_unreadable", why=""))
        return closed
    return data
