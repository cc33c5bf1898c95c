"""Files as other apps write them, small and with the traps of each format."""

import base64
import io
import json
import sqlite3
import zipfile
from contextlib import closing

DAYLIO_OLD = b"""full_date,date,weekday,time,mood,activities,note_title,note
2026-11-20,November 20,Friday,6:50 pm,rad,work | Headache,,
2026-11-20,20 November,Friday,14:58,bad,,"Long day","first<br>second &amp; <b>third</b>"
2026-11-19,November 19,Thursday,10:04 AM,so tired,,,
not a date,x,x,x,good,,,
"""

DAYLIO_NEW = b"""full_date,date,weekday,time,mood,activities,scales,note_title,note
2026-11-20,November 20,Friday,6:50 pm,meh,,Dry lips: 3 | Sleep Quality: 8/10 points,,
"""

BEARABLE = b"""date,date formatted,weekday,time of day,category,rating/amount,detail,notes
20th Nov 2026,2026-11-20,Friday,am,Mood,8,,slept badly
20th Nov 2026,2026-11-20,Friday,pm,Mood,3,,slept badly
20th Nov 2026,2026-11-20,Friday,am,Symptom,2,Neck pain (Moderate),slept badly
20th Nov 2026,2026-11-20,Friday,pm,Symptom,3,Neck pain (Severe)|Dry eyes (Mild),
20th Nov 2026,2026-11-20,Friday,all day,Energy,4,,
32nd Nov 2026,2026-11-32,Friday,pm,Mood,3,,
"""

BEARABLE_OLD = b"""date,weekday,time of day,category,rating/amount,detail,notes
5th Jan 2022,Wednesday,pre,Mood,4,,
5th Jan 2022,Wednesday,mid,Symptom,4,Headache (Unbearable),
"""

TRACK = b"""FeatureName,Timestamp,Value,Label,Note
Nosebleeds,2026-11-20T23:30:00+02:00,1,,
Nosebleeds,2026-11-21T01:30:00+02:00,1,,left side
Dry lips,2026-11-20T12:00:00Z,2.0,Severe,
Running,2026-11-20T12:00:00Z,1:10:00,,
Dry lips,yesterday,2,,
Dry lips,2026-11-20T12:00:00Z,many,,
"""

TRACK_OLD = b"""FeatureName,Timestamp,Value
Dry lips,2026-11-20T12:00:00Z,3.0:Severe
Dry lips,2026-11-19T12:00:00Z,1.0
"""

TABLE = b"""Datum;Mood;Dry lips;Comments
22.11.2026;4;3;'=1+1
21.11.2026;2;;
13.11.2026;;1;fine
31.02.2026;1;1;
"""


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def daylio_backup(**changes: object) -> bytes:
    """A .daylio file whose mood ids say nothing about how good a mood is."""
    content = {
        "version": 15,
        "customMoods": [
            {"id": 1, "custom_name": "", "mood_group_id": 1},
            {"id": 5, "custom_name": "", "mood_group_id": 5},
            {"id": 6, "custom_name": "love it", "mood_group_id": 1},
            {"id": 8, "custom_name": "drained", "mood_group_id": 4},
        ],
        "tags": [{"id": 3, "name": "headache"}],
        "dayEntries": [
            {
                "year": 2026,
                "month": 10,
                "day": 20,
                "mood": 6,
                "note": "",
                "note_title": "",
                "tags": [3],
            },
            {"year": 2026, "month": 10, "day": 19, "mood": 8, "note": "a<br>b", "note_title": "t"},
            {"year": 2026, "month": 12, "day": 1, "mood": 1, "note": "", "note_title": ""},
        ],
    }
    packed = base64.encodebytes(json.dumps(content | changes).encode())
    return zipped({"backup.daylio": packed, "assets/x": b""})


def loop_zip() -> bytes:
    """Loop's CSV export: a counted habit, a yes-or-no habit, and a name with a comma."""
    return zipped(
        {
            "Habits.csv": b"Position,Name,Type,Question,Description,FrequencyNumerator,"
            b"FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n"
            b'001,"Nosebleeds",NUMERICAL,,,1,1,#fff,,AT_LEAST,1,false\n'
            b'002,"Lip balm, thick",YES_NO,,,1,1,#fff,,,,false\n',
            "Checkmarks.csv": b"Date,Nosebleeds,Lip balm, thick,\n2026-11-20,2000,2,\n",
            "001 Nosebleeds/Checkmarks.csv": b"Date,Value,Notes\n2026-11-20,2000,both sides\n"
            b"2026-11-19,NO,\n2026-11-18,UNKNOWN,\n2026-11-17,SKIP,\n",
            "002 Lip balm, thick/Checkmarks.csv": b"Date,Value,Notes\n2026-11-20,YES_MANUAL,\n"
            b"2026-11-19,YES_AUTO,\n2026-11-18,NO,\n",
        }
    )


def loop_database(statement: str = "") -> bytes:
    """Loop's database, with the header of one that was in write-ahead mode."""
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.executescript(
            "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT, type INTEGER);"
            "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit, timestamp, value, notes);"
            "INSERT INTO Habits VALUES (1, 'Nosebleeds', 1), (2, 'Lip balm', 0);"
            "INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES"
            " (1, 1795132800000, 2000, 'both sides'), (1, 1795046400000, 0, NULL),"
            " (2, 1795132800000, 2, NULL), (2, 1795046400000, 1, NULL),"
            " (2, 99999999999999999, 2, NULL), (2, 'x', 2, NULL);" + statement
        )
        data = bytes(raw.serialize())
    return data[:18] + b"\2\2" + data[20:]
