"""Words are held to what may be said, to a reading age of 12, and the frozen ones to the letter."""

import re
import unicodedata

import pytest

from models.words import area_words, words
from tests.models.frozen_words import FROZEN
from tests.models.reading import TEXTS, is_sentence, reading_grade

# What the article says and this app must not: it sells, it promises, it flatters.
SPAM = ["buy isotretinoin", "buy accutane", "buy ", "order now", "permanent", "vanish", "youthful"]
SPAM += ["renowned", "paving", "blemish", "smoother", "flawless", "boost", "fade", "powerful"]
SPAM += ["post comment", "about the author", "clear skin"]
# What must not be said to someone who may be low, and what a journal must not claim.
HARSH = ["commit", "attempted suicide", "suicide attempt", "failed attempt", "suicidal", "warning"]
HARSH += ["making you depressed", "you may have", "you are depressed", "chatbot", " ai "]
HARSH += ["love you", "think of your family", "overdose", "self-destruct", "crazy", "mad "]
PRAISE = [
    "well done",
    "good job",
    "congratulations",
    "keep it up",
    "streak",
    "you're fine",
    "great",
]
PRAISE += ["you are fine", "all clear", "proud", "awesome", "hooray"]
CLAIMS = ["risk score", "your risk", "at risk", "high risk", "unsafe", "detect", "abnormal"]
CLAIMS += ["other users", "% of people", "we recommend", "increase your dose", "lower your dose"]
BANNED = SPAM + HARSH + PRAISE + CLAIMS

HARDEST_GRADE = 7.0
# Texts that may be harder to read than the rest, and why.
HARD_TO_READ = {
    "directories.toml iasp.name": "the name that the association gives itself",
    "red_flags.toml pregnancy.text": "period, positive and pregnancy have no shorter words",
    "care_tips.toml no_vitamin_a.text": "medicines have the names that stand on the pack",
    "care_tips.toml no_vitamin_a.more": "the same",
    "command_line.host_help": "names of addresses",
    "data.command.import_file_help": "names of apps",
    "data.command.map_help": "names of targets",
    "data.restore_more": "names of apps",
    "lab.preset_pregnancy_monthly_uk": "supervised is what the programme calls it",
}


@pytest.mark.parametrize("phrase", BANNED)
def test_nothing_says_what_must_not_be_said(phrase: str) -> None:
    said = re.compile(rf"\b{re.escape(phrase.strip())}" + (r"\b" if phrase[-1] == " " else ""))
    assert [where for where, text in TEXTS.items() if said.search(text.lower())] == []


def test_only_the_statement_of_what_this_is_speaks_of_diagnosis() -> None:
    assert [w for w, text in TEXTS.items() if "diagnos" in text.lower() and "not" not in text] == []


def test_no_text_shouts_or_carries_a_picture_character() -> None:
    def is_wrong(letter: str) -> bool:
        return letter in "!¡" or unicodedata.category(letter) in {"So", "Cs", "Co", "Cn"}

    assert [where for where, text in TEXTS.items() if any(map(is_wrong, text))] == []


def test_the_reading_grade_tells_easy_from_hard() -> None:
    easy = "Put on lip balm often. Do it all through the day."
    hard = "Normalisation of follicular keratinisation contributes to comprehensive clearance."
    assert reading_grade(easy) < 3
    assert reading_grade(hard) > 15


def test_no_text_is_excused_that_reads_easily_enough() -> None:
    easy = [where for where in HARD_TO_READ if reading_grade(TEXTS[where]) <= HARDEST_GRADE]
    assert easy == []


@pytest.mark.parametrize("where", [w for w, text in TEXTS.items() if is_sentence(text)])
def test_a_twelve_year_old_can_read_it(where: str) -> None:
    grade = reading_grade(TEXTS[where])
    assert grade <= HARDEST_GRADE or HARD_TO_READ.get(where), f"{grade:.1f}: {TEXTS[where]}"


FROZEN_AREAS = ("notice", "check", "help")


@pytest.mark.parametrize("area", FROZEN_AREAS)
def test_every_word_near_mood_is_pinned(area: str) -> None:
    pinned = {key.partition(".")[2] for key in FROZEN if key.startswith(f"{area}.")}
    assert set(area_words("en", area)) == pinned


URGENT = [
    "notice.level1_title", "notice.level1_body", "notice.level2_title", "notice.level2_body",
    "notice.level2_dose", "notice.level2_bar", "notice.harm_link", "notice.level3_title",
    "notice.level3_danger", "notice.level3_dose", "notice.level3_body", "notice.level3_bar",
    "help.danger_title", "check.safety.privacy", "lock.notice", "care.mood_card",
    "today.mood_sentence",
]  # fmt: skip


@pytest.mark.parametrize("key", URGENT)
def test_an_urgent_sentence_is_short_and_easier_still(key: str) -> None:
    for sentence in re.split(r"(?<=[.?])\s", TEXTS[key]):
        assert len(sentence.split()) <= 14 or key == "today.mood_sentence", sentence
        assert reading_grade(sentence) <= 6, sentence


def test_a_locked_screen_does_not_say_what_a_notice_is_about() -> None:
    assert "mood" not in TEXTS["lock.notice"].lower()


@pytest.mark.parametrize("key", FROZEN)
def test_frozen_wording_changes_only_on_purpose(key: str) -> None:
    area, _, name = key.partition(".")
    assert area_words("en", area)[name] == FROZEN[key]


# A journal looks at what is written when it is opened; it watches over nobody.
MONITORING = re.compile(
    r"(journal|app|sidenote)\b[^.]{0,40}\b(watch|monitor|keeps? an eye|look out|looks? after"
    r"|alerts?|detect|notices? (when|if|that))|we (watch|monitor)|keeps? watch(ing)? over"
)


def test_nothing_claims_to_monitor() -> None:
    assert MONITORING.search("this journal goes on watching for changes in your mood")
    assert [where for where, text in TEXTS.items() if MONITORING.search(text.lower())] == []


def test_nothing_on_a_lock_screen_tells_what_the_journal_is_about() -> None:
    names = ("daily_neutral", "visit_neutral", "test_neutral")
    shown = " ".join(words(f"calendar.{name}") for name in names).lower()
    assert [w for w in ("mood", "suicid", "isotretinoin", "acne", "skin") if w in shown] == []
