"""HTTP for the local server: uvicorn's, with a time limit for a request's head and a most of
connections.

Uvicorn limits the time between two requests, not the time that a request's head takes; and its
`limit_concurrency` answers "busy", but keeps the connection and its file handle. The journal
needs file handles to be written.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
"""How long a caller may take to send the head of a request."""
MOST_CONNECTIONS = 64
"""Far more than a browser opens, far fewer than the file handles of a process."""
MOST_HEAD_BYTES = 16_384
"""The largest head of a request; a larger one is answered with 400."""


class Protocol(H11Protocol):
    """One connection. Where there are too many, the one that has waited longest is closed."""

    waiting: ClassVar[dict["Protocol", None]] = {}
    """The connections without a request to answer, the oldest first."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > MOST_CONNECTIONS:
            oldest = next(iter(self.waiting), self)
            oldest._settle()
            oldest.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take in a piece of a request; its head must be whole before the limit."""
        super().data_received(data)
        if self._is_answering():
            self._settle()
        elif self not in self.waiting:
            self._wait()

    def handle_websocket_upgrade(self, event: Any) -> None:
        """Hand the connection over to the websocket, which has limits of its own."""
        self._settle()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        """Wait for the next request, within uvicorn's own time between two."""
        super().on_response_complete()
        if not self.transport.is_closing():
            self.waiting[self] = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._settle()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        """Whether a request has arrived whole, or the connection is no longer ours."""
        is_ours = self.transport.get_protocol() is self
        return not is_ours or (self.cycle is not None and not self.cycle.response_complete)

    def _wait(self) -> None:
        self.waiting[self] = None
        if self._limit is None:
            self._limit = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _settle(self) -> None:
        self.waiting.pop(self, None)
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
