package sqlite

import (
	"path/filepath"
	"testing"

	"tocsin"
	"tocsin/store"
)

// FuzzSearch: SQLite takes whatever somebody types as words, never as syntax.
func FuzzSearch(f *testing.F) {
	file := filepath.Join(f.TempDir(), "record.db")
	s, err := Open(f.Context(), file)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	err = s.Update(f.Context(), func(w store.Writer) error {
		r := &store.Report{Report: tocsin.Report{ID: "r", Title: "Ship seized"}}
		_, err := w.AddReport(f.Context(), r, store.Print{})
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	for _, words := range []string{"ship", `"ship" OR`, "NEAR(a b)", "title:x", "a* -b", "'); DROP TABLE line; --", "\x00", "{a b}: c", "^ship + x", "ﬁ ß İ ٣"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		err := s.View(t.Context(), func(r store.Reader) error {
			hits, next, err := r.Search(t.Context(), words, 5, "")
			if len(hits) > 1 || next != "" {
				t.Errorf("%d hits, next %q", len(hits), next)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
