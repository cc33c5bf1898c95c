"""What the person in the sample feels: dryness that follows the dose, and what follows dryness."""

from datetime import date
from random import Random

from models import content
from models.demo.plan import CHANGE_DAY, Plan
from models.demo.sample import Sample, story
from models.tables import Answer, Day, Effect, Nosebleeds, RoutineTick

LONG_NOSEBLEED_AGO = 30
MISSED_AGO = (84, 66, 47, 20)
HALF_DOSE_AGO = 55
ROUTINE_DAYS = 28
"""The daily care routine was ticked off on the newest days only."""

_CURVES = {
    "dry_lips": (7, 1.4, 2.6),
    "dry_skin": (16, 0.9, 1.4),
    "dry_eyes": (24, 0.4, 1.0),
    "dry_nose": (14, 0.8, 1.6),
    "joint_pain": (30, 0.3, 0.9),
    "muscle_pain": (30, 0.3, 0.7),
    "own_peeling": (50, 0.1, 0.8),
    "acne": (10, 2.4, 1.0),
}
"""Days until it has come on fully, its strength then, and its strength on the higher dose."""
_OTHER = (20, 0.3, 0.6)
_AFTER_SPORT = {"muscle_pain": 1.0, "joint_pain": 0.6, "back_pain": 0.8}
_PLACES = {"joint_pain": ("knees", "hands knees", "hips"), "muscle_pain": ("back", "shoulders")}
_NOSEBLEED_CHANCE = (0.01, 0.08, 0.25, 0.45, 0.6)


def add_effects(sample: Sample, plan: Plan) -> None:
    """The effects this person looks at, in their order."""
    at = sample.at(plan.first)
    for position, key in enumerate(plan.effects):
        name = story()["own_effect"]["name"] if key.startswith("own_") else None
        sample.add(Effect, at, key=key, name=name, position=position)


def add_days(sample: Sample, plan: Plan, logged: list[date], random: Random) -> None:
    """Answers, nosebleeds, doses and notes of the days that were `logged`."""
    drift = dict.fromkeys(plan.effects, 0.0)
    notes = {plan.ago(note["ago"]): note["text"] for note in story()["note"]}
    for day in logged:
        at = sample.at(day)
        levels = {key: _level(key, plan, day, drift, random) for key in plan.effects}
        for key, level in levels.items():
            if plan.is_daily or not _is_skipped(key, random):
                places = random.choice(_PLACES[key]) if level and key in _PLACES else ""
                stopped = level >= 3 and key in _PLACES
                sample.add(Answer, at, on_date=day, effect_key=key, level=level, places=places,
                           stopped_me=stopped)  # fmt: skip
        _add_nosebleeds(sample, plan, day, levels["dry_nose"], random)
        _add_whole_day(sample, plan, day, notes.get(day, ""))
        for step in content.routine() if (plan.today - day).days <= ROUTINE_DAYS else ():
            if random.random() < 0.7:
                sample.add(RoutineTick, at, on_date=day, tip_key=step.key)


def _level(key: str, plan: Plan, day: date, drift: dict[str, float], random: Random) -> int:
    """How strong one effect is: a curve of the course, a slow drift, and today's chance."""
    days_in, on_first_dose, on_higher_dose = _CURVES.get(key, _OTHER)
    number = plan.course_day(day)
    after_course = number - plan.course_days
    mean = on_first_dose * min(1.0, max(0, number) / days_in)
    mean += (on_higher_dose - on_first_dose) * min(1.0, max(0, number - CHANGE_DAY) / 10)
    if after_course >= 0:
        mean *= max(0.0, 1 - after_course / 28)
    if day.weekday() == 5:
        mean += _AFTER_SPORT.get(key, 0.0) * (number > 0)
    drift[key] = 0.6 * drift[key] + random.gauss(0, 0.35)
    if mean == 0:
        return 0
    return min(4, max(0, round(mean + drift[key] + random.gauss(0, 0.2))))


def _is_skipped(key: str, random: Random) -> bool:
    """Lips, skin and eyes are answered each day; the rest is now and then left unanswered."""
    return key not in ("dry_lips", "dry_skin", "dry_eyes") and random.random() < 0.12


def _add_nosebleeds(sample: Sample, plan: Plan, day: date, dry_nose: int, random: Random) -> None:
    at = sample.at(day)
    if day == plan.ago(LONG_NOSEBLEED_AGO):
        sample.add(Nosebleeds, at, on_date=day, count=2, longest="20_to_29", is_heavy=True)
    elif random.random() < _NOSEBLEED_CHANCE[dry_nose]:
        longest = random.choice(("under_5", "under_5", "5_to_9", "5_to_9", "10_to_19"))
        count = random.choice((1, 1, 1, 2))
        sample.add(Nosebleeds, at, on_date=day, count=count, longest=longest, is_heavy=False)
    elif random.random() < 0.85:
        sample.add(Nosebleeds, at, on_date=day, count=0, longest=None, is_heavy=False)


def _add_whole_day(sample: Sample, plan: Plan, day: date, note: str) -> None:
    is_on_course = 0 <= plan.course_day(day) < plan.course_days
    taken = day not in map(plan.ago, MISSED_AGO) if is_on_course else None
    dose = 20.0 if day == plan.ago(HALF_DOSE_AGO) and is_on_course else None
    sample.add(Day, sample.at(day), on_date=day, is_dose_taken=taken, dose_mg=dose, note=note)
