"""Why a file under a passphrase could not be opened, as the user may be told."""

from models.words import words


class SealProblem(Exception):
    """A sealed file could not be opened; the subclass says why."""

    why = "damaged"

    @property
    def sentence(self) -> str:
        """What happened and what to do, for the user."""
        return words(f"data.seal.{self.why}")


class WrongPassphrase(SealProblem):
    """The file is whole; the passphrase is another one."""

    why = "wrong"


class WrongOrDamaged(SealProblem):
    """Made by another program: a wrong passphrase and a damaged header look the same."""

    why = "wrong_or_damaged"


class CutShort(SealProblem):
    """The end of the file is missing."""

    why = "cut"


class Garbled(SealProblem):
    """A byte was changed after the file was written."""

    why = "damaged"


class NotSealed(SealProblem):
    """No file under a passphrase, or one for another kind of key."""

    why = "not_sealed"


class TooMuchWork(SealProblem):
    """Opening it would take more memory than this device should give."""

    why = "too_much_work"
