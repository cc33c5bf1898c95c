"""A sheet of paper to draw on, in millimetres from its top left corner. PDF through fpdf2.

fpdf2 is loaded when the first sheet is asked for, never before: in a browser that takes
seconds. Pillow, which it only needs for pictures, may be missing.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeAlias
from unicodedata import normalize

from models.report.looks import BODY, INK, LINE, QUIET, WHITE, Colour, Edge, Face
from models.report.wording import say

if TYPE_CHECKING:  # see above: never at run time
    from fpdf import FPDF

Point: TypeAlias = tuple[float, float]

PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height by name."""
MARGIN = 12.0
HAIR_MM = 0.05
"""Too little to see: a text that fits a column exactly must not be cut."""


_FAMILY = "Figtree"
_FONTS = {"": "Figtree-Regular.ttf", "B": "Figtree-SemiBold.ttf"}
_HATCH_MM = 0.9


def _fpdf_class() -> "type[FPDF]":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that Pillow is missing; no picture is drawn
        from fpdf import FPDF

    return FPDF


class Sheet:
    """Pages of one paper size with one typeface, drawn by absolute position.

    The same drawing gives the same bytes: the only date in the file is `dated_on`.
    """

    def __init__(self, paper: str, title: str, language: str, dated_on: date) -> None:
        self.width, self.height = PAPERS[paper]
        self.pdf: Any = _fpdf_class()(format=(self.width, self.height))  # Any: see `tagged`
        self.pdf.set_auto_page_break(False)
        self.pdf.set_title(title)
        self.pdf.set_lang(language)
        self.pdf.set_creator("Sidenote")
        self.pdf.set_producer("Sidenote")
        self.pdf.set_creation_date(datetime.combine(dated_on, time(12), UTC))
        for style, name in _FONTS.items():
            font = resources.files("models") / "content" / "fonts" / name
            with resources.as_file(font) as path:
                self.pdf.add_font(_FAMILY, style, path)
        fonts: Any = self.pdf.fonts
        self._letters = frozenset(fonts[_FAMILY.lower()].cmap)
        self.has_gaps = False
        self.add_page()

    @property
    def left(self) -> float:
        """Where writing begins."""
        return MARGIN

    @property
    def right(self) -> float:
        """Where writing ends."""
        return self.width - MARGIN

    @property
    def bottom(self) -> float:
        """Where writing ends."""
        return self.height - MARGIN

    def add_page(self) -> None:
        """Start the next page."""
        self.pdf.add_page()

    def finish(self) -> None:
        """Number the pages if there are several, and own up to letters that are missing."""
        count = self.pdf.pages_count
        self.pdf.page = 1
        if self.has_gaps:
            with self.tagged("P"):
                self.write((self.left, self.height - MARGIN / 2), say("letters_missing"), QUIET)
        for page in range(1, count + 1) if count > 1 else ():
            self.pdf.page = page
            at = (self.right, self.height - MARGIN / 2)
            with self.tagged("P"):
                self.write(at, say("page_of", page=page, pages=count), QUIET, "right")

    def bytes(self) -> bytes:
        """The finished file."""
        return bytes(self.pdf.output())

    @contextmanager
    def tagged(self, kind: str, spoken: str | None = None) -> Iterator[None]:
        """Tell a screen reader what is drawn inside: H1, H2, P, TR, Figure (`spoken` instead).

        fpdf2 has this for pictures alone, so its own building blocks are used; the version is
        pinned and a test reads the tags back.
        """
        mcid = self.pdf.struct_builder.next_mcid_for_page(self.pdf.page)
        self.pdf._add_marked_content(struct_type=f"/{kind}", mcid=mcid, alt_text=spoken)
        self.pdf._out(f"/{kind} <</MCID {mcid}>> BDC")
        yield
        self.pdf._out("EMC")

    def printable(self, text: str) -> str:
        """`text` with the code of each letter that the typeface lacks: no two look the same.

        `has_gaps` tells that this happened, so that the page can say so.
        """
        composed = normalize("NFC", text)
        if all(ord(letter) in self._letters for letter in composed):
            return composed
        self.has_gaps = True
        return "".join(
            letter
            if ord(letter) in self._letters
            else " "
            if letter.isspace()
            else f"[U+{ord(letter):04X}]"
            for letter in composed
        )

    def wide(self, text: str, face: Face = BODY) -> float:
        """How wide a text is."""
        self.pdf.set_font(_FAMILY, "B" if face.is_bold else "", face.size)
        return float(self.pdf.get_string_width(self.printable(text)))

    def write(self, at: Point, text: str, face: Face = BODY, align: str = "left") -> None:
        """One line of text on the baseline at `at`, which is its left, right or centre."""
        shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        x = at[0] - shift * self.wide(text, face)
        self.pdf.set_text_color(*face.colour)
        self.pdf.text(x, at[1], self.printable(text))

    def wrapped(self, text: str, width: float, face: Face = BODY, indent: float = 0.0) -> list[str]:
        """The lines a text takes in `width`, the first one `indent` shorter.

        A word that is too long for a line is cut.
        """
        lines: list[str] = []
        line = ""
        for word in text.split():
            trial = f"{line} {word}" if line else word
            if self.wide(trial, face) <= width - (0 if lines else indent):
                line = trial
                continue
            if line:
                lines.append(line)
            *cut, line = self._pieces(word, width, face)
            lines += cut
        return [*lines, line] if line else lines

    def _pieces(self, word: str, width: float, face: Face) -> list[str]:
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.wide(pieces[-1] + letter, face) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def shortened(self, text: str, width: float, face: Face = BODY) -> str:
        """`text`, or as much of it as fits in `width` with an ellipsis."""
        if self.wide(text, face) <= width + HAIR_MM:
            return text
        while text and self.wide(f"{text}…", face) > width:
            text = text[:-1].rstrip()
        return f"{text}…"

    def line(
        self, points: Sequence[Point], width: float = 0.2, colour: Colour = LINE, *,
        dash: tuple[float, float] | None = None,
    ) -> None:  # fmt: skip
        """A line through points; `dash` gives the lengths of ink and gap."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(width)
        if dash:
            self.pdf.set_dash_pattern(dash=dash[0], gap=dash[1])
        self.pdf.polyline(points)
        if dash:
            self.pdf.set_dash_pattern()

    def box(
        self, at: Point, size: tuple[float, float], fill: Colour | None, edge: Edge | None = None
    ) -> None:
        """A rectangle: filled, edged or both."""
        if fill:
            self.pdf.set_fill_color(*fill)
        if edge:
            self.pdf.set_draw_color(*edge.colour)
            self.pdf.set_line_width(edge.width)
        radius = edge.radius if edge else 0.0
        style = ("F" if fill else "") + ("D" if edge else "")
        self.pdf.rect(*at, *size, style=style, round_corners=radius > 0, corner_radius=radius)

    def hatched(self, at: Point, size: tuple[float, float], colour: Colour = INK) -> None:
        """A rectangle filled with slanting lines: a pattern that survives black and white."""
        (x, y), (w, h) = at, size
        self.box(at, size, None, Edge(colour))
        with self.pdf.rect_clip(x, y, w, h):
            shift = -h
            while shift < w:
                self.line([(x + shift, y + h), (x + shift + h, y)], 0.2, colour)
                shift += _HATCH_MM

    def dot(
        self, at: Point, radius: float = 0.7, colour: Colour = INK, *, hollow: bool = False
    ) -> None:
        """A round mark; hollow for what was written late."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(0.25)
        self.pdf.set_fill_color(*(WHITE if hollow else colour))
        self.pdf.circle(at[0], at[1], radius, style="DF")

    def diamond(self, at: Point, radius: float = 1.0, colour: Colour = INK) -> None:
        """A diamond: what was changed later."""
        (x, y), r = at, radius
        self.pdf.set_draw_color(*colour)
        self.pdf.set_fill_color(*colour)
        self.pdf.set_line_width(0.25)
        self.pdf.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], style="DF")
