"""A server under test: its process, and the ways to knock at its door."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]
STAND_IN = Path(__file__).with_name("stand_in.py")
PATIENCE_SECONDS = 60


def sidenote(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end; what it said and its exit status."""
    return subprocess.run(
        [sys.executable, "-m", "app.local.command_line", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@dataclass(frozen=True)
class Answer:
    """The answer to one HTTP request."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A server that is running, and the address with the key in the file that it named."""

    process: subprocess.Popen[str]
    address: str
    folder: Path
    file: Path

    @property
    def host(self) -> str:
        """The name and port that it is reached at."""
        return urlsplit(self.address).netloc

    @property
    def own(self) -> str:
        """The origin of its page."""
        return f"http://{self.host}"

    @property
    def port(self) -> int:
        """The port it listens on."""
        port = urlsplit(self.address).port
        assert port is not None
        return port

    @property
    def key(self) -> str:
        """The key in the address."""
        return self.address.partition("key=")[2]

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """Send `target` exactly as written; `_` in a header's name stands for `-`."""
        lines = {"Host": self.host}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        return send(self.port, method, target, list(lines.items()))

    def cookie(self) -> str:
        """Use the key, as the browser that is opened does; what it may send from then on."""
        return self.ask(f"/?key={self.key}").headers["set-cookie"].partition(";")[0]

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; the exit status and everything printed since the start."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=PATIENCE_SECONDS)
        return self.process.returncode, rest


def send(port: int, method: str, target: str, headers: list[tuple[str, str]]) -> Answer:
    """One raw HTTP/1.1 request, so that no library tidies up what an attacker would send."""
    if not any(name == "Connection" for name, _ in headers):
        headers = [*headers, ("Connection", "close")]
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
        with connection.makefile("rb") as stream:
            status = int(stream.readline().split()[1])
            answered: dict[str, str] = {}
            while line := stream.readline().strip().decode("latin-1"):
                name, _, value = line.partition(": ")
                answered[name.lower()] = value
            length = answered.get("content-length")
            switched = status == 101
            body = b"" if switched else stream.read(int(length)) if length else stream.read()
    return Answer(status, answered, body)


def address_in(file: Path) -> str:
    """The address with the key that a file for the browser leads to."""
    found = re.search(r'id="go"[^>]* href="([^"]+)"', file.read_text("utf-8"))
    assert found
    return found[1]


def file_in(said: str) -> Path | None:
    """The file for the browser that was named in what a program said."""
    found = re.search(r"file://(\S+)", said)
    return Path(unquote(found[1])) if found else None


@contextmanager
def started(
    command: list[str],
    folder: Path,
    *,
    program: str = sys.executable,
    cwd: Path = ROOT,
    **environment: str,
) -> Iterator[Server]:
    """Start a server and wait until it names its file; it is ended with the block."""
    places = {"PYTHONPATH": str(ROOT)} if cwd == ROOT else {}
    process = subprocess.Popen(
        [program, *command],
        cwd=cwd,
        env={**os.environ, **places, "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    try:
        while (file := file_in(said)) is None:
            line = process.stdout.readline()
            assert line, f"the server ended before it named its file:\n{said}"
            said += line
        yield Server(process, address_in(file), folder, file)
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)


def stand_in(folder: Path, port: int = 0) -> list[str]:
    """The command that serves the tiny app."""
    return [str(STAND_IN), str(folder), str(port)]
