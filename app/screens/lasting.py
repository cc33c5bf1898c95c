"""Lines that stay on every screen while they are true: how the journal is kept, the sample."""

from collections.abc import Callable, Mapping

import flet as ft

from app.actions import data, setup
from app.journal import Journal, use_journal
from app.parts import lasting
from app.parts.guard import doing
from app.parts.lasting import Trouble
from app.parts.space import Space, use_space
from app.sentences import line_of


@ft.component
def Lasting() -> ft.Control:
    """The gravest trouble with keeping the journal, and whether this is the sample."""
    journal, space = use_journal(), use_space()
    trouble = lasting.gravest(
        journal.kind,
        is_unsaved=journal.is_unsaved or journal.refused is not None,
        is_hushed=journal.is_hushed,
        is_backup_missing=journal.is_backup_missing,
        is_copy_due=data.is_copy_due(journal),
    )
    lines = [_lines(journal, space)[trouble]()] if trouble else []
    if journal.facts.setup.is_sample:
        lines.append(lasting.sample_line(doing(setup.remove_sample, journal), space))
    return ft.Column(lines, spacing=0)


def _lines(journal: Journal, space: Space) -> Mapping[Trouble, Callable[[], ft.Control]]:
    page = ft.context.page
    copy = doing(data.save_copy, journal, page)
    said = line_of(journal.refused) if journal.refused is not None else ""

    def hush(_: object) -> None:
        journal.is_hushed = True

    return {
        Trouble.NOT_KEPT: lambda: lasting.not_kept_line(copy, space),
        Trouble.UNSAVED: lambda: lasting.unsaved_line(
            copy, doing(journal.try_again), space, said=said
        ),
        Trouble.LESS_SURELY: lambda: lasting.less_surely_line(copy, hush, space),
        Trouble.NO_BACKUP: lambda: lasting.backup_line(
            lambda _: journal.keep_backup(now=True), space
        ),
        Trouble.COPY_DUE: lambda: lasting.copy_line(
            lambda _: page.navigate("/data"), doing(data.remind_later, journal), space
        ),
    }
