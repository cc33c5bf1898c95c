"""The real component tree without Flutter: draws the app, sends taps the way the client does.

The only file that touches Flet's inner workings; a new Flet may ask for changes here and
nowhere else. What it cannot see: layout, clipping, and what the Flutter side makes of it.
"""

import asyncio
import dataclasses
import functools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any

import flet as ft
import msgpack
from flet.components.public_utils import unwrap_component
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page, context
from flet.messaging.connection import Connection
from flet.messaging.protocol import (
    MessageAction,
    configure_encode_object_for_msgpack,
    decode_ext_from_msgpack,
)
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

from app.parts.space import RULER_HEIGHT

ROUNDS = 40
"""Turns of the event loop that a change needs to settle: handlers, effects, redraws."""


class Screen(Connection):
    """A window of 390 × 844 on the running app. Use as `async with Screen(main) as screen`."""

    def __init__(self, main: Callable[[ft.Page], Any], **page: Any) -> None:
        super().__init__()
        self.page_url = "http://headless"
        self.crashes: list[str] = []
        self.asked: list[tuple[str, Any]] = []  # what the app asked of the device
        self.answers: dict[str, Any] = {}  # what the device answers, by the name of the question
        self._main = main
        self._tasks: set[asyncio.Task[None]] = set()
        self._start = {
            "route": "/", "width": 390, "height": 844, "platform": "android", "web": True,
        } | page  # fmt: skip

    async def __aenter__(self) -> "Screen":
        self.loop = asyncio.get_running_loop()
        self.executor = ThreadPoolExecutor(1)
        self.pubsubhub = PubSubHub(loop=self.loop, executor=self.executor)
        self.session = Session(self)
        self.page = self.session.page
        self.session.apply_page_patch(self._start)
        self._packed(self.session.get_page_patch())
        _context_page.set(self.page)
        context.reset_auto_update()
        started = self._main(self.page)
        if started is not None:
            await started
        await self.session.after_event(self.page)
        await self.settle()
        await self.has_drawn()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.session.close()
        await asyncio.sleep(0)
        self.executor.shutdown(wait=False)

    async def has_drawn(self) -> None:
        """Tell the sizes that the app asks for, as the client does with the first frame."""
        for control in self.controls():
            if getattr(control, "on_size_change", None) is not None:
                await self.fire(control, "size_change", {"w": 15.0, "h": RULER_HEIGHT})

    def send_message(self, message: Any) -> None:
        """What the app sends to its client. Packing takes the snapshots later diffs need."""
        body = self._packed(message.body)
        if message.action == MessageAction.SESSION_CRASHED:
            self.crashes.append(body["message"])
        elif message.action == MessageAction.INVOKE_METHOD:
            self.asked.append((body["name"], body.get("args")))
            self._later(self._answer(body))

    def _packed(self, body: Any) -> Any:
        raw = msgpack.packb(body, default=configure_encode_object_for_msgpack(BaseControl))
        return msgpack.unpackb(raw, ext_hook=decode_ext_from_msgpack, strict_map_key=False)

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, body: Any) -> None:
        if body["name"] == "push_route":
            await self.go(body["args"]["route"])
        self.session.handle_invoke_method_results(
            body["control_id"], body["call_id"], self.answers.get(body["name"]), None
        )

    async def go(self, route: str) -> None:
        """Change the address, as the client does after a push or a Back."""
        self.session.apply_page_patch({"route": route})
        self._later(self.session.dispatch_event(self.page._i, "route_change", {"route": route}))

    async def settle(self) -> None:
        """Let handlers, effects and redraws run; fail if drawing died or the app crashed."""
        for _ in range(3):
            for _ in range(ROUNDS):
                await asyncio.sleep(0)
            pending = [task for task in self._tasks if not task.done()]
            if pending:
                await asyncio.wait(pending, timeout=1)
        drawing = self.session._Session__updates_task  # type: ignore[attr-defined] # Flet keeps it to itself
        if drawing and drawing.done() and not drawing.cancelled() and drawing.exception():
            raise drawing.exception()
        assert self.crashes == [], self.crashes[-1]

    # What a user sees

    def controls(self, root: Any = None) -> Iterator[Any]:
        """Every control that is shown, in the order of the tree."""
        yield from _walk(self.page if root is None else root, set())

    def all(self, kind: type = BaseControl, *, key: str | None = None) -> list[Any]:
        """The shown controls of a kind, or with a key."""
        return [
            control for control in self.controls()
            if isinstance(control, kind) and (key is None or str(control.key) == key)
        ]  # fmt: skip

    def texts(self) -> list[str]:
        """Every text on the screen, spans included."""
        return [said for control in self.controls() for said in _words_of(control)]

    def shows(self, words: str) -> bool:
        """Whether some text on the screen has these words in it."""
        return any(words in text for text in self.texts())

    def names(self) -> list[str]:
        """What a screen reader can say of each thing that can be tapped, in order."""
        return [name for name, _ in self._buttons()]

    def tappable(self) -> dict[str, Any]:
        """What can be tapped, by its name."""
        return dict(self._buttons())

    def selected(self) -> list[str]:
        """The names of what is selected."""
        return [_name_of(control) for control in self.all(ft.Semantics) if control.selected]

    def _buttons(self) -> Iterator[tuple[str, Any]]:
        for control in self.all(ft.Semantics):
            if control.button:
                target = next((c for c in _walk(control, set()) if _can_tap(c)), None)
                yield _name_of(control), target

    # What a user does

    async def tap(self, name: str) -> None:
        """Tap the first button that a screen reader would call `name`."""
        found = [target for said, target in self._buttons() if said == name]
        assert found, f"nothing called {name!r}; there is {self.names()}"
        assert found[0] is not None, f"{name!r} cannot be tapped"
        await self.fire(found[0], "click")

    def action_of(self, name: str) -> Any:
        """What the device itself does when the button called `name` is tapped."""
        found = [target for said, target in self._buttons() if said == name]
        assert found, f"nothing called {name!r}; there is {self.names()}"
        return found[0].action

    async def type(self, label: str, text: str) -> None:
        """Fill the field with this label and leave it."""
        field = next(c for c in self.all(ft.TextField) if c.label == label)
        self.session.apply_patch(field._i, {"value": text})
        for event in ("change", "blur"):
            await self.session.dispatch_event(field._i, event, text)
        await self.settle()

    async def choose_tab(self, number: int) -> None:
        """Tap a destination of the bottom bar or rail."""
        bar = next(
            c for c in self.controls() if isinstance(c, ft.NavigationBar | ft.NavigationRail)
        )
        self.session.apply_patch(bar._i, {"selected_index": number})
        await self.fire(bar, "change", number)

    async def fire(self, control: Any, event: str, data: Any = None) -> None:
        """Send an event of a shown control, as the client does."""
        assert self.session.index.get(control._i) is not None, f"{control} is not shown"
        await self.session.dispatch_event(control._i, event, data)
        await self.settle()


