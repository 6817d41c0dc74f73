package watch

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"tocsin"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.0006*math.Max(1, math.Abs(want)) {
		t.Errorf("%s: %.5f, want %.5f", what, got, want)
	}
}

// series is a year's quiet with a burst at the end.
var series = []int{1, 0, 2, 1, 0, 1, 3, 1, 0, 2, 4, 7}

func TestVectors(t *testing.T) {
	mean, low, high := Ratio(9, 3)
	near(t, "ratio", mean, 0.714)
	if !(low < mean && mean < high && low > 0.4 && high < 0.95) {
		t.Errorf("interval %f to %f", low, high)
	}
	c1, c2, c3 := EARS(series)
	near(t, "C1", c1, 3.591)
	near(t, "C2", c2, 5.479)
	near(t, "C3", c3, 6.151)
	p, bits := Surprise(series[:11], 7, nil, 0)
	if math.Abs(p-1.043e-3) > 5e-7 {
		t.Errorf("p %g", p)
	}
	near(t, "bits", bits, 9.904)
	if q := 1 - (distuv.Poisson{Lambda: 15.0 / 11}).CDF(6); math.Abs(q-5.34e-4) > 5e-7 {
		t.Errorf("Poisson p %g", q)
	}
	if q := negativeBinomialTail(0.537, 0.537/(0.537+1.91), 7); math.Abs(q-0.074) > 5e-4 {
		t.Errorf("bursty data: p %g", q)
	}
	cs := ChangePoints(append(append([]int{}, series...), 6, 8), 50)
	for i, want := range []struct {
		recent float64
		run    int
	}{{0.529, 12}, {0.537, 3}, {0.119, 4}} {
		c := cs[11+i]
		near(t, "P(run ≤ 3)", c.Recent, want.recent)
		if c.Run != want.run {
			t.Errorf("run %d, want %d", c.Run, want.run)
		}
	}
	near(t, "spread", Spread([]float64{4e6, 4.5e6}), 0.051)
}

// TestRatioRise: figures from a numerical integration over both posteriors.
func TestRatioRise(t *testing.T) {
	for _, c := range []struct {
		c, k, c0, k0 int
		want         float64
	}{{9, 1, 3, 9, 0.998708}, {4, 4, 4, 4, 0.5}, {9, 3, 2, 2, 0.82423}, {120, 40, 300, 200, 0.999743}, {5, 0, 0, 5, 0.998918}} {
		near(t, "ratio rise", RatioRise(c.c, c.k, c.c0, c.k0), c.want)
	}
	if p := RatioRise(20_000, 10_000, 30_000, 16_000); !(p > 0.9999 && p < 1) {
		t.Errorf("large counts: %g", p)
	}
}

func TestEdges(t *testing.T) {
	if c1, c2, c3 := EARS([]int{0, 0, 0, 0, 0, 0, 0, 1}); c1 != 2 || c2 != 0 || c3 != 0 {
		t.Errorf("one event after quiet: %f, %f, %f", c1, c2, c3)
	}
	if c1, _, _ := EARS(nil); c1 != 0 {
		t.Errorf("no counts: %f", c1)
	}
	if p, bits := Surprise(nil, 0, nil, 0); p != 1 || bits != 0 {
		t.Errorf("nothing happened: p %f, %f bits", p, bits)
	}
	same, _ := Surprise([]int{2, 2, 2, 2}, 4, []float64{10, 10, 10, 10}, 10)
	more, _ := Surprise([]int{2, 2, 2, 2}, 4, []float64{10, 10, 10, 10}, 20)
	plain, _ := Surprise([]int{2, 2, 2, 2}, 4, nil, 0)
	if math.Abs(same-plain) > 1e-12 || more <= same {
		t.Errorf("volume: %f even, %f doubled, %f without", same, more, plain)
	}
	if Materiality(0, 0) != 0 || Materiality(3, 1) != 0.25 || Reciprocity(0, 0) != 0 || Reciprocity(2, 8) != 0.25 {
		t.Error("shares")
	}
	if Spread([]float64{3}) != 0 || Spread([]float64{0, 4}) != 0 {
		t.Error("spread of too little")
	}
	if up, even := RatioRise(9, 1, 3, 9), RatioRise(4, 4, 4, 4); up < 0.95 || math.Abs(even-0.5) > 0.01 {
		t.Errorf("ratio rise %f, even %f", up, even)
	}
}

