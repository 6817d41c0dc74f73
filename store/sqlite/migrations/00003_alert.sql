-- +goose Up
CREATE TABLE alert (
  number INTEGER PRIMARY KEY,
  key    TEXT NOT NULL,
  open   INTEGER NOT NULL,
  body   TEXT NOT NULL -- JSON of store.Alert without its number
) STRICT;
CREATE UNIQUE INDEX alert_open ON alert (key) WHERE open = 1;

CREATE TABLE notice (
  number INTEGER PRIMARY KEY,
  alert  INTEGER NOT NULL REFERENCES alert (number),
  body   TEXT NOT NULL -- JSON of store.Notice without its number
) STRICT;
CREATE INDEX notice_alert ON notice (alert, number);

-- +goose Down
DROP TABLE notice;
DROP TABLE alert;
