// Package framing finds loaded words: words that pass a verdict the reported
// facts do not contain. Words inside quotation marks are the speaker's open
// choice and are left alone.
package framing

import (
	"embed"
	"errors"
	"fmt"
	"strings"

	"tocsin/internal/tsv"
)

//go:embed data/*.tsv
var tables embed.FS

// classes are the kinds of verdict an entry can pass.
var classes = []string{
	"delegitimise", "terror", "dehumanise", "condemn", "doubt", "belittle", "label", "sponsor", "glorify", "invade", "euphemism",
}

// An Entry is one line of the lexicon.
type Entry struct {
	Phrase  string   // lemmas; "-backed" stands for any word with that ending
	Tags    string   // the tags it is loaded as: N, V, A, R; empty for any
	Class   string   // the verdict: delegitimise, terror, condemn, …
	Before  []string // words before it that make it a plain term
	Behind  []string // words behind it that do
	Why     string
	Example string
	Counter string // a sentence in which it is not loaded; may be empty
}

// A pattern is one way of writing an entry in tokens.
type pattern struct {
	words []string
	entry int
}

// An Annotator fills [tocsin.Doc.Frames]. It is immutable after [Load].
type Annotator struct {
	entries  []Entry
	patterns map[string][]pattern // by first word
	endings  map[string]int       // "backed"
}

// Load parses the embedded tables of a language (BCP 47: "en"). An error names
// the file and line, or wraps [tocsin.ErrLanguage].
func Load(lang string) (*Annotator, error) {
	text, err := tsv.Text(tables, lang+".tsv")
	if err != nil {
		return nil, fmt.Errorf("framing: %w", err)
	}
	a, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("framing: %s.tsv:%w", lang, err)
	}
	return a, nil
}

// Entries is the lexicon in the order of the file.
func (a *Annotator) Entries() []Entry { return a.entries }

func parse(text string) (*Annotator, error) {
	a := &Annotator{patterns: map[string][]pattern{}, endings: map[string]int{}}
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		e, err := parseEntry(strings.Split(line, "\t"))
		if err != nil {
			return nil, fmt.Errorf("%d: %w", n+1, err)
		}
		a.add(e)
	}
	return a, nil
}

func parseEntry(f []string) (Entry, error) {
	if len(f) < 6 || len(f) > 7 {
		return Entry{}, fmt.Errorf("%d columns, want 6 or 7", len(f))
	}
	e := Entry{Phrase: strings.ToLower(f[0]), Tags: f[1], Class: f[2], Why: f[4], Example: f[5]}
	if len(f) == 7 {
		e.Counter = f[6]
	}
	if e.Phrase == "" || e.Why == "" || e.Example == "" {
		return Entry{}, errors.New("empty phrase, reason or example")
	}
	if strings.Trim(e.Tags, "NVAR") != "" {
		return Entry{}, fmt.Errorf("tags %q", e.Tags)
	}
	if !known(e.Class) {
		return Entry{}, fmt.Errorf("class %q", e.Class)
	}
	for _, q := range strings.Fields(f[3]) {
		switch q[0] {
		case '<':
			e.Before = append(e.Before, q[1:])
		case '>':
			e.Behind = append(e.Behind, q[1:])
		default:
			return Entry{}, fmt.Errorf("condition %q", q)
		}
	}
	return e, nil
}

func known(class string) bool {
	for _, c := range classes {
		if c == class {
			return true
		}
	}
	return false
}

// add files the entry under every way its hyphens and spaces can be written:
// "far right", "far-right" as one token or as three.
func (a *Annotator) add(e Entry) {
	n := len(a.entries)
	a.entries = append(a.entries, e)
	if rest, ok := strings.CutPrefix(e.Phrase, "-"); ok {
		a.endings[rest] = n
		return
	}
	words := strings.Fields(e.Phrase)
	a.file(n, words)
	if len(words) == 2 {
		a.file(n, []string{words[0] + "-" + words[1]})
		a.file(n, []string{words[0], "-", words[1]})
	}
	if parts := strings.Split(e.Phrase, "-"); len(words) == 1 && len(parts) == 2 {
		a.file(n, []string{parts[0], "-", parts[1]})
	}
}

func (a *Annotator) file(entry int, words []string) {
	a.patterns[words[0]] = append(a.patterns[words[0]], pattern{words, entry})
}
