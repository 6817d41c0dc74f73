package actor

import (
	"cmp"
	"slices"
	"testing"

	"tocsin"
)

// soleOffices are the offices that one person holds at a time.
var soleOffices = []string{"president", "prime minister", "foreign minister", "defence minister", "interior minister", "army chief"}

// contested are offices that two have held at once: rivals, pairs, those who
// act for somebody ill or suspended, and a state beside the union around it.
var contested = map[officeKey]bool{
	{"KHM", "prime minister"}: true, {"CIV", "president"}: true, {"MDG", "president"}: true, {"RUS", "president"}: true,
	{"ISR", "prime minister"}: true, {"ZMB", "president"}: true, {"THA", "prime minister"}: true,
}

// TestTerms: nobody holds an office before the last one has left it, begins
// in the future or stays impossibly long.
func TestTerms(t *testing.T) {
	a, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for key, terms := range a.held {
		for _, m := range terms {
			if !m.to.IsZero() && m.to.Sub(m.from) > 75*366 {
				t.Errorf("%s: %d days", m.name, m.to.Sub(m.from))
			}
		}
		if !slices.Contains(soleOffices, key.office) || contested[key] {
			continue
		}
		terms := slices.Clone(terms)
		slices.SortFunc(terms, func(x, y *term) int {
			return cmp.Compare(x.from.Sub(tocsin.Day{Year: 1900, Month: 1, Date: 1}), y.from.Sub(tocsin.Day{Year: 1900, Month: 1, Date: 1}))
		})
		for i := 1; i < len(terms); i++ {
			if before := terms[i-1]; before.to.IsZero() || before.to.Sub(terms[i].from) > 31 {
				t.Errorf("%s %s: %s to %s, %s from %s", key.country, key.office, before.name, before.to, terms[i].name, terms[i].from)
			}
		}
	}
}

// TestOutdated: long after the table's last change of office nobody is named
// for an office that it leaves open; shortly after it they are.
func TestOutdated(t *testing.T) {
	a, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		years int
		named bool
	}{{0, true}, {3, false}} {
		doc := tree(t, "2019-01-01", "the/DET/3/det Chilean/ADJ/3/amod president/NOUN/4/nsubj spoke/VERB/0/root")
		doc.Date = a.compiled
		doc.Date.Year += c.years
		a.Annotate(doc)
		for i := range doc.Actors {
			if p := &doc.Actors[i]; p.Head == 2 && (p.Name != "") != c.named {
				t.Errorf("%d years on the president is named %q", c.years, p.Name)
			}
		}
	}
}
