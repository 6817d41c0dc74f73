package main

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"tocsin"
	"tocsin/coder"
)

// reason prints explanations for people.
type reason struct {
	*view
	doc *tocsin.Doc
	all bool // every row, not only those that come close
}

func (r *reason) sentence(x *coder.Explanation) {
	s := r.doc.Sents[x.Sentence]
	fmt.Fprintf(r, "\n%s %s\n", bold(fmt.Sprintf("[%d]", x.Sentence)), lipgloss.Wrap(r.doc.Slice(s), r.width, " "))
	for i := s.Start; i < s.End; i++ {
		if h := r.doc.Tokens[i].Head; !s.Contains(h) {
			r.tree(s, i, "    ", 0)
		}
	}
	for i := range x.Looks {
		r.look(&x.Looks[i])
	}
	if len(x.Looks) == 0 {
		fmt.Fprintln(r, "  no word of the lexicon")
	}
	if len(x.Unknown) > 0 {
		fmt.Fprintf(r, "  %s %s\n", faint("verbs without a row:"), strings.Join(r.forms(x.Unknown), ", "))
	}
}

// maxDepth bounds the tree that is drawn, should heads run in a circle.
const maxDepth = 40

// tree draws token i and what it governs, one word a line, without
// punctuation. Words that only stand before their head share its line.
func (r *reason) tree(s tocsin.Span, i int, indent string, depth int) {
	t := &r.doc.Tokens[i]
	var below []int
	words := ""
	for j := s.Start; j < s.End; j++ {
		k := &r.doc.Tokens[j]
		if k.Head != i || j == i || k.UPOS == "PUNCT" {
			continue
		}
		if j < i && r.leaf(s, j) && tocsin.RelIs(k.Rel, "det", "case", "aux:", "mark", "cop", "cc", "nummod", "amod", "compound") {
			words += k.Form + faint("/"+k.Rel) + " "
			continue
		}
		below = append(below, j)
	}
	fmt.Fprintf(r, "%s%s %s%s %s\n", indent, faint(t.Rel), words, t.Form, faint(t.UPOS))
	if depth > maxDepth {
		return
	}
	for _, j := range below {
		r.tree(s, j, indent+"  ", depth+1)
	}
}

func (r *reason) leaf(s tocsin.Span, i int) bool {
	for j := s.Start; j < s.End; j++ {
		if r.doc.Tokens[j].Head == i {
			return false
		}
	}
	return true
}

func (r *reason) forms(is []int) []string {
	var out []string
	for _, i := range is {
		out = append(out, r.doc.Tokens[i].Form)
	}
	return out
}

func (r *reason) look(l *coder.Look) {
	if !r.all && !slices.ContainsFunc(l.Trials, func(t coder.Trial) bool { return t.Outcome != coder.Lacking || t.Cond != "" }) {
		return // rows for the word in another class only
	}
	word := "“" + r.doc.Tokens[l.Head].Form + "”"
	switch {
	case l.Quiet != "":
		fmt.Fprintf(r, "  %s no event: %s\n", bold(word), l.Quiet)
	case l.Record != nil:
		m := &l.Record.Mention
		kind := strings.Join(nonEmpty(m.Type, strings.Join(m.Modes, ", ")), " ")
		fmt.Fprintf(r, "  %s %s %s\n", bold(word), tint(m.Quad, kind), faint(code("CAMEO ", m.CAMEO)))
	}
	r.trials(l.Trials)
	if l.Record != nil {
		r.record(l.Record)
	}
}

// closest is how many rows that ask for what is not there are printed.
const closest = 3

// trials prints the rows that were tried. Rows for the word in another class,
// and all but the first that ask for what is not there, are only counted.
func (r *reason) trials(ts []coder.Trial) {
	missing, hidden := 0, 0
	for i := range ts {
		t := &ts[i]
		if t.Outcome == coder.Lacking {
			if t.Cond != "" {
				missing++
			}
			if (t.Cond == "" || missing > closest) && !r.all {
				hidden++
				continue
			}
		}
		pattern := t.Sense.Pattern
		if !r.all {
			pattern = shorten(pattern)
		}
		r.row(string(t.Outcome), strings.Join(nonEmpty(r.why(t), kind(t.Sense), pattern, faint(t.Sense.Source)), "  "))
	}
	if hidden > 0 {
		r.row("", faint(fmt.Sprintf("%d more rows ask for what is not there", hidden)))
	}
}

// alternatives is how many alternatives of a part of a pattern are printed.
const alternatives = 5

