// Package morph reads how verbs are inflected: the form of a token, from the
// tags of any treebank, and the regular forms of a verb, from a table.
package morph

import (
	"embed"
	"errors"
	"fmt"
	"strings"

	"tocsin"
	"tocsin/internal/tsv"
)

//go:embed data/*.tsv
var tables embed.FS

// A Form says how a verb is inflected, as one bit; a union of bits asks for any.
type Form uint8

// The forms. Any is that of a verb without tag or features.
const (
	Past Form = 1 << iota
	Present
	Modal
	Participle
	Gerund
	Infinitive
	Any

	Finite = Past | Present
)

// Of reads the form of a token from its Penn tag, else from its UD features; 0
// if it is no verb.
func Of(t *tocsin.Token) Form {
	switch t.XPOS {
	case "VBD":
		return Past
	case "VBZ", "VBP":
		return Present
	case "MD":
		return Modal
	case "VBN":
		return Participle
	case "VBG":
		return Gerund
	case "VB":
		return Infinitive
	}
	if t.UPOS != "VERB" && t.UPOS != "AUX" {
		return 0
	}
	switch t.Feat("VerbForm") {
	case "Fin":
		if tense := t.Feat("Tense"); tense == "Past" || tense == "Imp" {
			return Past
		}
		return Present
	case "Part":
		return Participle
	case "Ger":
		return Gerund
	case "Inf":
		return Infinitive
	}
	return Any
}

// A Speller lists the regular forms of verbs. Lemmatisers stumble over rare
// ones ("joked"); where a lemma is unknown the form still finds the verb. The
// zero Speller knows no forms.
type Speller struct {
	rules []rule
}

// A rule says what replaces an ending.
type rule struct {
	ending string
	forms  []string // "&" repeats the last letter of what is left
}

// Load parses the table of a language (BCP 47: "en"); a language without one
// has no Speller, which is no error. An error names the file and line.
func Load(lang string) (*Speller, error) {
	out := &Speller{}
	name := lang + ".inflect.tsv"
	text, err := tsv.Text(tables, name)
	if errors.Is(err, tocsin.ErrLanguage) {
		return out, nil
	}
	if err == nil {
		err = tsv.Rows(name, text, 2, func(f []string) error {
			out.rules = append(out.rules, rule{strings.TrimPrefix(f[0], "-"), strings.Fields(f[1])})
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("morph: %w", err)
	}
	return out, nil
}

// Forms lists the regular forms of a verb other than its lemma, by the first
// rule whose ending it has.
func (s *Speller) Forms(verb string) []string {
	for _, rule := range s.rules {
		stem, ok := strings.CutSuffix(verb, rule.ending)
		if !ok || stem == "" {
			continue
		}
		out := make([]string, 0, len(rule.forms))
		for _, f := range rule.forms {
			if rest, ok := strings.CutPrefix(f, "&"); ok {
				f = stem[len(stem)-1:] + rest
			}
			out = append(out, stem+f)
		}
		return out
	}
	return nil
}
