"""Everything that is typed or running outlives the end of the app, until it is saved or dismissed.

Each form: type, end the app without notice, open it again on the same file.
"""

import ast
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import flet as ft
import pytest

from app.actions import bring_in, clinic, course, data, lab, note, setup
from app.journal import Journal
from models import drafts
from models.exchange import json_file
from models.records import TestPlan, Visit
from models.report import Choices
from models.store import Store
from models.whole import read_whole
from tests.app.screens.pages import choose_day, fields, visit_page
from tests.app.screens.test_notice_answers import CHANGED
from tests.conftest import Clock
from tests.headless import Screen
from tests.models.exchange import foreign

pytestmark = pytest.mark.anyio
App = Callable[..., Screen]
TODAY = date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note, "PAUSE_S", 0)


@dataclass(frozen=True)
class Form:
    """A form: where it is, what opens it, what is typed, and the buttons that end it.

    `fills`: what Save needs besides. `cancel` empty: there is nothing to go back to.
    """

    name: str
    module: str
    route: str
    typed: dict[str, str]
    opens: Sequence[str] = ()
    save: Sequence[str] = ("Save",)
    cancel: str = "Cancel"
    days: tuple[str, ...] = ()
    is_closed_after: bool = True


FORMS = (
    Form("visit", "visit_edit", "/visit/new", {"Where": "Room 4", "With whom": "Dr Reyes"},
         days=("Day",)),
    Form("question", "questions", "/visits", {"Your question": "How lo"}, ["Add a question"]),
    Form("talk", "talks", "/talks", {"What you told them, what they said": "Ask"},
         ["Add an entry"]),
    Form("result", "result_edit", "/result/new", {"Result": "31", "Note": "as typed"}),
    Form("dose", "doses", "/course", {"mg a day": "40"}, ["Add your dose"]),
    Form("weight", "weights", "/course", {"Weight in kg": "60.5"}, ["Add a weight"]),
    Form("course start", "course_forms", "/course", {"Planned weeks": "17"}, cancel=""),
    Form("course plan", "course_forms", "/course", {"Planned weeks": "18"},
         ["Change start and length"]),
    Form("due test", "due_tests", "/tests",
         {"How many days you have for the test, if your clinic told you": "7"},
         ["Add a date"], days=("Due on",)),
    Form("provider", "contact_form", "/help", {"Name": "Dr Re", "Phone": "555 02"}, cancel=""),
    Form("trusted", "contact_form", "/help", {"Name": "Sam", "Phone": "555 03"},
         ["Add someone you trust"]),
    Form("welcome", "welcome", "/", {"Name": "Dr Re", "Phone": "555 02"}, cancel="",
         save=("Start logging", "I understand")),
    Form("new effect", "settings_effects", "/settings", {"Name of the effect": "Peeling"},
         save=("Add your own effect",), cancel=""),
    Form("renamed effect", "settings_effects", "/settings", {"New name": "Peels"},
         ["Rename Peel"], cancel="Rename Peel"),
    Form("reminders", "reminders", "/reminders", {"Time, as 09:30": "21:30"},
         save=("Save calendar file",), cancel=""),
)  # fmt: skip
OF_A_DATACLASS = {"default", "default_factory"}
NO_DRAFT = {
    "lock": "a secret", "lock_page": "a secret", "passphrase": "a secret", "data": "a secret",
    "data_delete": "a word that confirms", "today": "the note, written as it is typed",
    "report_choices": "tested below: kept until it is cleared",
    "follow_up": "tested below: it belongs to an answer",
}  # fmt: skip


