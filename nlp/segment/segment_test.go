package segment

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"tocsin"
)

func load(t testing.TB) *Segmenter {
	t.Helper()
	s, err := Load("en")
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

func TestSentences(t *testing.T) {
	s := load(t)
	for name, c := range map[string]struct{ text, want string }{
		"abbreviations": {
			"Sen. Ruth Vance of the U.S. Senate met Lt. Col. J. Marsh at 5 p.m. on Monday. They spoke with Mr. Okoye.",
			"2",
		},
		"country at the end":    {"The ships sailed to the U.S. The minister stayed in the E.U. He was ill.", "3"},
		"quote closes":          {"“We never asked for this,” he said. “We will leave.” The hall was silent.", "3"},
		"quote goes on":         {"“Is this an attack?” she asked. The colonel said “no”.", "2"},
		"straight quotes":       {"\"Leave at once.\" Nobody moved. \"Now!\" he cried.", "3"},
		"dateline":              {"ANKARA, Turkey (AP) — Talks on the border resumed Friday.", "2"},
		"ellipsis":              {"At least 40 people were killed… The army denied it.", "2"},
		"number":                {"Prices rose by 3.5 percent to $1.25. Resolution No. 41 was passed.", "2"},
		"blank line":            {"Heading without stop\n\nthe text begins", "2"},
		"blank line of blanks":  {"one\n \t\ntwo", "2"},
		"paragraph per line":    {"Troops cross the border\nThe army said on Monday that its troops had crossed the northern border at dawn, in what officials in the capital, speaking on condition of anonymity, called a limited operation.\nNo one was hurt.", "3"},
		"wrapped lines":         {"The army said on Monday that its\ntroops had crossed the northern\nborder near the town of Gen.\nSmith, its mayor said at midday.\nNo one was hurt.", "2"},
		"wrapped after comma":   {"The envoys of Norway, Sweden,\nDenmark and Finland met today.", "1"},
		"abbreviation then end": {"The attack began at 4 a.m. Rebels fled.", "2"},
		"address":               {"Write to desk@example.org. The report is at https://example.org/a.b?c=d. It is long.", "3"},
		"no space":              {"The war is over.They went home.", "2"},
	} {
		tokens, sents := s.Segment(c.text)
		if got := strconv.Itoa(len(sents)); got != c.want {
			t.Errorf("%s: %s sentences, want %s: %s", name, got, c.want, show(c.text, tokens, sents))
		}
	}
}

func TestNewRejects(t *testing.T) {
	english, err := models.ReadFile("data/en.seg")
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"empty":   nil,
		"cut":     english[:len(english)/2],
		"changed": append(slices.Clone(english[:len(english)-5]), 1, 2, 3, 4, 5),
		"magic":   []byte("not a model at all"),
	} {
		if _, err := New(b); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	s := load(t)
	text := "Gen. Ali said “no”. They didn't move."
	want, _ := s.Segment(text)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 100 {
				if got, _ := s.Segment(text); !slices.Equal(got, want) {
					t.Error("results differ")
					return
				}
			}
		})
	}
	wg.Wait()
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
