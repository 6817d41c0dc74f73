package segment

import (
	"strings"
	"testing"
	"unicode"
)

func load(t testing.TB) *Segmenter {
	t.Helper()
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// show writes words parted by blanks and sentences by " | ".
func show(text string, tokens, sents [][2]int) string {
	var out []string
	for i, s := range sents {
		if i > 0 {
			out = append(out, "|")
		}
		for _, w := range tokens[s[0]:s[1]] {
			out = append(out, text[w[0]:w[1]])
		}
	}
	return strings.Join(out, " ")
}

func TestWords(t *testing.T) {
	s := load(t)
	for text, want := range map[string]string{
		"They don't know.":                              "They do n't know .",
		"They don’t know.":                              "They do n’t know .",
		"It's Iran's ship, isn't it?":                   "It 's Iran 's ship , is n't it ?",
		"We cannot wait.":                               "We can not wait .",
		"He’ll say they’re ready.":                      "He ’ll say they ’re ready .",
		"The U.S. Navy sent ships.":                     "The U.S. Navy sent ships .",
		"The destroyers—USS Mason and USS Laboon—left.": "The destroyers — USS Mason and USS Laboon — left .",
		"Prices rose 3.5% to $1,200.":                   "Prices rose 3.5 % to $ 1,200 .",
		"The ministers' talks failed.":                  "The ministers ' talks failed .",
		"“Leave now,” the general said.":                "“ Leave now , ” the general said .",
		"\"Leave now,\" the general said.":              "\" Leave now , \" the general said .",
		"A ship (the Orion) sank.":                      "A ship ( the Orion ) sank .",
		"It sank at 3 a.m. on Friday.":                  "It sank at 3 a.m. on Friday .",
		"A well-armed force came.":                      "A well - armed force came .",
		"":                                              "",
	} {
		tokens, sents := s.Segment(text)
		if got := show(text, tokens, sents); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// FuzzSegment: nothing but white space is lost, nothing overlaps, sentences
// cover all words and never reach over a blank line.
func FuzzSegment(f *testing.F) {
	s := load(f)
	f.Add("Gen. Smith said: “Go.” They didn't.\n\nNo\nend")
	f.Add("a\u200bb\u00a0c…—\xff'n't cannot")
	f.Fuzz(func(t *testing.T, text string) {
		tokens, sents := s.Segment(text)
		at := 0
		for _, w := range tokens {
			if w[0] < at || w[1] <= w[0] || w[1] > len(text) {
				t.Fatalf("word %v after byte %d of %d", w, at, len(text))
			}
			onlySpace(t, text[at:w[0]])
			if strings.ContainsFunc(text[w[0]:w[1]], unicode.IsSpace) {
				t.Fatalf("white space in %q", text[w[0]:w[1]])
			}
			at = w[1]
		}
		onlySpace(t, text[at:])
		next := 0
		for _, s := range sents {
			if s[0] != next || s[1] <= s[0] {
				t.Fatalf("sentence %v after word %d", s, next)
			}
			next = s[1]
		}
		if next != len(tokens) {
			t.Fatalf("%d words, sentences cover %d", len(tokens), next)
		}
	})
}

func onlySpace(t *testing.T, s string) {
	t.Helper()
	if rest := strings.Trim(s, "\u200b\ufeff"); strings.ContainsFunc(rest, func(r rune) bool {
		return !unicode.IsSpace(r) && r != 0x200b && r != 0xfeff
	}) {
		t.Fatalf("lost %q", s)
	}
}

func BenchmarkSegment(b *testing.B) {
	s := load(b)
	text := strings.Repeat("The U.S. Navy said on Monday it had sent three destroyers—USS Gravely, USS Jason Dunham and USS Sampson—to waters off Venezuela. “We won’t let them touch it,” he said. Gen. Mark A. Smith didn't comment.\n\n", 200)
	tokens, _ := s.Segment(text)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Segment(text)
	}
	b.ReportMetric(float64(len(tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}
