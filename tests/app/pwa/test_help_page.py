"""The page of helplines that needs no Python, as it is made from the content files."""

from html import escape

import pytest

from app.pwa.help_page import help_page
from models.content import RedFlag, red_flags

PAGE = help_page()


@pytest.mark.parametrize("flag", red_flags(), ids=lambda flag: flag.key)
def test_every_sign_stands_there_with_what_to_do(flag: RedFlag) -> None:
    assert escape(flag.text) in PAGE
    assert escape(flag.action_text) in PAGE[PAGE.index(escape(flag.text)) :]
