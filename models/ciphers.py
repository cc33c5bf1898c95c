"""What the format age is built of: scrypt, ChaCha20-Poly1305 and HKDF.

The first two come from the package `cryptography` (extra `local`). In a browser they come from
a module in JavaScript, which Python imports like a compiled one: the worker registers it when a
passphrase is first wanted (`app.device.ready_to_seal`).
"""

import hmac
import sys
from importlib.util import find_spec


class NotAuthentic(Exception):
    """Encrypted with another key, or changed since."""


def is_available() -> bool:
    """Whether this installation can encrypt. A browser can fetch its module at any time."""
    return sys.platform == "emscripten" or find_spec("cryptography") is not None


def scrypt(secret: bytes, salt: bytes, work: int) -> bytes:
    """32 bytes from a secret, at the price of 2 to the power of `work` KB (RFC 7914, r 8, p 1).

    Raises:
        MemoryError: that much is not there.

    """
    if sys.platform == "emscripten":
        import sidenote_ciphers

        found = sidenote_ciphers.scrypt(secret, salt, 1 << work)
        if found is None:
            raise MemoryError
        return found.to_bytes()
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt, 32, n=1 << work, r=8, p=1).derive(secret)


def encrypted(key: bytes, nonce: bytes, content: bytes) -> bytes:
    """`content` under ChaCha20-Poly1305 (RFC 8439), with its tag of 16 bytes at the end."""
    if sys.platform == "emscripten":
        import sidenote_ciphers

        return sidenote_ciphers.encrypted(key, nonce, content).to_bytes()
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key).encrypt(nonce, content, None)


def decrypted(key: bytes, nonce: bytes, sealed: bytes) -> bytes:
    """What `encrypted` was given.

    Raises:
        NotAuthentic: it was another key, or another nonce, or a byte is not as it was.

    """
    if sys.platform == "emscripten":
        import sidenote_ciphers

        found = sidenote_ciphers.decrypted(key, nonce, sealed)
        if found is None:
            raise NotAuthentic
        return found.to_bytes()
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, None)
    except InvalidTag:
        raise NotAuthentic from None


def derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """32 bytes for one purpose from a key (HKDF with SHA-256, RFC 5869: one block is enough)."""
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, purpose + b"\1", "sha256")
