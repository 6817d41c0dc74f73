-- +goose Up
CREATE TABLE source (
  url  TEXT PRIMARY KEY,
  body TEXT NOT NULL -- JSON of store.Source
) STRICT, WITHOUT ROWID;

CREATE TABLE page (
  key  TEXT PRIMARY KEY,
  body TEXT NOT NULL -- JSON of store.Page without its key
) STRICT, WITHOUT ROWID;

CREATE TABLE edit (
  report TEXT PRIMARY KEY,
  body   TEXT NOT NULL -- JSON of store.Edit
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE edit;
DROP TABLE page;
DROP TABLE source;