func TestRecord(t *testing.T) {
	y := []int{5, 0, 0, 1, 0, 2, 2, 2}
	for _, c := range []struct {
		window, memory, floor int
		want                  bool
	}{{3, 6, 1, true}, {3, 6, 7, false}, {3, 100, 1, true}, {1, 100, 1, false}, {9, 9, 0, false}} {
		if got := Record(y, c.window, c.memory, c.floor); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

var day0 = tocsin.Day{Year: 2031, Month: 5, Date: 1}

func act(id, kind string, day int, from, to string, level int) tocsin.Event {
	e := tocsin.Event{
		ID: id, Type: kind, Status: tocsin.Occurred, First: day0.AddDays(day), Last: day0.AddDays(day), Reported: day0.AddDays(day + 1),
		Actors: []tocsin.Participant{{Country: from}}, Members: []tocsin.Member{{Mention: id, Report: "r"}},
	}
	if to != "" {
		e.Recipients = []tocsin.Participant{{Country: to}}
	}
	if level > 0 {
		e.MID = &tocsin.MID{Code: 16, Level: level}
	}
	return e
}

func TestLadder(t *testing.T) {
	denied := act("denied", "ASSAULT", 6, "XXA", "XXB", 4)
	denied.Status = tocsin.Disputed
	plan := act("plan", "ASSAULT", 8, "XXA", "XXB", 5)
	plan.Status = tocsin.Planned
	past := act("past", "ASSAULT", 2, "XXA", "XXB", 5)
	past.Background = true
	talks := act("talks", "CONSULT", 30, "XXA", "", 0)
	talks.Actors = append(talks.Actors, tocsin.Participant{Country: "XXB"})
	events := []tocsin.Event{
		act("accuse", "ACCUSE", 0, "XXA", "XXB", 0), act("threat", "THREATEN", 2, "XXA", "XXB", 2), denied, plan, past,
		act("other", "ASSAULT", 3, "XXB", "XXA", 4), act("third", "ASSAULT", 3, "XXA", "XXC", 4), talks,
	}
	got := Ladder(Pair{"XXA", "XXB"}, events)
	want := []struct {
		day  int
		rung string
	}{{0, "1b"}, {2, "2"}, {6, "4"}, {20, "–"}, {30, "1a"}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, w := range want {
		if got[i].Day != day0.AddDays(w.day) || got[i].Rung.String() != w.rung {
			t.Errorf("place %d: %s on %s, want %s on day %d", i, got[i].Rung, got[i].Day, w.rung, w.day)
		}
	}
	if !got[2].Contested || got[1].Contested {
		t.Error("only the disputed rung is contested")
	}
	rises := Rises(got)
	if len(rises) != 2 || rises[0].Rung.Level != 2 || rises[1].Rung.Level != 4 || rises[1].Baseline.Level != 2 || rises[1].Reported != day0.AddDays(7) {
		t.Errorf("rises %+v", rises)
	}
	if l := Ladder(Pair{"XXC", "XXA"}, events); l != nil {
		t.Errorf("a pair without acts: %+v", l)
	}
}

// TestAims: a display that names nobody is aimed where it is made, or at the
// other side of the conflict that the same report tells.
func TestAims(t *testing.T) {
	off := act("off", "MOBILIZE", 1, "XXA", "", 3)
	off.Place = &tocsin.Site{Country: "XXB"}
	home := act("home", "MOBILIZE", 1, "XXB", "", 3)
	home.Place = &tocsin.Site{Country: "XXB"}
	alone := act("alone", "MOBILIZE", 1, "XXD", "", 3)
	aims := Aims([]tocsin.Event{off, home, alone, act("q", "ACCUSE", 0, "XXA", "XXB", 0), act("visit", "CONSULT", 0, "XXD", "XXA", 0)})
	if a := aims["off"]; len(a) != 1 || a[0] != "XXB" {
		t.Errorf("off: %v", a)
	}
	if a := aims["home"]; len(a) != 1 || a[0] != "XXA" {
		t.Errorf("home: %v", a)
	}
	if a := aims["alone"]; len(a) != 0 {
		t.Errorf("alone: %v", a)
	}
}

// TestMirror: the ladder of B towards A is that of A towards B when the names
// are swapped.
func TestMirror(t *testing.T) {
	swap := func(ps []tocsin.Participant) []tocsin.Participant {
		out := []tocsin.Participant{}
		for _, p := range ps {
			p.Country = map[string]string{"XXA": "XXB", "XXB": "XXA"}[p.Country]
			out = append(out, p)
		}
		return out
	}
	events := []tocsin.Event{act("a", "ACCUSE", 0, "XXA", "XXB", 0), act("b", "MOBILIZE", 4, "XXA", "", 3), act("c", "SANCTION", 9, "XXB", "XXA", 0)}
	mirrored := append([]tocsin.Event{}, events...)
	for i := range mirrored {
		mirrored[i].Actors, mirrored[i].Recipients = swap(mirrored[i].Actors), swap(mirrored[i].Recipients)
	}
	a, b := Ladder(Pair{"XXA", "XXB"}, events), Ladder(Pair{"XXB", "XXA"}, mirrored)
	if len(a) != len(b) || len(a) < 2 {
		t.Fatalf("%+v\n%+v", a, b)
	}
	for i := range a {
		if a[i].Rung != b[i].Rung || a[i].Day != b[i].Day {
			t.Errorf("%+v, mirrored %+v", a[i], b[i])
		}
	}
}

// TestAimsAnswer: a display at home answers one that is made at its shores,
// and where its own reports tell of nobody, those of the same days do.
func TestAimsAnswer(t *testing.T) {
	fleet := act("fleet", "MOBILIZE", 1, "XXA", "", 3)
	fleet.Place = &tocsin.Site{Country: "XXB"}
	militia := act("militia", "MOBILIZE", 3, "XXB", "", 3)
	militia.Members = []tocsin.Member{{Mention: "militia", Report: "other"}}
	late := act("late", "MOBILIZE", 90, "XXB", "", 3)
	late.Members = militia.Members
	aims := Aims([]tocsin.Event{fleet, militia, late})
	if a := aims["militia"]; len(a) != 1 || a[0] != "XXA" {
		t.Errorf("militia: %v", a)
	}
	if a := aims["late"]; len(a) != 0 {
		t.Errorf("late: %v", a)
	}
}
