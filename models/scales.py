"""The answers that can be given, as keys and numbers. Their words are in words/*/common.toml."""

LEVELS = (0, 1, 2, 3, 4)
"""None to Very severe: common.level_0 to common.level_4."""
MOODS = (1, 2, 3, 4, 5)
"""Very low to Very good: common.mood_1 to common.mood_5."""
NOSEBLEED_BANDS = ("under_5", "5_to_9", "10_to_19", "20_to_29", "30_or_more")
"""Minutes of the longest nosebleed: common.band_<key>."""
MOOD_TAGS = (
    "worried", "irritable", "tearful", "no_interest", "hopeless", "angry", "cannot_sleep",
    "not_myself", "seeing_hearing", "restless", "numb", "panic", "calm", "hopeful",
    "mood_changed", "noticed",
)  # fmt: skip
"""What can be said about a mood: common.tag_<key>. models.safety knows which of them report a
change by themselves (rule M0)."""
JOINT_PLACES = (
    "knees", "hips", "back", "neck", "shoulders", "elbows", "wrists", "hands", "ankles", "feet",
    "elsewhere",
)  # fmt: skip
"""Where it hurts: common.place_<key>."""


def band_of(minutes: float) -> str:
    """The key of NOSEBLEED_BANDS for a nosebleed of `minutes`."""
    limits = (5, 10, 20, 30)
    return NOSEBLEED_BANDS[sum(minutes >= limit for limit in limits)]
