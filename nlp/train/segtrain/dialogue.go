package segtrain

import (
	"math/rand/v2"
	"strings"
)

// dialogue writes some sentences as questions, calls or turns of a dialogue
// (turn: the marks before and after, "¿ ?") and some commas as dashes (aside),
// in a language whose table has such marks: —No —dijo—. ¿Por qué?
func (a abbreviations) dialogue(ps []piece, rng *rand.Rand) []piece {
	if len(a["turn"]) == 0 || len(a["aside"]) == 0 {
		return ps
	}
	out := make([]piece, 0, len(ps)+len(ps)/16)
	starts := true
	for i, p := range ps {
		if starts && rng.IntN(8) == 0 {
			before, after, _ := strings.Cut(pick(a["turn"], rng), " ")
			out = append(out, piece{form: before, gap: p.gap})
			p.gap = ""
			if end := endOf(ps, i); after != "" && ps[end].form == "." {
				ps[end].form = after
			}
		}
		starts = p.ends
		switch {
		case p.form == "," && i+1 < len(ps) && ps[i+1].gap == " " && rng.IntN(30) == 0:
			out = append(out, a.aside(&ps[i+1], rng))
			continue
		case p.form == "." && p.ends && p.gap == "" && rng.IntN(60) == 0:
			out = append(out, piece{form: pick(a["aside"], rng)})
		}
		out = append(out, p)
	}
	return out
}

// aside is a dash in the place of a comma before next: one that opens touches
// what follows, one that closes what comes before.
func (a abbreviations) aside(next *piece, rng *rand.Rand) piece {
	p := piece{form: pick(a["aside"], rng)}
	if rng.IntN(2) == 0 {
		p.gap, next.gap = " ", ""
	}
	return p
}

// endOf is the last piece of the sentence that piece i is in.
func endOf(ps []piece, i int) int {
	for i+1 < len(ps) && !ps[i].ends {
		i++
	}
	return i
}
