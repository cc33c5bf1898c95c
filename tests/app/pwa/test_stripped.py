"""Sources for the phone: what is left out, and that every line stays where it was."""

import ast

import pytest

from app.pwa.stripped import stripped


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""A module."""\n\nx = 1  # why\n', "0\n\nx = 1\n"),
        ('def f():\n    """Two\n    lines."""\n', "def f():\n    0\n\n"),
        ("x = '# no comment'\n", "x = '# no comment'\n"),
        ('x = 1\n"""About x: ü."""\ny = "ü"  # ü\n', 'x = 1\n0\ny = "ü"\n'),
    ],
)
def test_comments_and_docstrings_go_and_lines_stay(source: str, expected: str) -> None:
    assert stripped(source) == expected
    ast.parse(stripped(source))
