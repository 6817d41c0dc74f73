// Package attribution finds who says what: the source, the cue that
// introduces it, and the content that the source is made to say, for direct,
// indirect and mixed quotation in English. It reads the dependency tree, the
// quotation marks of the whole text, and a table of cues.
package attribution

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/tsv"
)

//go:embed data/*.tsv
var tables embed.FS

// slot names a place in a cue's frame.
type slot uint8

const (
	slotNone slot = iota
	slotSubj      // subject, or the by-phrase of a passive
	slotObj       // object, or the subject of a passive
	slotPoss      // possessor or national adjective of a noun
	slotThat      // clause: ccomp, parataxis or direct speech
	slotInf       // to-infinitive, with its subject
	slotBack      // what stands before: "which X denied", "as X said"
	slotPrep      // a preposition; its word stands beside
)

// A place is a slot with its preposition, if it has one.
type place struct {
	slot slot
	prep string
}

// A frame is one row of the cue table.
type frame struct {
	words   []string // lemmas; the first one heads the cue
	class   string   // say, claim, deny, doubt, accuse, ask, order, know, hold, seem
	stance  string   // assert, deny, doubt, accuse, ask, order
	source  []place
	content []place
}

// has reports whether s is one of the frame's content slots.
func (f *frame) has(s slot) bool {
	for _, p := range f.content {
		if p.slot == s {
			return true
		}
	}
	return false
}

// cues are frames by their first word.
type cues struct {
	verbs, nouns, adjs, preps map[string][]frame
	forms                     map[string]string // regular inflections of the verbs
}

func newCues() cues {
	return cues{
		verbs: map[string][]frame{}, nouns: map[string][]frame{}, adjs: map[string][]frame{}, preps: map[string][]frame{},
		forms: map[string]string{},
	}
}

// finish indexes the forms and puts longer cues first: "claim responsibility"
// before "claim".
func (c *cues) finish() {
	for verb := range c.verbs {
		for _, form := range inflections(verb) {
			c.forms[form] = verb
		}
	}
	for _, table := range []map[string][]frame{c.verbs, c.nouns, c.adjs, c.preps} {
		for _, fs := range table {
			slices.SortStableFunc(fs, func(x, y frame) int { return len(y.words) - len(x.words) })
		}
	}
}

// Annotator finds quotes. It is immutable and safe for concurrent use.
type Annotator struct {
	cues
	attitudes cues
	kinds     map[string]tocsin.Kind // by lemma of the source's head noun
	media     map[string]bool        // nouns for the medium of a saying
	light     map[string]bool        // verbs that only carry a cue noun: "issue a warning"
	relays    map[string]bool        // nouns for outlets that pass words on
	states    map[string]bool        // words inside a name that make it a public body
	quoting   map[string]bool        // verbs that introduce nothing but direct speech
	labels    map[string]bool        // words before a colon that are no speakers
	blows     map[string]bool        // verbs that strike with words or with arms
	claims    map[string]bool        // nouns for what was said, which can be denied
	fighters  map[string]bool        // nouns for those who strike with arms
	minds     map[string]bool        // further nouns for those who can have an attitude
}

// Load parses the embedded tables of a language (BCP 47: "en"). An error names
// the file and line, or wraps [tocsin.ErrLanguage].
func Load(lang string) (*Annotator, error) {
	a := &Annotator{
		cues: newCues(), attitudes: newCues(), kinds: map[string]tocsin.Kind{}, media: map[string]bool{}, light: map[string]bool{},
		relays: map[string]bool{}, states: map[string]bool{}, quoting: map[string]bool{}, labels: map[string]bool{},
		blows: map[string]bool{}, claims: map[string]bool{}, minds: map[string]bool{}, fighters: map[string]bool{},
	}
	for _, t := range []struct {
		file    string
		columns int
		row     func(f []string) error
	}{
		{lang + ".cues.tsv", 6, a.addCue}, {lang + ".attitudes.tsv", 6, a.addCue}, {lang + ".words.tsv", 2, a.addWord},
	} {
		text, err := tsv.Text(tables, t.file)
		if err != nil {
			return nil, fmt.Errorf("attribution: %w", err)
		}
		if err := tsv.Rows(t.file, text, t.columns, t.row); err != nil {
			return nil, fmt.Errorf("attribution: %w", err)
		}
	}
	a.cues.finish()
	a.attitudes.finish()
	return a, nil
}

