"""What goes on after the last dose, and until when."""

from datetime import date, timedelta

from models.after_course import after_course
from models.safety import M9_DAYS_AFTER_LAST_DOSE


def test_each_thing_has_its_own_end_and_a_source() -> None:
    last = date(2026, 11, 30)
    ends = {each.key: each.until(last) for each in after_course()}
    assert ends == {
        "mood": date(2027, 2, 28), "pregnancy": date(2026, 12, 30),
        "blood_donation": date(2026, 12, 30), "waxing": date(2027, 5, 30),
    }  # fmt: skip
    assert all(each.source and each.checked_on for each in after_course())


def test_a_month_after_the_31st_of_january_is_the_last_of_february() -> None:
    donation = next(each for each in after_course() if each.key == "blood_donation")
    assert donation.until(date(2027, 1, 31)) == date(2027, 2, 28)


def test_the_mood_line_says_what_the_mood_rules_do() -> None:
    mood = next(each for each in after_course() if each.key == "mood")
    last = date(2026, 11, 22)
    assert mood.until(last) == last + timedelta(days=M9_DAYS_AFTER_LAST_DOSE)


def test_only_the_line_about_pregnancy_waits_to_be_switched_on() -> None:
    assert [each.key for each in after_course() if each.for_pregnancy] == ["pregnancy"]
