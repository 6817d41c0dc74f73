-- +goose Up
CREATE TABLE report (
  seq        INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  url        TEXT NOT NULL,
  publisher  TEXT NOT NULL,
  published  TEXT NOT NULL,
  body       TEXT NOT NULL, -- JSON of store.Report without text, excerpts and hashes
  text       TEXT NOT NULL,
  excerpts   TEXT NOT NULL, -- JSON
  previous   TEXT NOT NULL,
  hash       TEXT NOT NULL,
  signature  BLOB NOT NULL,
  copy       TEXT NOT NULL DEFAULT '' -- JSON of store.Copy; empty for own words
) STRICT;
CREATE INDEX report_url ON report (url, seq);

CREATE TABLE band (
  key    INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES report (seq),
  PRIMARY KEY (key, report)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention (
  n         INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  report    TEXT NOT NULL,
  start     INTEGER NOT NULL,
  component TEXT NOT NULL DEFAULT '',
  event     TEXT NOT NULL DEFAULT '',
  body      TEXT NOT NULL -- JSON of tocsin.Mention
) STRICT;
CREATE INDEX mention_report ON mention (report, start);
CREATE INDEX mention_component ON mention (component);

-- width is 0 for windows of up to a week, 1 up to two months, 2 beyond: a
-- look-up by lo then need not reach back further than the widest of its class.
CREATE TABLE mention_key (
  family  INTEGER NOT NULL,
  name    TEXT NOT NULL,
  width   INTEGER NOT NULL,
  lo      INTEGER NOT NULL,
  hi      INTEGER NOT NULL,
  mention INTEGER NOT NULL,
  PRIMARY KEY (family, name, width, lo, mention)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_key_mention ON mention_key (mention);

CREATE TABLE event (
  id         TEXT PRIMARY KEY,
  first      TEXT NOT NULL,
  last       TEXT NOT NULL,
  type       TEXT NOT NULL,
  status     TEXT NOT NULL,
  place      TEXT NOT NULL,
  background INTEGER NOT NULL,
  body       TEXT NOT NULL -- JSON of tocsin.Event
) STRICT, WITHOUT ROWID;
CREATE INDEX event_day ON event (background, first DESC, id DESC);
CREATE INDEX event_type ON event (type, first DESC, id DESC);

CREATE TABLE heir (
  id   TEXT PRIMARY KEY,
  heir TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- pair holds the two countries of a dyad in alphabetical order, or one
-- country twice for each party of an event.
CREATE TABLE pair (
  a     TEXT NOT NULL,
  b     TEXT NOT NULL,
  first TEXT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (a, b, first, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_event ON pair (event);

CREATE TABLE correction (
  number INTEGER PRIMARY KEY,
  body   TEXT NOT NULL -- JSON of store.Correction
) STRICT;

CREATE TABLE change (
  number INTEGER PRIMARY KEY,
  at     TEXT NOT NULL,
  event  TEXT NOT NULL,
  body   TEXT NOT NULL -- JSON of store.Change
) STRICT;
CREATE INDEX change_event ON change (event, number);

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE setting;
DROP TABLE change;
DROP TABLE correction;
DROP TABLE pair;
DROP TABLE heir;
DROP TABLE event;
DROP TABLE mention_key;
DROP TABLE mention;
DROP TABLE band;
DROP TABLE report;
