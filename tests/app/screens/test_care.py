"""Care, on the real component tree: tips for today, the routine, every page with its sources."""

from collections.abc import Callable

import pytest

from models import content, tables
from models.store import Store
from tests.app.screens.test_today import TODAY
from tests.headless import Screen

pytestmark = pytest.mark.anyio

CARE = 2  # the place of Care in the bar
MOOD_CARD = "Any change in mood? Tell your provider straight away."


async def test_the_mood_stands_first_and_opens_its_page(screen: Screen) -> None:
    await screen.choose_tab(CARE)
    assert screen.names()[:2] == ["Get help", MOOD_CARD]
    await screen.tap(MOOD_CARD)
    assert screen.shows("If your mood changes, tell your healthcare provider straight away.")
    await screen.tap("Back")
    assert screen.shows("Daily routine")


async def test_without_an_entry_it_says_that_nothing_is_logged(screen: Screen) -> None:
    await screen.choose_tab(CARE)
    assert screen.shows("Nothing logged today yet.")


async def test_tips_for_what_was_logged_today_come_strongest_first(screen: Screen) -> None:
    await screen.tap("Dry skin, Mild, 1 of 4")
    await screen.tap("Dry lips, Severe, 3 of 4")
    await screen.choose_tab(CARE)
    texts = screen.texts()
    assert texts.index("Dry lips") < texts.index("Dry skin")
    assert texts[texts.index("Dry lips") + 1] == "Severe"
    assert "Put on lip balm often, all through the day." in texts
    assert not screen.shows("Nothing logged today yet.")


async def test_a_card_never_mixes_the_article_with_what_was_added(screen: Screen) -> None:
    await screen.tap("Dry lips, Moderate, 2 of 4")
    await screen.choose_tab(CARE)
    (card,) = [name for name in screen.names() if name.startswith("Dry lips")]
    assert "Put on lip balm often" in card
    assert "From the web article" in card
    assert "Ask a pharmacist" not in card
    await screen.tap(card)
    texts = screen.texts()
    asked = next(text for text in texts if text.startswith("Ask a pharmacist"))
    assert texts[texts.index(asked) :][2].startswith("Added by us · Source: ")


async def test_a_nosebleed_today_brings_its_tips(screen: Screen) -> None:
    await screen.tap("Add one nosebleed")
    await screen.choose_tab(CARE)
    assert screen.shows("1 today")
    opens = next(name for name in screen.names() if name.startswith("Nosebleeds"))
    await screen.tap(opens)
    assert screen.shows("Still bleeding after 10 to 15 minutes of firm pressure?")


async def test_what_was_logged_as_severe_shows_its_flags_before_every_tip(
    app: Callable[..., Screen], store: Store
) -> None:
    store.write(
        tables.SettingDraft(key="is_welcomed", value="true"),
        tables.EffectDraft(key="headache", is_shown=True, position=9),
        tables.AnswerDraft(on_date=TODAY, effect_key="dry_lips", level=4),
        tables.AnswerDraft(on_date=TODAY, effect_key="headache", level=3),
    )
    async with app() as screen:
        await screen.choose_tab(CARE)
        texts = screen.texts()
        flag = content.flags_for("headache", 3)[0]
        tip = content.tips_for("dry_lips", 4)[0]
        assert texts.index("Headache") < texts.index(flag.text) < texts.index(flag.action_text)
        assert texts.index(flag.action_text) < texts.index(tip.text)


async def test_a_heavy_nosebleed_shows_its_flags_on_care(
    app: Callable[..., Screen], store: Store
) -> None:
    store.write(
        tables.SettingDraft(key="is_welcomed", value="true"),
        tables.NosebleedsDraft(on_date=TODAY, count=1, longest="10_to_19"),
    )
    async with app() as screen:
        await screen.choose_tab(CARE)
        for flag in content.nosebleed_flags():
            assert screen.shows(flag.action_text)


async def test_a_step_of_the_routine_is_ticked_counted_and_taken_back(
    screen: Screen, store: Store
) -> None:
    await screen.choose_tab(CARE)
    assert screen.shows("Daily routine · 0 of 6 done")
    await screen.tap("Sunscreen")
    assert screen.shows("Daily routine · 1 of 6 done")
    assert store.days(TODAY, TODAY)[TODAY].ticks == {"routine_sunscreen"}
    await screen.tap("Sunscreen")
    assert screen.shows("Daily routine · 0 of 6 done")


@pytest.mark.parametrize("card", content.cards(), ids=lambda card: card.key)
async def test_every_card_is_shown_whole_with_where_each_part_is_from(
    screen: Screen, card: content.Card
) -> None:
    await screen.go(f"/care/{card.key}")
    await screen.settle()
    texts = screen.texts()
    assert card.title in texts
    for paragraph in card.paragraphs:
        under = texts[texts.index(paragraph.text) + 1]
        wanted = "From the web article" if paragraph.origin == "article" else paragraph.source
        assert wanted in under
        assert "Source read on " in under


async def test_every_tip_is_shown_with_where_it_is_from(screen: Screen) -> None:
    await screen.go("/care/tips")
    await screen.settle()
    texts = screen.texts()
    assert {tip.text for tip in content.tips()} <= set(texts)
    assert any(text.startswith("From the web article") for text in texts)
    assert any(text.startswith("Added by us · Source: ") for text in texts)


async def test_every_red_flag_is_shown_with_what_to_do_and_its_source(screen: Screen) -> None:
    await screen.choose_tab(CARE)
    await screen.tap("When to get help fast")
    for flag in content.red_flags():
        assert screen.shows(flag.text)
        assert screen.shows(flag.action_text)
        assert screen.shows(flag.source)


async def test_a_page_that_does_not_exist_says_so(screen: Screen) -> None:
    await screen.go("/care/nowhere")
    await screen.settle()
    assert screen.shows("There is no such page.")