def test_every_module_with_a_field_is_among_the_forms() -> None:
    found = {
        path.stem
        for folder in ("screens", "parts")
        for path in (ROOT / "app" / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("field", "secret_field", "pin_field")
        and {each.arg for each in node.keywords}.isdisjoint(OF_A_DATACLASS)
    }
    assert found == {form.module for form in FORMS} | NO_DRAFT.keys()


async def set_up(journal: Journal, form: Form) -> None:
    if form.name != "welcome":
        await setup.choose(journal, is_welcomed=True)
    if form.name not in ("course start", "welcome"):
        await course.start_course(journal, TODAY - timedelta(days=30), 20, None)
    if form.name == "trusted":
        await setup.keep_contact(journal, "provider", name="Dr Reyes", phone="555 0100")
    if form.name == "renamed effect":
        await setup.add_effect(journal, "Peel")


async def typed(screen: Screen, label: str, text: str) -> None:
    at = next(each for each in screen.all(ft.TextField) if each.label == label)._i
    screen.session.apply_patch(at, {"value": text})
    await screen.session.dispatch_event(at, "change", text)
    await screen.settle()


async def fill(screen: Screen, form: Form) -> None:
    for name in form.opens:
        await screen.tap(name)
    for name in form.days:
        await choose_day(screen, name, TODAY + timedelta(days=9))
    for label, text in form.typed.items():
        await typed(screen, label, text)


def stored(store: Store) -> dict[str, object]:
    return drafts.read(store.settings())


@pytest.mark.screens
@pytest.mark.parametrize("end", ["save", "cancel"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
async def test_what_is_typed_outlives_the_app_until_it_is_saved_or_dismissed(
    app: App, journal: Journal, store: Store, form: Form, end: str
) -> None:
    if end == "cancel" and not form.cancel:
        end = "clear"
    await set_up(journal, form)
    async with app(route=form.route) as screen:
        await fill(screen, form)
    assert stored(store)
    async with app(route=form.route) as screen:
        assert form.typed.items() <= fields(screen).items()
        if end == "clear":
            for label in form.typed:
                first = {"Planned weeks": "20", "Time, as 09:30": "20:00"}.get(label, "")
                await typed(screen, label, first)
        for name in form.save if end == "save" else [form.cancel] if end == "cancel" else []:
            await screen.tap(name)
    assert stored(store) == {}
    async with app(route=form.route) as screen:
        shown = fields(screen)
        assert end == "save" or not any(shown.get(key) == said for key, said in form.typed.items())


@pytest.mark.screens
async def test_a_visit_that_was_kept_before_is_the_draft_and_not_the_visit(
    app: App, journal: Journal, store: Store
) -> None:
    await setup.choose(journal, is_welcomed=True)
    on = TODAY - timedelta(days=1)
    await clinic.keep_visit(journal, Visit("", on, None, "Dr Reyes", "", "", ""))
    (visit,) = store.visits()
    async with app(route=f"/visit/{visit.id}") as screen:
        await typed(screen, "What was said", "Come back in")
    assert store.visits() == (visit,)
    async with app(route=f"/visit/{visit.id}") as screen:
        assert fields(screen)["What was said"] == "Come back in"


@pytest.mark.screens
async def test_a_break_and_the_last_dose_are_there_again_open(app: App, journal: Journal) -> None:
    await setup.choose(journal, is_welcomed=True)
    await course.start_course(journal, TODAY - timedelta(days=30), 20, 40.0)
    async with app(route="/course") as screen:
        await screen.tap("Add a break")
        await choose_day(screen, "First day without", TODAY - timedelta(days=4))
        await screen.tap("I took my last capsule")
        await choose_day(screen, "Day of the last dose", TODAY - timedelta(days=2))
    async with app(route="/course") as screen:
        assert "First day without\n18 Nov 2026" in screen.names()
        assert "Day of the last dose\n20 Nov 2026" in screen.names()


@pytest.mark.screens
async def test_the_check_goes_on_where_it_was_left(
    app: App, journal: Journal, store: Store, clock: Clock
) -> None:
    await setup.choose(journal, is_welcomed=True)
    async with app(route="/check") as screen:
        chosen = next(name for name in screen.names() if name.endswith("Yes"))
        await screen.tap(chosen)
        assert screen.selected() == [chosen]
    async with app(route="/check") as screen:
        assert screen.selected() == [chosen]
    clock.move(days=2)
    async with app(route="/check") as screen:
        assert screen.selected() == [], "it asks about the last two weeks"
    clock.move(days=-2)
    async with app(route="/check") as screen:
        await screen.tap("Not now")
    assert stored(store) == {}


@pytest.mark.screens
async def test_the_first_page_comes_back_from_get_help_and_from_the_end_of_the_app_as_it_was(
    app: App, journal: Journal
) -> None:
    async with app() as screen:
        await typed(screen, "Name", "Dr Re")
        await screen.tap("Not yet")
        await visit_page(screen, "/help")
        await visit_page(screen, "/")
        assert fields(screen)["Name"] == "Dr Re"
        assert "Not yet" in screen.selected()
        await screen.tap("Start logging")
        await screen.tap("Change country")
        await visit_page(screen, "/")
        assert screen.shows("Before you begin with Sidenote")
    async with app() as screen:
        assert screen.shows("Before you begin with Sidenote")
        await screen.tap("Back")
        assert fields(screen)["Name"] == "Dr Re"
        assert "Not yet" in screen.selected()


@pytest.mark.screens
async def test_what_is_added_to_an_answer_is_there_again(
    app: App, journal: Journal, store: Store
) -> None:
    await setup.choose(journal, is_welcomed=True)
    async with app() as screen:
        await screen.tap(CHANGED)
        await screen.tap("My mood has not changed")
        await typed(screen, "Reason (optional)", "Jet la")
    async with app() as screen:
        assert fields(screen)["Reason (optional)"] == "Jet la"
        await screen.tap("Save")
    assert stored(store) == {}
    assert any(row.reason == "Jet la" for row in store.notices())


@pytest.mark.screens
async def test_a_name_for_the_report_stays_until_it_is_cleared(
    app: App, journal: Journal, store: Store
) -> None:
    await setup.choose(journal, is_welcomed=True)
    name = "Your name or initials, if you want them on it"
    async with app(route="/report") as screen:
        await typed(screen, name, "R. S.")
    async with app(route="/report") as screen:
        assert fields(screen)[name] == "R. S."
        assert not Choices().private
        await typed(screen, name, "")
    assert stored(store) == {}


@pytest.mark.screens
async def test_a_running_timer_runs_on(
    app: App, journal: Journal, store: Store, clock: Clock
) -> None:
    await setup.choose(journal, is_welcomed=True)
    async with app(route="/timer") as screen:
        await screen.tap("Start 10 minutes")
    clock.move(minutes=4)
    async with app(route="/timer") as screen:
        assert screen.shows("6:00")
        await visit_page(screen, "/")
        await screen.tap("The timer is running: look at it")
    clock.move(hours=4)
    async with app(route="/timer") as screen:
        assert "Start 10 minutes" in screen.names(), "nobody knows when that one stopped"
        await screen.tap("Start 10 minutes")
        await screen.tap("Do not log this")
    assert stored(store) == {}


async def test_the_words_of_another_app_keep_their_meaning_until_the_file_is_taken(
    journal: Journal, store: Store, clock: Clock
) -> None:
    found = await bring_in.look_at(journal, "bearable.csv", foreign.BEARABLE)
    assert isinstance(found, bring_in.Foreign)
    name = next(iter(found.plan.meanings))
    out = bring_in.Meaning("")
    bring_in.with_meanings(journal, found, {name: out})
    await note_all(journal)
    again = Journal(store, journal._save, clock)
    found = await bring_in.look_at(again, "bearable.csv", foreign.BEARABLE)
    assert isinstance(found, bring_in.Foreign)
    assert found.plan.meanings[name] == out
    bring_in.leave(again, found)
    await note_all(again)
    assert stored(store) == {}


async def note_all(journal: Journal) -> None:
    from app.actions.drafts import keep_all

    await keep_all(journal)


async def test_two_windows_keep_what_is_typed_in_either(
    journal: Journal, store: Store, clock: Clock
) -> None:
    from app.actions import drafts as typing

    other = Journal(store, journal._save, clock)
    typing.put(journal, "question new ", "One")
    typing.put(other, "visit new place", "Two")
    await typing.keep(journal)
    await typing.keep(other)
    assert stored(store) == {"question new ": "One", "visit new place": "Two"}
    typing.forget(journal, "question ")
    await typing.keep(journal)
    assert stored(store) == {"visit new place": "Two"}


async def test_a_draft_is_in_no_copy_export_merge_and_goes_with_everything(
    journal: Journal, store: Store, tmp_path: Path
) -> None:
    from app.actions import drafts as typing

    secret = "half a sentence about my mood"
    typing.put(journal, "talk new note", secret)
    await typing.keep(journal)
    assert secret in json.dumps(store.settings())
    copy = tmp_path / "copy.db"
    copy.write_bytes(data.copies.content(store))
    assert secret.encode() not in copy.read_bytes()
    assert secret.encode() not in json_file.dump(read_whole(store.engine), at=journal.now())
    for kind in data.ENDINGS:
        assert secret.encode() not in data.exported(journal, kind, with_safety_answers=True)
    typing.put(journal, "talk new note", "typed just before the end")
    await data.delete_all(journal, with_backups=True)
    await typing.keep(journal)
    left = (data.copies.folder_of(store) / "journal.db").read_bytes()
    assert not any(words in left for words in (secret.encode(), b"typed just before the end"))


async def test_what_is_typed_takes_no_undo_away_and_draws_nothing(
    journal: Journal, store: Store
) -> None:
    from app.actions import drafts as typing

    await lab.plan_test(journal, "", "liver_lipids", TODAY, 0)
    (plan,) = store.plans()
    await lab.remove_plan(journal, TestPlan(plan.id, plan.kind, plan.due_on, 0, None))
    shown = journal.facts
    typing.put(journal, "question new ", "One")
    await typing.keep(journal)
    assert journal.facts is shown
    await journal.undo()
    assert len(store.plans()) == 1
