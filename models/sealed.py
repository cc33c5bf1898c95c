"""A file under a passphrase: the open format age, version 1, with the scrypt recipient.

Anyone who has the passphrase can open it later with `age --decrypt`, without this app
(age-encryption.org/v1). age writes 16 free bytes before the content. Ours hold the length of the
content and a checksum of the header, so that a wrong passphrase, a cut file and a changed byte
can be told apart; to other programs they are as good as any.

The one place that knows the format, on a computer and in a phone's browser; what differs there
is where scrypt and the cipher come from (`models.ciphers`).
"""

import base64
import hashlib
import hmac
import os
import re
import unicodedata
from dataclasses import dataclass

from models import ciphers
from models.ciphers import NotAuthentic
from models.seal_problems import (
    CutShort,
    Garbled,
    NotSealed,
    SealProblem,
    TooMuchWork,
    WrongOrDamaged,
    WrongPassphrase,
)

WORK = 16
"""scrypt's work factor for writing: 2 to the 16th rounds, 64 MB, about 0.2 s on a computer."""
MOST_WORK = 20
"""Highest work factor read: 1 GB. Each step doubles the memory."""
MOST_WORK_ON_A_PHONE = 18
SHORTEST = 8
"""How many characters a new passphrase has at least."""

_CHUNK, _TAG = 64 * 1024, 16
_FIRST_LINE = b"age-encryption.org/v1\n"
_ARMOR = re.compile(rb"(?:\xef\xbb\xbf)?\s*-----BEGIN AGE ENCRYPTED FILE-----\r?\n")
_ARMOR_END = re.compile(rb"\n-----END AGE ENCRYPTED FILE-----\s*\Z")
_SALT_LABEL = b"age-encryption.org/v1/scrypt"
_LONGEST_HEADER = 4096
_HEADER = re.compile(
    rb"(age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n---) ([A-Za-z0-9+/]{43})\n"
)
_SPICE = 5  # random bytes of the 16; then 5 of length, then 6 of checksum
_LENGTH = 5
_FREE = 16
_SHORTEST = 150  # no header is shorter


