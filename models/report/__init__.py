"""The page for a visit: its facts, and the same facts as PDF and as plain text."""

from models.report.facts import PRIVATE, SECTIONS, Choices, Report
from models.report.reading import read_report

__all__ = ["PRIVATE", "SECTIONS", "Choices", "Report", "read_report"]
