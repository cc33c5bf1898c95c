"""What is drawn for a page that is going away reaches nobody, and breaks nothing."""

import asyncio
from typing import Any

import pytest
from flet.messaging.protocol import Message, MessageAction, SessionCrashedBody
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.local.connection import Connection

MESSAGE = Message(MessageAction.SESSION_CRASHED, SessionCrashedBody("a line"))


class Gone(WebSocket):
    """The websocket of a page that has gone: every way to use it fails."""

    def __init__(self, error: Exception) -> None:
        super().__init__({"type": "websocket", "headers": [], "path": "/ws", "client": None,
                          "query_string": b"", "server": ("x", 1), "scheme": "ws"},
                         self.told, self.told)  # fmt: skip
        self.error = error

    async def told(self, *_: Any) -> Any:
        raise self.error

    async def accept(self, *_: Any, **__: Any) -> None:
        """As if it had still been there at first."""


def connection() -> Connection:
    loop = asyncio.get_running_loop()
    return Connection(loop=loop, executor=None, main=print, before_main=None)


def test_a_message_after_the_end_of_the_websocket_is_dropped() -> None:
    async def send() -> None:
        ended = connection()
        ended._FletApp__send_queue = None
        ended.send_message(MESSAGE)

    asyncio.run(send())


@pytest.mark.parametrize("error", [WebSocketDisconnect(1006), RuntimeError("closed")])
def test_a_page_that_is_gone_does_not_break_the_sending(error: Exception) -> None:
    async def send() -> None:
        websocket = Gone(error)
        connected = connection()
        handling = asyncio.ensure_future(connected.handle(websocket))
        await asyncio.sleep(0)
        await websocket.send_bytes(b"x")
        await websocket.send_bytes(b"y")
        handling.cancel()

    asyncio.run(send())
