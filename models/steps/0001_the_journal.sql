-- Everything that is written down day by day, the course, the mood path, and choices.

CREATE TABLE effect (
  key TEXT NOT NULL PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 40),
  name TEXT CHECK (length(name) <= 120),
  is_shown INTEGER NOT NULL CHECK (is_shown IN (0, 1)),
  is_private INTEGER NOT NULL CHECK (is_private IN (0, 1)),
  position INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  effect_key TEXT NOT NULL REFERENCES effect (key),
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
  places TEXT NOT NULL CHECK (length(places) <= 200),
  stopped_me INTEGER NOT NULL CHECK (stopped_me IN (0, 1)),
  written_at TEXT NOT NULL,
  utc_offset INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  PRIMARY KEY (on_date, effect_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE nosebleeds (
  on_date TEXT NOT NULL PRIMARY KEY CHECK (on_date IS date(on_date, '+0 days')),
  count INTEGER NOT NULL CHECK (count BETWEEN 0 AND 99),
  longest TEXT CHECK (longest IN ('under_5', '5_to_9', '10_to_19', '20_to_29', '30_or_more')),
  is_heavy INTEGER NOT NULL CHECK (is_heavy IN (0, 1)),
  written_at TEXT NOT NULL,
  utc_offset INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE mood (
  on_date TEXT NOT NULL PRIMARY KEY CHECK (on_date IS date(on_date, '+0 days')),
  level INTEGER CHECK (level BETWEEN 1 AND 5),
  tags TEXT NOT NULL CHECK (length(tags) <= 400),
  stopped_me INTEGER NOT NULL CHECK (stopped_me IN (0, 1)),
  written_at TEXT NOT NULL,
  utc_offset INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE mood_before (
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  replaced_at TEXT NOT NULL,
  level INTEGER CHECK (level BETWEEN 1 AND 5),
  tags TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  PRIMARY KEY (on_date, replaced_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE day (
  on_date TEXT NOT NULL PRIMARY KEY CHECK (on_date IS date(on_date, '+0 days')),
  is_nothing_new INTEGER NOT NULL CHECK (is_nothing_new IN (0, 1)),
  is_dose_taken INTEGER CHECK (is_dose_taken IN (0, 1)),
  dose_mg REAL CHECK (dose_mg BETWEEN 0 AND 1000),
  note TEXT NOT NULL CHECK (length(note) <= 20000),
  written_at TEXT NOT NULL,
  utc_offset INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE routine_tick (
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  tip_key TEXT NOT NULL CHECK (length(tip_key) <= 60),
  written_at TEXT NOT NULL,
  utc_offset INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  PRIMARY KEY (on_date, tip_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE course (
  id TEXT NOT NULL PRIMARY KEY,
  start_on TEXT CHECK (start_on IS date(start_on, '+0 days')),
  planned_weeks INTEGER NOT NULL CHECK (planned_weeks BETWEEN 1 AND 200),
  last_dose_on TEXT CHECK (last_dose_on IS date(last_dose_on, '+0 days')),
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE dose_period (
  start_on TEXT NOT NULL PRIMARY KEY CHECK (start_on IS date(start_on, '+0 days')),
  mg_per_day REAL NOT NULL CHECK (mg_per_day BETWEEN 0 AND 1000),
  changed_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE weight (
  on_date TEXT NOT NULL PRIMARY KEY CHECK (on_date IS date(on_date, '+0 days')),
  kg REAL NOT NULL CHECK (kg > 0 AND kg <= 500),
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
  role TEXT NOT NULL PRIMARY KEY CHECK (role IN ('provider', 'trusted')),
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
  id TEXT NOT NULL PRIMARY KEY,
  rule TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
  fired_on TEXT NOT NULL CHECK (fired_on IS date(fired_on, '+0 days')),
  fired_at TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (evidence LIKE '{%}'),
  answer TEXT,
  answered_at TEXT,
  answered_on TEXT CHECK (answered_on IS date(answered_on, '+0 days')),
  answer_on TEXT CHECK (answer_on IS date(answer_on, '+0 days')),
  reason TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE mood_check (
  on_date TEXT NOT NULL PRIMARY KEY CHECK (on_date IS date(on_date, '+0 days')),
  irritable TEXT NOT NULL CHECK (irritable IN ('no', 'yes', 'not_sure')),
  noticed TEXT NOT NULL CHECK (noticed IN ('no', 'yes', 'not_sure')),
  changed TEXT NOT NULL CHECK (changed IN ('no', 'yes', 'not_sure')),
  low_interest INTEGER NOT NULL CHECK (low_interest BETWEEN 0 AND 3),
  low_mood INTEGER NOT NULL CHECK (low_mood BETWEEN 0 AND 3),
  written_at TEXT NOT NULL,
  utc_offset INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE safety_answer (
  given_at TEXT NOT NULL PRIMARY KEY,
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  answer TEXT NOT NULL CHECK (answer IN ('no', 'yes', 'rather_not')),
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL CHECK (length(value) > 0),
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;
