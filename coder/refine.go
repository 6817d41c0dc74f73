package coder

import (
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
)

// refinement is a row of modes.tsv: words around an event that tell its mode.
type refinement struct {
	typ   plover.Type
	modes []plover.Mode
	where string   // see scopes
	last  bool     // only if no other row told a mode
	add   bool     // also beside the modes that the sense itself has
	heads []string // only for these head lemmas; nil for all
	cameo string   // finer code, "" to keep
	words map[string]bool
}

// scopes say where the words of a row may stand: anywhere in the event's
// clause; the same, in the plural; in its object; or below its head, where of
// several rows the one whose word comes first tells the mode.
var scopes = []string{"clause", "plural", "obj", "first"}

func parseModes(file, text string) ([]refinement, error) {
	var out []refinement
	err := eachRow(file, text, 5, func(_ string, f []string) error {
		r := refinement{typ: plover.Type(f[0]), cameo: f[3], words: map[string]bool{}}
		where, heads, _ := strings.Cut(f[2], ":")
		if heads != "" {
			r.heads = strings.Split(heads, "|")
		}
		where, r.add = strings.CutSuffix(where, "+")
		r.where, r.last = strings.CutSuffix(where, "?")
		if !slices.Contains(scopes, r.where) {
			return fmt.Errorf("where is %q, not one of %v", f[2], scopes)
		}
		for _, m := range split(f[1]) {
			if !plover.ValidMode(r.typ, plover.Mode(m)) {
				return fmt.Errorf("%s is no mode of %s", m, r.typ)
			}
			r.modes = append(r.modes, plover.Mode(m))
		}
		if r.cameo != "" && !plover.ValidCAMEO(r.cameo) {
			return fmt.Errorf("no CAMEO code %q", r.cameo)
		}
		for _, w := range strings.Fields(f[4]) {
			r.words[w] = true
		}
		out = append(out, r)
		return nil
	})
	return out, err
}

// parseContexts reads a context and its words.
func parseContexts(file, text string) (map[string][]string, error) {
	out := map[string][]string{}
	return out, eachRow(file, text, 2, func(_ string, f []string) error {
		if !plover.ValidContext(f[0]) {
			return fmt.Errorf("no context %q", f[0])
		}
		for _, w := range strings.Fields(f[1]) {
			out[w] = append(out[w], f[0])
		}
		return nil
	})
}

// refine fills in what the words around the event say about it. It reports
// false if they turn out to tell no event.
func (l *Lexicon) refine(v *view, h *hit, c *Candidate) bool {
	s := c.Sense
	c.Type, c.Modes, c.CAMEO, c.Contexts = s.Type, s.Modes, s.CAMEO, s.Contexts
	at := h.head
	if h.light >= 0 {
		at = h.light
	}
	if v.tok(at).UPOS == "VERB" && v.asked(at) {
		return c.demand(v.negated(at))
	}
	if v.refused(at) && c.refusal() {
		return true
	}
	l.refineModes(v, h, c)
	l.refineContexts(v, c)
	c.shift(statusOf(v.d, h))
	return true
}

func statusOf(d *tocsin.Doc, h *hit) tocsin.Status {
	if st := d.StatusOf(h.head).Status; st != tocsin.Occurred || h.light < 0 {
		return st
	}
	return d.StatusOf(h.light).Status
}

// demand turns what others must do into a REQUEST.
func (c *Candidate) demand(negated bool) bool {
	if c.Type == plover.Request || c.Type == plover.Accuse || c.Type == plover.Threaten {
		return true
	}
	mode, cameo := demandMode(c.Type, negated)
	if mode == "" {
		return false
	}
	c.Type, c.Modes, c.CAMEO, c.Shifted = plover.Request, []plover.Mode{mode}, cameo, true
	return true
}

// refusal turns what one says one will not do into a REJECT; it reports
// whether the act is of a kind that others ask for.
func (c *Candidate) refusal() bool {
	var mode plover.Mode
	switch c.Type {
	case plover.Concede, plover.Retreat:
		mode, c.CAMEO = "yield", "124"
	case plover.Consult:
		mode, c.CAMEO = "meet", "125"
	case plover.Aid, plover.Cooperate, plover.Support, plover.Agree:
		mode, c.CAMEO = "assist", "121"
	default:
		return false
	}
	c.Type, c.Modes, c.Shifted = plover.Reject, []plover.Mode{mode}, true
	return true
}

// shift: what is only planned is AGREE if it would be cooperation, CONCEDE if
// it would be a retreat (PLOVER). Plans of conflict stay what they are.
func (c *Candidate) shift(st tocsin.Status) {
	if st != tocsin.Planned {
		return
	}
	switch c.Type {
	case plover.Consult:
		c.CAMEO = "036"
	case plover.Support:
		c.CAMEO = "032"
	case plover.Cooperate:
		c.CAMEO = "031"
	case plover.Aid:
		c.CAMEO = "033"
	case plover.Retreat:
		c.Type, c.Modes, c.CAMEO, c.Shifted = plover.Concede, nil, "035", true
		return
	default:
		return
	}
	c.Type, c.Modes, c.Shifted = plover.Agree, nil, true
}

