package plover

import (
	"strings"
	"testing"
)

func TestEveryTypeHasQuadAndScore(t *testing.T) {
	if n := len(Types()); n != 16 {
		t.Fatalf("%d types, want 16", n)
	}
	for _, ty := range Types() {
		switch Quad(ty) {
		case VerbalCooperation, MaterialCooperation, VerbalConflict, MaterialConflict:
		default:
			t.Errorf("%s: quad %q", ty, Quad(ty))
		}
		if s := Score(ty, nil); s < -10 || s > 10 || (s > 0) != strings.HasSuffix(Quad(ty), "cooperation") {
			t.Errorf("%s: score %g is at odds with %s", ty, s, Quad(ty))
		}
	}
}

func TestScore(t *testing.T) {
	for _, c := range []struct {
		t     Type
		modes []Mode
		want  float64
	}{
		{Assault, nil, -9},
		{Assault, []Mode{"beat"}, -7.5},
		{Assault, []Mode{"beat", "drone"}, -9.5},
		{Assault, []Mode{"curfew"}, -9}, // not a mode of ASSAULT
		{Consult, []Mode{"phone"}, 1.5},
		{"SPORT", nil, 0},
	} {
		if got := Score(c.t, c.modes); got != c.want {
			t.Errorf("Score(%s, %v) = %g, want %g", c.t, c.modes, got, c.want)
		}
	}
}

func TestValid(t *testing.T) {
	if !ValidMode(Coerce, "martial-law") || ValidMode(Coerce, "drone") || ValidMode("X", "drone") {
		t.Error("ValidMode")
	}
	if !ValidContext("natural_resource") || ValidContext("humanitarian") {
		t.Error("ValidContext")
	}
	if !ValidSector("MIL") || ValidSector("UNO") || !ValidInternational("UNO") || ValidInternational("USA") {
		t.Error("ValidSector, ValidInternational")
	}
}

func TestCrosswalkIsClosed(t *testing.T) {
	for code, c := range tables().cameo {
		if !ValidType(c.Type) {
			t.Errorf("%s: type %q", code, c.Type)
		}
		if c.Mode != "" && !ValidMode(c.Type, c.Mode) {
			t.Errorf("%s: mode %q is not of %s", code, c.Mode, c.Type)
		}
		for _, x := range c.Contexts {
			if !ValidContext(x) {
				t.Errorf("%s: context %q", code, x)
			}
		}
		cooperative := strings.HasSuffix(Quad(c.Type), "cooperation")
		if cooperative != (c.Goldstein > 0) {
			t.Errorf("%s %s: Goldstein %g is at odds with %s", code, c.Type, c.Goldstein, Quad(c.Type))
		}
	}
}

func TestGoldstein(t *testing.T) {
	for code, want := range map[string]float64{"190": -10, "1724": -5, "046": 7, "0469": 7, "9": 0, "": 0} {
		if got := Goldstein(code); got != want {
			t.Errorf("Goldstein(%q) = %g, want %g", code, got, want)
		}
	}
}

func TestMID(t *testing.T) {
	for _, c := range []struct {
		t           Type
		modes       []Mode
		cameo       string
		contexts    []string
		clash       bool
		code, level int
	}{
		{Threaten, []Mode{"violence"}, "138", nil, false, ThreatForce, 2},
		{Threaten, []Mode{"violence"}, "1385", []string{"cbrn"}, false, ThreatCBR, 2},
		{Threaten, []Mode{"restrict"}, "1381", nil, false, ThreatBlockade, 2},
		{Threaten, []Mode{"restrict"}, "1312", nil, false, NoAction, 1},
		{Mobilize, []Mode{"troops"}, "154", nil, false, Mobilization, 3},
		{Mobilize, []Mode{"troops"}, "154", []string{"territory"}, false, FortifyBorder, 3},
		{Mobilize, []Mode{"police"}, "153", nil, false, NoAction, 1},
		{Mobilize, []Mode{"weapons"}, "152", []string{"cbrn"}, false, NuclearAlert, 3},
		{Coerce, []Mode{"seize"}, "192", nil, false, Occupation, 4},
		{Coerce, []Mode{"seize"}, "1711", nil, false, Seizure, 4},
		{Coerce, []Mode{"restrict"}, "191", []string{"military"}, false, Blockade, 4},
		{Coerce, []Mode{"restrict"}, "172", nil, false, NoAction, 1},
		{Assault, []Mode{"aerial"}, "195", nil, false, Attack, 4},
		{Assault, nil, "190", nil, true, Clash, 4},
		{Assault, []Mode{"abduct"}, "181", nil, false, Seizure, 4},
		{Assault, []Mode{"unconventional"}, "204", nil, false, UseOfCBR, 4},
		{Agree, nil, "03", nil, false, NoAction, 1},
	} {
		code, level := MID(c.t, c.modes, c.cameo, c.contexts, c.clash)
		if code != c.code || level != c.level {
			t.Errorf("MID(%s %v %s) = %d, %d; want %d, %d", c.t, c.modes, c.cameo, code, level, c.code, c.level)
		}
	}
	if a, ok := MIDAction(Seizure); !ok || a.Name != "seizure" {
		t.Errorf("MIDAction(%d) = %v", Seizure, a)
	}
}

func TestTablesComplainWithFileAndLine(t *testing.T) {
	for _, c := range []struct{ types, names, cameo, mid, want string }{
		{"h\nAGREE\t\tx\tq", "h", "h", "h", "types.tsv:2"},
		{"h\nAGREE\tvisit\t1\t", "h", "h", "h", "types.tsv:2: mode visit before"},
		{"h", "h\ncolour\tred\t", "h", "h", "names.tsv:2"},
		{"h", "h", "h\n03\tAGREE\t\t\t4\n03\tAGREE\t\t\t4", "h", "cameo.tsv:3: code 03 twice"},
		{"h", "h", "h", "h\n1\t2", "mid.tsv:2: 2 columns"},
	} {
		_, err := parse(c.types, c.names, c.cameo, c.mid)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}
