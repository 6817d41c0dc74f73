package merge

import (
	"testing"

	"tocsin"
)

// TestVoices: variants of a name are one holder, other names are not.
func TestVoices(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	say := func(kind tocsin.Kind, country, name, lang string, sectors ...string) *profile {
		x := mention(name, "r", tocsin.Day{}, "ASSAULT", "", "", nil)
		x.Report.Lang = lang
		x.Claims = []tocsin.Claim{{Holder: tocsin.Holder{Kind: kind, Name: name, Country: country, Sectors: sectors}}}
		return &profile{m: &x}
	}
	g := Group{titles: m.titles, profiles: []*profile{
		say(tocsin.Person, "XXA", "Arda", "en"), say(tocsin.Person, "XXA", "President Arda", "en"), say(tocsin.Person, "XXA", "Tomás Arda", "es"),
		say(tocsin.Person, "XXA", "Tomas Arda", "en"), say(tocsin.Person, "XXB", "General Arda", "en"), say(tocsin.Person, "XXA", "Lena Ruiz", "en"),
		say(tocsin.Government, "XXA", "Defence Ministry", "en", "MIL"), say(tocsin.Government, "XXA", "Ministerio de Defensa", "es", "MIL"),
		say(tocsin.Government, "XXB", "Ministerio de Guerra", "es", "MIL"), say(tocsin.Government, "XXA", "Coast Guard", "en", "COP"),
	}}
	got := g.voices()
	for _, same := range [][2]string{{"Arda", "Tomás Arda"}, {"President Arda", "Tomas Arda"}, {"Tomas Arda", "Tomás Arda"}, {"Defence Ministry", "Ministerio de Defensa"}} {
		if got[same[0]] != got[same[1]] {
			t.Errorf("%q is %q, %q is %q", same[0], got[same[0]], same[1], got[same[1]])
		}
	}
	for _, other := range [][2]string{{"General Arda", "Tomas Arda"}, {"Lena Ruiz", "Arda"}, {"Ministerio de Guerra", "Defence Ministry"}} {
		if got[other[0]] == got[other[1]] {
			t.Errorf("%q and %q are both %q", other[0], other[1], got[other[0]])
		}
	}
}
