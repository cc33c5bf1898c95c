"""Content is complete, checked as it is read, and every piece of it says where it comes from."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import flet as ft
import pytest

from models import content, safety, scales
from models.content_file import ContentError, Row
from models.facts import FACT_NUMBERS, facts
from models.helplines import countries
from models.words import words
from tests.models.reading import WORD_TEXTS

GUIDE = "The guide this journal is made from"
OWN = "What this journal is for"


def test_the_built_in_effects_are_these_in_this_order() -> None:
    assert [each.key for each in content.effects()] == [
        "dry_skin", "dry_lips", "dry_eyes", "dry_nose", "joint_pain", "muscle_pain", "back_pain",
        "sleep", "headache", "vision", "belly_pain", "libido", "acne",
    ]  # fmt: skip


def test_five_effects_are_shown_from_the_first_day() -> None:
    shown = [each.key for each in content.effects() if not each.is_optional]
    assert shown == ["dry_skin", "dry_lips", "dry_eyes", "joint_pain", "muscle_pain"]


def test_only_sexual_changes_are_private_from_the_start() -> None:
    assert [each.key for each in content.effects() if each.is_private] == ["libido"]


def test_an_effect_is_found_by_its_key_and_no_other() -> None:
    assert content.effect("dry_lips").name == "Dry lips"
    with pytest.raises(KeyError):
        content.effect("u-my-own")


def test_every_icon_is_a_material_icon_of_flet() -> None:
    icons = [each.icon for each in content.effects()]
    icons += [each.icon for each in content.cards()]
    icons += [each.icon for each in content.red_flags()]
    assert [icon for icon in icons if not hasattr(ft.Icons, icon.upper())] == []


def test_every_tag_that_reports_a_change_can_be_chosen() -> None:
    assert set(scales.MOOD_TAGS) >= safety.SAID_SO_TAGS


@pytest.mark.parametrize(
    ("prefix", "keys"),
    [
        ("common.level_", scales.LEVELS),
        ("common.mood_", scales.MOODS),
        ("common.band_", scales.NOSEBLEED_BANDS),
        ("common.tag_", scales.MOOD_TAGS),
        ("common.place_", scales.JOINT_PLACES),
        ("help.action_", content.ACTIONS),
        ("check.", (*safety.CHECK_QUESTIONS, *safety.SCORED_QUESTIONS)),
        ("check.often_", range(4)),
    ],
)
def test_every_answer_has_its_words(prefix: str, keys: tuple[object, ...]) -> None:
    assert all(words(f"{prefix}{key}") for key in keys)


@pytest.mark.parametrize("effect_key", ["dry_skin", "dry_lips", "dry_eyes"])
@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_dryness_has_a_tip_of_the_article_first_at_every_level(effect_key: str, level: int) -> None:
    assert content.tips_for(effect_key, level)[0].origin == "article"


@pytest.mark.parametrize("key", [each.key for each in content.effects() if not each.is_optional])
def test_no_tip_is_offered_for_an_effect_that_is_not_there(key: str) -> None:
    assert content.tips_for(key, 0) == ()


@pytest.mark.parametrize("key", ["joint_pain", "muscle_pain", "dry_eyes"])
def test_a_severe_effect_is_told_to_the_provider(key: str) -> None:
    assert "Tell your provider" in " ".join(tip.text for tip in content.tips_for(key, 3))
    assert "Tell your provider" not in " ".join(tip.text for tip in content.tips_for(key, 1))


def test_an_own_effect_has_no_tips() -> None:
    assert content.tips_for("u-peeling", 4) == ()


def test_the_daily_routine_is_the_article_s_six_steps() -> None:
    assert [tip.key for tip in content.routine()] == [
        "routine_cleanser", "routine_moisturiser", "routine_lip_balm", "routine_sunscreen",
        "routine_water", "routine_tears",
    ]  # fmt: skip
    assert {tip.origin for tip in content.routine()} == {"article"}


@pytest.mark.parametrize("topic", content.TOPICS)
def test_every_topic_has_a_tip(topic: str) -> None:
    assert content.tips_about(topic)


def test_water_is_told_as_the_guide_s_suggestion() -> None:
    about_water = [tip for tip in content.tips() if 29 in tip.facts]
    assert len(about_water) == 2
    assert all("the guide suggests" in tip.text for tip in about_water)


def test_texts_of_the_article_and_added_texts_name_different_sources() -> None:
    paragraphs = [part for card in content.cards() for part in card.paragraphs]
    parts = [(each.origin, each.source) for each in content.tips()]
    parts += [(each.origin, each.source) for each in paragraphs]
    assert {source for origin, source in parts if origin == "article"} == {GUIDE}
    assert GUIDE not in {source for origin, source in parts if origin == "added"}


def test_no_added_tip_is_our_own_invention() -> None:
    assert [tip.key for tip in content.tips() if tip.source == OWN] == []


def test_the_mood_card_comes_first_on_care() -> None:
    assert content.cards()[0].key == "mood"


def test_every_red_flag_of_the_notes_is_there_the_most_urgent_first() -> None:
    assert [(flag.key, flag.action) for flag in content.red_flags()] == [
        ("harm_thoughts", "emergency"), ("chest_or_stroke", "emergency"),
        ("swelling", "emergency"), ("blistering_rash", "emergency"), ("belly_pain", "emergency"),
        ("nosebleed_long", "emergency"), ("pregnancy", "stop_and_call"),
        ("head_pressure", "same_day"), ("yellow_skin", "same_day"), ("bowel", "same_day"),
        ("muscle_weakness", "same_day"), ("hearing", "today"), ("eye_pain", "today"),
        ("many_nosebleeds", "provider"), ("low_back", "provider"), ("sexual", "provider"),
    ]  # fmt: skip


def test_only_leaflet_signs_say_not_to_take_the_next_dose() -> None:
    saying = {flag.key for flag in content.red_flags() if "next dose" in flag.action_text}
    assert saying == {
        "head_pressure", "belly_pain", "yellow_skin", "bowel", "blistering_rash", "hearing",
        "pregnancy",
    }  # fmt: skip


def test_every_numbered_fact_stands_once_in_the_ledger() -> None:
    assert [fact.number for fact in facts()] == list(FACT_NUMBERS)


def test_every_place_that_the_ledger_names_exists() -> None:
    known = {f"effect:{each.key}" for each in content.effects()}
    known |= {f"tip:{each.key}" for each in content.tips()}
    known |= {f"card:{each.key}" for each in content.cards()}
    known |= {f"red_flag:{each.key}" for each in content.red_flags()}
    known |= {f"words:{key}" for key in WORD_TEXTS}
    assert [place for fact in facts() for place in fact.where if place not in known] == []


def test_tips_and_cards_and_the_ledger_tell_of_each_other() -> None:
    told = {(f"tip:{each.key}", number) for each in content.tips() for number in each.facts}
    told |= {(f"card:{each.key}", number) for each in content.cards() for number in each.facts}
    listed = {
        (place, fact.number)
        for fact in facts()
        for place in fact.where
        if place.startswith(("tip:", "card:"))
    }
    assert told == listed


def test_only_the_fact_that_would_make_a_self_test_is_left_out() -> None:
    assert [fact.number for fact in facts() if fact.left_out] == [32]


def test_all_of_it_is_read_from_a_packed_app_too(tmp_path: Path) -> None:
    models = Path(content.__file__).parent
    with ZipFile(tmp_path / "app.zip", "w") as packed:
        for path in (*models.glob("*.py"), *(models / "content").rglob("*.toml")):
            packed.write(path, path.relative_to(models.parent))
    read_all = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from models import content, helplines, words\n"
        "assert 'app.zip' in content.__file__\n"
        "print(len(content.tips()), len(helplines.countries()), words.words('common.level_2'))"
    )
    command = [sys.executable, "-I", "-c", read_all, str(tmp_path / "app.zip")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert said == [str(len(content.tips())), str(len(countries())), "Moderate"]


TIP: dict[str, Any] = {
    "effects": ["dry_lips"], "levels": [1], "text": "Put on balm.", "origin": "added",
    "source": "A leaflet", "checked_on": date(2026, 11, 22),
}  # fmt: skip


def test_a_sound_tip_is_read() -> None:
    assert content._tip(Row("care_tips.toml", "balm", TIP)).effects == ("dry_lips",)


@pytest.mark.parametrize(
    "slip",
    [
        {"effects": ["dry_elbows"]},
        {"effects": []},
        {"levels": [5]},
        {"levels": []},
        {"topics": ["weather"]},
        {"text": ""},
        {"text": " Put on balm."},
        {"origin": "hearsay"},
        {"origin": "article"},
        {"facts": [23]},
        {"facts": [38]},
        {"source": ""},
        {"checked_on": "22 November"},
        {"checked_on": None},
        {"colour": "red"},
    ],
)
def test_a_slip_in_a_tip_is_named_with_its_file_and_row(slip: dict[str, Any]) -> None:
    with pytest.raises(ContentError, match=r"care_tips\.toml \[balm\]"):
        content._tip(Row("care_tips.toml", "balm", TIP | slip))


@pytest.mark.parametrize(
    ("read", "fields"),
    [
        (content._effect, {"group": "pain", "kind": "level", "name": "A", "short": "A"}),
        (content._card, {"title": "A", "icon": "spa", "checked_on": date(2026, 11, 22)}),
        (content._red_flag, {"text": "A", "action": "wait"}),
        (content._effect, {"group": "nerves"}),
    ],
)
def test_a_slip_elsewhere_is_named_too(
    read: Callable[[Row], object], fields: dict[str, Any]
) -> None:
    with pytest.raises(ContentError, match=r"some\.toml \[row\]"):
        read(Row("some.toml", "row", fields | {"icon": "spa"}))
