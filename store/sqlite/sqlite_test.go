package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"tocsin"
	"tocsin/store"
	"tocsin/store/storetest"
)

func open(t *testing.T, file string) *Store {
	t.Helper()
	s, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, filepath.Join(t.TempDir(), "record.db")) })
}

func fill(t *testing.T, s *Store) {
	t.Helper()
	err := s.Update(t.Context(), func(w store.Writer) error {
		for _, id := range []tocsin.ReportID{"a", "b", "c"} {
			r := &store.Report{Report: tocsin.Report{ID: id, Publisher: "Gazette"}}
			if _, err := w.AddReport(t.Context(), r, store.Print{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestVerify(t *testing.T) {
	for name, c := range map[string]struct{ damage, want string }{
		"whole":   {"", ""},
		"changed": {"UPDATE report SET body = replace(body, 'Gazette', 'Herald') WHERE id = 'b'", "report b: its line"},
		"taken":   {"DELETE FROM report WHERE id = 'b'", "report c: the line before"},
		"swapped": {"UPDATE report SET seq = -seq", "report c: the line before"},
		"words":   {"UPDATE report SET text = 'other' WHERE id = 'c'", "report c: its text"},
	} {
		s := open(t, filepath.Join(t.TempDir(), "record.db"))
		fill(t, s)
		if _, err := s.write.ExecContext(t.Context(), c.damage); err != nil {
			t.Fatal(err)
		}
		n, err := s.Verify(t.Context())
		if c.want == "" && (err != nil || n != 3) || c.want != "" && (!errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %d links, %v", name, n, err)
		}
		s.Close()
	}
}

// TestNewerFile: a file that a newer program has changed is refused, and
// opening an older one again changes nothing.
func TestNewerFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "record.db")
	s := open(t, file)
	fill(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, file)
	if n, err := s.Verify(t.Context()); n != 3 || err != nil {
		t.Errorf("opened again: %d links, %v", n, err)
	}
	if _, err := s.write.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(context.Background(), file); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("a newer file: %v", err)
	}
}

// TestOlderFile: a file that an older program made is brought up to date with
// all that is in it.
func TestOlderFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "record.db")
	db, err := connect(file, "", readCache)
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	fillOld(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, file)
	defer s.Close()
	if n, err := s.Verify(t.Context()); n != 3 || err != nil {
		t.Errorf("brought up to date: %d links, %v", n, err)
	}
	err = s.View(t.Context(), func(r store.Reader) error {
		rs, err := r.Reports(t.Context(), 0, 10)
		if len(rs) != 3 || rs[0].Publisher != "Gazette" {
			t.Errorf("brought up to date: %+v", rs)
		}
		es, _, err2 := r.Events(t.Context(), store.Query{Dyad: [2]string{"XXA", "XXB"}, Holder: "gazette"})
		if len(es) != 1 || es[0].ID != "e" {
			t.Errorf("events brought up to date: %+v", es)
		}
		hits, _, err3 := r.Search(t.Context(), "ship boarded", 2, "")
		if len(hits) != 2 || hits[0].ID != "c" || hits[0].Text != "They boarded her." {
			t.Errorf("found: %+v", hits)
		}
		sum, err4 := r.Summary(t.Context())
		if want := (store.Summary{Reports: 3, Outlets: 1, Events: 1, Latest: tocsin.Day{Year: 2031, Month: 5, Date: 3}}); sum != want {
			t.Errorf("summary %+v", sum)
		}
		return errors.Join(err, err2, err3, err4)
	})
	if err != nil {
		t.Error(err)
	}
}

// fillOld writes what an older program has kept: three reports in a chain, and
// an event of two countries.
func fillOld(t *testing.T, db *sql.DB) {
	t.Helper()
	exec := func(query string, args ...any) {
		if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	previous := ""
	for i, id := range []string{"a", "b", "c"} {
		body := fmt.Sprintf(`{"id":%q,"publisher":"Gazette","published":"2031-05-0%d","title":"Ship %s seized"}`, id, i+1, id)
		hash := link(previous, body)
		exec(`INSERT INTO report (seq, id, url, publisher, published, body, text, excerpts, previous, hash, signature)
			VALUES (?, ?, '', 'Gazette', '', ?, '', '[{"start":0,"end":17,"text":"They boarded her."}]', ?, ?, x'01')`, i+1, id, body, previous, hash)
		previous = hash
	}
	exec(`INSERT INTO event (id, first, last, type, status, place, background, body) VALUES ('e', '2031-05-01', '2031-05-01', 'SEIZE', 'occurred', '', 0,
		'{"id":"e","type":"SEIZE","quad":"material conflict","status":"occurred","first":"2031-05-01","last":"2031-05-01",
		"actors":[{"country":"XXA"}],"recipients":[{"country":"XXB"}],"holders":["Gazette"]}')`)
	exec("INSERT INTO pair (a, b, first, event) VALUES ('XXA', 'XXB', '2031-05-01', 'e')")
}

// TestReadWhileWriting: a reader keeps the state it began with.
func TestReadWhileWriting(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "record.db"))
	defer s.Close()
	err := s.View(t.Context(), func(r store.Reader) error {
		before, err := r.Reports(t.Context(), 0, 10)
		if err != nil {
			return err
		}
		fill(t, s)
		after, err := r.Reports(t.Context(), 0, 10)
		if len(before) != 0 || len(after) != 0 {
			t.Errorf("%d, then %d reports", len(before), len(after))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
