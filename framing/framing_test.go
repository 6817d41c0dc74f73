package framing

import (
	"strings"
	"sync"
	"testing"
	"unicode"

	"tocsin"
)

var loaded = sync.OnceValues(func() (*Annotator, error) { return Load("en") })

func load(t testing.TB) *Annotator {
	t.Helper()
	a, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// crudeDoc cuts text at spaces and punctuation. A word keeps its hyphens
// unless split is set. Lemmas are the entries' own words with English endings
// cut off; a tag is given only where the text writes word/TAG.
func crudeDoc(a *Annotator, text string, split bool) *tocsin.Doc {
	d := &tocsin.Doc{Lang: "en"}
	var b strings.Builder
	tags := map[int]string{}
	for _, f := range strings.Fields(text) {
		word, rest := f, ""
		if w, tag, ok := strings.Cut(f, "/"); ok {
			n := strings.IndexFunc(tag, func(r rune) bool { return !unicode.IsUpper(r) })
			if n < 0 {
				n = len(tag)
			}
			word, rest = w, tag[n:]
			tags[b.Len()] = tag[:n]
		}
		b.WriteString(word + rest + " ")
	}
	d.Text = b.String()
	start := 0
	flush := func(end int) {
		if end > start {
			form := d.Text[start:end]
			d.Tokens = append(d.Tokens, tocsin.Token{Start: start, End: end, Form: form, Lemma: a.lemma(form), UPOS: tags[start], Head: -1})
		}
		start = end
	}
	for i, r := range d.Text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' && !split {
			continue
		}
		flush(i)
		start = i
		if r == '\'' && strings.HasPrefix(d.Text[i:], "'s ") {
			continue
		}
		if !unicode.IsSpace(r) {
			flush(i + len(string(r)))
		}
		start = i + len(string(r))
	}
	d.Sents = []tocsin.Span{{Start: 0, End: len(d.Tokens)}}
	return d
}

// lemma undoes regular English inflection where that yields a known word.
func (a *Annotator) lemma(form string) string {
	form = strings.ToLower(form)
	for _, cut := range [][2]string{{"", ""}, {"s", ""}, {"es", ""}, {"d", ""}, {"ed", ""}, {"ies", "y"}, {"ied", "y"}, {"ged", ""}, {"ped", ""}, {"men", "man"}} {
		if stem, ok := strings.CutSuffix(form, cut[0]); ok {
			if a.word(stem + cut[1]) {
				return stem + cut[1]
			}
		}
	}
	return form
}

func (a *Annotator) word(w string) bool {
	for _, e := range a.entries {
		if e.Phrase[0] == '-' {
			continue
		}
		for _, p := range strings.FieldsFunc(e.Phrase, func(r rune) bool { return r == ' ' || r == '-' }) {
			if p == w {
				return true
			}
		}
		if e.Phrase == w || among(e.Before, w) || among(e.Behind, w) {
			return true
		}
	}
	return false
}

func frames(a *Annotator, text string, split bool) []string {
	d := crudeDoc(a, text, split)
	a.Annotate(d)
	var out []string
	for _, f := range d.Frames {
		out = append(out, strings.ToLower(d.Slice(f.Span)))
	}
	return out
}

// holds reports whether one of the frames is the entry's phrase.
func holds(a *Annotator, found []string, e Entry) bool {
	for _, f := range found {
		d := crudeDoc(a, f, true)
		want := strings.FieldsFunc(e.Phrase, func(r rune) bool { return r == ' ' || r == '-' })
		for _, t := range d.Tokens {
			if len(want) > 0 && (t.Lemma == want[0] || strings.EqualFold(t.Form, want[0])) {
				want = want[1:]
			}
		}
		if len(want) == 0 {
			return true
		}
	}
	return false
}

