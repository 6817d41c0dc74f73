package eval

import (
	"strings"
	"testing"
	"testing/fstest"

	"tocsin"
)

const brat = "T1\tSource 0 3\tShe\nT2\tCue 4 8\tsaid\nT3\tContent 9 13;15 17\tthey … up\nT4\tAttribution 4 8\tsaid\n" +
	"E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n#1\tNote T1\tx\n" +
	"T5\tCue 20 24\tcall\nE2\tAttribution-no-source:T5 Cue:T5\n"

func TestReadAttributions(t *testing.T) {
	got, err := ReadAttributions(strings.NewReader(brat))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || len(got[0].Content) != 2 || got[0].Content[1] != (Extent{15, 17}) || len(got[1].Source) != 0 {
		t.Errorf("got %+v", got)
	}
	if _, err := ReadAttributions(strings.NewReader("T1\tCue 7 x\n")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("bad span: %v", err)
	}
}

func TestAttributionScore(t *testing.T) {
	doc := &tocsin.Doc{Text: "Éva said they gave up"}
	for at := 0; ; {
		w, _, more := strings.Cut(doc.Text[at:], " ")
		doc.Tokens = append(doc.Tokens, tocsin.Token{Start: at, End: at + len(w), Form: w})
		if at += len(w) + 1; !more {
			break
		}
	}
	doc.Quotes = []tocsin.Quote{{Source: tocsin.Span{Start: 0, End: 1}, Cue: tocsin.Span{Start: 1, End: 2}, Content: []tocsin.Span{{Start: 2, End: 4}}, Outer: -1}}
	gold := []Attribution{{Source: []Extent{{0, 3}}, Cue: []Extent{{4, 8}}, Content: []Extent{{9, 21}}}}
	var s AttributionScore
	s.Add(gold, doc)
	if s.Cue != (Tally{1, 1, 1}) || s.Source != (Tally{3, 3, 3}) || s.Content != (Tally{9, 9, 12}) {
		t.Errorf("got %+v", s)
	}
	if s.SourceOverlap != (Tally{3, 3, 3}) || s.ContentOverlap != (Tally{9, 9, 12}) {
		t.Errorf("overlap: %+v", s)
	}
	if s.CueExact != (Tally{1, 1, 1}) || s.SourceExact != (Tally{1, 1, 1}) || s.ContentExact != (Tally{0, 1, 1}) {
		t.Errorf("exact: %+v", s)
	}
}

func TestReadAttributedTexts(t *testing.T) {
	dir := fstest.MapFS{
		"text/a.txt":              {Data: []byte("She said give up")},
		"attributions/a_ef2d.ann": {Data: []byte(brat)},
		"text/b.txt":              {Data: []byte("Nothing")},
		"attributions/b.ann":      {Data: nil},
	}
	got, err := ReadAttributedTexts(dir)
	if err != nil || len(got) != 2 || got[0].Name != "a" || len(got[0].Attributions) != 2 || len(got[1].Attributions) != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	delete(dir, "attributions/b.ann")
	if _, err := ReadAttributedTexts(dir); err == nil {
		t.Error("a text without standoff goes unnoticed")
	}
}

// FuzzReadAttributions: extents come out ordered, whatever the bytes.
func FuzzReadAttributions(f *testing.F) {
	f.Add(brat)
	f.Fuzz(func(t *testing.T, text string) {
		as, err := ReadAttributions(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, a := range as {
			for _, e := range append(append(a.Source, a.Cue...), a.Content...) {
				if e.Start < 0 || e.End < e.Start {
					t.Fatalf("extent %+v", e)
				}
			}
		}
	})
}