// inflections lists the regular forms of a verb. Lemmatisers stumble over rare
// ones ("joked"); where a lemma is unknown the form still finds the verb.
func inflections(verb string) []string {
	last := verb[len(verb)-1]
	switch {
	case last == 'e':
		return []string{verb + "s", verb + "d", verb[:len(verb)-1] + "ing"}
	case last == 'y' && len(verb) > 2 && !strings.ContainsRune("aeiou", rune(verb[len(verb)-2])):
		return []string{verb[:len(verb)-1] + "ies", verb[:len(verb)-1] + "ied", verb + "ing"}
	case strings.HasSuffix(verb, "sh") || strings.HasSuffix(verb, "ch") || last == 's' || last == 'x':
		return []string{verb + "es", verb + "ed", verb + "ing"}
	}
	doubled := verb + string(last)
	return []string{verb + "s", verb + "ed", verb + "ing", doubled + "ed", doubled + "ing"}
}

func (a *Annotator) addCue(cols []string) error {
	set := &a.cues
	if oneOf(cols[2], attitude, seeming) {
		set = &a.attitudes
	}
	tables := map[string]map[string][]frame{"v": set.verbs, "n": set.nouns, "a": set.adjs, "p": set.preps}
	into, ok := tables[cols[0]]
	if !ok {
		return fmt.Errorf("unknown part of speech %q", cols[0])
	}
	f := frame{words: strings.Fields(cols[1]), class: cols[2], stance: cols[3]}
	if len(f.words) == 0 {
		return fmt.Errorf("no cue")
	}
	if !oneOf(f.class, "say", "claim", "deny", "doubt", "accuse", "ask", "order", "know", attitude, seeming) {
		return fmt.Errorf("unknown class %q", f.class)
	}
	if !oneOf(f.stance, "assert", "deny", "doubt", "accuse", "ask", "order") {
		return fmt.Errorf("unknown stance %q", f.stance)
	}
	var err error
	if f.source, err = places(cols[4]); err != nil {
		return err
	}
	if f.content, err = places(cols[5]); err != nil {
		return err
	}
	into[f.words[0]] = append(into[f.words[0]], f)
	if cols[0] == "p" { // looked up by form: also at the start of a sentence
		w := strings.ToUpper(f.words[0][:1]) + f.words[0][1:]
		into[w] = append(into[w], f)
	}
	return nil
}

func (a *Annotator) addWord(cols []string) error {
	sets := map[string]map[string]bool{
		"medium": a.media, "light": a.light, "relay": a.relays, "state": a.states, "label": a.labels, "quoting": a.quoting,
		"blow": a.blows, "claim": a.claims, "mind": a.minds, "fighter": a.fighters,
	}
	for w := range strings.SplitSeq(cols[1], " ") {
		if set, ok := sets[cols[0]]; ok {
			set[w] = true
			continue
		}
		k := tocsin.Kind(cols[0])
		if !oneOf(cols[0], "person", "organisation", "government", "document", "unnamed") {
			return fmt.Errorf("unknown word class %q", cols[0])
		}
		a.kinds[w] = k
	}
	return nil
}

var slotNames = map[string]slot{
	"-": slotNone, "subj": slotSubj, "obj": slotObj, "poss": slotPoss,
	"that": slotThat, "inf": slotInf, "back": slotBack,
}

// places parses a comma-separated list of slots; an unknown name with the
// mark "~" is a preposition: "~of".
func places(list string) ([]place, error) {
	var out []place
	for name := range strings.SplitSeq(list, ",") {
		if prep, ok := strings.CutPrefix(name, "~"); ok && prep != "" {
			out = append(out, place{slotPrep, prep})
			continue
		}
		s, ok := slotNames[name]
		if !ok {
			return nil, fmt.Errorf("unknown slot %q", name)
		}
		if s != slotNone {
			out = append(out, place{slot: s})
		}
	}
	return out, nil
}

func oneOf(s string, list ...string) bool {
	for _, x := range list {
		if s == x {
			return true
		}
	}
	return false
}
