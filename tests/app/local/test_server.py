import signal
import socket
from pathlib import Path

import pytest

from app.local.claim import JournalInUse, claimed
from app.local.keys import KEY_FILE, Keys, leave_key
from tests.app.local.running import stand_in, started


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_the_system_end_it_cleanly(tmp_path: Path, number: int) -> None:
    with started(stand_in(tmp_path), tmp_path) as server:
        assert server.ask("/").status == 403
        status, said = server.end(number)
    assert status == 0
    assert "Traceback" not in said
    with claimed(tmp_path) as claim:
        assert claim.folder == tmp_path


def test_an_open_websocket_does_not_hold_up_the_end(tmp_path: Path) -> None:
    with started(stand_in(tmp_path), tmp_path) as server:
        cookie = server.cookie()
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
            connection.sendall(
                f"GET /ws HTTP/1.1\r\nHost: {server.host}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nOrigin: {server.own}\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2lkZW5vdGUgc2lkZW5vdA==\r\n"
                f"Cookie: {cookie}\r\n\r\n".encode()
            )
            assert b" 101 " in connection.recv(64)
            status, said = server.end(signal.SIGINT)
    assert status == 0
    assert "Traceback" not in said


def test_a_taken_port_is_answered_with_a_free_one_and_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with started(stand_in(tmp_path, taken), tmp_path) as server:
            assert server.port != taken
            assert server.ask("/").status == 403


def test_nothing_the_user_does_is_printed(tmp_path: Path) -> None:
    with started(stand_in(tmp_path), tmp_path) as server:
        cookie = server.cookie()
        server.ask("/main.dart.js", Cookie=cookie)
        server.ask("/?mood=very-low")
        _, said = server.end()
    assert server.key not in said
    assert "main.dart.js" not in said
    assert "mood" not in said
    assert cookie.partition("=")[2] not in said


def test_a_journal_is_held_by_one_program_at_a_time(tmp_path: Path) -> None:
    with started(stand_in(tmp_path), tmp_path) as server:
        with pytest.raises(JournalInUse) as refused, claimed(tmp_path):
            pass
        assert refused.value.address == f"{server.own} http://127.0.0.1:{server.port}"
        server.process.kill()
        server.process.wait()
        with claimed(tmp_path) as claim:
            assert claim.folder == tmp_path


def test_two_journals_are_held_side_by_side(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with claimed(tmp_path / "one") as one, claimed(tmp_path / "two") as two:
        assert one.folder != two.folder


def test_a_folder_that_cannot_be_written_still_opens_so_that_the_app_can_say_it(
    tmp_path: Path,
) -> None:
    with claimed(tmp_path / "missing") as claim:
        claim.announce("http://127.0.0.1:1")
    assert not (tmp_path / "missing").exists()


def test_each_key_opens_once(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    left = leave_key(tmp_path)
    assert [keys.use(key) for key in ("", keys.first + "x", keys.first, keys.first)] == [
        False,
        False,
        True,
        False,
    ]
    assert [keys.use(key) for key in (left, left)] == [True, False]


def test_the_last_key_left_is_the_one_that_opens(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    first, second = leave_key(tmp_path), leave_key(tmp_path)
    assert [keys.use(first), keys.use(second)] == [False, True]


def test_a_key_from_before_the_server_started_opens_nothing(tmp_path: Path) -> None:
    old = leave_key(tmp_path)
    assert not Keys(tmp_path).use(old)
    assert not (tmp_path / KEY_FILE).exists()
