"""Dates as words, from the content files."""

from datetime import date

from models.words import words


def short(day: date) -> str:
    """As "22 Nov"."""
    return words("app.date_short", day=day.day, month=words(f"app.month_short_{day.month}"))


def long(day: date) -> str:
    """As "Sunday 22 November"."""
    return words(
        "app.date_long",
        weekday=words(f"app.weekday_{day.weekday()}"),
        day=day.day,
        month=words(f"app.month_{day.month}"),
    )


def with_year(day: date) -> str:
    """As "22 Nov 2026"."""
    return words(
        "app.date_year", day=day.day, month=words(f"app.month_short_{day.month}"), year=day.year
    )


def relative(day: date, today: date) -> str:
    """As "Today, 22 Nov", or with the weekday for other days."""
    age = (today - day).days
    if age in (0, 1):
        key = "app.date_yesterday" if age else "app.date_today"
        return words(key, day=day.day, month=words(f"app.month_short_{day.month}"))
    return words(
        "app.date_long",
        weekday=words(f"app.weekday_short_{day.weekday()}"),
        day=day.day,
        month=words(f"app.month_short_{day.month}"),
    )