def _walk(item: Any, seen: set[int]) -> Iterator[Any]:
    control = unwrap_component(item)
    if isinstance(control, list | tuple):
        for each in control:
            yield from _walk(each, seen)
    elif isinstance(control, BaseControl) and id(control) not in seen:
        if getattr(control, "visible", True) is False:
            return
        seen.add(id(control))
        yield control
        for name in _slots(type(control)):
            value = getattr(control, name, None)
            if isinstance(value, BaseControl | list | tuple):
                yield from _walk(value, seen)


@functools.cache
def _slots(kind: type) -> tuple[str, ...]:
    """The fields of a control that may hold other controls."""
    return tuple(
        field.name
        for field in dataclasses.fields(kind)
        if (field.name == "_dialogs" or not field.name.startswith("_"))
        and not field.metadata.get("skip")
    )


def _words_of(control: Any) -> list[str]:
    found = [
        getattr(control, name, None) for name in ("value", "label", "title", "content", "text")
    ]
    return [word for word in found if isinstance(word, str) and word]


def _name_of(control: Any) -> str:
    said = [control.label] if control.label else []
    for each in _walk(control.content, set()):
        label = getattr(each, "semantics_label", None)
        value = getattr(each, "value", None) if isinstance(each, ft.Text) else None
        text = label if label is not None else value
        if text:
            said.append(text)
    return "\n".join(said)


def _can_tap(control: Any) -> bool:
    return getattr(control, "on_click", None) is not None
