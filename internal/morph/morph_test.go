package morph_test

import (
	"slices"
	"testing"

	"tocsin"
	"tocsin/internal/morph"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		tok  tocsin.Token
		want morph.Form
	}{
		{tocsin.Token{UPOS: "VERB", XPOS: "VBD"}, morph.Past},
		{tocsin.Token{UPOS: "NOUN", XPOS: "VBZ"}, morph.Present},
		{tocsin.Token{UPOS: "AUX", XPOS: "MD"}, morph.Modal},
		{tocsin.Token{UPOS: "VERB", Feats: "Mood=Ind|Tense=Past|VerbForm=Fin"}, morph.Past},
		{tocsin.Token{UPOS: "VERB", Feats: "Mood=Ind|Tense=Imp|VerbForm=Fin"}, morph.Past},
		{tocsin.Token{UPOS: "VERB", XPOS: "vmif3s0", Feats: "Mood=Ind|Tense=Fut|VerbForm=Fin"}, morph.Present},
		{tocsin.Token{UPOS: "VERB", Feats: "VerbForm=Inf"}, morph.Infinitive},
		{tocsin.Token{UPOS: "VERB", Feats: "VerbForm=Ger"}, morph.Gerund},
		{tocsin.Token{UPOS: "VERB", Feats: "Tense=Past|VerbForm=Part"}, morph.Participle},
		{tocsin.Token{UPOS: "VERB"}, morph.Any},
		{tocsin.Token{UPOS: "NOUN", Feats: "VerbForm=Inf"}, 0},
	} {
		if got := morph.Of(&c.tok); got != c.want {
			t.Errorf("%+v: %b, want %b", c.tok, got, c.want)
		}
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		lang, verb string
		has, hasNo []string
	}{
		{"en", "joke", []string{"jokes", "joked", "joking"}, []string{"jokeed"}},
		{"en", "deny", []string{"denies", "denied", "denying"}, []string{"denyed"}},
		{"en", "convey", []string{"conveys", "conveyed"}, []string{"conveies"}},
		{"en", "quip", []string{"quips", "quipped", "quipping"}, nil},
		{"en", "crush", []string{"crushes", "crushed"}, []string{"crushs"}},
		{"es", "negar", []string{"negó", "negaron", "negando"}, nil},
		{"es", "admitir", []string{"admitió", "admiten"}, nil},
	} {
		s, err := morph.Load(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		got := s.Forms(c.verb)
		for _, f := range c.has {
			if !slices.Contains(got, f) {
				t.Errorf("%s: no %s in %v", c.verb, f, got)
			}
		}
		for _, f := range c.hasNo {
			if slices.Contains(got, f) {
				t.Errorf("%s: %s", c.verb, f)
			}
		}
	}
	if s, err := morph.Load("tlh"); err != nil || s.Forms("say") != nil {
		t.Errorf("a language without a table: %v", err)
	}
}
