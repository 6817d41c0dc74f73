package train

import (
	"slices"
	"sort"
	"strings"

	"tocsin/nlp/conllu"
)

// GUM marks every mention of an entity (Entity= in MISC), named or not, whole
// noun phrases with their nesting. entityNames reduces them to names in the
// sense of Universal NER: the run of proper nouns around the head of a person,
// place or organisation, without titles.

// taggedNames returns the tags of a sentence with NER= marks.
func taggedNames(s *conllu.Sentence) []string {
	tags := make([]string, len(s.Words))
	for i, w := range s.Words {
		tags[i] = "O"
		if v, ok := conllu.Attr(w.Misc, "NER"); ok {
			tags[i] = v
		}
	}
	return tags
}

// A mention is one entity of a sentence: a half-open range of words.
type mention struct {
	start, end int
	kind       string // PER, LOC, ORG
}

// entityNames returns the BIO tags of a sentence with Entity= marks.
func entityNames(s *conllu.Sentence) []string {
	tags := make([]string, len(s.Words))
	for i := range tags {
		tags[i] = "O"
	}
	ms := mentions(s)
	sort.SliceStable(ms, func(i, j int) bool { return ms[i].end-ms[i].start > ms[j].end-ms[j].start })
	for _, m := range ms {
		core, ok := m.core(s)
		if !ok || slices.ContainsFunc(tags[core.start:core.end], func(t string) bool { return t != "O" }) {
			continue
		}
		for i := core.start; i < core.end; i++ {
			tags[i] = "I-" + m.kind
		}
		tags[core.start] = "B-" + m.kind
	}
	return tags
}

var entityKinds = [...][2]string{{"person", "PER"}, {"place", "LOC"}, {"organization", "ORG"}}

// mentions reads the brackets of Entity=: "(id-kind-…" opens, "id)" closes,
// "(id-kind-…)" does both.
func mentions(s *conllu.Sentence) []mention {
	type open struct {
		id    string
		kind  string
		start int
	}
	var stack []open
	var out []mention
	shut := func(id string, end int) {
		for i := len(stack) - 1; i >= 0; i-- {
			if o := stack[i]; o.id == id {
				if o.kind != "" {
					out = append(out, mention{o.start, end, o.kind})
				}
				stack = slices.Delete(stack, i, i+1)
				return
			}
		}
	}
	for i, w := range s.Words {
		v, _ := conllu.Attr(w.Misc, "Entity")
		for v != "" {
			at := strings.IndexAny(v[1:], "()") + 1
			if at == 0 {
				at = len(v)
			}
			piece := v[:at]
			closed := at < len(v) && v[at] == ')'
			if strings.HasPrefix(piece, "(") {
				fields := strings.Split(piece[1:], "-")
				stack = append(stack, open{fields[0], kindOf(fields), i})
				piece = fields[0]
			}
			if closed {
				shut(piece, i+1)
				at++
			}
			v = v[at:]
		}
	}
	return out
}

func kindOf(fields []string) string {
	for _, k := range entityKinds {
		if len(fields) > 1 && fields[1] == k[0] {
			return k[1]
		}
	}
	return ""
}

// core is the part of a mention that is its name, if its head is a proper noun.
func (m mention) core(s *conllu.Sentence) (mention, bool) {
	head := -1
	for i := m.start; i < m.end; i++ {
		if h := s.Words[i].Head - 1; h < m.start || h >= m.end {
			head = i
			break
		}
	}
	if head < 0 || s.Words[head].UPOS != "PROPN" {
		return m, false
	}
	c := mention{head, head + 1, m.kind}
	for c.start > m.start && m.inName(s, c.start-1, -1) {
		c.start--
	}
	for c.end < m.end && m.inName(s, c.end, 1) {
		c.end++
	}
	for m.kind == "PER" && c.start < c.end && isTitle(s.Words[c.start].Form) {
		c.start++
	}
	return c, c.start < c.end
}

// inName reports whether word i continues a name: a proper noun, or a
// connective of places and organisations with a proper noun beyond it.
func (m mention) inName(s *conllu.Sentence, i, step int) bool {
	w := s.Words[i]
	if w.UPOS == "PROPN" {
		return true
	}
	if m.kind == "PER" && w.Form != "-" {
		return false
	}
	if !slices.Contains([]string{"of", "the", "for", "and", "&", "-", "de", "del", "al"}, w.Form) {
		return false
	}
	j := i + step
	return j >= m.start && j < m.end && m.inName(s, j, step)
}

func isTitle(form string) bool {
	return slices.Contains([]string{
		"president", "vice", "prime", "minister", "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady",
		"general", "gen", "colonel", "col", "major", "captain", "capt", "lieutenant", "sergeant", "admiral", "senator", "sen",
		"representative", "rep", "congressman", "judge", "justice", "king", "queen", "prince", "princess", "pope", "bishop",
		"secretary", "ambassador", "governor", "gov", "mayor", "chancellor", "reverend", "rev", "father", "saint", "chairman",
		"director", "commissioner", "officer", "sheriff", "coach", "chief",
	}, strings.ToLower(strings.TrimSuffix(form, ".")))
}
