"""Every word on a screen is looked up by a key that exists, and every key is used."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import models.words
from models.words import area_words, languages, plural, set_language, words

ROOT = Path(__file__).parents[2]
OWN = ROOT / "models" / "words.py"  # puts keys together for `plural`, whose calls are looked at
FILES = [path for part in ("app", "models") for path in sorted((ROOT / part).rglob("*.py"))]
WORDS = ROOT / "models" / "content" / "words"
AREAS = sorted(path.stem for path in (WORDS / "en").glob("*.toml"))
KEYS = {f"{area}.{name}" for area in AREAS for name in area_words("en", area)}

# Keys that are put together when the app runs. Each beginning stands for all keys with it.
# A beginning that is a whole area ("check.") stands only for names that the sources hold.
DYNAMIC = {
    "app.": "the names of the tabs",
    "today.": "the headings of the groups of effects",
    "today.same": "today, or a past day",
    "today.nothing_new": "today, or a past day",
    "today.short_": "the short name of each effect of dryness",
    "invalid.": "a sentence for each field that can be filled in wrongly",
    "data.conflict_bare_": "how two copies that differ were joined",
    "pwa.shortcut_": "one for each shortcut of the installed app",
    "common.": "answers of the two-week check: no, yes, not_sure",
    "common.level_": "one for each severity, 0 to 4",
    "common.mood_": "one for each mood, 1 to 5",
    "common.band_": "one for each length of a nosebleed",
    "common.tag_": "one for each thing that can be said about a mood",
    "common.place_": "one for each place that can hurt",
    "care.topic_": "the name of each topic that tips are about",
    "settings.theme_": "one for each look: system, light, dark",
    "settings.place_": "what is known about where the journal lies",
    "settings.size_": "one for each unit: kb, mb, gb",
    "help.action_": "a heading for each action of a red flag",
    "help.role_": "whom an emergency number reaches",
    "help.note_": "what to know of a line or a country",
    "help.language_": "the languages of helplines",
    "help.hours_": "day and night, or hours that vary",
    "check.": "the questions of the two-week check, by the names of their columns",
    "check.often_": "one for each answer, 0 to 3",
    "check.safety.": "the answers to the safety question, by their codes",
    "notice.answer_": "one for each answer to a notice",
    "notice.level3_": "one for each way out of the full screen",
    "timer.step_": "the lines of first aid, in a row",
    "app.month_": "the names of the months",
    "app.month_short_": "the short names of the months",
    "app.weekday_": "the names of the days of the week",
    "app.weekday_short_": "their short names",
    "app.weekday_letter_": "their letters",
    "command_line.": "lines of a page, by their names",
    "command_line.late_": "what the page says when the app does not come",
    "command_line.redirect_": "the lines of the page that leads into the app",
    "command_line.others_": "what others can do with the folder: read or write",
    "data.conflict_": "which of two entries stays",
    "data.export_": "one for each kind of export",
    "data.answer.": "one for each answer of a day",
    "data.table.": "one for each kind of entry",
    "lock.after_": "one for each time after which the app is locked again",
    "exchange.refused.": "one for each reason why a file is not taken",
    "exchange.remark.order_": "one for each way to write a date",
    "exchange.asks.": "what only the user can decide about a file",
    "exchange.proof.": "what proves the scale of a column",
    "data.import.joined_": "how several entries of a day become one, by table",
    "exchange.target.": "where a name of the other app leads",
    "exchange.app.": "one for each app whose files can be read",
    "exchange.remark.": "what is told with a dry run",
    "exchange.skip.": "why something in a file is left out",
    "data.command.": "what the data commands say in a terminal",
    "data.command.step.": "what the bar in a terminal says",
    "data.journal.": "one for each kind of JournalProblem",
    "data.refused.": "one for each kind of JournalProblem",
    "data.seal.": "why a file under a passphrase does not open",
    "command_line.report_": "the lines of one command",
    "lab.group_": "one for each group of tests",
    "lab.outcome_": "what became of a planned test",
    "lab.outside_": "below or above the typed range",
    "report.": "the phrases of the page for a visit, by their names",
    "report.answer_": "one for each answer to a notice",
    "report.band_": "one for each length of a nosebleed",
    "report.head_": "the headings of a table, by its columns",
    "report.notice_level_": "one for each level of notice on the page",
    "report.private_": "one for each private field",
    "report.safety_": "one for each answer to the safety question",
    "report.said_": "the questions of the check and the safety question, short",
    "report.section_": "one for each part of the page",
    "report.talk_": "one for each way to tell the provider",
    "report.rests_": "one for each kind of day that the sum rests on",
    "report.why_": "one for each rule",
    "lab.answer_": "the answers that a test can have",
    "lab.name_": "one for each test",
    "lab.short_": "one for each test",
    "lab.plan_": "one for each kind of planned test",
    "lab.preset_": "one for each preset of dates",
    "visits.after_": "one for each thing that goes on after the last dose",
}


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Each call of words(…) or plural(…) with its first argument."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("words", "plural"):
                yield name, node.args[0]


def _literal_keys(name: str, argument: ast.expr) -> Iterator[str]:
    """The keys that a call certainly looks up; both branches of a condition count."""
    if isinstance(argument, ast.IfExp):
        yield from _literal_keys(name, argument.body)
        yield from _literal_keys(name, argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        ends = ("",) if name == "words" else ("_one", "_many")
        yield from (argument.value + end for end in ends)


def _beginnings(argument: ast.AST) -> Iterator[str]:
    """The fixed beginning of an f-string; both branches of a condition count."""
    if isinstance(argument, ast.IfExp):
        yield from _beginnings(argument.body)
        yield from _beginnings(argument.orelse)
    elif isinstance(argument, ast.JoinedStr):
        first = argument.values[0]
        yield str(first.value) if isinstance(first, ast.Constant) else ""


TREES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in FILES
    if path != OWN
}


def test_the_sources_that_are_searched_are_there() -> None:
    assert "models/reasons.py" in TREES
    assert any(name.startswith("app/") for name in TREES)


def test_every_key_that_is_looked_up_exists() -> None:
    missing = [
        (file, key)
        for file, tree in TREES.items()
        for name, argument in _calls(tree)
        for key in _literal_keys(name, argument)
        if key not in KEYS
    ]
    assert missing == []


def test_every_key_that_is_put_together_has_a_declared_beginning() -> None:
    undeclared = [
        (file, beginning)
        for file, tree in TREES.items()
        for _, argument in _calls(tree)
        for beginning in _beginnings(argument)
        if beginning not in DYNAMIC
    ]
    assert undeclared == []


NODES = [node for tree in TREES.values() for node in ast.walk(tree)]
MADE = [node for node in NODES if set(_beginnings(node)) & set(DYNAMIC)]


def test_every_declared_beginning_is_put_together_somewhere_and_has_words() -> None:
    """A beginning nobody uses would hide unused words for ever."""
    wordless = {each for each in DYNAMIC if not any(key.startswith(each) for key in KEYS)}
    made = {beginning for node in MADE for beginning in _beginnings(node)}
    assert sorted(wordless | (set(DYNAMIC) - made)) == []


def test_every_word_is_used() -> None:
    """Any text in the sources that equals a key uses it: keys also stand in tables.

    A key put together from an area and a bare name is used if the sources hold that name.
    """
    texts = {str(node.value) for node in NODES if isinstance(node, ast.Constant)}
    used = {key for key in KEYS if key in texts or re.sub("_(one|many)$", "", key) in texts}
    # The opening page of the web app speaks before Python does: all its words are written into it.
    used |= {key for key in KEYS if key.startswith("pwa.")}
    for node in MADE:
        shape = _shape(node)
        is_bare = shape.pattern.removesuffix("(.+)").replace("\\.", ".").rstrip(".") in AREAS
        for key in KEYS:
            match = shape.fullmatch(key)
            if match and (not is_bare or match[1] in texts):
                used.add(key)
    assert sorted(KEYS - used) == []


def _shape(node: ast.AST) -> re.Pattern[str]:
    """What an f-string can become."""
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    fixed = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else "(.+)" for p in parts)
    return re.compile("".join(fixed))


@pytest.mark.parametrize("area", AREAS)
def test_a_file_of_words_is_made_of_texts_without_loose_ends(area: str) -> None:
    for name, text in area_words("en", area).items():
        assert text, name
        assert text == text.strip() or name.endswith("join"), name
        fields = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]
        assert all(field.isidentifier() for field in fields), name


@pytest.mark.parametrize("area", AREAS)
def test_a_word_for_many_has_a_word_for_one(area: str) -> None:
    names = set(area_words("en", area))
    plurals = [name.removesuffix("_many") for name in names if name.endswith("_many")]
    assert [name for name in plurals if f"{name}_one" not in names] == []


@pytest.mark.parametrize("language", languages())
def test_another_language_only_translates_what_english_has(language: str) -> None:
    for path in (WORDS / language).glob("*.toml"):
        assert set(area_words(language, path.stem)) <= set(area_words("en", path.stem))


def test_words_fill_their_fields() -> None:
    assert words("help.call_number", number="988") == "Call 988"
    assert words("common.level_2") == "Moderate"
    assert words("common.mood_1") == "Very low"
    assert words("check.safety.yes") == "Yes"


@pytest.mark.parametrize("key", ["help.nothing_like_it", "no_such_area.title", "help", ""])
def test_an_unknown_key_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        words(key)


def test_a_field_without_a_value_is_an_error_and_never_shows_braces() -> None:
    with pytest.raises(KeyError, match="number"):
        words("help.call_number")


def test_a_value_may_hold_braces() -> None:
    assert words("help.call_number", number="{1}") == "Call {1}"


@pytest.mark.parametrize("code", ["de", "xx-YY", "", "../en"])
def test_a_language_that_does_not_ship_falls_back_to_english(code: str) -> None:
    assert set_language(code) == "en"
    assert words("common.level_4") == "Very severe"


@pytest.mark.parametrize("code", ["en", "EN", "en-GB", "en_US"])
def test_english_is_english_in_every_country(code: str) -> None:
    assert set_language(code) == "en"


def test_one_and_many_have_their_own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    lines = 'days_one = "{count} day of {of}"\ndays_many = "{count} days of {of}"'
    (tmp_path / "en" / "sample_area.toml").write_text(lines, "utf-8")
    monkeypatch.setattr(models.words, "_words_folder", lambda: tmp_path)
    assert plural("sample_area.days", 1, of=7) == "1 day of 7"
    assert plural("sample_area.days", 0, of=7) == "0 days of 7"


def test_words_that_are_no_text_are_refused() -> None:
    with pytest.raises(TypeError, match="inner"):
        models.words._flat(tomllib.loads("[outer]\ninner = 5"), "")
