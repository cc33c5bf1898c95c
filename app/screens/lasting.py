"""Lines that stay on every screen while they are true: how the journal is kept, the sample."""

from collections.abc import Callable

import flet as ft

from app.actions import damage, data, setup
from app.journal import Journal, use_journal
from app.parts import lasting
from app.parts.drawn import use_drawn
from app.parts.guard import doing
from app.parts.lasting import Trouble
from app.parts.space import Space, use_space
from app.parts.two_texts import two_texts
from app.questions import Question
from app.sentences import line_of


@ft.component
def Lasting() -> ft.Control:
    """The gravest trouble with keeping the journal, and whether this is the sample."""
    journal, space, drawn = use_journal(), use_space(), use_drawn()
    trouble = lasting.gravest(
        journal.kind,
        is_unsaved=journal.is_unsaved or journal.refused is not None,
        is_damaged=journal.is_damaged,
        is_hushed=journal.is_hushed,
        is_backup_missing=journal.is_backup_missing,
        is_copy_due=data.is_copy_due(journal),
    )
    said = line_of(journal.refused) if journal.refused is not None else ""
    lines = [drawn("trouble", _trouble, journal, trouble, said, space)] if trouble else []
    if journal.questions:
        lines.append(drawn("question", _question, journal.questions[0], space))
    if journal.facts.setup.is_sample:
        lines.append(drawn("sample", _sample, journal, space))
    return drawn("lines", _lines, *lines)


def _lines(*lines: ft.Control) -> ft.Control:
    return ft.Column(list(lines), spacing=0)


def _question(question: Question, space: Space) -> ft.Control:
    found, height = question.found, ft.context.page.height or 700
    return two_texts(found.mine, found.theirs, question.both, question.answer, space, height)


def _sample(journal: Journal, space: Space) -> ft.Control:
    return lasting.sample_line(doing(setup.remove_sample, journal), space)


def _trouble(journal: Journal, trouble: Trouble, said: str, space: Space) -> ft.Control:
    page = ft.context.page
    copy = doing(data.save_copy, journal, page)

    def hush(_: object) -> None:
        journal.is_hushed = True

    lines: dict[Trouble, Callable[[], ft.Control]] = {
        Trouble.NOT_KEPT: lambda: lasting.not_kept_line(copy, space),
        Trouble.UNSAVED: lambda: lasting.unsaved_line(
            copy, doing(journal.try_again), space, said=said
        ),
        Trouble.LESS_SURELY: lambda: lasting.less_surely_line(copy, hush, space),
        Trouble.DAMAGED: lambda: lasting.damaged_line(
            lambda _: page.navigate("/data"), doing(damage.take_as_it_is, journal), space
        ),
        Trouble.NO_BACKUP: lambda: lasting.backup_line(
            lambda _: journal.keep_backup(now=True), space
        ),
        Trouble.COPY_DUE: lambda: lasting.copy_line(
            lambda _: page.navigate("/data"), doing(data.remind_later, journal), space
        ),
    }
    return lines[trouble]()
