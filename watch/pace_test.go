package watch

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"tocsin"
)

// TestCUSUM: figures from the ratio of the two probability functions, computed
// elsewhere.
func TestCUSUM(t *testing.T) {
	past, y := []int{1, 0, 2, 1, 0, 1, 3, 1, 0, 2, 0, 4, 1, 0}, []int{2, 0, 3, 4, 1, 5}
	even, volumes := make([]float64, len(past)), []float64{10, 20, 10, 20, 10, 20}
	for i := range even {
		even[i] = 10
	}
	plain, scaled := []float64{0.17943, 0, 0.65298, 1.77951, 1.48539, 3.08546}, []float64{0.17943, 0, 0.65298, 0.93393, 0.63981, 1.28150}
	for n := 1; n <= len(y); n++ {
		c := CUSUM(past, y[:n], nil, nil)
		near(t, fmt.Sprint("S of ", n), c.S, plain[n-1])
		near(t, fmt.Sprint("S with volumes of ", n), CUSUM(past, y[:n], even, volumes[:n]).S, scaled[n-1])
		near(t, "rate", c.Rate, 1.13793)
		near(t, "size", c.Size, 3.4958)
		if want := max(0, n-2); n != 1 && c.Run != want {
			t.Errorf("run of %d, want %d", c.Run, want)
		}
	}
	if c := CUSUM([]int{1, 1, 2, 1, 1, 2}, []int{3, 0, 4}, nil, nil); !math.IsInf(c.Size, 1) || math.Abs(c.S-1.46490) > 1e-4 || c.Run != 1 {
		t.Errorf("spread no more than Poisson: %+v", c)
	}
	if c := CUSUM(nil, nil, nil, nil); c.S != 0 || c.Run != 0 {
		t.Errorf("nothing: %+v", c)
	}
}

// TestFarrington: figures from a regression by Newton's method and a tail by
// summing, computed elsewhere.
func TestFarrington(t *testing.T) {
	seasonal, bursty, steep, volumes := make([]int, 240), make([]int, 240), make([]int, 240), make([]float64, 240)
	for i := range 240 {
		seasonal[i] = 3 + (7*i*i+13*i+5)%11%5 + i/60
		if w := i % 52; w >= 10 && w <= 13 {
			seasonal[i] += 4
		}
		bursty[i] = (7*i*i + 13*i + 5) % 17 * (i%7 + 1) / 3
		steep[i] = 1 + i/12
		volumes[i] = float64(100 + i*37%50)
	}
	seasonal[100], seasonal[239], bursty[239], steep[239] = 40, 22, 60, 30
	for _, c := range []struct {
		what         string
		y            []int
		volumes      []float64
		p, mu, phi   float64
		points, year int
	}{
		{"an outbreak in the past", seasonal, nil, 1.853997873e-4, 9.038529, 1, 186, 4},
		{"with volumes", seasonal, volumes, 9.358715248e-4, 10.233607, 1, 186, 4},
		{"a trend above everything", steep, nil, 3.793374252e-4, 9.583333, 1.996911, 186, 4},
		{"three years", seasonal[:170], nil, 0.270933, 10.623857, 1, 134, 3},
		{"bursts", bursty, nil, 1.148067334e-3, 13.792407, 6.540379, 186, 4},
	} {
		o, ok := Farrington(c.y, c.volumes, 52.18)
		if !ok || math.Abs(o.P-c.p) > 2e-4*c.p || o.Points != c.points || o.Years != c.year {
			t.Errorf("%s: %+v, want p %g", c.what, o, c.p)
		}
		near(t, c.what+": expected", o.Expected, c.mu)
		near(t, c.what+": dispersion", o.Dispersion, c.phi)
	}
	if _, ok := Farrington(seasonal[:150], nil, 52.18); ok {
		t.Error("less than three years")
	}
	if o, ok := Farrington(make([]int, 200), nil, 52.18); !ok || o.P != 1 || o.Expected > 1e-3 {
		t.Errorf("nothing ever: %+v", o)
	}
}

// TestFarringtonRule: the rule waits for three years of record, and then rings
// for a week that stands out of its season.
func TestFarringtonRule(t *testing.T) {
	var events []tocsin.Event
	for w := range 160 {
		for i := range 1 + w%2 {
			events = append(events, act(fmt.Sprintf("w%03d%d", w, i), []string{"ACCUSE", "REJECT"}[i], w*7, "XXA", "XXB", 0))
		}
	}
	last := 159 * 7
	for i, kind := range []string{"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT"} {
		events = append(events, act(fmt.Sprintf("b%d", i), kind, last+1, "XXA", "XXB", 0))
	}
	s := with(kindFarrington)
	k := known(last+2, events...)
	fs := Findings(s, k)
	if len(fs) != 1 || !fs[0].Rings || fs[0].Alert.Value > 0.005 || fs[0].Alert.Baseline < 0.5 || len(fs[0].Alert.Events) == 0 {
		t.Errorf("%+v", fs)
	}
	k.Since = k.Day.AddDays(-1000)
	if fs := Findings(s, k); len(fs) != 0 {
		t.Errorf("less than three years: %+v", fs)
	}
	if _, on := func() (Rule, bool) {
		for _, r := range DefaultRules() {
			if r.Kind == kindFarrington {
				return r, true
			}
		}
		return Rule{}, false
	}(); on {
		t.Error("it is on by default")
	}
}

