"""What ciphers give, and what is told of a sealed file that came to harm.

Runs here and, as text, in the phone's Python.
"""

from models import ciphers
from models.seal_problems import SealProblem
from models.sealed import opened

PASSPHRASE = "correct horse"
MOST_WORK = 5  # or a changed byte could ask for a minute's work


def told(data: bytes, passphrase: str = PASSPHRASE) -> str:
    """The name of the problem with a file; "opened" if there is none."""
    try:
        opened(data, passphrase, most_work=MOST_WORK)
    except SealProblem as problem:
        return type(problem).__name__
    return "opened"


def trial(sealed: bytes) -> list[str]:
    """What is told with another passphrase, of each changed byte, of each cut, of more bytes."""
    changed = [
        told(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :])
        for place in range(len(sealed))
    ]
    cut = [told(sealed[:length]) for length in range(len(sealed))]
    return [told(sealed), told(sealed, "wrong"), *changed, *cut, told(sealed + b"more")]


def answers() -> list[str]:
    """What the parts of the format make of fixed input, as hexadecimal numbers."""
    key, nonce = bytes(range(32)), bytes(range(12))
    found = [
        ciphers.scrypt(b"pleaseletmein", b"SodiumChloride", 14),
        ciphers.derived(b"\x0b" * 22, bytes(range(13)), bytes(range(0xF0, 0xFA))),
        ciphers.derived(b"\x0b" * 22, b"", b""),
        *(ciphers.encrypted(key, nonce, b"x" * size) for size in (0, 1, 63, 64, 65, 500)),
    ]
    return [each.hex() for each in found]


def refused() -> list[bool]:
    """Whether each of these is not taken for what was encrypted: too short, or not as it was."""
    key, nonce = bytes(32), bytes(12)
    whole = ciphers.encrypted(key, nonce, b"a short diary")
    tries = [
        (key, nonce, b""),
        (key, nonce, whole[:15]),
        (key, nonce, whole[:16]),
        (key, nonce, whole[:-1] + bytes([whole[-1] ^ 1])),
        (b"x" * 32, nonce, whole),
        (key, b"x" * 12, whole),
        (key, nonce, whole),
    ]
    return [_is_refused(*each) for each in tries]


def _is_refused(key: bytes, nonce: bytes, sealed: bytes) -> bool:
    try:
        ciphers.decrypted(key, nonce, sealed)
    except ciphers.NotAuthentic:
        return True
    return False
