"""What the charts show, week by week and day by day, as facts and as spoken words."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from models import dates
from models.days import course_week, span
from models.report.facts import Report
from models.report.wording import level, mood, number, say
from models.scales import NOSEBLEED_BANDS
from models.series import Week, moving_mean, points_of, weekly_counts, weeks
from models.words import plural, words

DURATIONS = {band: max(0, place - 1) for place, band in enumerate(NOSEBLEED_BANDS)} | {
    NOSEBLEED_BANDS[4]: 2
}
"""How a bar is filled: 0 under 10 minutes, 1 up to 20, 2 for 20 and more."""
MEAN_TENTHS = 1


class Strip(NamedTuple):
    """One effect week by week."""

    name: str
    weeks: tuple[Week, ...]


class MoodPoint(NamedTuple):
    """One day's mood, 1 to 5; written late, or changed later."""

    on: date
    level: int
    is_late: bool
    is_changed: bool


class BleedWeek(NamedTuple):
    """Nosebleeds of a week; `duration` of the longest one, as DURATIONS has it."""

    week: Week
    duration: int


def strips(report: Report) -> list[Strip | None]:
    """Each effect of the page in its order; None for one that is answered with yes or no."""
    return [
        None if line.is_yes_no else Strip(line.name, _weeks_of(report, line.key))
        for line in report.effects
    ]


def _weeks_of(report: Report, key: str) -> tuple[Week, ...]:
    first, last = report.period.first, report.period.last
    levels = {on: day.levels.get(key) for on, day in report.days.items()}
    return weeks(points_of(levels, first, last), first, week_from=week_from(report))


def week_from(report: Report) -> date | None:
    """The first dose if the period lies in its course, so that weeks are those of the course."""
    start_on = report.course.start_on if report.course else None
    return start_on if start_on and start_on <= report.period.last else None


def bleeds(report: Report) -> list[BleedWeek]:
    """Nosebleeds per week."""
    first, last = report.period.first, report.period.last
    said = {on: day.nosebleeds for on, day in report.days.items() if day.nosebleeds}
    counts = {on: each.count for on, each in said.items()}
    found = weekly_counts(counts, first, last, week_from=week_from(report))
    return [BleedWeek(week, _longest(report, week)) for week in found]


def _longest(report: Report, week: Week) -> int:
    days = (report.days.get(on) for on in span(week.first, week.last))
    bands = (day.nosebleeds.longest for day in days if day and day.nosebleeds)
    return max((DURATIONS[band] for band in bands if band), default=0)


def mood_points(report: Report) -> list[MoodPoint]:
    """Every logged mood of the period, oldest first."""
    return [
        MoodPoint(on, day.mood.level, day.is_late, on in report.moods_changed)
        for on, day in sorted(report.days.items())
        if day.mood and day.mood.level is not None
    ]


def mood_means(report: Report) -> tuple[float | None, ...]:
    """The 7-day mean for each day of the period, None with too few entries behind it."""
    first, last = report.period.first, report.period.last
    levels = {point.on: float(point.level) for point in mood_points(report)}
    return moving_mean(points_of(levels, first, last))


def week_name(report: Report, week: Week) -> str:
    """The week of the course, or the week's first day where there is no course."""
    start = week_from(report)
    if start is None or week.first < start:
        return dates.short(week.first)
    return say("week", number=course_week(start, week.first))


def places(report: Report) -> str:
    """Where it hurt, the most frequent first; empty if no place was chosen."""
    counts = Counter(
        place for day in report.days.values() for found in day.places.values() for place in found
    )
    named = [
        say("place_days", place=words(f"common.place_{place}").lower(), count=count)
        for place, count in counts.most_common()
    ]
    return say("places", places=", ".join(named)) if named else ""


# The charts in words: for screen readers, and for the plain text


def spoken_strip(report: Report, strip: Strip) -> str:
    """A strip, one phrase a week."""
    facts = [
        say("spoken_week", week=week_name(report, week), value=_spoken_level(week))
        for week in strip.weeks
    ]
    return say("spoken_strip", name=strip.name, facts="; ".join(facts))


def _spoken_level(week: Week) -> str:
    if week.worst is None or week.usual is None:
        return say("spoken_blank")
    return say("spoken_level", worst=level(week.worst), median=number(week.usual, 1))


def spoken_bleeds(report: Report) -> str:
    """Nosebleeds, one phrase a week."""
    facts = [
        say("spoken_week", week=week_name(report, each.week), value=_spoken_count(each.week))
        for each in bleeds(report)
    ]
    return say("spoken_bleeds", facts="; ".join(facts))


def _spoken_count(week: Week) -> str:
    return say("spoken_blank") if week.total is None else str(week.total)


def spoken_moods(report: Report) -> str:
    """The mood chart, one phrase a week."""
    first, last = report.period.first, report.period.last
    levels = {point.on: point.level for point in mood_points(report)}
    found = weeks(points_of(levels, first, last), first, week_from=week_from(report))
    facts = [
        say("spoken_week", week=week_name(report, week), value=_spoken_mood(week)) for week in found
    ]
    return plural("report.spoken_mood", len(levels), facts="; ".join(facts))


def _spoken_mood(week: Week) -> str:
    if not week.values:
        return say("spoken_blank")
    mean = number(sum(week.values) / len(week.values), MEAN_TENTHS)
    return say("spoken_mood_week", lowest=mood(min(week.values)), mean=mean)
