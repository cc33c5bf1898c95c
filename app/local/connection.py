"""A page's connection to the server, which may end while something is being drawn for it."""

from contextlib import suppress
from importlib import import_module
from typing import Any

# Flet ships its web half without types.
from flet_web.fastapi.flet_app import FletApp  # type: ignore[import-untyped]
from starlette.websockets import WebSocket, WebSocketDisconnect


class Connection(FletApp):  # type: ignore[misc]  # see above
    """Flet's own, but what is sent to a page that is going away is dropped.

    Between the end of the websocket and the end of the connection Flet raises instead, in the
    task that draws: that one would end, and the page would stand still for good once it was
    loaded again. A page that comes back is given everything anew, so nothing is lost.
    """

    def send_message(self, message: Any) -> None:
        """Send a message, if there is still somebody to send it to."""
        if self._FletApp__send_queue is not None:
            super().send_message(message)

    async def handle(self, websocket: WebSocket) -> None:
        """Serve a page until it goes away; that it has gone is told by what it sends no more."""
        send = websocket.send_bytes

        async def send_while_there(data: bytes) -> None:
            with suppress(WebSocketDisconnect, RuntimeError):
                await send(data)

        websocket.send_bytes = send_while_there  # type: ignore[method-assign]
        await super().handle(websocket)


def use_connection() -> None:
    """Have Flet's server make connections of this kind."""
    import_module("flet_web.fastapi.app").FletApp = Connection  # type: ignore[attr-defined]
