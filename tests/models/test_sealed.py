import base64
from contextlib import suppress

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.seal_problems import (
    CutShort,
    Garbled,
    NotSealed,
    SealProblem,
    TooMuchWork,
    WrongOrDamaged,
    WrongPassphrase,
)
from models.sealed import is_long_enough, is_sealed, opened, seal

LIGHT = 2  # the work factor of tests that open a file many times
SIZES = [0, 65_536, 65_537, 200_000]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("passphrase", ["correct horse", "пароль 🙂", ""])
def test_what_was_sealed_opens_with_its_passphrase(size: int, passphrase: str) -> None:
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)
    assert opened(seal(content, passphrase, work=LIGHT), passphrase) == content


@pytest.mark.parametrize("size", SIZES)
def test_another_program_opens_our_files(size: int) -> None:
    content = b"x" * size
    assert pyrage.passphrase.decrypt(seal(content, "correct horse"), "correct horse") == content


def test_we_open_the_files_of_another_program() -> None:
    content = b"y" * 100_000  # one call: pyrage takes as long as it likes to wait
    sealed = pyrage.passphrase.encrypt(content, "correct horse")
    assert is_sealed(sealed)
    assert opened(sealed, "correct horse") == content
    with pytest.raises(WrongOrDamaged):
        opened(sealed, "wrong")
    at_a_seam = sealed.index(b"\n---") + 4 + 1 + 43 + 1 + 16 + 65_536 + 16
    with pytest.raises(CutShort):
        opened(sealed[:at_a_seam], "correct horse")


def test_a_wrong_passphrase_is_told_from_a_damaged_file() -> None:
    sealed = seal(b"x" * 70_000, "right", work=LIGHT)
    with pytest.raises(WrongPassphrase):
        opened(sealed, "wrong")


def test_every_cut_is_told_as_a_cut() -> None:
    sealed = seal(b"x" * 70_000, "right", work=LIGHT)
    header = sealed.index(b"\n---") + 64
    for length in [
        *range(1, header),
        header + 20,
        60_000,
        65_900,
        len(sealed) - 16,
        len(sealed) - 1,
    ]:
        with pytest.raises(CutShort):
            opened(sealed[:length], "right")


def test_every_changed_byte_is_told_as_damage() -> None:
    content = b"a short diary"
    sealed = seal(content, "right", work=LIGHT)
    told = {}
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SealProblem) as problem:
            opened(bytes(changed), "right", most_work=LIGHT + 2)
        told[place] = type(problem.value)
    first_line = sealed.index(b"\n")
    work = sealed.index(b" 2\n") + 1
    for place, kind in told.items():
        if place <= first_line:
            assert kind is NotSealed
        elif place != work:
            assert kind in (Garbled, NotSealed), place
    assert [
        place for place, kind in told.items() if kind is NotSealed and place > first_line
    ] == list(
        range(first_line + 1, first_line + 11)  # the name of the kind of key
    )


def test_bytes_put_at_the_end_are_told_as_damage() -> None:
    with pytest.raises(Garbled):
        opened(seal(b"x", "right", work=LIGHT) + b"more", "right")


def test_a_file_that_asks_for_too_much_memory_is_refused_before_it_gets_any() -> None:
    sealed = seal(b"x", "right", work=LIGHT).replace(b" 2\n", b" 60\n", 1)
    with pytest.raises(TooMuchWork):
        opened(sealed, "right")


@pytest.mark.parametrize(
    "data", [b"", b"PK\3\4", b"age-encryption.org/v1\n-> X25519 abc\nabc\n--- x"]
)
def test_other_files_are_no_sealed_files(data: bytes) -> None:
    with pytest.raises((NotSealed, CutShort)):
        opened(data, "right")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_mangled_file_never_opens_as_something_else(data: st.DataObject) -> None:
    sealed = bytearray(seal(b"x" * 300, "right", work=LIGHT))
    for _ in range(data.draw(st.integers(1, 4))):
        sealed[data.draw(st.integers(0, len(sealed) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(sealed[: data.draw(st.integers(0, len(sealed)))])
    with suppress(SealProblem):
        assert opened(cut, "right", most_work=6) == b"x" * 300


@pytest.mark.parametrize("problem", [SealProblem, *SealProblem.__subclasses__()])
def test_each_problem_is_said_in_plain_words(problem: type[SealProblem]) -> None:
    assert problem("header").sentence.endswith(".")


COMPOSED, APART = "caf\u00e9 et th\u00e9", "cafe\u0301 et the\u0301"


@pytest.mark.parametrize("written", [COMPOSED, APART, f"\ufeff{COMPOSED}"])
@pytest.mark.parametrize("typed", [COMPOSED, APART, f"\ufeff{APART}"])
def test_the_same_letters_open_a_file_however_a_keyboard_spells_them(
    written: str, typed: str
) -> None:
    assert opened(seal(b"x", written, work=LIGHT), typed) == b"x"


def test_a_file_of_another_program_opens_as_it_was_typed_there() -> None:
    assert opened(pyrage.passphrase.encrypt(b"y", APART), APART) == b"y"


def test_a_short_passphrase_is_counted_as_it_is_written() -> None:
    assert not is_long_enough("\ufeff1234567")
    assert not is_long_enough("e\u0301" * 7)
    assert is_long_enough("12345678")


def armored(sealed: bytes, end: bytes = b"\n") -> bytes:
    text = base64.b64encode(sealed)
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    whole = [b"-----BEGIN AGE ENCRYPTED FILE-----", *lines, b"-----END AGE ENCRYPTED FILE-----"]
    return end.join([*whole, b""])


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n \n"])
@pytest.mark.parametrize("size", [0, 1, 2, 70_000])
def test_a_file_in_letters_opens_as_one_in_bytes(end: bytes, before: bytes, size: int) -> None:
    file = before + armored(seal(b"x" * size, "correct horse", work=LIGHT), end)
    assert is_sealed(file)
    assert opened(file, "correct horse") == b"x" * size


def test_a_file_in_letters_that_is_cut_or_changed_is_told_so() -> None:
    file = armored(seal(b"x" * 500, "right", work=LIGHT))
    for length in range(file.index(b"\n") + 1, len(file) - 2, 7):
        with pytest.raises(CutShort):
            opened(file[:length], "right")
    with pytest.raises(Garbled):
        opened(file[:100] + b"*" + file[101:], "right")
    with pytest.raises(WrongPassphrase):
        opened(file, "wrong")
