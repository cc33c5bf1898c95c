-- What the clinic does: visits, questions, test results and plans, talks with the provider.

CREATE TABLE visit (
  id TEXT NOT NULL PRIMARY KEY,
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  at_time TEXT,
  place TEXT NOT NULL,
  with_whom TEXT NOT NULL,
  said TEXT NOT NULL,
  changed TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE question (
  id TEXT NOT NULL PRIMARY KEY,
  text TEXT NOT NULL,
  asked_on TEXT CHECK (asked_on IS date(asked_on, '+0 days')),
  position INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE test_result (
  id TEXT NOT NULL PRIMARY KEY,
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  unit TEXT NOT NULL,
  range_low TEXT NOT NULL,
  range_high TEXT NOT NULL,
  is_fasting INTEGER CHECK (is_fasting IN (0, 1)),
  note TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE test_plan (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  due_on TEXT NOT NULL CHECK (due_on IS date(due_on, '+0 days')),
  window_days INTEGER NOT NULL CHECK (window_days BETWEEN 0 AND 60),
  outcome TEXT,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE provider_contact (
  id TEXT NOT NULL PRIMARY KEY,
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  how TEXT NOT NULL,
  about TEXT NOT NULL,
  note TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1))
) STRICT, WITHOUT ROWID;
