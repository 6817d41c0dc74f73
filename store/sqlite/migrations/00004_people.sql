-- +goose Up
CREATE TABLE person (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL -- JSON of store.Person
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
  hash   TEXT PRIMARY KEY, -- SHA-256 of the secret, hex
  person TEXT NOT NULL REFERENCES person (name) ON DELETE CASCADE,
  body   TEXT NOT NULL -- JSON of store.Ticket without its hash
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  body   TEXT NOT NULL -- JSON of store.Deed without its number
) STRICT;

-- +goose Down
DROP TABLE audit;
DROP TABLE ticket;
DROP TABLE person;
