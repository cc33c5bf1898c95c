"""The page as plain text, for a message through a clinic's portal."""

from collections.abc import Iterator

from models import dates
from models.report import attention, header, tables, weekly
from models.report.facts import Report
from models.report.wording import say

RULE = "-"


def text_of(report: Report) -> str:
    """The same facts as on paper, in lines of plain text that end with a line break."""
    blocks = [_top(report)]
    parts = {
        "attention": _attention, "mood": _mood, "effects": _effects, "nosebleeds": _bleeds,
        "tests": _tests, "pregnancy": _pregnancy, "safety_answers": _safety,
        "questions": _questions, "notes": _notes,
    }  # fmt: skip
    blocks += [lines for key, part in parts.items() if report.has(key) and (lines := part(report))]
    if report.choices.treatments:
        blocks.append(_treatments(report))
    if report.choices.with_days:
        blocks.append(_days(report))
    blocks.append([say("legend"), say("legend_missing")])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _headed(key: str, lines: list[str]) -> list[str]:
    title = say(key)
    return [title, RULE * len(title), *lines] if lines else []


def _top(report: Report) -> list[str]:
    facts = [
        f"{label}: {fact}" + (f" ({detail})" if detail else "")
        for label, fact, detail in header.boxes(report)
    ]
    prepared = say("prepared", on=dates.with_year(report.prepared_on))
    lines = [say("title"), header.period_line(report),
             f"{header.author_line(report)}. {prepared}.", "", *facts]  # fmt: skip
    return [*lines, header.rests_on(report)] if header.rests_on(report) else lines


def _attention(report: Report) -> list[str]:
    pairs = attention.attention(report)
    return _headed(
        "attention", [f"- {head}: {fact}" if head else f"- {fact}" for head, fact in pairs]
    )


def _effects(report: Report) -> list[str]:
    table = tables.effects(report)
    if not table.rows:
        return _headed("effects", [say("nothing_logged")])
    weeks = [weekly.spoken_strip(report, each) for each in weekly.strips(report) if each]
    places = [weekly.places(report)] if weekly.places(report) else []
    return _headed("effects", [*_rows(table), *weeks, *places])


def _mood(report: Report) -> list[str]:
    return _headed("mood", [weekly.spoken_moods(report)] if report.mood.days_logged else [])


def _bleeds(report: Report) -> list[str]:
    logged = report.nosebleeds.days_logged
    return _headed("nosebleeds", [weekly.spoken_bleeds(report)] if logged else [])


def _tests(report: Report) -> list[str]:
    table = tables.results(report)
    return _headed("tests", list(_rows(table)) or [say("tests_none")])


def _rows(table: tables.Table) -> Iterator[str]:
    """Each row as one line: its name, then every other cell with its heading."""
    for name, *cells in table.rows:
        named = zip(table.head[1:], cells, strict=True)
        said = [f"{head}: {cell}" for head, cell in named if cell and cell != say("none")]
        yield f"{name} - {'; '.join(said)}" if said else name


def _pregnancy(report: Report) -> list[str]:
    return _headed("pregnancy", tables.pregnancy(report))


def _safety(report: Report) -> list[str]:
    return _headed("safety_answers", tables.safety(report))


def _questions(report: Report) -> list[str]:
    questions = enumerate(report.clinic.questions, start=1)
    return _headed("questions", [say("question", number=n, text=q.text) for n, q in questions])


def _treatments(report: Report) -> list[str]:
    return _headed("treatments", tables.treatments(report))


def _notes(report: Report) -> list[str]:
    return _headed("notes", tables.notes(report))


def _days(report: Report) -> list[str]:
    return _headed("days", list(_rows(tables.every_day(report))))
