"""Our own modules as the phone gets them: source without comments and docstrings, on its lines."""

import ast
import io
import tokenize
from pathlib import Path


def strip_sources(tree: Path) -> None:
    """Strip every module under `tree` in place. Raises SyntaxError for what is not Python."""
    for path in tree.rglob("*.py"):
        path.write_text(stripped(path.read_text("utf-8")), "utf-8")


def stripped(source: str) -> str:
    """`source` without comments and docstrings; what is left stands on the same lines.

    A traceback on the phone therefore names the lines of the repository.
    """
    lines = [[*line] for line in source.splitlines()]
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1][column:] = [""] * (len(lines[row - 1]) - column)
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                _blank(lines, node)
    return "\n".join("".join(line).rstrip() for line in lines) + "\n"


def _blank(lines: list[list[str]], node: ast.Expr) -> None:
    """Put `0` where a text stands that nothing reads."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    first, last = node.lineno - 1, node.end_lineno - 1
    # Offsets of ast count bytes; before a docstring there are only spaces.
    end = len("".join(lines[last]).encode()[: node.end_col_offset].decode())
    for row in range(first, last + 1):
        start = node.col_offset if row == first else 0
        stop = end if row == last else len(lines[row])
        lines[row][start:stop] = [""] * (stop - start)
    lines[first][node.col_offset] = "0"
