"""What a clinician should see first, in words: facts and the user's own entries only."""

from itertools import groupby

from models import dates, records
from models.report.facts import NoticeFact, Report
from models.report.wording import band, list_of, mood, number, say, span_of
from models.scales import NOSEBLEED_BANDS
from models.summary import LEAST_DAYS
from models.words import plural, words

LONG_BANDS = NOSEBLEED_BANDS[3:]
"""Nosebleeds of 20 minutes and more: the cautious first-aid figure."""


def attention(report: Report, most_notices: int | None = None) -> list[tuple[str, str]]:
    """What a clinician should see first: a short heading and the facts, each pair a line.

    With `most_notices` only the newest ones are given, and how many there are before them.
    """
    notices = report.notices[-most_notices:] if most_notices else report.notices
    lines = [_notice(each) for each in notices]
    if len(notices) < len(report.notices):
        lines.append(("", plural("report.notices_more", len(report.notices) - len(notices))))
    if not lines:
        lines.append(("", say("no_notices")))
    facts = [_lowest(report), _talks(report), _bleeds(report), _stopped(report), _checks(report)]
    return lines + [("", fact) for fact in facts if fact]


def _notice(notice: NoticeFact) -> tuple[str, str]:
    heading = words(f"report.notice_level_{notice.level}", on=dates.short(notice.on))
    return heading, say("notice_line", why=_why(notice), answer=_answer(notice))


def _why(notice: NoticeFact) -> str:
    evidence = notice.evidence
    moods_on = [on for on, _ in evidence.entries]
    said = [words(f"common.tag_{tag}") for _, tag in evidence.tags]
    said += [_quoted(question, answer) for _, question, answer in evidence.answers]
    values = {
        "said": ", ".join(dict.fromkeys(said)),
        "dates": span_of(moods_on or evidence.days or [notice.on]),
        "moods": ", ".join(str(value) for _, value in evidence.entries),
        "count": evidence.low_count if evidence.entries else len(evidence.days),
        "of": len(evidence.entries),
        "mean": number(evidence.mean, 1) if evidence.mean is not None else "",
        "usual": number(evidence.baseline, 1) if evidence.baseline is not None else "",
        "rule": notice.rule,
    }
    if notice.rule not in _RULES:  # written by a newer version
        return say("other_rule", **values)
    if notice.rule == "M6":
        return plural("report.why_m6", len(evidence.days), dates=values["dates"])
    return words(f"report.why_{notice.rule.lower()}", **values)


_RULES = frozenset({"M0", "M2", "M3", "M4", "M5", "M6", "M7"})


def _quoted(question: str, answer: str | int) -> str:
    """A question of a check and its answer: 0 to 3, yes, no, not sure or rather not."""
    known = isinstance(answer, str) and answer in ("yes", "no", "not_sure", "rather_not")
    said = words(f"report.safety_{answer}") if known else str(answer)
    return say("said", question=words(f"report.said_{question}"), answer=said)


def _answer(notice: NoticeFact) -> str:
    on = dates.short(notice.answer_on or notice.on)
    return words(f"report.answer_{notice.answer or 'none'}", on=on)


def _lowest(report: Report) -> str:
    facts, before = report.mood, report.mood_before
    if facts.lowest is None or facts.lowest_on is None or facts.average is None:
        return ""
    now, count = number(facts.average, 1), facts.days_logged
    average = plural("report.mood_average", count, now=now)
    if before.average is not None and before.days_logged >= LEAST_DAYS:
        average = plural(
            "report.mood_average_before", count, now=now, before=number(before.average, 1),
            days=report.period.days,
        )  # fmt: skip
    lowest = say("lowest", mood=mood(facts.lowest), on=dates.short(facts.lowest_on))
    return f"{lowest} {average}"


def _talks(report: Report) -> str:
    """Talks with the provider that no answer to a notice tells of already."""
    known = {each.answer_on for each in report.notices if each.answer == "contacted"}
    talks = (each for each in report.clinic.talks if each.note or each.on not in known)
    return " ".join(_talk(each) for each in talks)


def _talk(talk: records.ProviderContact) -> str:
    key = f"report.talk_{talk.how}" if talk.how in _WAYS else "report.talk"
    told = words(key, on=dates.short(talk.on))
    return f"{told} {say('talk_note', note=talk.note)}" if talk.note else told


_WAYS = ("phone", "message", "visit", "email")


def _bleeds(report: Report) -> str:
    facts = report.nosebleeds
    parts = []
    heavy_on = set(facts.heavy_on)
    if facts.longest in LONG_BANDS and facts.longest_on is not None:
        key = "bleed_long_heavy" if facts.longest_on in heavy_on else "bleed_long"
        parts.append(say(key, band=band(facts.longest), on=dates.short(facts.longest_on)))
        heavy_on.discard(facts.longest_on)
    if heavy_on:
        parts.append(say("bleed_heavy", dates=list_of(heavy_on)))
    return " ".join(f"{part}." for part in parts)


def _stopped(report: Report) -> str:
    counts = [(line.name, line.now.days_stopped) for line in report.effects]
    counts.append((say("mood"), report.mood.days_stopped))
    what = [plural("report.stopped_days", count, what=name) for name, count in counts if count]
    return say("stopped", what=", ".join(what)) + "." if what else ""


def _checks(report: Report) -> str:
    checks = []
    for (interest, low), group in groupby(report.checks, key=lambda check: check[1:]):
        days = [on for on, _, _ in group]
        values = {"on": span_of(days), "low_interest": interest, "low_mood": low}
        is_one = len(days) == 1
        checks.append(
            say("check", **values) if is_one
            else plural("report.check_times", len(days), **values)
        )  # fmt: skip
    return say("checks", checks="; ".join(checks)) + "." if checks else ""


def is_urgent(report: Report) -> bool:
    """Whether a mood notice or a nosebleed of 20 minutes or more, or a heavy one, stands here."""
    facts = report.nosebleeds
    return bool(report.notices or facts.heavy_on or facts.longest in LONG_BANDS)
