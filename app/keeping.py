"""How the journal is kept on this device: what the screens are told about it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["kept", "kept_less_surely", "not_kept"]
"""How changes are kept. "kept": on the disk when a change returns. "kept_less_surely": in one
record of the browser's database, on the disk when `device.save` returns. "not_kept": gone when
the tab closes."""


@dataclass(frozen=True)
class Place:
    """What a browser says about the place the journal lies in. Sizes are in bytes."""

    kind: Kind
    is_persisted: bool  # the browser promised not to clear it by itself
    is_installed: bool  # the app was opened from the home screen
    is_offline_ready: bool  # the app's own files are on the device
    used: int  # by all of Sidenote, the app's own files too
    allowed: int  # at most; 0 when the browser does not say