@dataclass(frozen=True)
class _Parts:
    header: bytes  # what the header's own code protects
    salt: bytes
    work: int
    wrapped: bytes
    code: bytes
    free: bytes  # 16 bytes
    payload: bytes

    @property
    def is_header_ours(self) -> bool:
        """Whether the header is letter for letter as this module wrote it."""
        marked = self.free[: _SPICE + _LENGTH]
        return _checksum(self.header, self.code, marked) == self.free[len(marked) :]

    @property
    def sealed_length(self) -> int:
        """How long the sealed content is, if this module wrote the file."""
        length = int.from_bytes(self.free[_SPICE : _SPICE + _LENGTH], "big")
        return length + max(1, -(-length // _CHUNK)) * _TAG


def is_sealed(data: bytes) -> bool:
    """Whether a file says that it is of the format age, as bytes or in letters (armored)."""
    return data.startswith(_FIRST_LINE) or _ARMOR.match(data[:_LONGEST_HEADER]) is not None


def spelled(passphrase: str) -> str:
    """A passphrase as it is used for writing: composed letters (NFC), no byte order mark."""
    return unicodedata.normalize("NFC", passphrase.removeprefix("\ufeff"))


def is_long_enough(passphrase: str) -> bool:
    """Whether a new passphrase has the `SHORTEST` number of characters."""
    return len(spelled(passphrase)) >= SHORTEST


def is_available() -> bool:
    """Whether this installation can seal and open files."""
    return ciphers.is_available()


def seal(content: bytes, passphrase: str, *, work: int = WORK) -> bytes:
    """`content` under a passphrase as `spelled`, as a file of the format age.

    Raises:
        MemoryError: this device has not the memory that `work` asks for.

    """
    key, salt = os.urandom(16), os.urandom(16)
    wrapped = ciphers.encrypted(_wrapping_key(spelled(passphrase), salt, work), bytes(12), key)
    header = b"%s-> scrypt %s %d\n%s\n---" % (_FIRST_LINE, _b64(salt), work, _b64(wrapped))
    code = hmac.digest(ciphers.derived(key, b"", b"header"), header, "sha256")
    marked = os.urandom(_SPICE) + len(content).to_bytes(_LENGTH, "big")
    free = marked + _checksum(header, code, marked)
    payload = ciphers.derived(key, free, b"payload")
    chunks = [content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK)] or [b""]
    sealed = (
        ciphers.encrypted(payload, _nonce(number, number == len(chunks) - 1), chunk)
        for number, chunk in enumerate(chunks)
    )
    return b"".join((header, b" ", _b64(code), b"\n", free, *sealed))


def opened(data: bytes, passphrase: str, *, most_work: int = MOST_WORK) -> bytes:
    """The content of a sealed file. The passphrase counts as `spelled` and as typed.

    Raises:
        SealProblem: the subclass tells a wrong passphrase, a cut file and a changed byte apart.

    """
    parts = _parts(_unarmored(data))
    if parts.work > most_work:
        raise TooMuchWork(str(parts.work))
    key = _file_key(parts, passphrase)
    code = hmac.digest(ciphers.derived(key, b"", b"header"), parts.header, "sha256")
    if not hmac.compare_digest(code, parts.code):
        raise Garbled("header")
    return _content(parts, key)


def _file_key(parts: _Parts, passphrase: str) -> bytes:
    # Another program takes the letters as they come, and some keyboards give them apart.
    apart = unicodedata.normalize("NFD", spelled(passphrase))
    for spelling in dict.fromkeys((spelled(passphrase), passphrase, apart)):
        try:
            wrapping = _wrapping_key(spelling, parts.salt, parts.work)
            return ciphers.decrypted(wrapping, bytes(12), parts.wrapped)
        except MemoryError as error:
            raise TooMuchWork(str(parts.work)) from error
        except NotAuthentic:
            continue
    raise _why_locked(parts)


def _unarmored(data: bytes) -> bytes:
    begin = _ARMOR.match(data[:_LONGEST_HEADER])
    if begin is None:
        return data
    end = _ARMOR_END.search(data, max(begin.end() - 1, len(data) - _LONGEST_HEADER))
    if end is None:
        raise CutShort("armor")
    try:
        lines = b"".join(data[begin.end() : end.start()].split())
        return base64.b64decode(lines, validate=True)
    except ValueError:
        raise Garbled("armor") from None


def _parts(data: bytes) -> _Parts:
    match = _HEADER.match(data[:_LONGEST_HEADER])
    if match is None:
        raise _why_no_header(data)
    payload = match.end() + _FREE
    free = data[match.end() : payload]
    if len(free) < _FREE:
        raise CutShort("header")
    salt, wrapped, code = _unb64(match[2]), _unb64(match[4]), _unb64(match[5])
    return _Parts(match[1], salt, int(match[3]), wrapped, code, free, data[payload:])


def _why_no_header(data: bytes) -> SealProblem:
    if data and _FIRST_LINE.startswith(data[: len(_FIRST_LINE)]) and len(data) < _SHORTEST:
        return CutShort("header")
    is_for_passphrase = data[len(_FIRST_LINE) :].startswith(b"-> scrypt ")
    return Garbled("header") if is_sealed(data) and is_for_passphrase else NotSealed("header")


def _why_locked(parts: _Parts) -> SealProblem:
    if parts.is_header_ours:
        return WrongPassphrase("key")
    # The length is right, so the file is ours, and then the header was changed.
    if parts.sealed_length == len(parts.payload):
        return Garbled("header")
    return WrongOrDamaged("key")


def _content(parts: _Parts, key: bytes) -> bytes:
    if parts.is_header_ours and len(parts.payload) < parts.sealed_length:
        raise CutShort("content")
    payload = ciphers.derived(key, parts.free, b"payload")
    size = _CHUNK + _TAG
    pieces = [parts.payload[at : at + size] for at in range(0, len(parts.payload), size)]
    found: list[bytes] = []
    try:
        for number, piece in enumerate(pieces):
            is_last = number == len(pieces) - 1
            found.append(ciphers.decrypted(payload, _nonce(number, is_last), piece))
    except NotAuthentic:
        raise _why_broken(payload, pieces, len(found)) from None
    if not found or (len(found) > 1 and not found[-1]):
        raise CutShort("content")
    return b"".join(found)


def _why_broken(payload: bytes, pieces: list[bytes], number: int) -> SealProblem:
    if number < len(pieces) - 1:
        return Garbled("content")
    try:
        ciphers.decrypted(payload, _nonce(number, False), pieces[number])
    except NotAuthentic:
        return Garbled("content")
    return CutShort("content")  # whole, but not meant to be the last piece


def _wrapping_key(passphrase: str, salt: bytes, work: int) -> bytes:
    return ciphers.scrypt(passphrase.encode("utf-8", "surrogatepass"), _SALT_LABEL + salt, work)


def _checksum(header: bytes, code: bytes, marked: bytes) -> bytes:
    return hashlib.sha256(header + code + marked).digest()[: _FREE - len(marked)]


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _b64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _unb64(text: bytes) -> bytes:
    data = base64.b64decode(text + b"=" * (-len(text) % 4))
    if _b64(data) != text:  # bits that mean nothing must be 0, or a changed byte would pass
        raise Garbled("header")
    return data
