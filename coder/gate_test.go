package coder

import (
	"testing"

	"tocsin"
	"tocsin/plover"
)

func TestWeigh(t *testing.T) {
	said := func(typ plover.Type, country string) tocsin.Mention {
		return tocsin.Mention{Type: string(typ), Actors: []tocsin.Party{{Country: country}}}
	}
	for _, c := range []struct {
		name string
		in   []tocsin.Mention
		want int
	}{
		{"among states", []tocsin.Mention{said(plover.Accuse, "CHL"), said(plover.Accuse, "")}, 2},
		{"among firms", []tocsin.Mention{said(plover.Accuse, ""), said(plover.Request, ""), said(plover.Agree, "CHL")}, 1},
		{"violence by nobody", []tocsin.Mention{said(plover.Assault, ""), said(plover.Accuse, "")}, 1},
		{"sectors tell as much as a country", []tocsin.Mention{{Type: "COERCE", Recipients: []tocsin.Party{{Sectors: []string{"REB"}}}}}, 1},
		{"nothing", nil, 0},
	} {
		if got := weigh(c.in); len(got) != c.want {
			t.Errorf("%s: %d mentions, want %d", c.name, len(got), c.want)
		}
	}
}
