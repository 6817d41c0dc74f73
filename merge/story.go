package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

const (
	mostStory   = 12  // names of a report that are compared
	mostPersons = 3   // persons of a report by which it is found
	headline    = 0.8 // of the words of a headline, more are capitalised
)

// The marks that set names and persons apart from parties in what [Parties]
// tells of a report.
const (
	markName   = '~'
	markPerson = '#'
)

// known takes apart what [Parties] tells of a report.
func known(told []string) (parties, names, persons []string) {
	i := slices.IndexFunc(told, func(s string) bool { return s[0] == markName || s[0] == markPerson })
	if i < 0 {
		return told, nil, nil
	}
	j := i
	for j < len(told) && told[j][0] == markName {
		j++
	}
	return told[:i], told[i:j], told[j:]
}

// marks are hashes of names or persons as [Parties] tells them, sorted, without
// days and months.
func (mg *Merger) marks(told []string) []uint32 {
	out := make([]uint32, 0, len(told))
	for _, w := range told {
		if !mg.calendar[w[1:]] {
			out = append(out, uint32(hash([]string{w})))
		}
	}
	slices.Sort(out)
	return out
}

// names are the capitalised words that most sentences of a report say, sorted:
// where it plays and whom it is about. Headlines are left out in which all
// words are written so.
func names(mentions []tocsin.Mention) []string {
	n, seen := map[string]int{}, map[int]bool{}
	for i := range mentions {
		if s := &mentions[i].Sentence; !seen[s.Start] {
			seen[s.Start] = true
			for _, w := range namesIn(s.Text) {
				n[string(markName)+w]++
			}
		}
	}
	return commonest(n, mostStory)
}

// namesIn are the capitalised words inside a sentence, lower case, each once.
func namesIn(text string) []string {
	var out []string
	words, upper, first := 0, 0, true
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		r, _ := utf8.DecodeRuneInString(w)
		long := utf8.RuneCountInString(w)
		if long > 3 {
			words++
			if unicode.IsUpper(r) {
				upper++
			}
		}
		if long > 2 && unicode.IsUpper(r) && !first {
			out = append(out, strings.ToLower(w))
		}
		first = false
	}
	if float64(upper) > headline*float64(words) {
		return nil
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// persons are the names of persons without office whom most mentions of a
// report name, sorted.
func persons(mentions []tocsin.Mention) []string {
	n := map[string]int{}
	for i := range mentions {
		for _, h := range people(&mentions[i]) {
			n[string(markPerson)+strconv.Itoa(int(h))]++
		}
	}
	return commonest(n, mostPersons)
}

// commonest are the most told of words, sorted.
func commonest(n map[string]int, most int) []string {
	out := make([]string, 0, len(n))
	for w := range n {
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(n[b]-n[a], cmp.Compare(a, b)) })
	out = out[:min(len(out), most)]
	slices.Sort(out)
	return out
}

// kin reports whether the reports of two mentions, each of one party at most,
// tell one story: they name a person without office and some other name alike.
// A crime is retold for years, at the arrest, the trial and the sentence.
func (p *profile) kin(q *profile) bool {
	return !p.rich() && !q.rich() && overlap(p.persons, q.persons) > 0 && overlap(p.story, q.story) > 1
}

// storySign: two reports of one story share the names of places and people.
// Where two states are told this says little: all their quarrels have the same
// names.
func storySign(a, b *profile) float64 {
	n := min(len(a.story), len(b.story))
	if a.origin == b.origin || n == 0 || a.rich() && b.rich() {
		return 0
	}
	switch shared := overlap(a.story, b.story); {
	case shared > 2:
		return 0.6
	case shared == 2:
		return 0.3
	case shared == 1 || n > 1 && a.m.Report.Lang != b.m.Report.Lang: // names are translated
		return 0
	case n == 1:
		return -1
	case n == 2:
		return -2
	}
	return -3
}
