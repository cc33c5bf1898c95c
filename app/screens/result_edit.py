"""One test result, as the lab wrote it; several of one paper can follow each other."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from app import way_back
from app.actions import lab as write
from app.facts import Clinic
from app.journal import Journal, use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import card
from app.parts.date_field import DateField
from app.parts.field import field
from app.parts.form import beside, form_ends, one_of
from app.parts.guard import part
from app.parts.sheet import sheet
from app.parts.space import Space, use_space
from app.screens.clinic_view import page_header, use_clinic, with_pregnancy
from app.screens.drafts import use_draft, use_forget, use_seen
from models import lab
from models.before_visit import BLOOD
from models.records import TestResult
from models.words import words

NEW = "new"
FIRST_KIND = {NEW: "alt", BLOOD: "alt", lab.PREGNANCY: lab.PREGNANCY}
"""Which test stands first for /result/<key>; any other key is the id of a result."""
VALUE_LIMIT, UNIT_LIMIT, NAME_LIMIT, NOTE_LIMIT = 40, 20, 120, 20_000

Handler = Callable[..., Any]
Typed = dict[str, Any]
"""What stands in the fields: those of TestResultDraft except its id."""


@part
def ResultPage() -> ft.Control:
    """The page: a result by its id, or a new one."""
    space, clinic = use_space(), use_clinic()
    wanted = ft.use_route_params().get("id", NEW)
    result = next((each for each in (clinic or Clinic()).results if each.id == wanted), None)
    top = [page_header(words("visits.result" if result else "visits.add_result"), "/tests")]
    if clinic is None:
        return sheet(top, [], space)
    if result is None and wanted not in FIRST_KIND:
        return sheet(top, [text.body(words("visits.gone"))], space)
    return sheet(top, [Paper.keyed(wanted, result, wanted)], space, key="result")


@part
def Paper(result: TestResult | None, wanted: str) -> ft.Control:
    """One result that is corrected, or new ones, each in a form of its own that begins anew."""
    facts = use_journal().facts
    empty = {"on_date": None, "is_fasting": None}  # of today, unless a day is chosen
    earlier = (facts.clinic or Clinic()).results
    first = _typed(result) if result else _like(earlier, FIRST_KIND[wanted], empty)
    (number, begun), begin = ft.use_state((0, first))
    return ResultForm.keyed(
        f"result-{number}", result, begun, f"result {wanted}",
        lambda next_one: begin((number + 1, next_one)),
    )  # fmt: skip


@part
def ResultForm(
    result: TestResult | None, first: Typed, form: str, begin_next: Callable[[Typed], None]
) -> ft.Control:
    """The fields of a result; a new one borrows unit and range from the last of its kind.

    `first`: what stands in them until something is typed, which is then the draft called `form`.
    """
    journal, space, page = use_journal(), use_space(), ft.context.page
    earlier = (journal.facts.clinic or Clinic()).results
    typed, set_typed = use_draft(form, first)
    seen = use_seen(form, result)
    forget = use_forget(form)
    errors, set_errors = ft.use_state(("", ""))

    def choose_kind(kind: str) -> None:
        set_errors(("", ""))
        set_typed(_like(earlier, kind, typed))

    async def keep() -> Typed | None:
        """What was kept, with the day it was kept for; None if it was not."""
        wrong = _wrong(typed)
        set_errors(wrong)
        journal.look_at_clock()
        dated = typed | {"on_date": typed["on_date"] or journal.facts.today}
        return dated if not any(wrong) and await _keep(journal, seen, dated) else None

    def leave(_: object = None) -> None:
        forget()
        way_back.leave(journal, page, "/tests")

    async def save(_: object) -> None:
        if await keep() is not None:
            leave()

    async def save_and_next(_: object) -> None:
        if (paper := await keep()) is not None:
            forget()
            begin_next(_like(earlier, _next_kind(typed["kind"]), paper))

    async def remove(_: object) -> None:
        if result is not None and await write.remove_result(journal, result) is DONE:
            leave()

    lines: list[ft.Control] = [
        DateField(
            words("visits.test_date"),
            typed["on_date"] or journal.facts.today,
            lambda day: set_typed(lambda old: old | {"on_date": day or old["on_date"]}),
            last=journal.facts.today,
        )
    ]
    lines.append(_which(result, typed["kind"], choose_kind, with_pregnancy(journal.facts)))
    lines += _fields(typed, errors, set_typed, space)
    another = None if result or typed["kind"] == lab.PREGNANCY else save_and_next
    lines += _ends(save, leave, another, remove if result else None)
    return card(lines)


def _ends(
    save: Handler, leave: Handler, save_and_next: Handler | None, remove: Handler | None
) -> list[ft.Control]:
    """Save and leave; a new result can be followed by the next one of the same paper."""
    ends = form_ends(save, leave, remove)
    if save_and_next is None:
        return [ends]
    return [ft.Row([buttons.soft(words("visits.save_and_next"), save_and_next, expand=True)]), ends]


async def _keep(journal: Journal, result: TestResult | None, typed: Typed) -> bool:
    trimmed = {
        key: value.strip() if isinstance(value, str) else value for key, value in typed.items()
    }
    result_id = result.id if result else ""
    return await write.keep_result(journal, result_id, trimmed, result) is DONE


def _which(
    result: TestResult | None, kind: str, on_choose: Callable[[str], None], shows_pregnancy: bool
) -> ft.Control:
    """Which test it is: chosen for a new result, fixed for one that is corrected."""
    if result is not None:
        return text.heading(lab.name_of(result))
    return one_of(words("visits.which_test"), _kinds(shows_pregnancy), kind, on_choose)


def _fields(
    typed: Typed, errors: tuple[str, str], set_typed: Callable[..., Any], space: Space
) -> list[ft.Control]:
    """What belongs to the test that was chosen."""

    def put(name: str) -> Callable[[Any], None]:
        return lambda value: set_typed(lambda old: old | {name: value})

    known = lab.kind(typed["kind"])
    found: list[ft.Control] = []
    if known is None:
        found.append(field(words("visits.own_test"), typed["name"], on_type=put("name"),
                           longest=NAME_LIMIT, error=errors[1]))  # fmt: skip
    if known is not None and known.answers:
        answers = [(key, words(f"lab.answer_{key}")) for key in known.answers]
        found.append(one_of(words("visits.answer"), answers, typed["value"], put("value")))
        found += [text.small(errors[0])] if errors[0] else []
    else:
        found += _number(typed, errors[0], put, space)
        fasting = {True: "yes", False: "no"}.get(typed["is_fasting"], "")
        options = [("yes", words("common.yes")), ("no", words("common.no")),
                   ("", words("common.not_sure"))]  # fmt: skip
        found.append(
            one_of(words("visits.fasting"), options, fasting,
                   lambda key: put("is_fasting")({"yes": True, "no": False}.get(key)))
        )  # fmt: skip
    found.append(field(words("visits.note"), typed["note"], on_type=put("note"), lines=2,
                       longest=NOTE_LIMIT))  # fmt: skip
    return found


def _number(
    typed: Typed, error: str, put: Callable[[str], Callable[[Any], None]], space: Space
) -> list[ft.Control]:
    """Value, unit and the lab's own range, all exactly as they are typed."""
    known = lab.kind(typed["kind"])
    value = field(words("visits.value"), typed["value"], on_type=put("value"), error=error,
                  longest=VALUE_LIMIT)  # fmt: skip
    unit = field(words("visits.unit"), typed["unit"], on_type=put("unit"), longest=UNIT_LIMIT)
    low = field(words("visits.range_low"), typed["range_low"], on_type=put("range_low"),
                longest=UNIT_LIMIT)  # fmt: skip
    high = field(words("visits.range_high"), typed["range_high"], on_type=put("range_high"),
                 longest=UNIT_LIMIT)  # fmt: skip
    found: list[ft.Control] = [beside([value, unit], space)]
    if known is not None and len(known.units) > 1:
        units = [(each, each) for each in known.units]
        found.append(one_of(words("visits.unit"), units, typed["unit"], put("unit")))
    return [*found, beside([low, high], space), text.small(words("visits.range_hint"))]


