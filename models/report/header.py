"""The top of the page in words: what time, for whom, and the four boxes."""

from models import dates
from models.days import course_week
from models.report.facts import Report
from models.report.wording import milligrams, number, say
from models.words import plural


def period_line(report: Report) -> str:
    """What time the page is about, and which visit it is for."""
    period, clinic = report.period, report.clinic
    is_same_year = period.first.year == period.last.year
    first = dates.short(period.first) if is_same_year else dates.with_year(period.first)
    parts = [say("period", first=first, last=dates.with_year(period.last))]
    if clinic.since:
        parts[0] += f" ({say('since_visit')})"
    if clinic.next:
        key = "for_visit_with" if clinic.next.with_whom else "for_visit"
        on = dates.with_year(clinic.next.on)
        parts.append(say(key, on=on, who=clinic.next.with_whom))
    return " · ".join(parts)


def author_line(report: Report) -> str:
    """Who entered all this: it is not checked by anyone."""
    name = report.choices.name
    return say("by_patient_name", name=name) if name else say("by_patient")


def boxes(report: Report) -> tuple[tuple[str, str, str], ...]:
    """Label, fact and detail of the four boxes."""
    return (
        (say("course"), *_course(report)),
        (say("dose"), *_dose(report)),
        (say("taken"), *_taken(report)),
        (say("logged"), *_logged(report)),
    )


def _course(report: Report) -> tuple[str, str]:
    course, last = report.course, report.period.last
    if course is None or course.start_on is None:
        return say("course_none"), ""
    start = say("course_since", on=dates.with_year(course.start_on))
    if course.start_on > last:
        return say("course_later", on=dates.with_year(course.start_on)), ""
    if course.last_dose_on and course.last_dose_on <= last:
        return say("course_ended", on=dates.with_year(course.last_dose_on)), start
    week = course_week(course.start_on, last)
    if week > course.planned_weeks:
        return say("course_week_over", week=week), start
    return say("course_week", week=week, planned=course.planned_weeks), start


def _dose(report: Report) -> tuple[str, str]:
    course, period = report.course, report.period
    dose = course.dose_on(period.last) if course else None
    if course is None or dose is None:
        return say("dose_none"), ""
    fact = say("dose_daily", mg=milligrams(dose)) if dose else say("dose_break")
    known = [each for each in course.doses if each.start_on <= period.last]
    if len(known) < 2:
        return fact, say("dose_unchanged")
    on, before = dates.short(known[-1].start_on), milligrams(known[-2].mg_per_day)
    return fact, say("dose_since", on=on, mg=before)


def _taken(report: Report) -> tuple[str, str]:
    doses = report.doses
    mg = milligrams(doses.total_mg)
    if doses.mg_per_kg is None or doses.weight is None:
        return say("taken_mg", mg=mg), say("taken_no_weight")
    detail = say("taken_weight", kg=milligrams(doses.weight.kg), on=dates.short(doses.weight.on))
    return say("taken_mg_kg", mg=mg, mg_kg=number(doses.mg_per_kg, 1)), detail


def _logged(report: Report) -> tuple[str, str]:
    logged = [day for day in report.days.values() if day.is_logged]
    late = sum(day.is_late for day in logged)
    fact = say("logged_of", logged=report.days_logged, days=report.period.days)
    return fact, plural("report.logged_late", late) if late else say("logged_late_none")


def rests_on(report: Report) -> str:
    """What the amount taken rests on; empty before the first dose."""
    doses = report.doses
    if not (doses.days_recorded or doses.days_assumed or doses.days_unknown):
        return ""
    missed = len(doses.missed_on)
    counts = {
        "recorded": doses.days_recorded - missed,
        "assumed": doses.days_assumed,
        "missed": missed,
        "break": sum(each.days for each in doses.breaks),
        "unknown": doses.days_unknown,
    }
    parts = [plural(f"report.rests_{name}", count) for name, count in counts.items() if count]
    return say("rests_on", parts=say("list_join").join(parts))
