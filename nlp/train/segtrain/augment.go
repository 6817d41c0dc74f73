package segtrain

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The treebanks hold few of the abbreviations that news is full of. These are
// put where they may stand, so that the models learn the kind and not only
// the words: a title does not end a sentence, a country or an hour may.
var (
	titles = strings.Fields(`Adm. Amb. Ayatollah Brig. Capt. Cmdr. Col. Cpl. Dr. Fr. Gen. Gov. Hon. Lt. Maj.
		Messrs. Mr. Mrs. Ms. Mx. Pfc. Pres. Prof. Rep. Reps. Rev. Sec. Sen. Sens. Sgt. Sr. St. Supt. Pvt. Insp. Det. Del.`)
	doubleTitles = [][]string{{"Lt.", "Gen."}, {"Lt.", "Col."}, {"Maj.", "Gen."}, {"Brig.", "Gen."}, {"Rear", "Adm."},
		{"Vice", "Adm."}, {"Lt.", "Cmdr."}, {"Staff", "Sgt."}, {"Gen.", "Sir"}, {"Attorney", "Gen."}}
	places   = strings.Fields(`U.S. U.N. U.K. E.U. U.A.E. U.S.A. D.C. N.Y. U.S.S.R. D.R.C. N.J.`)
	hours    = strings.Fields(`a.m. p.m. A.M. P.M.`)
	firms    = strings.Fields(`Inc. Corp. Co. Ltd. Bros. S.A.`)
	numbered = strings.Fields(`No. Nos. no. p. pp. vol. Art. art. Sec. Fig. Ch. Res. para.`)
	// The treebanks cut a type name at its hyphen: Su - 24M.
	types  = strings.Fields(`F A B C E M T S P MiG Su Tu Il An Mi Ka KC AH UH CH RQ MQ AK RPG Shahed Hwasong`)
	series = []string{"", "", "", "A", "B", "C", "M", "MK", "SM", "PMU", "s", "K"}
	months = strings.Fields(`Jan. Feb. Aug. Sept. Oct. Nov. Dec.`)
)

// augment puts abbreviations into a text: each at about one in every n of the
// places where it may stand.
func augment(ps []piece, rng *rand.Rand) []piece {
	out := make([]piece, 0, len(ps)+len(ps)/16)
	for i, p := range ps {
		before, next := piece{ends: true}, piece{}
		if i > 0 {
			before = ps[i-1]
		}
		if i+1 < len(ps) {
			next = ps[i+1]
		}
		switch {
		case p.form == "." && p.ends && p.gap == "" && isPlain(before) && next.gap == " ":
			out = append(out, endings(p, rng)...)
		case p.upos == "PROPN" && before.upos != "PROPN" && isCapital(p.form) && p.gap == " ":
			out = append(out, name(p, next, before.ends, rng)...)
		case p.upos == "NUM" && p.gap == " " && isDigits(p.form):
			out = append(out, prefixed(p, numbered, 12, rng)...)
		case p.upos == "ADP" && !before.ends && p.gap == " " && isPlain(before):
			out = append(out, prefixed(p, nil, 60, rng)...)
		case (p.upos == "NOUN" || p.upos == "ADJ") && before.upos == "DET" && p.gap == " ":
			if rng.IntN(2) == 0 {
				out = append(out, prefixed(p, places, 60, rng)...)
			} else {
				out = append(out, designated(p, rng)...)
			}
		default:
			out = append(out, p)
		}
	}
	return out
}

// endings replaces the period of a sentence, once in twelve, by an
// abbreviation that carries it.
func endings(p piece, rng *rand.Rand) []piece {
	if rng.IntN(12) != 0 {
		return []piece{p}
	}
	var words []string
	switch rng.IntN(4) {
	case 0:
		words = []string{"in", "the", pick(places, rng)}
	case 1:
		words = []string{"at", string(rune('1' + rng.IntN(9))), pick(hours, rng)}
	case 2:
		words = []string{"by", capital(rng) + "&" + capital(rng), pick(firms, rng)}
	default:
		words = []string{"in", pick(places, rng)}
	}
	out := spaced(words)
	out[len(out)-1].ends = true
	return out
}

// name puts a title before a name or makes an initial of the first name.
func name(p, next piece, starts bool, rng *rand.Rand) []piece {
	switch draw := rng.IntN(40); {
	case draw < 2 && next.upos == "PROPN" && next.gap == " ":
		p.form = capital(rng) + "."
		return []piece{p}
	case draw == 2 && next.upos == "PROPN" && next.gap == " ":
		return []piece{p, {form: capital(rng) + ".", gap: " "}}
	case draw < 6:
		t := piece{form: pick(titles, rng), gap: p.gap}
		p.gap = " "
		return []piece{t, p}
	case draw == 6 && !starts:
		return append(spaced(doubleTitles[rng.IntN(len(doubleTitles))]), p)
	}
	return []piece{p}
}

// prefixed puts one of the words before p, once in n; without words an hour.
func prefixed(p piece, words []string, n int, rng *rand.Rand) []piece {
	switch {
	case rng.IntN(n) != 0:
		return []piece{p}
	case words != nil:
		return append(spaced([]string{pick(words, rng)}), p)
	case rng.IntN(2) == 0:
		return append(spaced([]string{"on", pick(months, rng), string(rune('1' + rng.IntN(9)))}), p)
	}
	return append(spaced([]string{"at", string(rune('1' + rng.IntN(9))), pick(hours, rng)}), p)
}

// designated puts a type of aircraft or weapon before p, once in sixty.
func designated(p piece, rng *rand.Rand) []piece {
	if rng.IntN(60) != 0 {
		return []piece{p}
	}
	return []piece{
		{form: pick(types, rng), gap: p.gap}, {form: "-"},
		{form: strconv.Itoa(1+rng.IntN(140)) + pick(series, rng)}, {form: p.form, gap: " "},
	}
}

func spaced(words []string) []piece {
	out := make([]piece, len(words))
	for i, w := range words {
		out[i] = piece{form: w, gap: " "}
	}
	return out
}

func pick(words []string, rng *rand.Rand) string { return words[rng.IntN(len(words))] }

func capital(rng *rand.Rand) string { return string(rune('A' + rng.IntN(26))) }

func isCapital(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) && n < len(s)
}

// isPlain reports a word of letters only.
func isPlain(p piece) bool {
	return p.form != "" && strings.IndexFunc(p.form, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
