package treebank

import (
	"strings"
	"unicode"

	"tocsin/nlp/conllu"
)

func lower(s string) string { return strings.ToLower(s) }

// A Gazetteer tells kinds of names where a treebank does not: it is filled
// from tables and from the names that the treebank does tell. What it does
// not know stays unknown, and nothing is learnt from it.
type Gazetteer struct {
	kinds map[string]string // name to PER, LOC or ORG; "?" where sources differ
	given map[string]bool   // first names
	cues  map[string]map[string]bool

	tables map[string][]string
}

func (g *Gazetteer) add(name, kind string) {
	key := lower(name)
	if have, ok := g.kinds[key]; ok && have != kind {
		kind = "?"
	}
	g.kinds[key] = kind
	if first, rest, more := strings.Cut(name, " "); more && kind == "PER" && rest != "" {
		g.given[lower(first)] = true
	}
}

// learn takes over the names that the treebank marks. A state that acts is a
// place all the same: where the treebank says ORG of a name that the tables
// have as a place, it is marked anew.
func (g *Gazetteer) learn(texts []Text) {
	for _, t := range texts {
		for _, s := range t {
			for i := 0; i < len(s.Words); i++ {
				v, _ := conllu.Attr(s.Words[i].Misc, "NER")
				kind, ok := strings.CutPrefix(v, "B-")
				if !ok {
					continue
				}
				end := i + 1
				for end < len(s.Words) && has(s.Words[end].Misc, "NER", "I-"+kind) {
					end++
				}
				name := spell(s, i, end)
				if kind == "ORG" && g.kinds[lower(name)] == "LOC" {
					writeName(s, i, end, "LOC")
				} else if g.kinds[lower(name)] == "" {
					g.add(name, kind)
				}
			}
		}
	}
}

func spell(s *conllu.Sentence, start, end int) string {
	forms := make([]string, 0, end-start)
	for _, w := range s.Words[start:end] {
		forms = append(forms, w.Form)
	}
	return strings.Join(forms, " ")
}

// mark gives every run of proper nouns in a text that is not marked yet a
// kind, or marks it as unknown. All other words count as no names. A part of
// a longer name of the same text is of its kind: Chávez after Hugo Chávez.
func (g *Gazetteer) mark(text Text) {
	local := map[string]string{}
	for range 2 {
		for _, s := range text {
			eachRun(s, func(start, end int) {
				kind := g.kind(s, start, end, local)
				writeName(s, start, end, kind)
				if kind == "PER" && end-start > 1 {
					local[lower(s.Words[end-1].Form)] = kind
				}
			})
		}
	}
}

// eachRun visits the runs of proper nouns whose kind is not known; a run goes
// on over "de" and articles if a name follows that hangs on the run.
func eachRun(s *conllu.Sentence, visit func(start, end int)) {
	for i := 0; i < len(s.Words); {
		if !isOpenName(&s.Words[i]) {
			i++
			continue
		}
		end := i + 1
		for end < len(s.Words) {
			next := end
			for next < len(s.Words) && next < end+3 && (s.Words[next].UPOS == "ADP" || s.Words[next].UPOS == "DET") {
				next++
			}
			if next == len(s.Words) || !isOpenName(&s.Words[next]) || next > end && !inside(s, i, next) {
				break
			}
			end = next + 1
		}
		visit(i, end)
		i = end
	}
}

// inside reports whether word next is a flat part of the run from start.
func inside(s *conllu.Sentence, start, next int) bool {
	w := &s.Words[next]
	return strings.HasPrefix(w.Rel, "flat") && w.Head-1 >= start && w.Head-1 < next
}

func isOpenName(w *conllu.Word) bool {
	v, ok := conllu.Attr(w.Misc, "NER")
	return w.UPOS == "PROPN" && (!ok || v == "?") && capitalised(w.Form)
}

// kind tells the kind of the name start to end, or "?".
func (g *Gazetteer) kind(s *conllu.Sentence, start, end int, local map[string]string) string {
	name := lower(spell(s, start, end))
	if k := g.kinds[name]; k != "" && k != "?" {
		return k
	}
	first := lower(s.Words[start].Form)
	before := ""
	if start > 0 {
		before = lower(s.Words[start-1].Form)
	}
	switch {
	case g.cues["institution"][first]:
		return "ORG"
	case g.cues["title"][before]:
		return "PER"
	case end-start > 1 && g.given[first]:
		return "PER"
	case g.cues["place_noun"][before] || start > 1 && before == "de" && g.cues["place_noun"][lower(s.Words[start-2].Form)]:
		return "LOC"
	case end-start == 1 && local[first] != "":
		return local[first]
	}
	if k := g.byHead(s, start, end); k != "" {
		return k
	}
	switch {
	case end-start == 1 && isAcronym(s.Words[start].Form):
		return "ORG"
	case before == "en":
		return "LOC"
	}
	return "?"
}

// byHead tells the kind of a name by the noun that it is in apposition to, or
// by the verb of speech whose subject it is; "" if neither.
func (g *Gazetteer) byHead(s *conllu.Sentence, start, end int) string {
	for i := start; i < end; i++ {
		w := &s.Words[i]
		h := w.Head - 1
		if h >= start && h < end {
			continue
		}
		if h < 0 {
			return ""
		}
		lemma := lower(s.Words[h].Lemma)
		named := (tree{s}).preposition(i+1) == "" && rel("appos", "flat", "nmod", "compound")(w) && h < i
		switch {
		case named && g.cues["title"][lemma], w.Rel == "nsubj" && g.cues["speech"][lemma]:
			return "PER"
		case named && g.cues["institution"][lemma]:
			return "ORG"
		case named && g.cues["place_noun"][lemma]:
			return "LOC"
		}
		return ""
	}
	return ""
}

// Names lists the names of the tables by kind.
func (g *Gazetteer) Names() map[string][]string { return g.tables }

func isAcronym(form string) bool {
	n := 0
	for _, r := range form {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 6
}