// shorten leaves out alternatives of a pattern: "subj=FORCE|rebel|…".
func shorten(pattern string) string {
	parts := strings.Fields(pattern)
	for i, p := range parts {
		if alts := strings.Split(p, "|"); len(alts) > alternatives {
			parts[i] = strings.Join(alts[:alternatives-1], "|") + "|…"
			if head, class, ok := strings.Cut(p, "."); ok && i == 0 && head != "" {
				parts[i] += "." + class
			}
		}
	}
	return strings.Join(parts, " ")
}

// why says what decided against a row.
func (r *reason) why(t *coder.Trial) string {
	cond := t.Cond
	if !r.all {
		cond = shorten(cond)
	}
	switch {
	case t.Outcome == coder.Barred:
		return "its exception " + bold(cond) + " holds:"
	case t.Outcome == coder.Lacking && t.Cond == "":
		return "another word class:"
	case t.Outcome == coder.Lacking:
		return "no " + bold(cond) + ":"
	}
	return ""
}

func kind(s *coder.Sense) string {
	if s.Type == "" {
		return "quiet"
	}
	k := string(s.Type)
	for _, m := range s.Modes {
		k += " " + string(m)
	}
	return k
}

// record prints what the parts of an event were read from.
func (r *reason) record(a *coder.Account) {
	c := &a.Candidate
	if c.Light >= 0 {
		r.row("light", "“"+r.doc.Tokens[c.Light].Form+"” carries the noun")
	}
	if string(c.Type) != string(c.Sense.Type) {
		r.row("shifted", fmt.Sprintf("from %s, because it is %s or what others must do", c.Sense.Type, a.Status.Status))
	}
	r.fillings("who", a.Actors, a.Final[0])
	r.fillings("to whom", a.Recipients, a.Final[1])
	if t := a.Mention.Time; t != nil {
		r.row("when", r.interval(t.First, t.Last)+faint("  “"+t.Text+"”"))
	}
	if p := a.Mention.Place; p != nil {
		r.row("where", strings.Join(nonEmpty(p.Name, p.Country), ", ")+faint("  “"+p.Text+"” "+p.Gazetteer))
	}
	for _, q := range a.Mention.Quantities {
		r.row("how many", r.measure(q)+faint("  “"+q.Text+"”"))
	}
	status := string(a.Status.Status)
	if !a.Status.Cue.IsZero() {
		status += faint("  because of “" + r.doc.Slice(a.Status.Cue) + "”")
	}
	r.row("status", status)
	for _, k := range a.Voices {
		r.voice(&r.doc.Quotes[k])
	}
	for _, cl := range a.Mention.Claims {
		r.row("says", r.claim(cl))
	}
	if a.Mention.Background {
		r.row("news", "no: the report tells it as background")
	}
}

// fillings prints the slots in the order they were tried, and parties that
// were found elsewhere: as the author of a thing or of another event.
func (r *reason) fillings(label string, fs []coder.Filling, final []int) {
	var named []int
	var empty []string
	for _, f := range fs {
		if len(f.Tokens) == 0 {
			empty = append(empty, string(f.Slot))
		}
		for i, tok := range f.Tokens {
			s := string(f.Slot) + ": “" + r.doc.Tokens[tok].Form + "”"
			if len(f.Actors[i]) == 0 {
				s += faint("  no party")
			}
			for _, k := range f.Actors[i] {
				s += " → " + r.party(k, slices.Contains(final, k))
			}
			named = append(named, f.Actors[i]...)
			r.row(label, s)
		}
	}
	if len(empty) > 0 {
		r.row(label, strings.Join(empty, ", ")+": "+faint("nothing there"))
	}
	for _, k := range final {
		if !slices.Contains(named, k) {
			r.row(label, "elsewhere: “"+r.doc.Slice(r.doc.Actors[k].Span)+"” → "+r.party(k, true))
		}
	}
}

// party prints an entry of the list of actors and what it was resolved to.
func (r *reason) party(k int, taken bool) string {
	a := &r.doc.Actors[k]
	name := a.Name
	if name == "" || a.Private {
		name = "“" + r.doc.Slice(a.Span) + "”"
	}
	tags := nonEmpty(a.Country, strings.Join(a.Sectors, " "), string(a.Kind), a.Wikidata)
	s := name + " " + faint("["+strings.Join(tags, " ")+"]")
	if a.From >= 0 && a.From < len(r.doc.Actors) {
		s += faint(" stands for “" + r.doc.Slice(r.doc.Actors[a.From].Span) + "”")
	}
	if !taken {
		s += faint(" (not taken)")
	}
	return s
}

// voice prints the quote behind a claim.
func (r *reason) voice(q *tocsin.Quote) {
	s := "“" + r.doc.Slice(q.Source) + "” " + q.Stance
	if !q.Cue.IsZero() {
		s += " by “" + r.doc.Slice(q.Cue) + "”"
	}
	if q.Outer >= 0 {
		s += ", inside what another says"
	}
	r.row("quote", s)
}
