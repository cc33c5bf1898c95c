"""How the page looks: its inks, faces of type and edges. Colour never speaks alone on it."""

from typing import NamedTuple, TypeAlias

Colour: TypeAlias = tuple[int, int, int]

SMALL = 9.0
"""The smallest type on the page, in points."""
MM_A_POINT = 25.4 / 72

INK: Colour = (22, 33, 31)
GREY: Colour = (80, 97, 93)
LINE: Colour = (205, 215, 212)
PALE: Colour = (237, 243, 241)
PRIMARY: Colour = (11, 110, 102)
ALERT: Colour = (179, 38, 30)
ALERT_PALE: Colour = (253, 231, 227)
ALERT_INK: Colour = (95, 19, 13)
WHITE: Colour = (255, 255, 255)


class Face(NamedTuple):
    """How text looks: points, weight and colour."""

    size: float = SMALL
    is_bold: bool = False
    colour: Colour = INK


BODY, STRONG, QUIET = Face(), Face(is_bold=True), Face(colour=GREY)


class Edge(NamedTuple):
    """The outline of a box, and the radius of its corners."""

    colour: Colour = LINE
    width: float = 0.2
    radius: float = 0.0
