package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin/store/sqlite"
	"tocsin/web/demo"
)

// benchDesk serves the record that TOCSIN_BENCH_DB names, or the invented one.
func benchDesk(b *testing.B) *Server {
	b.Helper()
	file := os.Getenv("TOCSIN_BENCH_DB")
	made := file == ""
	if made {
		file = filepath.Join(b.TempDir(), "demo.db")
	}
	db, err := sqlite.Open(b.Context(), file)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	if made {
		if _, err := demo.Fill(context.Background(), db, "test"); err != nil {
			b.Fatal(err)
		}
	}
	s, err := New(Options{Store: db})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func (s *Server) benchGet(b *testing.B, path string) []byte {
	b.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if !strings.HasSuffix(path, ".json") { // which the benchmark reads itself
		r.Header.Set("Accept-Encoding", "gzip")
	}
	s.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatalf("%s: status %d", path, w.Code)
	}
	return w.Body.Bytes()
}

// BenchmarkPages makes the pages that are read most, with nothing remembered
// from one to the next, and sends one that is kept.
func BenchmarkPages(b *testing.B) {
	s := benchDesk(b)
	var home struct {
		Data struct{ Pairs []struct{ A, B string } }
	}
	if err := json.Unmarshal(s.benchGet(b, "/index.json"), &home); err != nil || len(home.Data.Pairs) == 0 {
		b.Fatalf("no pairs: %v", err)
	}
	p := home.Data.Pairs[0]
	for name, path := range map[string]string{
		"home": "/", "events": "/events", "dyad": "/dyads/" + p.A + "-" + p.B, "brief": "/dyads/" + p.A + "-" + p.B + "/brief", "actor": "/actors/" + p.A,
		"place": "/places/" + p.A, "actors": "/actors", "sources": "/sources", "reports": "/reports", "map": "/map", "calendar": "/calendar", "search": "/search?q=near",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s.memory = memory{}
				s.benchGet(b, path)
			}
		})
	}
	b.Run("kept", func(b *testing.B) {
		for b.Loop() {
			s.benchGet(b, "/")
		}
	})
}
