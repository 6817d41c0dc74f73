-- +goose Up

-- What is read often stands apart from what is read rarely: rows of event are
-- short, and body, with all that is claimed of it, has a table of its own.
-- The next migration, in Go, fills what this one makes.
DROP INDEX event_day;
DROP INDEX event_type;
DROP INDEX pair_event;
ALTER TABLE event RENAME TO event_old;
ALTER TABLE pair RENAME TO pair_old;

CREATE TABLE event (
  n          INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  first      TEXT NOT NULL,
  last       TEXT NOT NULL,
  type       TEXT NOT NULL,
  status     TEXT NOT NULL,
  place      TEXT NOT NULL, -- country, 'none' for a place in none, empty for no place
  background INTEGER NOT NULL,
  conflict   INTEGER NOT NULL,
  level      INTEGER NOT NULL, -- hostility of what is told as done, 0 for others
  long       INTEGER NOT NULL, -- it lasts for more than two months: see selection
  told       TEXT NOT NULL, -- day of publication of the latest report that tells it
  short      TEXT NOT NULL  -- the event without claims and origins, as in short.go
) STRICT;
CREATE INDEX event_day ON event (background, first, id, last, conflict, level);
CREATE INDEX event_place ON event (place, background, first, id, last, conflict, level);
CREATE INDEX event_type ON event (type, background, first, id, last);
CREATE INDEX event_status ON event (status, background, first, id, last);
CREATE INDEX event_told ON event (told, background, first, id);
CREATE INDEX event_long ON event (background, first, id, last) WHERE long = 1;

CREATE TABLE event_body (
  n    INTEGER PRIMARY KEY REFERENCES event (n) ON DELETE CASCADE,
  body TEXT NOT NULL -- JSON of tocsin.Event
) STRICT;

-- pair holds the two countries of a dyad in alphabetical order, or one party
-- twice: its country, or its name if it has none. side tells what a party
-- does: 1 acts, 2 suffers, 3 both, 4 acts on nobody.
CREATE TABLE pair (
  a          TEXT NOT NULL,
  b          TEXT NOT NULL,
  background INTEGER NOT NULL,
  first      TEXT NOT NULL,
  event      TEXT NOT NULL,
  n          INTEGER NOT NULL,
  last       TEXT NOT NULL,
  conflict   INTEGER NOT NULL,
  level      INTEGER NOT NULL,
  side       INTEGER NOT NULL,
  long       INTEGER NOT NULL,
  PRIMARY KEY (a, b, background, first, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_long ON pair (a, b, background, first, event) WHERE long = 1;
CREATE INDEX pair_recent ON pair (first, a, b) WHERE background = 0;

-- holder and held: whose claims events hold.
CREATE TABLE holder (
  n      INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  folded TEXT NOT NULL,
  events INTEGER NOT NULL
) STRICT;
CREATE TABLE held (
  holder     INTEGER NOT NULL,
  background INTEGER NOT NULL,
  first      TEXT NOT NULL,
  event      TEXT NOT NULL,
  n          INTEGER NOT NULL,
  PRIMARY KEY (holder, background, first, event)
) STRICT, WITHOUT ROWID;

-- total counts events: of kinds 'event' (all news) and 'past' (all history);
-- news of 'dyad', 'party' and 'place'.
CREATE TABLE total (
  kind     TEXT NOT NULL,
  a        TEXT NOT NULL,
  b        TEXT NOT NULL,
  events   INTEGER NOT NULL,
  conflict INTEGER NOT NULL,
  acts     INTEGER NOT NULL,
  suffered INTEGER NOT NULL,
  PRIMARY KEY (kind, a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX total_events ON total (kind, events DESC, a, b);
CREATE INDEX total_with ON total (b, a) WHERE kind = 'dyad';

CREATE TABLE site (
  country TEXT NOT NULL,
  name    TEXT NOT NULL,
  events  INTEGER NOT NULL,
  PRIMARY KEY (country, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX site_events ON site (country, events DESC, name);

-- line is a report in short; words tells what of it is in the table words.
CREATE TABLE line (
  seq       INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  published TEXT NOT NULL,
  publisher TEXT NOT NULL,
  title     TEXT NOT NULL,
  lang      TEXT NOT NULL,
  copy_of   TEXT NOT NULL DEFAULT '',
  words     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX line_publisher ON line (publisher, seq);
CREATE INDEX line_published ON line (published);
CREATE INDEX line_copy ON line (copy_of, seq) WHERE copy_of <> '';

CREATE TABLE outlet (
  name    TEXT PRIMARY KEY,
  reports INTEGER NOT NULL,
  copies  INTEGER NOT NULL,
  first   TEXT NOT NULL,
  last    TEXT NOT NULL,
  langs   TEXT NOT NULL -- separated by blanks, in the order of their coming
) STRICT, WITHOUT ROWID;
CREATE INDEX outlet_reports ON outlet (reports DESC, name);

-- words is searched; a row has the number of its report. It keeps no text.
CREATE VIRTUAL TABLE words USING fts5 (
  title, text, names, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- state counts what was done to the record.
CREATE TABLE state (
  number INTEGER NOT NULL
) STRICT;
INSERT INTO state (number) VALUES (0);

ALTER TABLE report ADD COLUMN withheld TEXT NOT NULL DEFAULT ''; -- JSON of store.Withheld, empty for none
