"""A file under a passphrase: the open format age, version 1, with the scrypt recipient.

Anyone who has the passphrase can open it later with `age --decrypt`, without this app
(age-encryption.org/v1). age writes 16 free bytes before the content. Ours hold the length of the
content and a checksum of the header, so that a wrong passphrase, a cut file and a changed byte
can be told apart; to other programs they are as good as any.

Needs the package `cryptography` (extra `local`). The phone build does the same in JavaScript.
"""

import base64
import hashlib
import hmac
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.seal_problems import (
    CutShort,
    Garbled,
    NotSealed,
    SealProblem,
    TooMuchWork,
    WrongOrDamaged,
    WrongPassphrase,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

WORK = 16
"""scrypt's work factor for writing: 2 to the 16th rounds, 64 MB, about 0.2 s on a computer."""
MOST_WORK = 20
"""Highest work factor read: 1 GB. A phone should ask for 18; each step doubles the memory."""

_CHUNK, _TAG = 64 * 1024, 16
_FIRST_LINE = b"age-encryption.org/v1\n"
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
    """Whether a file says that it is of the format age."""
    return data.startswith(_FIRST_LINE)


def is_available() -> bool:
    """Whether this installation can seal and open files."""
    try:
        import cryptography  # noqa: F401  only looked for
    except ImportError:
        return False
    return True


def seal(content: bytes, passphrase: str, *, work: int = WORK) -> bytes:
    """`content` under a passphrase, as a file of the format age."""
    key, salt = os.urandom(16), os.urandom(16)
    wrapped = _aead(_wrapping_key(passphrase, salt, work)).encrypt(bytes(12), key, None)
    header = b"%s-> scrypt %s %d\n%s\n---" % (_FIRST_LINE, _b64(salt), work, _b64(wrapped))
    code = hmac.digest(_derived(None, b"header", key), header, "sha256")
    marked = os.urandom(_SPICE) + len(content).to_bytes(_LENGTH, "big")
    free = marked + _checksum(header, code, marked)
    aead = _aead(_derived(free, b"payload", key))
    chunks = [content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK)] or [b""]
    sealed = (
        aead.encrypt(_nonce(number, number == len(chunks) - 1), chunk, None)
        for number, chunk in enumerate(chunks)
    )
    return b"".join((header, b" ", _b64(code), b"\n", free, *sealed))


def opened(data: bytes, passphrase: str, *, most_work: int = MOST_WORK) -> bytes:
    """The content of a sealed file.

    Raises:
        SealProblem: the subclass tells a wrong passphrase, a cut file and a changed byte apart.

    """
    parts = _parts(data)
    if parts.work > most_work:
        raise TooMuchWork(str(parts.work))
    from cryptography.exceptions import InvalidTag

    wrapping = _aead(_wrapping_key(passphrase, parts.salt, parts.work))
    try:
        key = wrapping.decrypt(bytes(12), parts.wrapped, None)
    except InvalidTag:
        raise _why_locked(parts) from None
    code = hmac.digest(_derived(None, b"header", key), parts.header, "sha256")
    if not hmac.compare_digest(code, parts.code):
        raise Garbled("header")
    return _content(parts, key)


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
    from cryptography.exceptions import InvalidTag

    if parts.is_header_ours and len(parts.payload) < parts.sealed_length:
        raise CutShort("content")
    aead = _aead(_derived(parts.free, b"payload", key))
    size = _CHUNK + _TAG
    pieces = [parts.payload[at : at + size] for at in range(0, len(parts.payload), size)]
    found: list[bytes] = []
    try:
        for number, piece in enumerate(pieces):
            found.append(aead.decrypt(_nonce(number, number == len(pieces) - 1), piece, None))
    except InvalidTag:
        raise _why_broken(aead, pieces, len(found)) from None
    if not found or (len(found) > 1 and not found[-1]):
        raise CutShort("content")
    return b"".join(found)


def _why_broken(aead: "ChaCha20Poly1305", pieces: list[bytes], number: int) -> SealProblem:
    from cryptography.exceptions import InvalidTag

    if number < len(pieces) - 1:
        return Garbled("content")
    try:
        aead.decrypt(_nonce(number, False), pieces[number], None)
    except InvalidTag:
        return Garbled("content")
    return CutShort("content")  # whole, but not meant to be the last piece


def _aead(key: bytes) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _wrapping_key(passphrase: str, salt: bytes, work: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(_SALT_LABEL + salt, 32, n=1 << work, r=8, p=1).derive(passphrase.encode())


def _derived(salt: bytes | None, purpose: bytes, key: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, purpose).derive(key)


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
