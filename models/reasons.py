"""Why a notice shows, said in the user's own entries."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from models import dates
from models.mood_path import MoodPath
from models.moods import WEEK_DAYS, Evidence, is_within
from models.notices import Notice
from models.words import words


def reasons(path: MoodPath, today: date) -> tuple[str, ...]:
    """Why the banner shows: a sentence for each notice of level 2 or 3, none of them twice."""
    notices = (notice for notice in path.standing.notices if notice.level >= 2)
    said = (reason(each, is_latest=_is_latest(each, path, today)) for each in notices)
    return tuple(dict.fromkeys(said))


def _is_latest(notice: Notice, path: MoodPath, today: date) -> bool:
    """Whether its entries are still the last ones, and of the last 7 days where it counts days."""
    shown = replace(notice.evidence, news=())
    found = (f.evidence for f in path.findings if (f.rule, f.level) == (notice.rule, notice.level))
    counted = [on for on, _ in shown.entries] if notice.rule == "M4" else [*shown.days]
    return any(replace(each, news=()) == shown for each in found) and all(
        is_within(WEEK_DAYS - 1, today, on) for on in counted
    )


def reason(notice: Notice, *, is_latest: bool = False) -> str:
    """One sentence that quotes the entries behind `notice`; empty for the reminder M8.

    `is_latest`: they are the last ones still; otherwise the sentence names their days instead.
    """
    has_days = notice.evidence.entries or notice.evidence.days
    if notice.rule in _DATED and has_days and not is_latest:
        return _DATED[notice.rule](notice.evidence)
    return _SENTENCES[notice.rule](notice.evidence) if notice.rule in _SENTENCES else ""


def joined(items: Iterable[str]) -> str:
    """As "a, b and c"."""
    *first, last = list(items) or [""]
    if not first:
        return last
    return words(
        "notice.reason.join_last", first=words("notice.reason.join").join(first), last=last
    )


def mood_word(level: float) -> str:
    """The word for a mood or the nearest one to a mean."""
    return words(f"common.mood_{min(5, max(1, round(level)))}")


def _days(days: Iterable[date]) -> str:
    return joined(dates.short(day) for day in sorted(set(days)))


def _quotes(evidence: Evidence) -> str:
    return joined(
        words("notice.reason.quote", what=mood_word(level), date=dates.short(on))
        for on, level in evidence.entries
    )


def _answers(evidence: Evidence) -> str:
    return joined(
        words(
            "notice.reason.quote_answer",
            question=words(f"check.{question}"),
            answer=words(f"check.often_{said}" if isinstance(said, int) else f"common.{said}"),
        )
        for _, question, said in evidence.answers
    )


def _answered_on(evidence: Evidence) -> str:
    return _days(on for on, _, _ in evidence.answers)


def _m0(evidence: Evidence) -> str:
    parts = []
    if evidence.tags:
        said = joined(
            words("notice.reason.quote", what=words(f"common.tag_{tag}"), date=dates.short(on))
            for on, tag in evidence.tags
        )
        parts.append(words("notice.reason.m0_tag", entries=said))
    if evidence.answers:
        parts.append(
            words(
                "notice.reason.m0_check",
                dates=_answered_on(evidence),
                entries=_answers(evidence),
            )
        )
    return " ".join(parts)


def _m1(evidence: Evidence) -> str:
    return words("notice.reason.m1", dates=_days(on for on, _ in evidence.entries))


def _m2(evidence: Evidence) -> str:
    return words("notice.reason.m2", dates=_days(on for on, _ in evidence.entries))


def _m3(evidence: Evidence) -> str:
    return words(
        "notice.reason.m3",
        count=evidence.low_count,
        of=len(evidence.entries),
        entries=_quotes(evidence),
    )


def _m4(evidence: Evidence) -> str:
    return words(
        "notice.reason.m4", entries=_quotes(evidence), usual=mood_word(evidence.baseline or 3)
    )


def _m5(evidence: Evidence) -> str:
    said = {"dates": _answered_on(evidence), "entries": _answers(evidence)}
    if evidence.entries:
        lowest_on = _days(on for on, _ in evidence.entries)
        return words("notice.reason.m5_with_low", entries=said["entries"], dates=lowest_on)
    is_twice = len({on for on, _, _ in evidence.answers}) > 1
    return words("notice.reason.m5_twice" if is_twice else "notice.reason.m5", **said)


def _m6(evidence: Evidence) -> str:
    return words("notice.reason.m6", count=len(evidence.days), of=7, dates=_days(evidence.days))


def _m7(evidence: Evidence) -> str:
    is_yes = any(said == "yes" for _, _, said in evidence.answers)
    return words("notice.reason.m7_yes" if is_yes else "notice.reason.m7_rather_not")


_SENTENCES = {
    "M0": _m0, "M1": _m1, "M2": _m2, "M3": _m3, "M4": _m4, "M5": _m5, "M6": _m6, "M7": _m7,
}  # fmt: skip


def _span(evidence: Evidence) -> dict[str, str]:
    days = [on for on, _ in evidence.entries]
    return {"first": dates.short(min(days)), "last": dates.short(max(days))}


def _m3_dated(evidence: Evidence) -> str:
    count, of, entries = evidence.low_count, len(evidence.entries), _quotes(evidence)
    return words("notice.reason.m3_dated", count=count, of=of, entries=entries, **_span(evidence))


def _m4_dated(evidence: Evidence) -> str:
    usual, entries = mood_word(evidence.baseline or 3), _quotes(evidence)
    return words("notice.reason.m4_dated", entries=entries, usual=usual, **_span(evidence))


def _m6_dated(evidence: Evidence) -> str:
    return words("notice.reason.m6_dated", dates=_days(evidence.days))


_DATED = {"M3": _m3_dated, "M4": _m4_dated, "M6": _m6_dated}
