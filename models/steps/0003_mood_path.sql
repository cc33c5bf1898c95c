-- Whose word a mood is, what the safety question waits for, and moments of a clock that was ahead.

ALTER TABLE mood ADD COLUMN is_imported INTEGER NOT NULL DEFAULT 0 CHECK (is_imported IN (0, 1));

-- An import wrote all its rows with one stamp; what is typed has a stamp of its own.
UPDATE mood SET is_imported = 1
WHERE is_deleted = 0 AND updated_at = written_at
  AND written_at IN (SELECT written_at FROM mood GROUP BY written_at HAVING count(*) > 1);

ALTER TABLE notice ADD COLUMN asked_at TEXT;

UPDATE notice SET asked_at = fired_at
WHERE rule IN ('M1', 'M2', 'M3', 'M4', 'M5') AND julianday(fired_at) > julianday('now') - 1
  AND NOT EXISTS (
    SELECT 1 FROM safety_answer WHERE julianday(given_at) >= julianday(notice.fired_at)
  );

ALTER TABLE safety_answer ADD COLUMN counted_at TEXT;

ALTER TABLE provider_contact ADD COLUMN at_time TEXT;