// TestCodeRule: the first act of a kind rings, the second does not, and
// nothing does in a record that has only begun.
func TestCodeRule(t *testing.T) {
	coded := func(id string, day, code, level int) tocsin.Event {
		e := act(id, "ASSAULT", day, "XXA", "XXB", level)
		e.MID.Code = code
		return e
	}
	denied := coded("denied", 20, 13, 4)
	denied.Status = tocsin.Negated
	told, open := walk(with(kindCode), 0, 60, coded("a", 5, 7, 3), coded("b", 6, 16, 4), coded("c", 30, 16, 4), denied)
	want := []string{"6 alert strait/code/XXA>XXB", "7 update strait/code/XXA>XXB", "22 cancel strait/code/XXA>XXB"}
	if fmt.Sprint(told) != fmt.Sprint(want) || len(open) != 0 {
		t.Errorf("%q, %+v", told, open)
	}
	k := known(6, coded("a", 5, 7, 3))
	k.Since = day0
	if fs := Findings(with(kindCode), k); len(fs) != 0 {
		t.Errorf("in a new record: %+v", fs)
	}
}

// TestHysteresis: an alert stays open between release and threshold, and does
// not ring again.
func TestHysteresis(t *testing.T) {
	s := with(kindCUSUM)
	s.Rules[0].Threshold, s.Rules[0].Release = 4, 2
	var events []tocsin.Event
	for d := 30; d < 34; d++ {
		events = append(events, several("ACCUSE", d, d)...)
		events = append(events, several("REJECT", d, d)...)
		events = append(events, several("PROTEST", d, d)...)
	}
	rang := map[string]int{}
	for d := 29; d < 60; d++ {
		for _, f := range Findings(s, known(d, events...)) {
			switch {
			case f.Rings:
				rang["rings"]++
			case f.Alert.Value <= s.Rules[0].Release || f.Alert.Value > s.Rules[0].Threshold:
				t.Errorf("day %d: %g only holds", d, f.Alert.Value)
			default:
				rang["holds"]++
			}
		}
	}
	told, open := walk(s, 29, 70, events...)
	if rang["rings"] == 0 || rang["holds"] == 0 || strings.Count(fmt.Sprint(told), " alert ") != 1 || !strings.Contains(told[len(told)-1], " cancel ") || len(open) != 0 {
		t.Errorf("%v, %q, %d open", rang, told, len(open))
	}
}

// TestForces: of each holder and unit the latest word, never a sum.
func TestForces(t *testing.T) {
	three, five, history := 3.0, 5.0, 9.0
	fleet := act("fleet", "MOBILIZE", 5, "XXA", "XXB", 3)
	fleet.Comparisons = []tocsin.Comparison{{What: tocsin.WhatVessel, Unit: "frigate", Claims: []tocsin.ValueClaim{
		{Holder: "Ministry", Low: &three, Said: day0.AddDays(5)}, {Holder: "Ministry", Low: &five, Said: day0.AddDays(7)}, {Holder: "Wire", Low: &three, Said: day0.AddDays(6)}}},
		{What: tocsin.WhatKilled, Unit: "sailor", Claims: []tocsin.ValueClaim{{Holder: "Wire", Low: &three}}}}
	again := act("again", "MOBILIZE", 8, "XXA", "XXB", 3)
	again.Comparisons = []tocsin.Comparison{{What: tocsin.WhatVessel, Unit: "frigate", Claims: []tocsin.ValueClaim{{Holder: "Wire", Low: &five, Said: day0.AddDays(8)}}}}
	past := act("past", "MOBILIZE", 1, "XXA", "XXB", 3)
	past.Background = true
	past.Comparisons = []tocsin.Comparison{{What: tocsin.WhatVessel, Unit: "frigate", Claims: []tocsin.ValueClaim{{Holder: "Wire", Low: &history, Said: day0.AddDays(9)}}}}
	fs := Forces(with(), known(20, fleet, again, past))
	if len(fs) != 2 || fs[0].Holder != "Ministry" || *fs[0].Claim.Low != 5 || fs[1].Holder != "Wire" || *fs[1].Claim.Low != 5 || fs[1].Event != "again" || fs[0].Side != "XXA" {
		t.Errorf("%+v", fs)
	}
}

// TestDisputes: the share of acts that somebody denies, and how far figures on
// one thing lie apart, compatible or not.
func TestDisputes(t *testing.T) {
	four, more := 4e6, 4.5e6
	militia := act("militia", "MOBILIZE", 20, "XXA", "XXB", 3)
	militia.Comparisons = []tocsin.Comparison{{What: tocsin.WhatPersonnel, Unit: "militiaman", Claims: []tocsin.ValueClaim{{Low: &four, Bound: tocsin.MoreThan}, {Low: &more, High: &more}}}}
	denied := act("denied", "ASSAULT", 21, "XXA", "XXB", 4)
	denied.Status = tocsin.Disputed
	for _, r := range Readings(with(), known(25, militia, denied, act("old", "ACCUSE", -20, "XXA", "XXB", 0))) {
		if r.Name != "dispute of facts" || r.Pair.From != "XXA" {
			continue
		}
		near(t, "share", r.Value, 0.5)
		for _, in := range r.Inputs {
			if in.Name == "spread" {
				near(t, "spread", in.Value, 0.051)
			}
		}
		if len(r.Events) != 1 || r.Events[0] != "denied" {
			t.Errorf("%+v", r)
		}
	}
}