// refineModes adds the modes that the clause tells where the sense has none
// of its own, or only a default.
func (l *Lexicon) refineModes(v *view, h *hit, c *Candidate) {
	own := c.Modes
	if h.rule.preset {
		c.Modes = nil
	}
	w := modeWords{v: v, h: h, clause: v.clauseWords(h), obj: v.object(h.head), first: -1}
	for i := range l.modes {
		r := &l.modes[i]
		if r.typ != c.Type || len(own) > 0 && !h.rule.preset && !r.add || r.last && len(c.Modes) > 0 || !w.tells(r) {
			continue
		}
		if r.where == "first" {
			c.Modes = nil
		}
		c.addModes(r)
	}
	if len(c.Modes) == 0 {
		c.Modes = own
	}
}

func (c *Candidate) addModes(r *refinement) {
	for _, m := range r.modes {
		if !slices.Contains(c.Modes, m) {
			c.Modes = append(slices.Clip(c.Modes), m)
		}
	}
	if r.cameo != "" {
		c.CAMEO = r.cameo
	}
}

// modeWords are the words that may tell an event's mode.
type modeWords struct {
	v      *view
	h      *hit
	clause []int
	obj    int // object of the head, or -1
	below  []int
	first  int // the word that told a "first" row, -1 so far none
}

func (w *modeWords) tells(r *refinement) bool {
	if r.heads != nil && !slices.Contains(r.heads, w.v.lemma(w.h.head)) {
		return false
	}
	if r.where == "first" {
		return w.tellsFirst(r)
	}
	words := w.clause
	if r.where == "obj" {
		words = nil
		if w.obj >= 0 {
			words = w.v.gather(w.obj, nil, maxHops, false)
		}
	}
	for _, i := range words {
		if w.has(r, i) && (r.where != "plural" || w.v.tok(i).Feat("Number") == "Plur" && !w.v.pair(i)) {
			return true
		}
	}
	return false
}

func (w *modeWords) has(r *refinement, i int) bool {
	lemma := w.v.lemma(i)
	if r.words[lemma] || strings.HasSuffix(lemma, "s") && r.words[lemma[:len(lemma)-1]] {
		return true // the tagger left the plural
	}
	whole := w.v.whole(i)
	return whole != "" && r.words[whole]
}

// tellsFirst reports whether the row's first word below the head comes before
// that of any row tried so far.
func (w *modeWords) tellsFirst(r *refinement) bool {
	if w.below == nil {
		w.below = w.v.allBelow(w.h.head, nil, maxHops)
		slices.Sort(w.below)
	}
	for _, i := range w.below {
		if w.first >= 0 && i >= w.first {
			return false
		}
		if w.has(r, i) {
			w.first = i
			return true
		}
	}
	return false
}

func (v *view) allBelow(i int, out []int, depth int) []int {
	for c := v.first(i); c >= 0 && depth > 0; c = v.after(c) {
		if v.tok(c).Rel != "nsubj" {
			out = v.allBelow(c, append(out, c), depth-1)
		}
	}
	return out
}

// pair: "the two leaders" is no gathering of many.
func (v *view) pair(i int) bool {
	for c := v.first(i); c >= 0; c = v.after(c) {
		if v.plays(c, rolePair) {
			return true
		}
	}
	return false
}

// clauseWords are the words of the event's own clause: what its head and its
// light verb govern, without other clauses, and its subject.
func (v *view) clauseWords(h *hit) []int {
	aimed := h.rule.sense.Type == plover.Assault
	out := v.gather(h.head, nil, maxHops, aimed)
	if h.light >= 0 {
		out = v.gather(h.light, out, maxHops, aimed)
	} else if up := v.head(h.head); up >= 0 && v.tok(h.head).UPOS == "NOUN" && tocsin.RelIs(v.tok(h.head).Rel, "nsubj:", "obl:") {
		out = append(out, up)
	}
	if s := v.subject(h.head); s >= 0 {
		out = v.gather(s, out, 3, aimed)
	}
	if o := v.object(h.head); o >= 0 && !aimed && !slices.Contains(out, o) {
		out = v.gather(o, out, 2, aimed) // "the troops that it had sent", "the North moved missiles"
	}
	return out
}

func (v *view) gather(i int, out []int, depth int, aimed bool) []int {
	out = append(out, i)
	for c := v.first(i); c >= 0 && depth > 0; c = v.after(c) {
		if tocsin.RelIs(v.tok(c).Rel, "acl:relcl", "advcl", "ccomp", "parataxis", "punct", "case", "det") || aimed && v.target(c) {
			continue
		}
		if v.tok(c).Rel == "conj" && v.tok(c).UPOS == "VERB" {
			continue
		}
		out = v.gather(c, out, depth-1, aimed)
	}
	return out
}

// target reports whether c is what an attack is aimed at or where it takes
// place, which says nothing of the means.
func (v *view) target(c int) bool {
	switch v.tok(c).Rel {
	case "obl", "nmod":
		return v.marked(c, roleAimed)
	case "obj", "nsubj:pass":
		return v.mask(c)&v.lex.weapon == 0
	}
	return false
}

// refineContexts adds the contexts that the words of the sentence tell.
func (l *Lexicon) refineContexts(v *view, c *Candidate) {
	for i := v.s.Start; i < v.s.End; i++ {
		for _, x := range l.contexts[v.lemma(i)] {
			if !slices.Contains(c.Contexts, x) {
				c.Contexts = append(slices.Clip(c.Contexts), x)
			}
		}
	}
}
