package actor_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tocsin"
	"tocsin/actor"
	"tocsin/gazetteer"
	"tocsin/nlp"
	"tocsin/timex"
)

// A goldParty is an actor, recipient or holder of a gold record.
type goldParty struct {
	Start, End         int
	Text, Name         string
	Country            string
	Sectors            []string
	Kind               string
	role               string
	startByte, endByte int
}

type goldReport struct {
	Report struct {
		ID, Text, Title, Published string
	}
	Mentions []struct {
		Sentence           struct{ Index, Start, End int }
		Actors, Recipients []goldParty
		Claims             []struct{ Holder goldParty }
	}
}

// TestGold counts how often the actor that overlaps a gold span best has the
// gold country, primary sector and, for holders, kind. With TOCSIN_SHOW set
// it prints the failures.
func TestGold(t *testing.T) {
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "gold", "*-en.dev.jsonl"))
	if files == nil {
		t.Skip("no gold records")
	}
	files = append(files, filepath.Join(dir, "gold", "seed.jsonl"))
	annotate := chain(t)
	var total tally
	for _, f := range files {
		var sum tally
		for _, g := range readGold(t, f) {
			sum.report(t, annotate, g)
		}
		t.Logf("%-22s %s", filepath.Base(f), sum)
		total.add(sum)
	}
	t.Logf("%-22s %s", "all", total)
	if n := float64(total.parties); float64(total.country) < 0.90*n || float64(total.sector) < 0.86*n {
		t.Errorf("below the floors of 0.90 and 0.86: %s", total)
	}
}

// chain is everything up to and including this stage.
func chain(t testing.TB) func(*tocsin.Doc) {
	prepare, stage := stages(t)
	return func(doc *tocsin.Doc) {
		prepare(doc)
		stage.Annotate(doc)
	}
}

func stages(t testing.TB) (prepare func(*tocsin.Doc), stage *actor.Annotator) {
	words, err1 := nlp.Load("en")
	times, err2 := timex.Load("en")
	places, err3 := gazetteer.Load("en")
	actors, err4 := actor.Load("en")
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return func(doc *tocsin.Doc) {
		words.Annotate(doc)
		times.Annotate(doc)
		places.Annotate(doc)
	}, actors
}

func readGold(t testing.TB, file string) []goldReport {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []goldReport
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		var g goldReport
		if err := json.Unmarshal([]byte(line), &g); err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	return out
}

type tally struct{ parties, found, country, sector, kinds, kind int }

func (s *tally) add(o tally) {
	s.parties += o.parties
	s.found += o.found
	s.country += o.country
	s.sector += o.sector
	s.kinds += o.kinds
	s.kind += o.kind
}

func (s tally) String() string {
	n := float64(max(s.parties, 1))
	return fmt.Sprintf("%4d parties: found %.3f country %.3f sector %.3f; %3d holders: kind %.3f", s.parties,
		float64(s.found)/n, float64(s.country)/n, float64(s.sector)/n, s.kinds, float64(s.kind)/float64(max(s.kinds, 1)))
}

func (s *tally) report(t *testing.T, annotate func(*tocsin.Doc), g goldReport) {
	day, _ := tocsin.ParseDay(g.Report.Published)
	doc := &tocsin.Doc{Text: g.Report.Text, Title: g.Report.Title, Lang: "en", Date: day}
	annotate(doc)
	seen := make(map[string]bool)
	for _, p := range g.parties() {
		key := fmt.Sprint(p.Start, p.End, p.Country, p.Kind != "")
		if p.Text == "" || p.Kind == "narrator" || seen[key] {
			continue
		}
		seen[key] = true
		p.startByte, p.endByte = byteOffset(g.Report.Text, p.Start), byteOffset(g.Report.Text, p.End)
		s.party(t, doc, p, g.Report.ID)
	}
}

func (g *goldReport) parties() []goldParty {
	var out []goldParty
	for _, m := range g.Mentions {
		out = append(out, m.Actors...)
		out = append(out, m.Recipients...)
		for _, c := range m.Claims {
			out = append(out, c.Holder)
		}
	}
	return out
}

func byteOffset(s string, points int) int {
	n := 0
	for ; points > 0 && n < len(s); points-- {
		_, size := utf8.DecodeRuneInString(s[n:])
		n += size
	}
	return n
}

// party compares one gold party with the actors whose head lies in its span,
// the one nearest to its own head first.
func (s *tally) party(t *testing.T, doc *tocsin.Doc, p goldParty, id string) {
	s.parties++
	best := candidates(doc, p)
	country, sector, kind := false, false, false
	for _, a := range best {
		c := a.Country == p.Country
		country = country || c
		sector = sector || c && primary(a.Sectors) == primary(p.Sectors)
		kind = kind || c && string(a.Kind) == p.Kind
	}
	s.found += count(len(best) > 0)
	s.country += count(country)
	s.sector += count(country && sector)
	if p.Kind != "" {
		s.kinds++
		s.kind += count(kind)
	}
	if os.Getenv("TOCSIN_SHOW") != "" && !(country && sector && (kind || p.Kind == "")) {
		got := "nothing"
		if len(best) > 0 {
			a := best[0]
			got = fmt.Sprintf("%q %s %s %v %s", doc.Slice(a.Span), a.Name, a.Country, a.Sectors, a.Kind)
		}
		t.Logf("%s: %q %s %s %v %s; got %s", id, p.Text, p.Name, p.Country, p.Sectors, p.Kind, got)
	}
}

// candidates are the actors of the token in the gold span that is highest in
// its tree.
func candidates(doc *tocsin.Doc, p goldParty) []tocsin.Actor {
	head := -1
	for i := range doc.Tokens {
		tok := &doc.Tokens[i]
		if tok.Start >= p.endByte || tok.End <= p.startByte {
			continue
		}
		out := tok.Head < 0 || doc.Tokens[tok.Head].Start >= p.endByte || doc.Tokens[tok.Head].End <= p.startByte
		if has := slices.ContainsFunc(doc.Actors, func(a tocsin.Actor) bool { return a.Head == i }); has && (out || head < 0) {
			head = i
			if out {
				break
			}
		}
	}
	var best []tocsin.Actor
	for _, a := range doc.Actors {
		if a.Head == head {
			best = append(best, a)
		}
	}
	return best
}

func primary(s []string) string {
	if len(s) == 0 {
		return ""
	}
	return s[0]
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
