// Package attribution finds who says what: the source, the cue that
// introduces it, and the content that the source is made to say, for direct,
// indirect and mixed quotation. It reads the dependency tree, the quotation
// marks of the whole text, and a language's tables of cues and words.
package attribution

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

// slot names a place in a cue's frame.
type slot uint8

const (
	slotNone  slot = iota
	slotSubj       // subject, or the by-phrase of a passive
	slotObj        // object, or the subject of a passive
	slotPoss       // possessor or national adjective of a noun
	slotThat       // clause: ccomp, parataxis or direct speech
	slotInf        // to-infinitive, with its subject
	slotBack       // what stands before: "which X denied", "as X said"
	slotColon      // what stands after a colon: "X revised the toll: …"
	slotPrep       // a preposition; its word stands beside
)

// A place is a slot with its preposition, if it has one.
type place struct {
	slot slot
	prep string
}

// A frame is one row of the cue table.
type frame struct {
	words   []string // lemmas; the first one heads the cue
	class   string   // say, claim, admit, deny, doubt, accuse, ask, order, will, know, hold, seem
	stance  string   // assert, deny, doubt, accuse, ask, order
	source  []place
	content []place
	unnamed bool // a noun that needs nobody named: "opposition to the plan"
}

// manners say how a cue of each class puts what is said.
var manners = map[string]string{
	"say": "said", "claim": "claimed", "admit": "admitted", "deny": "denied", "doubt": "doubted", "accuse": "accused",
	"ask": "asked", "order": "ordered", "will": "intended", "know": "thought", attitude: "held", seeming: "seemed",
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
func (c *cues) finish(forms func(verb string) []string) {
	for verb := range c.verbs {
		for _, form := range forms(verb) {
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
	words     map[string]word // by lemma
	named     kin             // the classes that the language has words for
	endings   []string        // of nouns for people who do something
}

// Load parses the embedded tables of a language (BCP 47: "en"). An error names
// the file and line, or wraps [tocsin.ErrLanguage].
func Load(lang string) (*Annotator, error) {
	a := &Annotator{cues: newCues(), attitudes: newCues(), words: map[string]word{}}
	spelling, err := morph.Load(lang)
	if err != nil {
		return nil, fmt.Errorf("attribution: %w", err)
	}
	for _, t := range []struct {
		file    string
		columns int
		row     func(f []string) error
	}{
		{lang + ".words.tsv", 2, a.addWord}, {lang + ".cues.tsv", 6, a.addCue}, {lang + ".attitudes.tsv", 6, a.addCue},
	} {
		text, err := tsv.Text(tables, t.file)
		if err != nil {
			return nil, fmt.Errorf("attribution: %w", err)
		}
		if err := tsv.Rows(t.file, text, t.columns, t.row); err != nil {
			return nil, fmt.Errorf("attribution: %w", err)
		}
	}
	a.cues.finish(spelling.Forms)
	a.attitudes.finish(spelling.Forms)
	return a, nil
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
	if manners[f.class] == "" {
		return fmt.Errorf("unknown class %q", f.class)
	}
	if !oneOf(f.stance, "assert", "deny", "doubt", "accuse", "ask", "order") {
		return fmt.Errorf("unknown stance %q", f.stance)
	}
	var err error
	if f.source, err = places(cols[4]); err != nil {
		return err
	}
	f.unnamed = strings.HasSuffix(cols[4], ",-")
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
	words := strings.Fields(cols[1])
	switch cols[0] {
	case "ending":
		a.endings = append(a.endings, words...)
		return nil
	case "drops":
		a.named |= dropsSubject
		return nil
	}
	k, ok := kinNames[cols[0]]
	kind := tocsin.Kind(cols[0])
	if !ok && !oneOf(cols[0], "person", "organisation", "government", "document", "unnamed") {
		return fmt.Errorf("unknown word class %q", cols[0])
	}
	a.named |= k
	for _, s := range words {
		w := a.words[s]
		if ok {
			w.kin |= k
		} else {
			w.kind = kind
		}
		a.words[s] = w
	}
	return nil
}

var slotNames = map[string]slot{
	"-": slotNone, "subj": slotSubj, "obj": slotObj, "poss": slotPoss,
	"that": slotThat, "inf": slotInf, "back": slotBack, "colon": slotColon,
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
