"""Content is complete, checked as it is read, and every piece of it says where it comes from."""

import re
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
from models.after_course import after_course
from models.content_file import ContentError, Row
from models.facts import FACT_NUMBERS, facts
from models.helplines import countries
from models.plans import presets
from models.words import words
from tests.models.reading import WORD_TEXTS

ARTICLE = "A web article on isotretinoin; its author is not named"
OWN = "This journal's own words"


def test_the_built_in_effects_are_these_in_this_order() -> None:
    assert [each.key for each in content.effects()] == [
        "dry_skin", "dry_lips", "dry_eyes", "dry_nose", "joint_pain", "muscle_pain", "back_pain",
        "sleep", "headache", "vision", "belly_pain", "libido", "acne", "rash", "night_sight",
        "nails", "sunburn", "hair_loss", "tiredness",
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
    assert "effect_tell" in {tip.key for tip in content.tips_for(key, 3)}
    assert "effect_tell" not in {tip.key for tip in content.tips_for(key, 1)}


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


def test_water_is_told_as_the_article_s_suggestion() -> None:
    about_water = [tip for tip in content.tips() if 29 in tip.facts]
    assert len(about_water) == 2
    assert all("the article suggests" in tip.text for tip in about_water)


def test_texts_of_the_article_and_added_texts_name_different_sources() -> None:
    paragraphs = [part for card in content.cards() for part in card.paragraphs]
    parts = [(each.origin, each.source) for each in content.tips()]
    parts += [(each.origin, each.source) for each in paragraphs]
    assert {source for origin, source in parts if origin == "article"} == {ARTICLE}
    assert ARTICLE not in {source for origin, source in parts if origin == "added"}


def test_a_tip_of_our_own_words_says_so() -> None:
    own = {tip.key for tip in content.tips() if tip.source.startswith(OWN)}
    assert own == {"nails_care", "hair_gentle", "tiredness_tell", "belly_pain_tell"}


SHOPS_AND_COPIES = (
    "buzzrx", "dokteronline", "droracle", "themeditary", "themedidex", "studyres", "medlibrary",
    "skin-diseases", "drmagnuslynch", "personneltoday", "healthprep", "copy", "copies",
    "public repositor", "Clinical notes",
)  # fmt: skip


def sources() -> dict[str, str]:
    """Every source that a user can read, by where it is."""
    found = {f"tip {each.key}": each.source + each.also for each in content.tips()}
    found |= {f"flag {each.key}": each.source for each in content.red_flags()}
    found |= {f"preset {each.key}": each.source for each in presets()}
    found |= {f"after {each.key}": each.source for each in after_course()}
    for card in content.cards():
        for number, each in enumerate(card.paragraphs):
            found[f"card {card.key} {number}"] = each.source + each.also
    return found


@pytest.mark.parametrize("name", SHOPS_AND_COPIES)
def test_no_shop_copy_or_internal_paper_is_named_as_a_source(name: str) -> None:
    assert [where for where, source in sources().items() if name in source] == []


def test_every_source_has_a_page_or_says_that_the_words_are_our_own() -> None:
    page = re.compile(r"[a-z]+\.(uk|gov|org|au|nz|sg|ie|eu|net)\b")
    unnamed = [
        where
        for where, source in sources().items()
        if not page.search(source) and OWN not in source and ARTICLE not in source
    ]
    assert unnamed == []


@pytest.mark.parametrize("number", [10, 11, 12, 13, 14, 15, 33])
def test_a_safety_fact_of_the_article_has_an_official_source_beside_it(number: int) -> None:
    parts = [each for card in content.cards() for each in card.paragraphs]
    told = [each for each in (*content.tips(), *parts) if number in each.facts]
    assert any(each.also for each in told)


def test_the_mood_card_comes_first_on_care() -> None:
    assert content.cards()[0].key == "mood"


def test_every_red_flag_of_the_notes_is_there_the_most_urgent_first() -> None:
    assert [(flag.key, flag.action) for flag in content.red_flags()] == [
        ("harm_thoughts", "crisis"), ("seeing_hearing", "emergency"),
        ("chest_or_stroke", "emergency"), ("swelling", "emergency"),
        ("blistering_rash", "emergency"), ("belly_pain", "emergency"),
        ("nosebleed_20", "emergency"), ("nosebleed_long", "hospital"),
        ("pregnancy", "stop_and_call"), ("head_pressure", "same_day"), ("yellow_skin", "same_day"),
        ("bowel", "same_day"), ("muscle_weakness", "same_day"), ("thirst", "same_day"),
        ("leg_patches", "same_day"), ("acne_flare", "today"), ("swallowing", "today"),
        ("hearing", "today"), ("night_sight", "today"), ("eye_pain", "today"),
        ("not_yourself", "today"), ("many_nosebleeds", "provider"), ("low_back", "provider"),
        ("nail_infection", "provider"), ("sexual", "provider"),
    ]  # fmt: skip


def test_signs_without_a_word_on_the_dose_are_these() -> None:
    silent = {flag.key for flag in content.red_flags() if "next dose" not in flag.action_text}
    assert silent == {
        "chest_or_stroke", "nosebleed_20", "nosebleed_long", "many_nosebleeds", "low_back",
        "nail_infection", "sexual",
    }  # fmt: skip


def test_two_signs_of_one_thing_give_one_order_on_the_dose() -> None:
    """Dark urine and sight each stand in two rows, and both say not to take the next dose."""
    for word in ("dark urine", "sight", "seeing", "headache", "rash"):
        orders = {
            "next dose" in flag.action_text
            for flag in content.red_flags()
            if word in flag.text.lower()
        }
        assert orders == {True}, word


EVERY_FLAG = [(key, flag) for flag in content.red_flags() for key in flag.effects]


@pytest.mark.parametrize(
    ("key", "flag"), [(k, f) for k, f in EVERY_FLAG if k != content.NOSEBLEEDS]
)
def test_every_flag_is_shown_for_its_effects_once_they_are_severe(
    key: str, flag: content.RedFlag
) -> None:
    is_yes_no = content.effect(key).kind == "yes_no"
    assert flag in content.flags_for(key, 1 if is_yes_no else 3)
    assert flag in content.flags_for(key, 1 if is_yes_no else 4)
    assert content.flags_for(key, 0) == ()
    assert is_yes_no or content.flags_for(key, 2) == ()


@pytest.mark.parametrize(
    ("key", "level", "first"),
    [
        ("belly_pain", 3, "belly_pain"), ("headache", 4, "head_pressure"),
        ("vision", 1, "head_pressure"), ("night_sight", 1, "night_sight"),
        ("acne", 4, "acne_flare"), ("rash", 1, "swelling"), ("muscle_pain", 3, "muscle_weakness"),
    ],
)  # fmt: skip
def test_what_may_be_an_emergency_leads_to_its_sign_first(key: str, level: int, first: str) -> None:
    assert content.flags_for(key, level)[0].key == first


def test_an_own_effect_and_a_mild_one_have_no_flags() -> None:
    assert content.flags_for("u-peeling", 4) == ()
    assert content.flags_for("belly_pain", 2) == ()


def test_a_heavy_or_long_nosebleed_leads_to_hospital_and_the_emergency_number() -> None:
    assert [flag.action for flag in content.nosebleed_flags()] == ["emergency", "hospital"]


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
        {"also": "A health service"},
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
