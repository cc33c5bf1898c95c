"""`sidenote export`, `import`, `backup`, `restore`, `check`: the user's data without a screen."""

import argparse
from pathlib import Path
from typing import Any

from app.local.commands import Command, CommandFailed, Say, declare_journal, path_of
from models.exchange.limits import UNSEEN
from models.exchange.reading import ENCODINGS
from models.words import words

EXPORT_KINDS = (".fhir.json", ".json.age", ".json", ".csv", ".ics")


def _say(name: str, **values: object) -> str:
    return words(f"data.command.{name}", **values)


def _declare(parser: argparse.ArgumentParser) -> None:
    declare_journal(parser.add_argument)
    parser.add_argument("--json", action="store_true", dest="as_json", help=_say("json_help"))


def _declare_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", metavar="FILE", type=path_of, help=_say("passphrase_file_help")
    )


def _declare_export(parser: argparse.ArgumentParser) -> None:
    _declare(parser)
    _declare_passphrase(parser)
    add = parser.add_argument
    kinds = ", ".join(EXPORT_KINDS)
    add("--to", metavar="FILE", type=_export_file, required=True, help=_say("to_help", kinds=kinds))
    add("--wide", action="store_true", help=_say("wide_help"))
    add("--with-safety-answers", action="store_true", help=_say("safety_help"))
    add("--replace", action="store_true", help=_say("replace_help"))


def _export_file(text: str) -> Path:
    if not text.lower().endswith(EXPORT_KINDS):
        raise argparse.ArgumentTypeError(_say("no_kind", file=text, kinds=", ".join(EXPORT_KINDS)))
    return path_of(text)


def _declare_import(parser: argparse.ArgumentParser) -> None:
    _declare(parser)
    _declare_passphrase(parser)
    add = parser.add_argument
    add("file", metavar="FILE", type=path_of, nargs="?", help=_say("import_file_help"))
    add("--dry-run", action="store_true", help=_say("dry_run_help"))
    add(
        "--map", dest="meanings", metavar="NAME[:WORD]=WHAT", action="append", default=[],
        help=_say("map_help"),
    )  # fmt: skip
    add(
        "--scale", dest="scales", metavar="NAME=LOW..HIGH", action="append", default=[],
        help=_say("scale_help"),
    )  # fmt: skip
    add("--dates", choices=("dmy", "mdy", "ymd"), default="", help=_say("dates_help"))
    add("--encoding", choices=ENCODINGS, default="", help=_say("encoding_help"))
    add("--quotes", choices=("text", "rows"), default="", help=_say("quotes_help"))
    add("--date-column", metavar="NAME", default="", help=_say("date_column_help"))
    add("--list", dest="is_list", action="store_true", help=_say("list_help"))
    add("--undo", metavar="WHEN", default="", help=_say("undo_help"))


def _declare_backup(parser: argparse.ArgumentParser) -> None:
    _declare(parser)
    parser.add_argument("--to", metavar="FILE", type=path_of, help=_say("backup_to_help"))
    parser.add_argument("--replace", action="store_true", help=_say("replace_help"))


def _declare_restore(parser: argparse.ArgumentParser) -> None:
    _declare(parser)
    _declare_passphrase(parser)
    add = parser.add_argument
    add("file", metavar="FILE", type=path_of, help=_say("restore_file_help"))
    add("--dry-run", action="store_true", help=_say("dry_run_help"))
    add("--merge", action="store_true", help=_say("merge_help"))


def _run(name: str, arguments: argparse.Namespace, say: Say) -> int:
    """Do the work of the command `name` and say what came of it, in words or as JSON."""
    from app.local import data_desk, data_export, data_import, data_restore

    works = {
        "export": data_export.export,
        "import": data_import.bring_in,
        "backup": data_desk.back_up_now,
        "restore": data_restore.restore,
        "check": data_desk.check,
    }
    makes_journal = name in ("import", "restore")
    try:
        done = data_desk.at_desk(arguments, works[name], makes_journal=makes_journal)
    except data_desk.NotDone as failure:
        if arguments.as_json:
            say(as_line({**answer(name, str(failure), failure.why), **failure.facts}))
        raise CommandFailed(str(failure)) from failure
    if arguments.as_json:
        say(as_line({**answer(name, "\n".join(done.sentences)), **done.facts}))
    else:
        for sentence in done.sentences:
            say(sentence)
    return 0


def answer(name: str, sentence: str, why: str = "") -> dict[str, Any]:
    """The keys that every answer to --json has; `why` is empty where the work was done."""
    return {"command": name, "done": not why, "why": why, "sentence": sentence}


def as_line(facts: dict[str, Any]) -> str:
    """Facts as one line that steers no terminal: JSON itself spells only half of such letters."""
    import json

    text = json.dumps(facts)  # ASCII, which any terminal takes
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _command(name: str, declare: Any) -> Command:
    return Command(name, declare, lambda arguments, say: _run(name, arguments, say))


COMMANDS = (
    _command("export", _declare_export),
    _command("import", _declare_import),
    _command("backup", _declare_backup),
    _command("restore", _declare_restore),
    _command("check", _declare),
)
