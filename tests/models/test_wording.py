"""Words are held to what may be said, to a reading age of 12, and the frozen ones to the letter."""

import re
import unicodedata

import pytest

from models.words import area_words, words
from tests.models.reading import READ_TEXTS, TEXTS, is_sentence, reading_grade

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
    easy = [where for where in HARD_TO_READ if reading_grade(READ_TEXTS[where]) <= HARDEST_GRADE]
    assert easy == []


@pytest.mark.parametrize("where", [w for w, text in READ_TEXTS.items() if is_sentence(text)])
def test_a_twelve_year_old_can_read_it(where: str) -> None:
    grade = reading_grade(READ_TEXTS[where])
    assert grade <= HARDEST_GRADE or HARD_TO_READ.get(where), f"{grade:.1f}: {READ_TEXTS[where]}"


PINNED = {
    "check.safety.question": "Some people get thoughts of harming themselves or that life is not "
    "worth living. Have you had such thoughts since your last check-in?",
    "check.safety.privacy": "Your answer stays on this device. Nobody is alerted.",
    "check.safety.no": "No",
    "check.safety.yes": "Yes",
    "check.safety.rather_not": "I'd rather not say",
    "check.safety.after_no": "Thank you. You can open Get help at any time.",
    "check.irritable": "Have you been more irritable, angry or anxious than is usual for you?",
    "check.noticed": "Has someone close to you noticed a change in you?",
    "check.changed": "Since you started isotretinoin, has your mood or behaviour changed?",
    "check.low_interest": "In the last two weeks, how often did things you like feel flat or not "
    "worth doing?",
    "check.low_mood": "In the last two weeks, how often did you feel low, sad or without hope?",
    "notice.level1_title": "You logged your lowest mood.",
    "notice.level1_body": "If this is a change for you, tell the team that prescribes "
    "isotretinoin.",
    "notice.level2_title": "Contact your provider about your mood, today if you can",
    "notice.level2_body": "Mood changes have been reported with this medicine. Tell the team that "
    "prescribes it.",
    "notice.level2_bar": "Mood: contact your provider",
    "notice.level3_title": "You don't have to sort this out alone.",
    "notice.level3_danger": "If you might act on these thoughts or are in danger, call {number} "
    "now.",
    "notice.level3_need_help": "I need help now",
    "notice.level3_safe_options": "I'm safe, show my options",
    "notice.level3_not_now": "Not now",
    "notice.answer_contacted": "I contacted them",
    "notice.answer_appointment": "I have an appointment",
    "notice.answer_remind_24h": "Remind me in 24 hours",
    "notice.answer_they_know": "They already know",
    "notice.answer_not_a_change": "This is not a mood change",
    "calendar.daily_neutral": "Journal: today's entry",
    "calendar.test_neutral": "Journal: something to review",
    "help.danger_title": "In danger right now, or thinking of harming yourself?",
    "help.button": "Get help",
}


@pytest.mark.parametrize("key", PINNED)
def test_frozen_wording_changes_only_on_purpose(key: str) -> None:
    area, _, name = key.partition(".")
    assert area_words("en", area)[name] == PINNED[key]


def test_nothing_on_a_lock_screen_tells_what_the_journal_is_about() -> None:
    names = ("daily_neutral", "visit_neutral", "test_neutral")
    shown = " ".join(words(f"calendar.{name}") for name in names).lower()
    assert [w for w in ("mood", "suicid", "isotretinoin", "acne", "skin") if w in shown] == []
