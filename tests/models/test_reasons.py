"""Why a notice shows: true also once its entries are no longer the last ones."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models import notices as n
from models.mood_path import MoodPath
from models.moods import Baseline, MoodEntry, MoodRecord
from models.reasons import reason, reasons
from models.safety import fired


def march(day: int) -> date:
    return date(2026, 2, 28) + timedelta(days=day)


def path_of(entries: dict[int, MoodEntry], today: int, given: tuple[n.Notice, ...]) -> MoodPath:
    usual = Baseline(5.0, march(-40), march(-30), 7)
    is_low = all(each.level == 2 for each in entries.values() if each.on <= march(3))
    record = MoodRecord(tuple(entries.values()), baseline=None if is_low else usual)
    findings = tuple(fired(march(today), record))
    now = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=today - 1)
    written = n.new_notices(findings, given, march(today), now, record)
    history = n.merged(given, written)
    shown = n.standing(history, findings, (), march(today), now)
    return MoodPath(record, history, findings, shown)


@pytest.mark.parametrize(
    ("levels", "rule", "latest"),
    [
        ({1: 2, 2: 2, 3: 2}, "M3", "Low or very low on 3 of your last 3 entries:"),
        ({1: 3, 2: 3, 3: 4, 4: 3}, "M4", "In the last 7 days you logged "),
    ],
)
def test_last_entries_are_called_so_only_while_they_are(
    levels: dict[int, int], rule: str, latest: str
) -> None:
    entries = {day: MoodEntry(march(day), level) for day, level in levels.items()}
    last = max(levels)
    path = path_of(entries, last, ())
    assert reasons(path, march(last))[0].startswith(latest)
    for day in range(last + 1, last + 12):  # better days: the banner still waits for an answer
        entries[day] = MoodEntry(march(day), 5)
        path = path_of(entries, day, path.notices)
    assert [each.rule for each in path.standing.notices] == [rule]
    (said,) = reasons(path, march(day))
    assert "last" not in said
    assert said.startswith("From 1 Mar to ")


def test_days_that_stopped_me_are_named_once_they_are_long_ago() -> None:
    entries = {day: MoodEntry(march(day), 4, stopped_me=True) for day in (1, 2)}
    path = path_of(entries, 2, ())
    latest = "On 2 of the last 7 days your mood stopped you doing something: 1 Mar and 2 Mar."
    assert reasons(path, march(2)) == (latest,)
    path = path_of(entries, 12, path.notices)
    assert reasons(path, march(12)) == (
        "Your mood stopped you doing something on 1 Mar and 2 Mar.",
    )


def test_two_notices_that_say_the_same_say_it_once() -> None:
    entries = {1: MoodEntry(march(1), 4, frozenset({"not_myself"}))}
    one, two = path_of(entries, 1, ()), path_of(entries, 1, ())
    both = n.merged(one.notices, two.notices)
    assert len(both) == 2
    assert len(reasons(path_of(entries, 1, both), march(1))) == 1


def test_a_notice_by_itself_names_its_days() -> None:
    entries = {day: MoodEntry(march(day), 2) for day in (1, 2, 3)}
    (notice,) = [each for each in path_of(entries, 3, ()).notices if each.rule == "M3"]
    assert reason(notice).startswith("From 1 Mar to 3 Mar, low or very low on 3 of 3 entries:")
