package coder

import (
	"slices"
	"testing"

	"tocsin"
	"tocsin/plover"
)

func TestWeigh(t *testing.T) {
	said := func(typ plover.Type, country string, sectors ...string) tocsin.Mention {
		return tocsin.Mention{Type: string(typ), Actors: []tocsin.Party{{Country: country, Sectors: sectors}}}
	}
	died := tocsin.Mention{Type: "ASSAULT", Trigger: tocsin.Segment{Text: "killed"}, Recipients: []tocsin.Party{{Country: "CHL", Sectors: []string{"CVL"}}}}
	heated, cool := profile{nouns: 80, political: 20}, profile{nouns: 80, political: 4}
	for _, c := range []struct {
		name  string
		sents int
		about profile
		in    []tocsin.Mention
		want  int
	}{
		{"among states", 1, heated, []tocsin.Mention{said(plover.Accuse, "CHL"), said(plover.Accuse, "")}, 2},
		{"among firms", 1, heated, []tocsin.Mention{said(plover.Accuse, ""), said(plover.Request, ""), said(plover.Agree, "CHL")}, 1},
		{"violence by nobody", 1, heated, []tocsin.Mention{said(plover.Assault, ""), said(plover.Accuse, "")}, 1},
		{"sectors tell as much as a country", 1, heated, []tocsin.Mention{{Type: "COERCE", Recipients: []tocsin.Party{{Sectors: []string{"REB"}}}}}, 1},
		{"one sentence", 1, cool, []tocsin.Mention{said(plover.Accuse, "CHL", "LAB")}, 1},
		{"a union in a report on science", 9, cool, []tocsin.Mention{said(plover.Accuse, "CHL", "LAB")}, 0},
		{"a government in it", 9, cool, []tocsin.Mention{said(plover.Accuse, "CHL", "GOV")}, 1},
		{"a lone mention in a long report on politics", 40, heated, []tocsin.Mention{said(plover.Accuse, "CHL", "LAB")}, 1},
		{"a lone mention in a long report", 40, profile{nouns: 80, political: 12}, []tocsin.Mention{said(plover.Accuse, "CHL", "LAB")}, 0},
		{"an accident", 9, heated, []tocsin.Mention{died, said(plover.Accuse, "CHL", "GOV")}, 1},
		{"the dead of an attack", 9, heated, []tocsin.Mention{died, said(plover.Assault, "CHL", "MIL")}, 2},
		{"a firm and its customers", 1, heated, []tocsin.Mention{said(plover.Coerce, "CHL", "BUS"), said(plover.Accuse, "CHL")}, 1},
		{"a firm against a ministry", 1, heated, []tocsin.Mention{{Type: "ACCUSE", Actors: []tocsin.Party{{Sectors: []string{"BUS"}}}, Recipients: []tocsin.Party{{Sectors: []string{"GOV"}}}}}, 1},
		{"nothing", 1, heated, nil, 0},
	} {
		d := &tocsin.Doc{Sents: make([]tocsin.Span, c.sents)}
		var acts []*act
		for _, m := range c.in {
			a := &act{Candidate: Candidate{Sense: &Sense{Result: m.Trigger.Text == "killed"}}}
			if len(m.Actors) > 0 {
				a.actors = []int{0}
			}
			acts = append(acts, a)
		}
		if got := weigh(d, c.about, slices.Clone(c.in), acts); len(got) != c.want {
			t.Errorf("%s: %d mentions, want %d", c.name, len(got), c.want)
		}
	}
}
