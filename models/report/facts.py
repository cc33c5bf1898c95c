"""The facts of the page for a visit, and what the user ticked for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from models import records
from models.doses import DoseFacts
from models.moods import Evidence
from models.periods import Period
from models.summary import EffectFacts, MoodFacts, NosebleedFacts

SECTIONS = ("attention", "mood", "effects", "nosebleeds", "tests", "questions")
"""What can be ticked for the page, in its order; the words are report.section_<key>."""
PRIVATE = ("pregnancy", "safety_answers", "private_effects", "notes")
"""What is left out until its own tick is set; the words are report.private_<key>."""


@dataclass(frozen=True)
class Choices:
    """What the user ticked. Private fields are off until named in `private`."""

    sections: frozenset[str] = frozenset(SECTIONS)
    private: frozenset[str] = frozenset()
    with_days: bool = False  # the appendix with every day
    paper: str = "A4"  # or Letter
    name: str = ""  # the patient's name or initials, if they want it on the page
    treatments: str = ""  # what the patient tried against the effects, in their own words
    programme: bool | None = None  # whether the clinic's pregnancy programme was followed as set

    def without_private(self) -> "Choices":
        """The version to share with a parent: the same page without any private field."""
        return replace(self, private=frozenset(), programme=None)


@dataclass(frozen=True)
class EffectLine:
    """One effect on the page: what it is, this period, and as many days directly before."""

    key: str
    name: str
    short: str  # for a narrow column
    is_yes_no: bool
    now: EffectFacts
    before: EffectFacts | None


@dataclass(frozen=True)
class NoticeFact:
    """A mood notice as it stands in the journal."""

    on: date
    rule: str
    level: int
    evidence: Evidence
    answer: str | None
    answer_on: date | None


@dataclass(frozen=True)
class Clinic:
    """What belongs to visits. `plans` are pregnancy tests that were done, missed or positive."""

    since: records.Visit | None = None  # the visit with which the period begins
    next: records.Visit | None = None
    results: tuple[records.TestResult, ...] = ()
    plans: tuple[records.TestPlan, ...] = ()
    questions: tuple[records.Question, ...] = ()
    talks: tuple[records.ProviderContact, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything the page says, and nothing that the user did not tick."""

    period: Period
    prepared_on: date
    choices: Choices
    course: records.Course | None = None
    doses: DoseFacts = field(default_factory=DoseFacts)
    days: Mapping[date, records.Day] = field(default_factory=dict)
    effects: tuple[EffectLine, ...] = ()
    nosebleeds: NosebleedFacts = field(default_factory=NosebleedFacts)
    nosebleeds_before: NosebleedFacts = field(default_factory=NosebleedFacts)
    mood: MoodFacts = field(default_factory=MoodFacts)
    mood_before: MoodFacts = field(default_factory=MoodFacts)
    usual_mood: float | None = None
    moods_changed: Mapping[date, tuple[int | None, ...]] = field(default_factory=dict)
    notices: tuple[NoticeFact, ...] = ()
    checks: tuple[tuple[date, int, int], ...] = ()  # day, and the two answers of 0 to 3
    safety_answers: tuple[tuple[date, str], ...] = ()
    clinic: Clinic = field(default_factory=Clinic)

    @property
    def dose_changes(self) -> tuple[records.DosePeriod, ...]:
        """The doses that began inside the period, oldest first."""
        return (
            tuple(d for d in self.course.doses if d.start_on in self.period) if self.course else ()
        )

    @property
    def days_logged(self) -> int:
        """On how many days of the period anything was said."""
        return sum(day.is_logged for day in self.days.values())

    def has(self, section: str) -> bool:
        """Whether a section or private field was ticked."""
        return section in self.choices.sections or section in self.choices.private
