-- When each answer of a row was changed last, and a mark over the content of all rows.

ALTER TABLE effect ADD COLUMN column_stamps TEXT;
ALTER TABLE answer ADD COLUMN column_stamps TEXT;
ALTER TABLE nosebleeds ADD COLUMN column_stamps TEXT;
ALTER TABLE mood ADD COLUMN column_stamps TEXT;
ALTER TABLE day ADD COLUMN column_stamps TEXT;
ALTER TABLE course ADD COLUMN column_stamps TEXT;
ALTER TABLE contact ADD COLUMN column_stamps TEXT;
ALTER TABLE visit ADD COLUMN column_stamps TEXT;
ALTER TABLE question ADD COLUMN column_stamps TEXT;
ALTER TABLE test_result ADD COLUMN column_stamps TEXT;
ALTER TABLE test_plan ADD COLUMN column_stamps TEXT;
ALTER TABLE provider_contact ADD COLUMN column_stamps TEXT;

CREATE TABLE content_mark (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  mark INTEGER CHECK (mark >= 0)
) STRICT;

INSERT INTO content_mark VALUES (1, NULL);
