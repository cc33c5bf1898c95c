"""`sidenote report --out visit.pdf`: the page for a visit, without a screen."""

import argparse
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from app.local.commands import Command, CommandFailed, Say, declare_journal, journal_folder
from models.words import words

if TYPE_CHECKING:  # slow to import: `sidenote --help` must not wait for them
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
    path = Path(text).expanduser().absolute()
    if path.suffix.lower() not in KINDS:
        raise argparse.ArgumentTypeError(_say("no_kind", text=text))
    return path


def _run(arguments: argparse.Namespace, say: Say) -> int:
    from models.database import FILE_NAME, JournalProblem

    folder = journal_folder(arguments)
    if not (folder / FILE_NAME).is_file():  # opening would make an empty journal
        raise CommandFailed(_say("no_journal", folder=folder))
    try:
        made = _make(folder / FILE_NAME, arguments)
    except JournalProblem as problem:
        raise CommandFailed(_say("unreadable", folder=folder)) from problem
    try:
        arguments.out.write_bytes(made)
    except OSError as error:
        raise CommandFailed(_say("not_written", file=arguments.out)) from error
    say(_say("written", file=arguments.out))
    return 0


def _make(file: Path, arguments: argparse.Namespace) -> bytes:
    from contextlib import closing

    from app.local.claim import JournalInUse, claimed
    from models.database import open_journal
    from models.report import Choices, read_report
    from models.store import Store

    choices = Choices(
        private=frozenset(arguments.include), with_days=arguments.every_day,
        paper=arguments.paper, name=arguments.name,
    )  # fmt: skip
    try:
        with claimed(file.parent), closing(Store(open_journal(file), _now)) as store:
            today = _today(store)
            report = read_report(store, _period(store, arguments, today), choices, today=today)
    except JournalInUse as other:
        raise CommandFailed(words("command_line.journal_in_use", folder=file.parent)) from other
    if arguments.out.suffix.lower() == ".txt":
        from models.report.text import text_of

        return text_of(report).encode()
    from models.report.page import pdf_of

    return pdf_of(report)


def _now() -> datetime:
    return datetime.now().astimezone()


def _today(store: "Store") -> date:
    from models.days import DEFAULT_CUTOFF, day_of

    stored = store.settings().get("cutoff")
    return day_of(_now(), time.fromisoformat(stored) if stored else DEFAULT_CUTOFF)


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
