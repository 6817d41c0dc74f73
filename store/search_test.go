package store

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTerms(t *testing.T) {
	for s, want := range map[string][]Term{
		"":                     nil,
		"Patrol boats":         {{Words: []string{"patrol"}}, {Words: []string{"boats"}}},
		`"two Boats" -reef`:    {{Words: []string{"two", "boats"}}, {Words: []string{"reef"}, Not: true}},
		`"open quote`:          {{Words: []string{"open", "quote"}}},
		`ship* "gun boa"* x"y`: {{Words: []string{"ship"}, Prefix: true}, {Words: []string{"gun", "boa"}, Prefix: true}, {Words: []string{"x"}}, {Words: []string{"y"}}},
		"co-operation":         {{Words: []string{"co", "operation"}}},
		"Ñandú e\u0301l":       {{Words: []string{"nandu"}}, {Words: []string{"el"}}},
		"- -- * \"\" !":        nil,
	} {
		if got := Terms(s); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", s, got, want)
		}
	}
}

// FuzzTerms: any text is read; words are folded and hold nothing that could be
// syntax; marks lie in the text, in order and apart.
func FuzzTerms(f *testing.F) {
	for _, s := range []string{`a "b c" -d e*`, "\"\x00*", "ﬀ İ ß \u0301", strings.Repeat("x ", 100)} {
		f.Add(s, "some text a b c")
	}
	f.Fuzz(func(t *testing.T, s, text string) {
		terms := Terms(s)
		if len(terms) > maxTerms {
			t.Fatalf("%d terms", len(terms))
		}
		for _, x := range terms {
			for _, w := range x.Words {
				if w == "" || strings.ContainsAny(w, "\"*^:() \x00") {
					t.Fatalf("word %q", w)
				}
			}
		}
		at := 0
		marks, _ := (&finder{terms}).find(text)
		for _, m := range marks {
			if m[0] < at || m[1] <= m[0] || m[1] > utf8.RuneCountInString(text) {
				t.Fatalf("marks %v in %q", marks, text)
			}
			at = m[1]
		}
	})
}
