package coder

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tocsin"
	"tocsin/nlp"
	"tocsin/plover"
)

func TestLexiconLoads(t *testing.T) {
	l := lexicon(t)
	if l.Size() < 900 {
		t.Errorf("%d senses, want at least 900", l.Size())
	}
	per := map[plover.Type]int{}
	modes := map[string]bool{}
	for _, r := range l.all() {
		per[r.sense.Type]++
		for _, m := range r.sense.Modes {
			modes[string(r.sense.Type)+" "+string(m)] = true
		}
	}
	for i := range l.modes {
		for _, m := range l.modes[i].modes {
			modes[string(l.modes[i].typ)+" "+string(m)] = true
		}
	}
	for _, ty := range plover.Types() {
		if per[ty] < 20 {
			t.Errorf("%s has %d rows", ty, per[ty])
		}
		for _, m := range plover.Modes(ty) {
			if !modes[string(ty)+" "+string(m)] {
				t.Errorf("no row tells %s %s", ty, m)
			}
		}
	}
}

func TestPatternErrors(t *testing.T) {
	c, err := parseClasses("classes.tsv", "class\tlemmas\nPERSON\tman\nFORCE\ttroop\nGOVERNMENT\tcabinet\nPLACE\ttown\nMEASURE\tdozen\nHABIT\toften\nDATE\tmonday\nWEAPON\tgun\nCOUNT\tothers\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"", "fire", "fire.q", "fire.v obj", "fire.v obj=", "fire.v obj=TANKS", "fire.v =x", "fire.v on||at=x", "fire.v obj=a||b"} {
		if _, err := parsePattern(p, c); err == nil {
			t.Errorf("pattern %q: no error", p)
		}
	}
	p, err := parsePattern("call|ring.v +up|back obj=FORCE|man to|into!=* subj!=GOVERNMENT", c)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.lemmas) != 2 || len(p.particles) != 2 || len(p.needs) != 3 || !p.needs[1].not || !p.needs[1].value.any || p.needs[0].value.mask != c.force {
		t.Errorf("pattern read as %+v", p)
	}
}

func TestTablesComplain(t *testing.T) {
	l := lexicon(t)
	head := strings.Join(columns, "\t") + "\n"
	for _, c := range []struct{ row, want string }{
		{"fire.v\tdrones\t190", "x.tsv:2: drones is no mode of ASSAULT"},
		{"fire.v\tdrone\t999", `x.tsv:2: no CAMEO code "999"`},
		{"fire.v\t\t190\tweather", "x.tsv:2: no context weather"},
		{"fire.v\t\t190\t\t\t\tloud", "x.tsv:2: no flag loud"},
		{"fire.v\t\t190\t\t\t\t\tsubj", `x.tsv:2: "subj" is not key=value`},
		{strings.Repeat("\t", 11), "x.tsv:2: 12 columns"},
	} {
		err := l.addSenses("x.tsv", head+c.row+"\n", plover.Assault)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
	for _, f := range []func() error{
		func() error { _, err := parseClasses("classes.tsv", "h\nlower\tx\n"); return err },
		func() error { _, err := parseGovernors("governors.tsv", "h\nlift\tx\n"); return err },
		func() error { _, err := parseModes("modes.tsv", "h\nASSAULT\tdrone\tsky\t\tx\n"); return err },
		func() error { _, err := parseContexts("contexts.tsv", "h\nweather\train\n"); return err },
	} {
		if err := f(); err == nil || !strings.Contains(err.Error(), ".tsv") {
			t.Errorf("error %v names no file", err)
		}
	}
}

// TestPairs: nearly every row has an example and a counter-example.
func TestPairs(t *testing.T) {
	both := 0
	for _, r := range lexicon(t).all() {
		if r.example != "" && r.counter != "" {
			both++
		}
	}
	if both < 1500 {
		t.Errorf("%d rows have an example and a counter-example, want at least 1500", both)
	}
}

// TestExamples reads the example and the counter-example of every row of the
// lexicon with the parser.
func TestExamples(t *testing.T) { newBench(t, "en").run(1500) }

// bench reads sentences with the parser and counts what comes of them.
type bench struct {
	t                         *testing.T
	engine                    *nlp.Engine
	lex                       *Lexicon
	lang                      string
	examples, counters, words tally
}

type tally struct{ seen, faults int }

func newBench(t *testing.T, lang string) *bench {
	t.Helper()
	if testing.Short() {
		t.Skip("needs the parser")
	}
	engine, err := nlp.Load(lang)
	if errors.Is(err, tocsin.ErrLanguage) {
		t.Skip("no model of " + lang)
	}
	if err != nil {
		t.Fatal(err)
	}
	lex, err := LoadLexicon(lang)
	if err != nil {
		t.Fatal(err)
	}
	return &bench{t: t, engine: engine, lex: lex, lang: lang}
}

// run reads every row. A parser errs now and then: 19 of 20 examples must be
// told, 49 of 50 counter-examples must not, and as many must hold the word. At
// least so many rows must have each.
func (b *bench) run(rows int) {
	b.t.Helper()
	for _, r := range b.lex.all() {
		if r.example != "" {
			b.check(&b.examples, b.tells(r.example, r.sense.Type), "not told", r, r.example)
		}
		if r.counter != "" {
			b.check(&b.counters, !b.tells(r.counter, r.sense.Type), "told", r, r.counter)
			b.check(&b.words, b.names(r.counter, r), "without the word", r, r.counter)
		}
	}
	for _, c := range []struct {
		name string
		tally
		least int // the share of faults that is tolerated is one in so many
	}{{"examples", b.examples, 20}, {"counter-examples", b.counters, 50}, {"words", b.words, 50}} {
		if c.seen < rows || c.faults*c.least > c.seen {
			b.t.Errorf("%s: %d of %d fail", c.name, c.faults, c.seen)
		}
	}
}

func (b *bench) check(n *tally, ok bool, fault string, r *rule, text string) {
	n.seen++
	if !ok {
		n.faults++
		b.t.Logf("%s: %s: %s", r.sense.Source, fault, text)
	}
}

func (b *bench) read(text string) *tocsin.Doc {
	d := &tocsin.Doc{Lang: b.lang, Text: text}
	b.engine.Annotate(d)
	return d
}

// tells reports whether the lexicon sees an event of the type in the text.
func (b *bench) tells(text string, typ plover.Type) bool {
	d := b.read(text)
	for k := range d.Sents {
		for _, c := range b.lex.Match(d, k) {
			if c.Type == typ {
				return true
			}
		}
	}
	return false
}

// names reports whether the text holds a head of the row, in whatever form.
func (b *bench) names(text string, r *rule) bool {
	d := b.read(text)
	for i := range d.Tokens {
		if slices.Contains(b.lex.rulesFor(&d.Tokens[i]), r) {
			return true
		}
	}
	for _, lemma := range r.pat.lemmas {
		if strings.Contains(strings.ToLower(text), lemma[:min(len(lemma), 4)]) {
			return true // another word class, a hyphen, or a slip of the tagger
		}
	}
	return false
}

// FuzzPattern: whatever a table holds, reading it does not panic, and what is
// read has a head.
func FuzzPattern(f *testing.F) {
	f.Add("fire.v obj=WEAPON into|over=* +off")
	f.Add("strike.n case=on mod!=hunger")
	l, err := LoadLexicon("en")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := parsePattern(s, l.classes); err == nil && len(p.lemmas) == 0 {
			t.Errorf("%q has no head", s)
		}
	})
}
