"""Texts of which two windows wrote one each: the user is shown both, and chooses."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from pydantic import ValidationError

from models.rows import Superseded
from models.tables import DayDraft


@dataclass(frozen=True, eq=False)
class Question:
    """Two texts for one place, and what waits for the user's choice."""

    found: Superseded
    choice: asyncio.Future[str]

    @property
    def place(self) -> tuple[object, ...]:
        """Where the texts belong."""
        return self.found.place

    @property
    def both(self) -> str:
        """The two texts in one; empty if that would be too long."""
        joined = f"{self.found.theirs}\n{self.found.mine}"
        try:
            self.found.settled(joined)
        except ValidationError:
            return ""
        return joined

    def answer(self, text: str) -> None:
        """Take `text`; whoever waits goes on."""
        if not self.choice.done():
            self.choice.set_result(text)


Questions: TypeAlias = tuple[Question, ...]


def asked(there: Questions, found: Superseded) -> tuple[Questions, asyncio.Future[str]]:
    """The open questions with one more; a place is asked about once, with its newest text."""
    for question in there:
        if question.place == found.place:
            newer = Question(found, question.choice)
            return tuple(newer if each is question else each for each in there), question.choice
    choice: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    return (*there, Question(found, choice)), choice


def typed_on(there: Questions, on: date, text: str) -> Questions:
    """The questions, where the note of `on` is asked about with what stands in its field now."""
    return tuple(
        Question(each.found.retyped(text), each.choice) if _is_note(each, on) else each
        for each in there
    )


def _is_note(question: Question, on: date) -> bool:
    wanted = question.found.edit.wanted
    return isinstance(wanted, DayDraft) and wanted.on_date == on


def without(there: Questions, choice: asyncio.Future[str]) -> Questions:
    """The questions that are still open."""
    return tuple(each for each in there if each.choice is not choice)
