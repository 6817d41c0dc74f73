package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tocsin": main})
}

// TestScript runs the real program as a user does; each file of
// testdata/script is one walk.
func TestScript(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "examples", "strait-standoff.html"))
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprintln(w, "User-agent: *\nDisallow: /private/")
			return
		}
		if r.URL.Path == "/rss.xml" {
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Strait</title><item><title>Story</title><link>http://%s/2024/05/06/story.html</link></item></channel></rss>`, r.Host)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(page)
	}))
	t.Cleanup(srv.Close) // after the scripts, which run in parallel
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("SERVER", srv.URL)
			e.Setenv("NO_COLOR", "")
			root, err := filepath.Abs(filepath.Join("..", ".."))
			e.Setenv("ROOT", root)
			return err
		},
	})
}

// runHere runs the program in this process.
func runHere(t *testing.T, stdin string, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(args, &terminal{in: strings.NewReader(stdin), out: &o, err: &e})
	return status, o.String(), e.String()
}

// TestFlagsAreDocumented: the README names every command and flag.
func TestFlagsAreDocumented(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var cli commands
	p, err := kong.New(&cli, kong.Name("tocsin"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, leaf := range p.Model.Leaves(false) {
		path := "tocsin " + strings.TrimSuffix(leaf.FullPath()[len("tocsin "):], " records")
		row := tableRow(string(readme), path)
		if row == "" {
			t.Errorf("README has no row for %q", path)
			continue
		}
		for _, f := range leaf.Flags {
			seen++
			if !strings.Contains(row, "`--"+f.Name) {
				t.Errorf("README does not tell of %s --%s", path, f.Name)
			}
			if f.Help == "" {
				t.Errorf("%s --%s has no help", path, f.Name)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d flags looked at", seen)
	}
}

// tableRow is the line of the command table for a command.
func tableRow(readme, command string) string {
	for line := range strings.Lines(readme) {
		if strings.HasPrefix(line, "| `"+command+" ") || strings.HasPrefix(line, "| `"+command+"`") {
			return line
		}
	}
	return ""
}

// TestRecordsFollowTheSchema validates every example's mentions against the
// published schema.
func TestRecordsFollowTheSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("testdata", "mention.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, name := range []string{"strait-standoff.html", "border-clash.txt", "sanctions-talks.jsonl"} {
		files = append(files, filepath.Join("..", "..", "examples", name))
	}
	status, out, errs := runHere(t, "", append([]string{"code", "--json"}, files...)...)
	if status != exitOK {
		t.Fatalf("status %d: %s", status, errs)
	}
	n := 0
	for line := range strings.Lines(out) {
		n++
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("mention %d: %v", n, err)
		}
	}
	if n < 10 {
		t.Errorf("the examples gave only %d mentions", n)
	}
}

// TestOffsets: every segment of a mention points at its own words.
func TestOffsets(t *testing.T) {
	rep := map[string]string{"id": "r1", "published": "2024-05-06", "lang": "en", "text": "“Naïve”, he said — Perú’s army attacked Ñuñoa.\nOn Friday, soldiers from Chile killed three farmers near Iquique, the minister said."}
	b, err := json.Marshal(rep)
	if err != nil {
		t.Fatal(err)
	}
	status, out, errs := runHere(t, string(b)+"\n", "code", "--json", "-")
	if status != exitOK || out == "" {
		t.Fatalf("status %d, out %q: %s", status, out, errs)
	}
	text := []rune(rep["text"])
	n := 0
	for line := range strings.Lines(out) {
		var m any
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		n += checkSegments(t, m, text)
	}
	if n < 4 {
		t.Errorf("only %d segments checked", n)
	}
}

// checkSegments walks JSON and compares every object that has start, end and
// text with the report.
func checkSegments(t *testing.T, v any, text []rune) int {
	n := 0
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			n += checkSegments(t, x, text)
		}
	case map[string]any:
		for _, x := range v {
			n += checkSegments(t, x, text)
		}
		start, ok1 := v["start"].(float64)
		end, ok2 := v["end"].(float64)
		words, ok3 := v["text"].(string)
		if ok1 && ok2 && ok3 {
			n++
			if got := string(text[int(start):int(end)]); got != words {
				t.Errorf("[%v,%v) is %q, the record says %q", start, end, got, words)
			}
		}
	}
	return n
}
