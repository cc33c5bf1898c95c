"""A static host as small as they come: one folder on 127.0.0.1, compressed as a CDN would.

It can be stopped and started again on its port, and it can move to another folder, which is a
new deployment. Pages of a test can leave notes: what they send to `note` is kept.
"""

import gzip
import hashlib
import json
import mimetypes
import queue
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

KINDS = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}
SQUEEZED = (".js", ".mjs", ".wasm", ".so", ".json", ".html", ".otf", ".ttf", ".bin", ".css")


@cache
def _body(path: Path, stamp: int, squeeze: bool) -> tuple[bytes, str]:
    data = path.read_bytes()
    tag = f'"{hashlib.sha256(data).hexdigest()[:20]}"'
    return (gzip.compress(data, 6, mtime=0) if squeeze else data), tag


class StaticHost:
    """Serves `folder` at `address` while it runs. `requests` lists (path, status, bytes sent).

    `beside` is a folder of a test's own pages, served under `ground/`.
    """

    def __init__(self, folder: Path, base: str = "/", beside: Path | None = None) -> None:
        self.folder, self.base, self.port, self.beside = folder, base, 0, beside
        self.notes: queue.Queue[Any] = queue.Queue()
        self.requests: list[tuple[str, int, int]] = []
        self._server: ThreadingHTTPServer | None = None

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}{self.base}"

    def start(self) -> "StaticHost":
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host.answer(self)

            def do_POST(self) -> None:
                host.notes.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                host._send(self, self.path, 204, b"", {})

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> "StaticHost":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        if self._server is None:  # a connection kept open beyond the stop
            request.close_connection = True
            return None
        name = unquote(urlsplit(request.path).path)
        path = self._path_of(name)
        if path is None:
            return self._send(request, name, 404, b"not here", {})
        squeeze = path.suffix in SQUEEZED and "gzip" in request.headers.get("Accept-Encoding", "")
        data, tag = _body(path, path.stat().st_mtime_ns, squeeze)
        kind = KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0]
        headers = {"Content-Type": kind or "application/octet-stream", "ETag": tag}
        headers["Cache-Control"] = "max-age=600"  # what GitHub Pages sends
        if squeeze:
            headers["Content-Encoding"] = "gzip"
        if request.headers.get("If-None-Match") == tag:
            return self._send(request, name, 304, b"", headers)
        return self._send(request, name, 200, data, headers)

    def _path_of(self, name: str) -> Path | None:
        if not name.startswith(self.base):
            return None
        name = name[len(self.base) :]
        folder = self.folder
        if self.beside and name.startswith("ground/"):
            folder, name = self.beside, name.removeprefix("ground/")
        path = folder / (name or "index.html")
        return path if path.is_file() and ".." not in name else None

    def _send(
        self,
        request: BaseHTTPRequestHandler,
        name: str,
        status: int,
        data: bytes,
        headers: dict[str, str],
    ) -> None:
        self.requests.append((name, status, len(data)))
        request.send_response(status)
        for key, value in headers.items():
            request.send_header(key, value)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)
