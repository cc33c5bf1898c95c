"""Files under a passphrase in the phone's Python, run by Node, against those of a computer."""

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import pyrage
import pytest

from models.sealed import opened, seal
from tests.app.pwa import seal_trial
from tests.app.pwa.seal_trial import PASSPHRASE
from tests.app.pwa.test_phone_python import run

TRIAL = Path(seal_trial.__file__).read_text("utf-8")
LIGHT = 2
SIZES = [0, 65_536, 65_537, 200_000]


def answer(built: Path, code: str) -> Any:
    """The JSON value of the last line of `code`, worked out by the phone's Python."""
    return json.loads(run(built, f"import json\n{code}").splitlines()[-1])


def sent(data: bytes) -> str:
    """Bytes as an expression of Python."""
    return f"__import__('base64').b64decode('{b64encode(data).decode()}')"


def test_a_computer_and_another_program_open_what_a_phone_sealed(built: Path) -> None:
    code = f"""
from base64 import b64encode
from models.sealed import seal
files = [seal(b"x" * size, {PASSPHRASE!r}, work={LIGHT}) for size in {SIZES}]
files.append(seal("Grüße".encode(), "пароль 🙂"))
json.dumps([b64encode(each).decode() for each in files])
"""
    *files, last = map(b64decode, answer(built, code))
    assert [opened(each, PASSPHRASE) for each in files] == [b"x" * size for size in SIZES]
    assert [pyrage.passphrase.decrypt(each, PASSPHRASE) for each in files] == [
        b"x" * size for size in SIZES
    ]
    assert last.splitlines()[1].endswith(b" 16")
    assert pyrage.passphrase.decrypt(last, "пароль 🙂").decode() == "Grüße"


@pytest.mark.parametrize("size", [0, 70_000])
def test_a_phone_opens_what_a_computer_sealed(built: Path, size: int) -> None:
    file = sent(seal(b"x" * size, PASSPHRASE))
    code = f"""
from models.sealed import opened
json.dumps(opened({file}, {PASSPHRASE!r}).decode())
"""
    assert answer(built, code) == "x" * size


def test_a_phone_tells_each_change_and_each_cut_as_a_computer_does(built: Path) -> None:
    sealed = seal(b"a short diary", PASSPHRASE, work=LIGHT)
    here = seal_trial.trial(sealed)
    assert answer(built, f"{TRIAL}\njson.dumps(trial({sent(sealed)}))") == here
    assert here[:2] == ["opened", "WrongPassphrase"]
    assert set(here[2:]) == {"NotSealed", "Garbled", "CutShort"}


def test_a_cut_between_two_pieces_is_told_on_a_phone(built: Path) -> None:
    sealed = pyrage.passphrase.encrypt(b"y" * 70_000, PASSPHRASE)  # does not know its length
    at_a_seam = sealed[: sealed.index(b"\n---") + 4 + 1 + 43 + 1 + 16 + 65_536 + 16]
    code = f"""
from models.sealed import opened
from models.seal_problems import CutShort
try:
    said = len(opened({sent(at_a_seam)}, {PASSPHRASE!r}))
except CutShort as problem:
    said = problem.sentence
json.dumps(said)
"""
    assert answer(built, code).startswith("The end of this file is missing.")


NO_MEMORY = """
const construct = (kind, given, made) => {
  if (given[0] > 1e7) throw new RangeError("Array buffer allocation failed");
  return Reflect.construct(kind, given, made);
};
globalThis.Uint8Array = new Proxy(Uint8Array, { construct });
"""


def test_both_ciphers_give_what_the_standards_say(built: Path) -> None:
    here = seal_trial.answers()
    # RFC 7914 section 12, RFC 5869 A.1 and A.3; the first 32 bytes of each
    assert here[:3] == [
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2",
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d",
    ]
    told = answer(built, f"{TRIAL}\njson.dumps([answers(), refused()])")
    assert told == [here, seal_trial.refused()]
    assert told[1] == [True] * 6 + [False]


def test_a_phone_refuses_more_work_than_it_should_do_and_more_than_it_can(built: Path) -> None:
    sealed = seal(b"x", PASSPHRASE, work=LIGHT)
    too_much = sealed.replace(b" 2\n", b" 19\n", 1)
    code = f"""
import sys, types
sys.modules["flet_js"] = types.ModuleType("flet_js")
from app import device
from pyodide.code import run_js
{TRIAL}
MOST_WORK = device.MOST_WORK
said = [MOST_WORK, told({sent(sealed)}), told({sent(too_much)})]
run_js({NO_MEMORY!r})
said.append(told({sent(seal(b"x", PASSPHRASE))}))
json.dumps(said)
"""
    assert answer(built, code) == [18, "opened", "TooMuchWork", "TooMuchWork"]
