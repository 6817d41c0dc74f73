package main

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// archive writes a WARC archive of pages with events, some of them versions of
// the same page, and one that is no report.
func archive(t *testing.T, file string, pages int) {
	t.Helper()
	var b bytes.Buffer
	towns := []string{"Skagen", "Bergen", "Ystad", "Gdynia", "Turku", "Riga", "Esbjerg", "Oulu"}
	for i := range pages {
		page := fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><title>Story %d</title></head><body><article><h1>Story %[1]d</h1>
<p>%[2]d Danish coast guard vessels seized a Norwegian trawler off %[3]s on Monday, the Norwegian Foreign Ministry said.</p>
<p>Sweden expelled %[4]d Polish diplomats on Tuesday, a spokesman in Stockholm said. Fishermen in %[3]s met in hall %[1]d to talk about it.</p></article></body></html>`, i, 2+i%5, towns[i%len(towns)], 2+i%7)
		if i%10 == 9 {
			page = "<!DOCTYPE html><html><body><p>Nothing.</p></body></html>"
		}
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire%d.example/2025/05/%02d/%d\r\nWARC-Date: 2025-05-%02dT10:%02d:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			i/2%4, 1+i/2%20, i/2, 1+i/2%20, i%60, len(block), block)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

var (
	kills = flag.Int("kills", 4, "times that TestKilledIngest kills an ingest")
	pages = flag.Int("pages", 60, "pages of TestKilledIngest's archive")
)

// TestKilledIngest: an ingest that is killed at random moments and run again
// gives the record of one that was left alone.
func TestKilledIngest(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "tocsin")
	if err := os.Symlink(self, program); err != nil {
		t.Skip("no symbolic links: ", err)
	}
	warc := filepath.Join(dir, "x.warc")
	archive(t, warc, *pages)
	tocsin := func(db string, args ...string) *exec.Cmd {
		return exec.Command(program, append(args, "--db", filepath.Join(dir, db))...)
	}
	run := func(db string, args ...string) string {
		t.Helper()
		out, err := tocsin(db, args...).Output()
		if code := exitCode(err); code != exitOK && code != exitPartial {
			t.Fatalf("%v: %v", args, err)
		}
		return string(out)
	}
	start := time.Now()
	run("calm.db", "ingest", warc)
	whole := time.Since(start)
	export := []string{"export", "--background", "--format", "jsonl", "--limit", "0"}
	calm, reports := run("calm.db", export...), run("calm.db", "reports")
	same := func(db string) {
		t.Helper()
		if killed := run(db, export...); calm != killed || strings.Count(calm, "\n") < 10 {
			t.Errorf("%s differs: %d and %d bytes: %s", db, len(calm), len(killed), firstDifference(calm, killed))
		}
		if got := run(db, "reports"); reports != got {
			t.Errorf("the reports of %s differ:\n%s\n%s", db, reports, got)
		}
		run(db, "verify")
		if !strings.Contains(run(db, "changes"), "edited") {
			t.Error("no page has a second version")
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	db, records := "killed0.db", 1
	for died := 0; died < *kills; {
		cmd := tocsin(db, "ingest", warc)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(1 + int64(whole)/2)))
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()         // how is asked below
		if cmd.ProcessState.Exited() {
			same(db) // and another record is begun
			db, records = fmt.Sprintf("killed%d.db", records), records+1
			continue
		}
		died++
	}
	run(db, "ingest", warc)
	same(db)
	t.Logf("%d ingests were killed, %d records compared", *kills, records)
}

// firstDifference shows where two texts part.
func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	around := func(s string) string { return s[max(0, min(i, len(s))-80):min(len(s), i+120)] }
	return fmt.Sprintf("at byte %d:\n%s\n%s", i, around(a), around(b))
}

func exitCode(err error) int {
	if exit, ok := err.(*exec.ExitError); ok {
		return exit.ExitCode()
	}
	if err != nil {
		return exitFailed
	}
	return exitOK
}
