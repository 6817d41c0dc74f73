package segtrain

import (
	"math/rand/v2"
	"strings"

	"tocsin"
)

// A piece is one surface word with the white space before it.
type piece struct {
	form string
	gap  string
	upos string
	ends bool // last of its sentence
}

// pieces takes a Doc apart so that it can be written in another way.
func pieces(doc *tocsin.Doc) []piece {
	out := make([]piece, 0, len(doc.Tokens))
	at := 0
	for _, s := range doc.Sents {
		for _, t := range doc.Tokens[s.Start:s.End] {
			if t.Start < at {
				continue // a part of the multi-word token before it
			}
			out = append(out, piece{form: doc.Text[t.Start:t.End], gap: doc.Text[at:t.Start], upos: t.UPOS})
			at = t.End
		}
		out[len(out)-1].ends = true
	}
	return out
}

// A sample is a text with the bytes where words and sentences end.
type sample struct {
	text  string
	words map[int]bool // end of word -> whether a sentence ends too
}

func join(ps []piece) sample {
	var b strings.Builder
	s := sample{words: make(map[int]bool, len(ps))}
	for _, p := range ps {
		b.WriteString(p.gap)
		b.WriteString(p.form)
		s.words[b.Len()] = p.ends
	}
	s.text = b.String()
	return s
}

// A style is one way in which publishers print the same words.
type style struct {
	curly, straight bool   // quotation marks and apostrophes
	dash            string // what replaces a dash between words; empty: nothing
	spaced          bool   // blanks around the dash
	ellipsis        bool   // three periods as one character
}

// randomStyle leaves half of the texts as they are.
func randomStyle(rng *rand.Rand) style {
	var st style
	switch rng.IntN(4) {
	case 0:
		st.curly = true
	case 1:
		st.straight = true
	}
	st.ellipsis = rng.IntN(3) == 0
	switch rng.IntN(8) {
	case 0, 1:
		st.dash = "—"
	case 2:
		st.dash, st.spaced = "—", true
	case 3:
		st.dash, st.spaced = "–", true
	case 4:
		st.dash, st.spaced = "--", true
	}
	return st
}

// apply rewrites the pieces in place.
func (st style) apply(ps []piece) {
	open := false
	for i := range ps {
		p := &ps[i]
		if p.gap != "" && strings.Contains(p.gap, "\n") {
			open = false
		}
		switch {
		case st.ellipsis && p.form == "...":
			p.form = "…"
		case st.curly && p.form == `"`:
			if open = !open; open {
				p.form = "“"
			} else {
				p.form = "”"
			}
		case st.curly:
			p.form = strings.ReplaceAll(p.form, "'", "’")
		case st.straight:
			p.form = straighten.Replace(p.form)
		}
		if st.dash != "" && isDash(p.form) && i+1 < len(ps) && !p.ends && i > 0 && !ps[i-1].ends {
			p.form, p.gap, ps[i+1].gap = st.dash, "", ""
			if st.spaced {
				p.gap, ps[i+1].gap = " ", " "
			}
		}
	}
}

var straighten = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'")

func isDash(form string) bool {
	return form == "--" || form == "—" || form == "–" || form == "---"
}
