"""One visit: when and where, and afterwards what was said and what changed."""

from datetime import date

import flet as ft

from app import way_back
from app.actions import clinic as write
from app.journal import use_journal
from app.outcome import DONE
from app.parts import text
from app.parts.card import card
from app.parts.date_field import DateField
from app.parts.field import field
from app.parts.form import beside, form_ends
from app.parts.guard import part
from app.parts.sheet import sheet
from app.parts.space import use_space
from app.screens.clinic_view import page_header, use_clinic
from app.screens.drafts import use_draft, use_forget, use_seen
from models import typed
from models.records import Visit
from models.words import words

NEW = "new"
NAME_LIMIT, TEXT_LIMIT = 120, 20_000


@part
def VisitPage() -> ft.Control:
    """The page: a visit by its id, or a new one."""
    space, clinic = use_space(), use_clinic()
    visit_id = ft.use_route_params().get("id", NEW)
    is_new = visit_id == NEW
    top = [page_header(words("visits.add_visit" if is_new else "visits.visit"))]
    if clinic is None:
        return sheet(top, [], space)
    visit = next((each for each in clinic.visits if each.id == visit_id), None)
    if visit is None and not is_new:
        return sheet(top, [text.body(words("visits.gone"))], space)
    earlier = clinic.visits[-1] if clinic.visits else None
    return sheet(top, [VisitForm.keyed(visit_id, visit, earlier)], space, key="visit")


@part
def VisitForm(visit: Visit | None, earlier: Visit | None) -> ft.Control:
    """The fields; a new visit borrows whom and where from the `earlier` one."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    today = journal.facts.today
    like = visit or earlier
    provider = journal.facts.setup.provider.name.partition(",")[0]
    form = f"visit {visit.id if visit else NEW} "
    seen = use_seen(form, visit)
    on, set_on = use_draft(f"{form}on", visit.on if visit else None)
    at, set_at = use_draft(f"{form}at", f"{visit.at:%H:%M}" if visit and visit.at else "")
    who, set_who = use_draft(f"{form}who", like.with_whom if like else provider)
    place, set_place = use_draft(f"{form}place", like.place if like else "")
    said, set_said = use_draft(f"{form}said", visit.said if visit else "")
    changed, set_changed = use_draft(f"{form}changed", visit.changed if visit else "")
    forget = use_forget(form)
    errors, set_errors = ft.use_state(("", ""))

    def leave(_: object = None) -> None:
        forget()
        way_back.leave(journal, page, "/visits")

    async def keep(_: object) -> None:
        time_at = typed.clock(at) if at.strip() else None
        wrong = (
            words("invalid.on_date") if on is None else "",
            words("invalid.at_time") if at.strip() and time_at is None else "",
        )
        set_errors(wrong)
        if on is None or any(wrong):
            return
        visit_id = visit.id if visit else ""
        typed_in = Visit(visit_id, on, time_at, place, who, said, changed)
        if await write.keep_visit(journal, typed_in, seen) is DONE:
            leave()

    async def remove(_: object) -> None:
        if visit is not None and await write.remove_visit(journal, visit) is DONE:
            leave()

    inside: list[ft.Control] = [
        beside(
            [
                DateField(words("visits.date"), on, set_on, error=errors[0], near=today),
                field(words("visits.time"), at, on_type=set_at, error=errors[1]),
            ],
            space,
        ),
        field(words("visits.with_whom"), who, on_type=set_who, longest=NAME_LIMIT),
        field(words("visits.place"), place, on_type=set_place, longest=NAME_LIMIT),
    ]
    if _is_over(on, today) or said or changed:
        inside += [
            field(words("visits.said"), said, on_type=set_said, lines=3, longest=TEXT_LIMIT),
            field(words("visits.changed"), changed, on_type=set_changed, lines=2,
                  longest=TEXT_LIMIT),
        ]  # fmt: skip
    else:
        inside.append(text.small(words("visits.said_later")))
    inside.append(form_ends(keep, leave, remove if visit else None))
    return card(inside)


def _is_over(on: date | None, today: date) -> bool:
    return on is not None and on <= today
