"""The tables of the page as rows of words: effects, tests, and every day."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models import dates, lab, records
from models.report.facts import EffectLine, Report
from models.report.wording import band, level, mood, number, say
from models.summary import LEAST_DAYS, EffectFacts
from models.words import words

TEST_DATES = 4
"""Dates of tests that have room on paper: the first one and the newest."""


class Table(NamedTuple):
    """Headings and rows; every row has as many cells as there are headings."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def effects(report: Report) -> Table:
    """One row for each effect that was answered, and one for nosebleeds.

    Before: as many days directly before the period, where at least 3 of them have an answer.
    """
    rows = [_effect(line) for line in report.effects]
    if report.nosebleeds.days_logged:
        rows.append(_nosebleeds(report))
    columns = ("effect", "average", "before", "worst", "days")
    heads = (words(f"report.head_{column}", days=report.period.days) for column in columns)
    return Table(tuple(heads), tuple(rows))


def _effect(line: EffectLine) -> tuple[str, ...]:
    now, then = line.now, line.before
    days = say("days_of", count=now.days_with, days=now.days_logged)
    if line.is_yes_no:
        seen = say("yes_on", on=dates.short(now.worst_on)) if now.worst else words("common.no")
        return line.name, say("none"), say("none"), seen, days
    return line.name, _average(now), _before(then), _worst(now), days


def _average(facts: EffectFacts) -> str:
    nearest = level(int(facts.average + 0.5))
    return say("average", word=nearest, number=number(facts.average, 1))


def _before(facts: EffectFacts | None) -> str:
    if facts is None or facts.days_logged < LEAST_DAYS:
        return say("none")
    return number(facts.average, 1)


def _worst(facts: EffectFacts) -> str:
    if not facts.worst:
        return level(0)
    return say("worst", word=level(facts.worst), on=dates.short(facts.worst_on))


def _nosebleeds(report: Report) -> tuple[str, ...]:
    now, then = report.nosebleeds, report.nosebleeds_before
    worst = say("none")
    if now.most is not None:
        key = "bleeds_worst_longest" if now.longest else "bleeds_worst"
        longest = band(now.longest) if now.longest else ""
        worst = say(key, count=now.most, band=longest)
    return (
        words("common.nosebleeds"),
        say("bleeds_total", count=now.total, days=now.days_logged),
        say("bleeds_total", count=then.total, days=then.days_logged)
        if then.days_logged >= LEAST_DAYS
        else say("none"),
        worst,
        say("days_of", count=now.days_with, days=now.days_logged),
    )


# Tests


def results(report: Report, most_dates: int | None = None) -> Table:
    """A row for each test and unit, a column for each date, and the newest typed range.

    With `most_dates` the first date and the newest ones stay. Values are as they were typed.
    """
    found = [each for each in report.clinic.results if each.kind != lab.PREGNANCY]
    days = sorted({each.on for each in found})
    if most_dates is not None and len(days) > most_dates:
        days = [days[0], *days[-(most_dates - 1) :]]
    keys = dict.fromkeys((each.kind, each.name, each.unit) for each in _in_order(found))
    rows = [_test([e for e in found if (e.kind, e.name, e.unit) == key], days) for key in keys]
    heads = (say("head_test"), *(dates.with_year(day) for day in days), say("head_range"))
    return Table(heads, tuple(rows))


def _in_order(found: Sequence[records.TestResult]) -> list[records.TestResult]:
    order = [each.key for each in lab.kinds()]
    return sorted(found, key=lambda e: order.index(e.kind) if e.kind in order else len(order))


def _test(results: Sequence[records.TestResult], days: Sequence[date]) -> tuple[str, ...]:
    newest = results[-1]
    name = lab.name_of(newest)
    name = say("test_unit", name=name, unit=newest.unit) if newest.unit else name
    cells = [", ".join(_value(each) for each in results if each.on == day) for day in days]
    ranges = dict.fromkeys(lab.range_words(each.range_low, each.range_high) for each in results)
    typed = "; ".join(each for each in ranges if each)
    return name, *(cell or say("none") for cell in cells), typed or say("none")


def _value(result: records.TestResult) -> str:
    value = lab.value_of(result)
    return f"{value} ({say('test_fasting_no')})" if result.is_fasting is False else value


def pregnancy(report: Report) -> list[str]:
    """Pregnancy tests with what came of them: only ever filled when that was ticked."""
    lines = [
        (each.on, say("pregnancy_result", on=dates.with_year(each.on), value=lab.value_of(each)))
        for each in report.clinic.results
        if each.kind == lab.PREGNANCY
    ]
    for plan in report.clinic.plans:
        value = words(f"lab.outcome_{plan.outcome}")
        lines.append(
            (plan.due_on, say("pregnancy_plan", on=dates.with_year(plan.due_on), value=value))
        )
    found = [line for _, line in sorted(lines)]
    followed = report.choices.programme
    if followed is not None and report.has("pregnancy"):
        found.append(say("programme_yes" if followed else "programme_no"))
    return found


# Every day


def every_day(report: Report) -> Table:
    """One row for each day of the period, blank where nothing was entered."""
    heads = (say("day_head_on"), say("day_head_mood"), *(line.short for line in report.effects),
             say("day_head_bleeds"), say("day_head_dose"))  # fmt: skip
    keys = [line.key for line in report.effects]
    return Table(heads, tuple(_day(report, on, keys) for on in report.period))


def _day(report: Report, on: date, keys: Sequence[str]) -> tuple[str, ...]:
    day = report.days.get(on, records.Day(on))
    label = dates.short(on) + (f" ({say('day_late')})" if day.is_late else "")
    moods = mood(day.mood.level) if day.mood and day.mood.level else ""
    if day.is_nothing_new and not moods:
        moods = say("day_nothing")
    if moods and (before := report.moods_changed.get(on)) and before[0]:
        moods += f" ({say('day_changed', was=mood(before[0]))})"
    levels = [str(day.levels[key]) if key in day.levels else "" for key in keys]
    return label, moods, *levels, _bleeds(day.nosebleeds), _dose(day)


def _bleeds(bleeds: records.Nosebleeds | None) -> str:
    if bleeds is None:
        return ""
    if bleeds.longest is None:
        return say("day_bleeds", count=bleeds.count)
    return say("day_bleeds_longest", count=bleeds.count, band=band(bleeds.longest))


def _dose(day: records.Day) -> str:
    if day.is_dose_taken is False:
        return say("day_missed")
    return say("day_taken") if day.is_dose_taken or day.dose_mg is not None else ""


def safety(report: Report) -> list[str]:
    """Answers to the safety question: only ever filled when that was ticked."""
    return [
        say("safety_said", on=dates.with_year(on), answer=words(f"report.safety_{answer}"))
        for on, answer in report.safety_answers
    ]


def treatments(report: Report) -> list[str]:
    """What the patient tried against the effects, as typed for this page."""
    return [report.choices.treatments] if report.choices.treatments else []


def notes(report: Report) -> list[str]:
    """The user's own notes: only ever filled when that was ticked."""
    noted = ((on, " ".join(day.note.split())) for on, day in sorted(report.days.items()))
    return [say("note", on=dates.short(on), text=text) for on, text in noted if text]
