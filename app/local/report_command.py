"""`sidenote report --out visit.pdf`: the page for a visit, without a screen."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.local.commands import Command, CommandFailed, Say, declare_journal, path_of
from models.words import words

if TYPE_CHECKING:  # slow to import: `sidenote --help` must not wait for them
    from app.local.data_desk import Desk, Done
    from models.periods import Period
    from models.store import Store

KINDS = (".pdf", ".txt")
PAPERS = ("A4", "Letter")
PRIVATE = ("pregnancy", "safety_answers", "private_effects", "notes")
"""As in models.report, which is not imported for a help page; a test compares the two."""


def _declare(parser: argparse.ArgumentParser) -> None:
    declare_journal(parser.add_argument)
    add = parser.add_argument
    add("--from", dest="first", metavar="DATE", type=_date, help=_say("from_help"))
    add("--to", dest="last", metavar="DATE", type=_date, help=_say("to_help"))
    add("--out", metavar="FILE", type=_out, required=True, help=_say("out_help"))
    add("--replace", action="store_true", help=words("data.command.replace_help"))
    add("--paper", choices=PAPERS, default=PAPERS[0], help=_say("paper_help"))
    add("--name", default="", help=_say("name_help"))
    add("--every-day", action="store_true", help=_say("every_day_help"))
    add(
        "--include", action="append", choices=PRIVATE, default=[], metavar="FIELD",
        help=_say("include_help", fields=", ".join(PRIVATE)),
    )  # fmt: skip


def _say(name: str, **values: object) -> str:
    return words(f"command_line.report_{name}", **values)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_say("no_date", text=text)) from None


def _out(text: str) -> Path:
    path = path_of(text)
    if path.suffix.lower() not in KINDS:
        raise argparse.ArgumentTypeError(_say("no_kind", text=text))
    return path


def _run(arguments: argparse.Namespace, say: Say) -> int:
    from app.local.data_desk import NotDone, at_desk, save

    try:
        made = at_desk(arguments, _make, makes_journal=False).facts["page"]
        save(made, arguments.out, is_replacing=arguments.replace)
    except NotDone as problem:
        raise CommandFailed(str(problem)) from problem
    say(_say("written", file=arguments.out))
    return 0


def _make(desk: "Desk") -> "Done":
    from app.local.data_desk import Done, today
    from models.report import Choices, read_report
    from models.report.text import text_of

    asked = desk.arguments
    choices = Choices(
        private=frozenset(asked.include), with_days=asked.every_day, paper=asked.paper,
        name=asked.name,
    )  # fmt: skip
    with desk.store() as store:
        on = today(store)
        report = read_report(store, _period(store, asked, on), choices, today=on)
    if asked.out.suffix.lower() == ".txt":
        return Done([], {"page": text_of(report).encode()})
    from models.report.page import pdf_of  # loads the PDF library

    return Done([], {"page": pdf_of(report)})


def _period(store: "Store", arguments: argparse.Namespace, today: date) -> "Period":
    """The days asked for; usually from the last visit, the first dose or the first entry on."""
    from models import periods

    last = arguments.last or today
    first = arguments.first
    if first is None:
        begun = [each.start_on for each in store.courses() if each.start_on]
        usual = periods.since_last_visit(last, (each.on for each in store.visits()))
        usual = usual or periods.course(last, max(begun, default=None))
        first = usual.first if usual else min(store.first_day() or last, last)
    if last < first:
        raise CommandFailed(_say("wrong_order", first=first, last=last), status=2)
    return periods.Period(first, last)


COMMAND = Command("report", _declare, _run)
