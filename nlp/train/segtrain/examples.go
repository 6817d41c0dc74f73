package segtrain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin/nlp/internal/boundary"
)

// examples are the questions of one model: for each the indices of its
// features, one after the other, and the answer.
type examples struct {
	width    int
	features []uint32
	yes      []bool
}

func (e *examples) add(features []uint32, yes bool) {
	e.width = len(features)
	e.features = append(e.features, features...)
	e.yes = append(e.yes, yes)
}

func (e *examples) at(i int) []uint32 { return e.features[i*e.width : (i+1)*e.width] }

// A teacher is the judge that knows the answers and keeps the questions.
type teacher struct {
	gold         sample
	words, sents examples
}

// Split implements [boundary.Judge].
func (t *teacher) Split(features []uint32, at int) float32 {
	_, yes := t.gold.words[at]
	t.words.add(features, yes)
	return answer(yes)
}

// End implements [boundary.Judge].
func (t *teacher) End(features []uint32, at int) float32 {
	yes := t.gold.words[at]
	t.sents.add(features, yes)
	return answer(yes)
}

func answer(yes bool) float32 {
	if yes {
		return 100
	}
	return -100
}

// collect asks every question of every sample.
func collect(samples []sample, fused boundary.Fused) *teacher {
	t := &teacher{}
	scan := boundary.Scanner{Fused: fused}
	for _, s := range samples {
		t.gold = s
		scan.Segment(s.text, t)
	}
	return t
}

// findFused lists the runs of letters that hold a word end, "cannot" and
// "gonna". Runs before an apostrophe are left out, as the splitter looks into
// "n't" anyway, and so are runs that are one word most of the time: a slip in
// the text must not teach that a plural is two. A possessive s that lost its
// apostrophe is never looked for.
func findFused(samples []sample) boundary.Fused {
	split, all := map[string]map[int]int{}, map[string]int{}
	for _, s := range samples {
		letterRuns(s.text, func(from, to int) {
			run := strings.ToLower(s.text[from:to])
			all[run]++
			for at := from + 1; at < to; at++ {
				if _, ok := s.words[at]; !ok || run[at-from:] == "s" {
					continue
				}
				if split[run] == nil {
					split[run] = map[int]int{}
				}
				split[run][utf8.RuneCountInString(s.text[from:at])]++
			}
		})
	}
	fused := boundary.Fused{}
	for run, ats := range split {
		for at, n := range ats {
			if n*4 >= all[run] {
				fused.Add(run, at)
			}
		}
	}
	return fused
}

// letterRuns visits the runs of letters that no apostrophe follows.
func letterRuns(text string, visit func(from, to int)) {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) {
			at += size
			continue
		}
		rest := strings.TrimLeftFunc(text[at:], unicode.IsLetter)
		to := len(text) - len(rest)
		if !strings.HasPrefix(rest, "'") && !strings.HasPrefix(rest, "’") {
			visit(at, to)
		}
		at = to
	}
}