// TestLexicon runs every entry's example, its example in quotation marks and
// its counter-example, with hyphenated words as one token and as three.
func TestLexicon(t *testing.T) {
	a := load(t)
	if n := len(a.Entries()); n < 250 {
		t.Errorf("%d entries", n)
	}
	for _, e := range a.Entries() {
		for _, split := range []bool{false, true} {
			if got := frames(a, e.Example, split); !holds(a, got, e) {
				t.Errorf("%s: not found in %q: %v", e.Phrase, e.Example, got)
			}
			if got := frames(a, "“"+e.Example+"”", split); len(got) > 0 {
				t.Errorf("%s: found inside quotation marks: %v", e.Phrase, got)
			}
			if got := frames(a, e.Counter, split); holds(a, got, e) {
				t.Errorf("%s: found in %q", e.Phrase, e.Counter)
			}
		}
	}
}

func TestQuiet(t *testing.T) {
	a := load(t)
	for _, text := range []string{
		"He was convicted on terrorism charges.",
		"The bank left the fixed exchange-rate regime.",
		"They spoke of regime change and of the sanctions regime.",
		`"The regime is brutal," she said.`,
		"She called it a ‘brutal’ raid.",
		"She called it a 'brazen' raid.",
		"The so/ADV called/VERB meeting ended.",
		"Ships carried grain to the port on Monday.",
		"The UN-backed government met.",
	} {
		if got := frames(a, text, true); len(got) > 0 {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestOutsideMarks(t *testing.T) {
	a := load(t)
	for text, want := range map[string]string{
		`The regime said it was "a brutal lie" and called thugs to the square.`: "regime thugs",
		"The boys' brutal raid was the workers' farce.":                         "brutal farce",
		`He said "no". The brazen raid went on.`:                                "brazen",
		"A Paris-backed and a London-backed group of far-right thugs met.":      "paris-backed london-backed far-right thugs",
	} {
		for _, split := range []bool{false, true} {
			if got := strings.Join(frames(a, text, split), " "); got != want {
				t.Errorf("%s: %s, want %s", text, got, want)
			}
		}
	}
}

func TestVoice(t *testing.T) {
	a := load(t)
	d := crudeDoc(a, "The minister said the brutal raid was condemned by thugs.", false)
	d.Quotes = []tocsin.Quote{{Content: []tocsin.Span{{Start: 3, End: 10}}}, {Content: []tocsin.Span{{Start: 8, End: 10}}}}
	a.Annotate(d)
	if len(d.Frames) != 2 || d.Frames[0].Voice != 0 || d.Frames[1].Voice != 1 {
		t.Errorf("%+v", d.Frames)
	}
}

func TestNames(t *testing.T) {
	a := load(t)
	d := crudeDoc(a, "The National Hero Brigade met.", false)
	d.Ents = []tocsin.Entity{{Span: tocsin.Span{Start: 1, End: 4}, Label: "ORG"}}
	a.Annotate(d)
	if len(d.Frames) > 0 {
		t.Errorf("%+v", d.Frames)
	}
}

func TestParseComplains(t *testing.T) {
	for row, want := range map[string]string{
		"x\tN\tcondemn":                 "1: 3 columns",
		"x\tQ\tcondemn\t\twhy\tExample": "1: tags",
		"x\tN\tpraise\t\twhy\tExample":  "1: class",
		"x\tN\tcondemn\ty\twhy\tEx.":    "1: condition",
		"x\tN\tcondemn\t\t\tEx.":        "1: empty",
	} {
		if _, err := parse(row); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", row, err, want)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	f.Add(`The "so-called regime's thugs' US-backed 'brutal`, true)
	f.Fuzz(func(t *testing.T, text string, split bool) {
		a := load(t)
		d := crudeDoc(a, strings.ToValidUTF8(text, "?"), split)
		a.Annotate(d)
		last := 0
		for _, fr := range d.Frames {
			if fr.Start < last || fr.End > len(d.Tokens) || fr.IsZero() || fr.Voice != -1 {
				t.Fatalf("%+v", fr)
			}
			last = fr.End
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := load(b)
	d := crudeDoc(a, strings.Repeat("The regime said on Monday that its troops had left the town after a brutal raid, which officials denied. ", 20), false)
	b.ReportAllocs()
	for b.Loop() {
		a.Annotate(d)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(d.Tokens)), "ns/token")
}