def _kinds(shows_pregnancy: bool) -> list[tuple[str, str]]:
    known = [(each.key, each.short) for each in lab.kinds()
             if shows_pregnancy or each.key != lab.PREGNANCY]  # fmt: skip
    return [*known, (lab.OWN, words("visits.another_test"))]


def _next_kind(kind: str) -> str:
    """The test that follows on the paper; the user's own after the last."""
    order = [each.key for each in lab.kinds() if each.key != lab.PREGNANCY] + [lab.OWN]
    return order[min(order.index(kind) + 1, len(order) - 1)] if kind in order else lab.OWN


def _wrong(typed: Typed) -> tuple[str, str]:
    """The sentences beside value and name; empty where all is well."""
    value = str(typed["value"]).strip()
    is_nameless = lab.kind(typed["kind"]) is None and not str(typed["name"]).strip()
    return (
        words("invalid.value") if not value or len(value) > VALUE_LIMIT else "",
        words("invalid.kind") if is_nameless else "",
    )


def _typed(result: TestResult) -> Typed:
    names = ("kind", "name", "value", "unit", "range_low", "range_high", "is_fasting", "note")
    return {name: getattr(result, name) for name in names} | {"on_date": result.on}


def _like(earlier: Sequence[TestResult], kind: str, paper: Typed) -> Typed:
    """Empty fields: day and fasting of the paper, unit and range of the newest of its kind."""
    known = lab.kind(kind)
    found: Typed = dict.fromkeys(("name", "value", "unit", "range_low", "range_high", "note"), "")
    found |= {"kind": kind, "on_date": paper["on_date"], "is_fasting": paper["is_fasting"]}
    if known and known.units:
        found["unit"] = known.units[0]
    same = [each for each in earlier if each.kind == kind and known is not None]
    if same and not (known and known.answers):
        last = same[-1]
        found |= {"unit": last.unit, "range_low": last.range_low, "range_high": last.range_high}
    return found
