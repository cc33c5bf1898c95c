"""Bytes that anyone may have made, turned into text and files inside fixed limits."""

import codecs
import io
import zipfile
import zlib
from pathlib import PurePosixPath

from models.exchange.limits import FILE_BYTES, Refused

_MOST_MEMBERS = 5_000
_BLOCK = 64 * 1024
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
UTF_8, WINDOWS = "utf-8", "cp1252"
ENCODINGS = (UTF_8, WINDOWS, "cp1250", "cp1251", "mac-roman", "utf-16")
"""The ways of writing letters as bytes that the user can choose from."""
_MOST_BAD = 0.2
"""Above this share of bytes that are no UTF-8 among those that might be, a file is not UTF-8."""
KINDS = (
    (b"%PDF", "pdf"), (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"),
    (b"{\\rtf", "rtf"), (b"\xd0\xcf\x11\xe0", "office"), (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "gzip"), (b"Rar!", "gzip"),
)  # fmt: skip
"""How files begin that are not text, and the reason to give in words "exchange.refused"."""


def encoding_of(data: bytes) -> tuple[str, bool]:
    """The encoding of a text, from all of it, and whether some bytes do not fit into it.

    Raises:
        Refused: too big, empty, or no text.

    """
    if len(data) > FILE_BYTES:
        raise Refused("too_big")
    if not data.strip():
        raise Refused("empty")
    for mark, kind in KINDS:
        if data.startswith(mark):
            raise Refused(kind)
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if marked == "utf-16":
        return marked, _strays(data, marked)[0] > 0
    if b"\0" in data:
        return _without_mark(data), False
    bad, good = _strays(data, marked or UTF_8)
    if not bad:
        return marked or UTF_8, False
    if marked or (good and bad <= good * _MOST_BAD + 1):
        return marked or UTF_8, True
    return WINDOWS, any(byte in data for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))


def _without_mark(data: bytes) -> str:
    """UTF-16 shows in text by a zero in every second byte."""
    pair = data[: _BLOCK // 2 * 2]
    for name, zeros, others in (("utf-16-le", pair[1::2], pair[::2]),
                                ("utf-16-be", pair[::2], pair[1::2])):  # fmt: skip
        if zeros.count(0) > len(zeros) * 0.6 and not others.count(0):
            return name
    line = data[: data.index(b"\0")].count(b"\n") + 1
    raise Refused("zero_byte", str(line))


def _strays(data: bytes, encoding: str) -> tuple[int, int]:
    """How many bytes do not fit into an encoding, and how many letters beyond ASCII do."""
    bad = 0

    def note(error: UnicodeError) -> tuple[str, int]:
        nonlocal bad
        bad += 1
        assert isinstance(error, UnicodeDecodeError)
        return "", error.end

    codecs.register_error("sidenote.note", note)
    decoder = codecs.getincrementaldecoder(encoding)("sidenote.note")
    good = 0
    for start in range(0, len(data), _BLOCK):
        block = data[start : start + _BLOCK]
        text = decoder.decode(block, start + _BLOCK >= len(data))
        if not block.isascii():
            good += sum(letter > "\x7f" for letter in text)
    return bad, good


def text_of(data: bytes) -> str:
    """All of a text at once. For a table, read line by line instead.

    Raises:
        Refused: too big, or no text.

    """
    encoding, is_stray = encoding_of(data)
    return data.decode(encoding, "replace" if is_stray else "strict")


def unzipped(data: bytes) -> dict[str, bytes]:
    """Every file in a zip, by its path. The limit is on what really comes out.

    Raises:
        Refused: no zip, encrypted, too much in it, or paths that lead out of it.

    """
    if len(data) > FILE_BYTES:
        raise Refused("too_big")
    found: dict[str, bytes] = {}
    left = FILE_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) > _MOST_MEMBERS:
                raise Refused("many_files", str(_MOST_MEMBERS))
            for info in members:
                _check_path(info.filename)
                if info.flag_bits & 1:
                    raise Refused("zip_locked")
                with archive.open(info) as file:
                    # The sizes that a zip states may be lies.
                    found[info.filename] = content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise Refused("zip_big")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError,
            EOFError, OSError, MemoryError) as error:  # fmt: skip
        raise Refused("zip") from error
    return found


def zip_names(data: bytes) -> list[str]:
    """The paths in a zip; empty if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()[:_MOST_MEMBERS]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def _check_path(name: str) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise Refused("zip_path", name)
