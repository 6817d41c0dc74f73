package roughdoc

import (
	"strings"
	"unicode"

	"tocsin"
)

// closed lists the words whose tag hardly varies.
var closed = func() map[string][2]string {
	out := map[string][2]string{}
	for _, row := range [][3]string{
		{"ADP", "IN", "on in at by since until till before after during from around about throughout within over of for to between with without under as into near off against through including"},
		{"DET", "DT", "the a an this that these those every each all both some any no"},
		{"AUX", "MD", "will shall would could can should must may might 'll"},
		{"AUX", "VBD", "was were had did"},
		{"AUX", "VBZ", "is are has have be been do does being"},
		{"PRON", "PRP", "he she it they we i you who which them him her us me"},
		{"PRON", "PRP$", "his its their our"},
		{"CCONJ", "CC", "and or but nor"},
		{"PART", "POS", "'s ’s not n't"},
		{"ADV", "RB", "ago later earlier overnight nearly almost only soon also then more less than least most yesterday's"},
		{"NOUN", "NN", "today yesterday tomorrow tonight morning evening building spring"},
		{"ADJ", "JJ", "last next past first second third previous following several few many other same such current future"},
		{"NUM", "CD", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"},
		{"VERB", "VBD", "met left fled said told sent fought came went took began held led fell rose saw shot struck kept broke became found made lost drew hit rammed"},
		{"VERB", "VB", "meet go leave march send fight"},
	} {
		for w := range strings.FieldsSeq(row[2]) {
			out[w] = [2]string{row[0], row[1]}
		}
	}
	return out
}()

func tag(doc *tocsin.Doc, s tocsin.Span, i int) {
	t := &doc.Tokens[i]
	low := strings.ToLower(t.Form)
	t.Lemma = low
	t.UPOS, t.XPOS = open(t.Form, low, i == s.Start)
	if c, ok := closed[low]; ok {
		t.UPOS, t.XPOS = c[0], c[1]
	}
	if (low == "may" || low == "march") && t.Form != low && (i > s.Start && closed[strings.ToLower(doc.Tokens[i-1].Form)][0] == "ADP" || i+1 < s.End && unicode.IsDigit(rune(doc.Tokens[i+1].Form[0]))) {
		t.UPOS, t.XPOS = "PROPN", "NNP"
	}
	if t.XPOS == "NNS" {
		t.Lemma = singular(low)
	}
}

// open guesses the tag of an open-class word from its form.
func open(form, low string, first bool) (string, string) {
	r := firstRune(form)
	switch {
	case unicode.IsDigit(r) && !strings.ContainsAny(form, "abcdefghijklmnoqrstuvwxyz"):
		return "NUM", "CD"
	case unicode.IsPunct(r) && len(low) < 4:
		return "PUNCT", "."
	case unicode.IsSymbol(r):
		return "SYM", "$"
	case unicode.IsUpper(r) && !first || strings.HasSuffix(low, "day") && unicode.IsUpper(r):
		return "PROPN", "NNP"
	case strings.HasSuffix(low, "ed") && len(low) > 4:
		return "VERB", "VBD"
	case strings.HasSuffix(low, "ing") && len(low) > 5:
		return "VERB", "VBG"
	case strings.HasSuffix(low, "ly") && len(low) > 4:
		return "ADV", "RB"
	case strings.HasSuffix(low, "s") && !strings.HasSuffix(low, "ss") && len(low) > 3, low == "people" || low == "men" || low == "women" || low == "children" || strings.HasSuffix(low, "men"):
		return "NOUN", "NNS"
	}
	return "NOUN", "NN"
}

func singular(low string) string {
	switch {
	case low == "people":
		return "person"
	case low == "children":
		return "child"
	case strings.HasSuffix(low, "men"):
		return low[:len(low)-2] + "an"
	case strings.HasSuffix(low, "ies") && len(low) > 5:
		return low[:len(low)-3] + "y"
	case strings.HasSuffix(low, "sses") || strings.HasSuffix(low, "ches") || strings.HasSuffix(low, "shes"):
		return low[:len(low)-2]
	case strings.HasSuffix(low, "s"):
		return low[:len(low)-1]
	}
	return low
}
