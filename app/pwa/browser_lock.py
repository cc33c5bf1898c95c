"""PBKDF2 by WebCrypto: the Python in a browser comes without OpenSSL's."""

from typing import Any


async def stretched(secret: bytes, salt: bytes, rounds: int) -> bytes:
    """32 bytes from `secret` by PBKDF2 with SHA-256.

    Raises:
        OSError: the page has no WebCrypto, as it was not served safely.
    """
    import js  # type: ignore[import-not-found]  # only exists inside a browser
    from pyodide.ffi import JsException, to_js  # type: ignore[import-not-found]  # as above

    def plain(value: dict[str, Any]) -> Any:
        return to_js(value, dict_converter=js.Object.fromEntries)

    try:
        subtle = js.crypto.subtle
        usages = to_js(["deriveBits"])
        key = await subtle.importKey("raw", to_js(secret), "PBKDF2", False, usages)
        how = {"name": "PBKDF2", "hash": "SHA-256", "salt": salt, "iterations": rounds}
        bits = await subtle.deriveBits(plain(how), key, 256)
    except (JsException, AttributeError) as error:
        raise OSError("WebCrypto") from error
    found: bytes = bits.to_bytes()
    return found
