package coder

import (
	"strings"
	"testing"

	"tocsin/plover"
)

func TestLexiconLoads(t *testing.T) {
	l := lexicon(t)
	if l.Size() < 900 {
		t.Errorf("%d senses, want at least 900", l.Size())
	}
	per := map[plover.Type]int{}
	modes := map[string]bool{}
	for _, r := range l.all() {
		per[r.sense.Type]++
		for _, m := range r.sense.Modes {
			modes[string(r.sense.Type)+" "+string(m)] = true
		}
	}
	for i := range l.modes {
		for _, m := range l.modes[i].modes {
			modes[string(l.modes[i].typ)+" "+string(m)] = true
		}
	}
	for _, ty := range plover.Types() {
		if per[ty] < 20 {
			t.Errorf("%s has %d rows", ty, per[ty])
		}
		for _, m := range plover.Modes(ty) {
			if !modes[string(ty)+" "+string(m)] {
				t.Errorf("no row tells %s %s", ty, m)
			}
		}
	}
}

func TestPatternErrors(t *testing.T) {
	c, err := parseClasses("classes.tsv", "class\tlemmas\nPERSON\tman\nFORCE\ttroop\nGOVERNMENT\tcabinet\nPLACE\ttown\nMEASURE\tdozen\nHABIT\toften\nDATE\tmonday\nWEAPON\tgun\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"", "fire", "fire.q", "fire.v obj", "fire.v obj=", "fire.v obj=TANKS", "fire.v =x", "fire.v on||at=x", "fire.v obj=a||b"} {
		if _, err := parsePattern(p, c); err == nil {
			t.Errorf("pattern %q: no error", p)
		}
	}
	p, err := parsePattern("call|ring.v +up|back obj=FORCE|man to|into!=* subj!=GOVERNMENT", c)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.lemmas) != 2 || len(p.particles) != 2 || len(p.needs) != 3 || !p.needs[1].not || !p.needs[1].value.any || p.needs[0].value.mask != c.force {
		t.Errorf("pattern read as %+v", p)
	}
}

func TestTablesComplain(t *testing.T) {
	l := lexicon(t)
	head := strings.Join(columns, "\t") + "\n"
	for _, c := range []struct{ row, want string }{
		{"fire.v\tdrones\t190", "x.tsv:2: drones is no mode of ASSAULT"},
		{"fire.v\tdrone\t999", `x.tsv:2: no CAMEO code "999"`},
		{"fire.v\t\t190\tweather", "x.tsv:2: no context weather"},
		{"fire.v\t\t190\t\t\t\tloud", "x.tsv:2: no flag loud"},
		{"fire.v\t\t190\t\t\t\t\tsubj", `x.tsv:2: "subj" is not key=value`},
		{strings.Repeat("\t", 11), "x.tsv:2: 12 columns"},
	} {
		err := l.addSenses("x.tsv", head+c.row+"\n", plover.Assault)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
	for _, f := range []func() error{
		func() error { _, err := parseClasses("classes.tsv", "h\nlower\tx\n"); return err },
		func() error { _, err := parseGovernors("governors.tsv", "h\nlift\tx\n"); return err },
		func() error { _, err := parseModes("modes.tsv", "h\nASSAULT\tdrone\tsky\t\tx\n"); return err },
		func() error { _, err := parseContexts("contexts.tsv", "h\nweather\train\n"); return err },
	} {
		if err := f(); err == nil || !strings.Contains(err.Error(), ".tsv") {
			t.Errorf("error %v names no file", err)
		}
	}
}

// FuzzPattern: whatever a table holds, reading it does not panic, and what is
// read has a head.
func FuzzPattern(f *testing.F) {
	f.Add("fire.v obj=WEAPON into|over=* +off")
	f.Add("strike.n case=on mod!=hunger")
	l, err := LoadLexicon("en")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := parsePattern(s, l.classes); err == nil && len(p.lemmas) == 0 {
			t.Errorf("%q has no head", s)
		}
	})
}
