"""The marks of the charts: what a late entry and a changed one look like."""

import re
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from models.report.charts import Frame, date_ticks, draw_point
from models.report.sheet import Sheet
from models.report.weekly import MoodPoint

DAY = date(2026, 11, 22)
WHITE_FILL = re.compile(r"(?<![\d.])1(?:\.0+)? g(?![a-z])|1(?:\.0+)? 1(?:\.0+)? 1(?:\.0+)? rg")


def drawn(*, is_late: bool = False, is_changed: bool = False) -> str:
    """The drawing of one mood."""
    sheet = Sheet("A4", "A title", "en", DAY)
    draw_point(sheet, (50, 50), MoodPoint(DAY, 3, is_late, is_changed))
    contents = PdfReader(BytesIO(sheet.bytes())).pages[0].get_contents()
    assert contents is not None
    return contents.get_data().decode("latin-1")


def test_only_an_entry_written_late_is_hollow() -> None:
    assert WHITE_FILL.search(drawn(is_late=True))
    assert not WHITE_FILL.search(drawn())


def test_a_changed_mood_has_corners_instead_of_a_round() -> None:
    assert " c" in drawn()  # a curve
    assert not re.search(r" c\b", drawn(is_changed=True))
    assert drawn(is_changed=True).count(" l") >= 3


def test_a_frame_puts_each_day_in_its_place() -> None:
    frame = Frame(10, 0, 100, 20, date(2026, 11, 1), date(2026, 11, 10))
    assert frame.start_of(date(2026, 11, 1)) == 10
    assert frame.across(date(2026, 11, 1)) == 15
    assert frame.across(date(2026, 11, 10)) == 105


def test_dates_under_a_chart_have_room() -> None:
    for days in (0, 1, 6, 27, 181, 400):
        first = date(2026, 1, 1)
        frame = Frame(0, 0, 160, 20, first, date.fromordinal(first.toordinal() + days))
        ticks = date_ticks(frame)
        places = [frame.across(on) for on in ticks]
        assert ticks[0] == first
        assert all(later - earlier > 20 for earlier, later in zip(places, places[1:], strict=False))
