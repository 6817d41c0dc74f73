package pipeline

import (
	"bufio"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tocsin"
	"tocsin/article"
)

// quietCeiling is how many events a hundred sentences of reports without
// politics may be made to tell.
const quietCeiling = 1.5

// quietLength is how many sentences of a report count: a few long lists and
// interviews must not outweigh the rest.
const quietLength = 40

// TestQuiet codes reports of sport, science, health, business, culture,
// weather and accidents, where there is next to nothing to record. The
// reports are not kept here; TOCSIN_SHARED names the folder that has them.
func TestQuiet(t *testing.T) {
	shared := os.Getenv("TOCSIN_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	reports := quietReports(t, filepath.Join(shared, "data"))
	p := loaded(t)
	events, sentences, types := 0, 0, map[string]int{}
	for _, rep := range reports {
		doc, ms, err := p.Code(rep)
		if err != nil {
			t.Logf("left out: %v", err)
			continue
		}
		sentences += min(len(doc.Sents), quietLength)
		for i := range ms {
			if ms[i].Sentence.Index >= quietLength {
				continue
			}
			events++
			types[ms[i].Type]++
			t.Logf("%s %s %q: %s", rep.ID, ms[i].Type, ms[i].Trigger.Text, ms[i].Sentence.Text)
		}
	}
	rate := 100 * float64(events) / float64(max(sentences, 1))
	t.Logf("%d reports, %d sentences, %d events: %.2f in a hundred sentences; %v", len(reports), sentences, events, rate, types)
	if len(reports) < 180 || sentences < 3000 {
		t.Errorf("only %d reports with %d sentences", len(reports), sentences)
	}
	if rate > quietCeiling {
		t.Errorf("%.2f events in a hundred sentences, the ceiling is %.2f", rate, quietCeiling)
	}
}

// quietReports reads what testdata/quiet.txt lists.
func quietReports(t *testing.T, dir string) []tocsin.Report {
	t.Helper()
	list, err := os.Open(filepath.Join("testdata", "quiet.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	var out []tocsin.Report
	lines := bufio.NewScanner(list)
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		switch {
		case len(f) == 0 || f[0] == "#":
		case f[0] == "pages":
			out = append(out, pages(t, filepath.Join(dir, "article-extraction", "eval"), f[1:])...)
		default:
			out = append(out, rows(t, filepath.Join(dir, "raw-news", "wikinews-en", "data", f[0]), f[1:])...)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// rows reads rows of a table of url, date, title, text.
func rows(t *testing.T, file string, which []string) []tocsin.Report {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Skip("no quiet reports here")
	}
	defer f.Close()
	table, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []tocsin.Report
	for _, w := range which {
		n, err := strconv.Atoi(w)
		if err != nil || n+1 >= len(table) {
			t.Fatalf("%s has no row %q", file, w)
		}
		day, err := tocsin.ParseDay(table[n+1][1])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, tocsin.Report{ID: tocsin.ReportID(filepath.Base(file) + ":" + w), Published: day, Lang: "en", Text: table[n+1][3]})
	}
	return out
}

// pages reads saved pages; those that do not tell their day get one.
func pages(t *testing.T, dir string, names []string) []tocsin.Report {
	t.Helper()
	var out []tocsin.Report
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Skip("no quiet reports here")
		}
		rep, err := article.Page(b, "https://example.org/"+name, article.Options{Date: tocsin.Day{Year: 2020, Month: 6, Date: 1}, Lang: "en"})
		if err != nil {
			t.Logf("%s: %v", name, err)
			continue
		}
		rep.ID = tocsin.ReportID(name)
		out = append(out, rep)
	}
	return out
}
