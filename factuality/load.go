// Package factuality tells how firmly each act of a text is told: as done,
// as going on, as planned, as possible or as not done. It reads
// dependency trees with a language's tables of words; denials and other stances of quoted
// speakers are left to whoever joins quotes and acts.
package factuality

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/morph"
	"tocsin/internal/tsv"
)

//go:embed data/*.tsv
var tables embed.FS

// An effect is what a word does to what stands in some of its slots.
type effect struct {
	particle string // lemma of the particle that the word needs; "" for none
	slots    []string
	status   tocsin.Status
}

// A featured is what UD features of a predicate say: "Tense=Fut" plans.
type featured struct {
	feats     []string // name, value, name, value: all must hold
	status    tocsin.Status
	auxiliary bool // an auxiliary of the predicate may have them as well
}

// Annotator fills Doc.Status. It is immutable and safe for concurrent use.
type Annotator struct {
	verbs, nouns, adjs map[string][]effect
	forms              map[string]string        // regular inflections of the verbs
	modifiers          map[string]tocsin.Status // of nouns
	adverbs            map[string]tocsin.Status
	auxiliaries        map[string]tocsin.Status
	marks              map[string]tocsin.Status
	light              map[string][]string // slots in which an act shares the verb's status
	lasting            map[string]bool     // acts that last: besiege, occupy
	onlookers          map[string]bool     // sources that foresee what others will do
	weights            map[string]float64  // of the signs that Scores sums up
	words              map[string]kin      // by lemma
	pairs              map[string]string   // first words of adverbs of two, by the second
	features           []featured          // what features of a predicate say
	marksInfinitive    bool                // the language has a mark for it
	presentLasts       bool                // the simple present of acts that last tells what goes on
}

// Load parses the embedded tables of a language (BCP 47: "en"). An error names
// the file and line, or wraps [tocsin.ErrLanguage].
func Load(lang string) (*Annotator, error) {
	a := &Annotator{
		verbs: map[string][]effect{}, nouns: map[string][]effect{}, adjs: map[string][]effect{},
		modifiers: map[string]tocsin.Status{}, adverbs: map[string]tocsin.Status{},
		auxiliaries: map[string]tocsin.Status{}, marks: map[string]tocsin.Status{},
		forms: map[string]string{}, light: map[string][]string{}, lasting: map[string]bool{}, onlookers: map[string]bool{},
		words: map[string]kin{}, pairs: map[string]string{},
	}
	for _, table := range []struct {
		file string
		row  func(cols []string) error
	}{{lang + ".tsv", a.addRow}, {lang + ".words.tsv", a.addWord}} {
		text, err := tsv.Text(tables, table.file)
		if err == nil {
			err = tsv.Rows(table.file, text, 2, table.row)
		}
		if err != nil {
			return nil, fmt.Errorf("factuality: %w", err)
		}
	}
	if err := a.loadScores(lang + ".scores.tsv"); err != nil {
		return nil, err
	}
	spelling, err := morph.Load(lang)
	if err != nil {
		return nil, fmt.Errorf("factuality: %w", err)
	}
	for verb := range a.verbs {
		for _, form := range spelling.Forms(verb) {
			a.forms[form] = verb
		}
	}
	for _, es := range a.verbs { // "call off" before "call"
		slices.SortStableFunc(es, func(x, y effect) int { return len(y.particle) - len(x.particle) })
	}
	return a, nil
}

// addWord adds a row of the words table.
func (a *Annotator) addWord(cols []string) error {
	if cols[0] == "lasting" {
		a.presentLasts = true
		return nil
	}
	k, ok := kinNames[cols[0]]
	if !ok {
		return fmt.Errorf("unknown word class %q", cols[0])
	}
	for _, w := range strings.Fields(cols[1]) {
		a.words[w] |= k
	}
	a.marksInfinitive = a.marksInfinitive || k == isTo
	return nil
}

func (a *Annotator) addRow(cols []string) error {
	if len(cols) != 5 {
		return fmt.Errorf("%d columns, want 5", len(cols))
	}
	word, status := cols[1], tocsin.Status(cols[3])
	switch status {
	case tocsin.Occurred, tocsin.Ongoing, tocsin.Planned, tocsin.Possible, tocsin.Negated, "-":
	default:
		return fmt.Errorf("unknown status %q", cols[3])
	}
	slots := strings.Split(cols[2], ",")
	for _, s := range slots {
		if !strings.HasPrefix(s, "~") && !oneOf(s, "-", "inf", "obj", "subj", "ccomp", "csubj", "compound") {
			return fmt.Errorf("unknown slot %q", s)
		}
	}
	head, particle, _ := strings.Cut(word, " ")
	governors := map[string]map[string][]effect{"v": a.verbs, "n": a.nouns, "a": a.adjs}
	words := map[string]map[string]tocsin.Status{"m": a.modifiers, "d": a.adverbs, "x": a.auxiliaries, "k": a.marks}
	flags := map[string]map[string]bool{"s": a.lasting, "t": a.onlookers}
	switch {
	case governors[cols[0]] != nil:
		governors[cols[0]][head] = append(governors[cols[0]][head], effect{particle, slots, status})
	case words[cols[0]] != nil:
		words[cols[0]][word] = status
		if first, second, ok := strings.Cut(word, " "); ok {
			a.pairs[second] = first
		}
	case flags[cols[0]] != nil:
		flags[cols[0]][word] = true
	case cols[0] == "f" || cols[0] == "g":
		feats := strings.FieldsFunc(word, func(r rune) bool { return r == '=' || r == '+' })
		if len(feats)%2 != 0 {
			return fmt.Errorf("want name=value in %q", word)
		}
		a.features = append(a.features, featured{feats, status, cols[0] == "g"})
	case cols[0] == "l":
		a.light[word] = append(a.light[word], slots...)
	default:
		return fmt.Errorf("unknown part of speech %q", cols[0])
	}
	return nil
}

func oneOf(s string, list ...string) bool {
	for _, x := range list {
		if s == x {
			return true
		}
	}
	return false
}
