package watch

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

// A Reading is one indicator of one pair on one day, with what it was
// computed from.
type Reading struct {
	Situation string        `json:"situation"`
	Pair      Pair          `json:"pair"`
	Day       tocsin.Day    `json:"day"`
	Name      string        `json:"name"`
	Value     float64       `json:"value"`
	Text      string        `json:"text"` // the value for people
	Formula   string        `json:"formula"`
	Inputs    []store.Input `json:"inputs"`
	Events    []string      `json:"events"` // at most ten
}

// MarshalText writes "USA>VEN", and "all" for the empty pair.
func (p Pair) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (p *Pair) UnmarshalText(b []byte) error {
	if string(b) == "all" {
		*p = Pair{}
		return nil
	}
	from, to, ok := strings.Cut(string(b), ">")
	if !ok || !isCountry(from) || !isCountry(to) {
		return fmt.Errorf("pair %q is not of the form XXA>XXB: %w", b, tocsin.ErrInvalid)
	}
	*p = Pair{from, to}
	return nil
}

// month is how many days the readings of shares and sums look back on.
const month = 28

// Readings are the indicators of every pair of a situation, on the day of
// what is known.
func Readings(s *Situation, k *record.Known) []Reading {
	var out []Reading
	all := scenes(s, k)
	for i, sc := range all {
		back := sc
		if len(s.Dyads) > 0 {
			back = all[i^1] // pairs come in both directions
		}
		for _, r := range slices.Concat(sc.standing(), sc.balance(back), sc.pace(), sc.disputes()) {
			r.Situation, r.Pair, r.Day = s.Name, sc.pair, k.Day
			out = append(out, r)
		}
	}
	return out
}

func in(name string, v float64) store.Input { return store.Input{Name: name, Value: v} }

// standing is the rung of the ladder and the highest of the memory.
func (sc *scene) standing() []Reading {
	day := sc.known.Day
	top, acts, contested := topRung(sc.acts, day.AddDays(1-Window), day)
	highest, _, _ := topRung(sc.acts, day.AddDays(1-Memory), day)
	text := top.String()
	if contested {
		text += " (contested)"
	}
	return []Reading{{Name: "ladder", Value: float64(top.Level), Text: text, Events: cite(acts),
		Formula: fmt.Sprintf("highest MID hostility level of the acts of the last %d days", Window),
		Inputs:  []store.Input{in("acts on it", float64(len(acts))), in("highest level in 180 days", float64(highest.Level))}}}
}

// balance are the shares and sums of the last four weeks.
func (sc *scene) balance(back *scene) []Reading {
	day := sc.known.Day
	from := day.AddDays(1 - month)
	acts := sc.distinct(from, day)
	var c, b Count
	for _, e := range acts {
		c.add(e)
	}
	for _, e := range back.distinct(from, day) {
		b.add(e)
	}
	n, events := float64(len(acts)), cite(acts)
	mean := 0.0
	if n > 0 {
		mean = c.Score / n
	}
	ratio, low, high := Ratio(c.Conflict(), c.Cooperation())
	conflict, cooperation := in("conflict", float64(c.Conflict())), in("cooperation", float64(c.Cooperation()))
	reading := func(name string, v float64, formula string, inputs ...store.Input) Reading {
		return Reading{Name: name, Value: v, Text: fmt.Sprintf("%.3g", v), Formula: formula, Inputs: inputs, Events: events}
	}
	theta := reading("conflict ratio", ratio, "(C+1)/(C+K+2) of 28 days, with the 90 % interval of Beta(C+1, K+1)", conflict, cooperation, in("low", low), in("high", high))
	theta.Text = fmt.Sprintf("%.2f (%.2f to %.2f)", ratio, low, high)
	return []Reading{
		reading("intensity sum", c.Score, "sum of PLOVER scores of 28 days", in("acts", n)),
		reading("intensity mean", mean, "mean of PLOVER scores of 28 days", in("acts", n), in("sum", c.Score)),
		theta,
		reading("materiality", Materiality(c.VerbalConflict, c.MaterialConflict), "deeds / (words + deeds) of conflict of 28 days", in("words", float64(c.VerbalConflict)), in("deeds", float64(c.MaterialConflict))),
		reading("reciprocity", Reciprocity(c.Conflict(), b.Conflict()), "smaller / larger of the two sides' acts of conflict of 28 days", conflict, in("conflict of the other side", float64(b.Conflict()))),
	}
}

// pace are the tests on the counts of the last complete day, the dead, and
// the weekly regime.
func (sc *scene) pace() []Reading {
	day := sc.known.Day.AddDays(-lag)
	var out []Reading
	if y, volumes := sc.daily(day, 90); len(y) > leastPast {
		n := len(y) - 1
		p, bits := Surprise(y[:n], y[n], volumes[:n], volumes[n])
		c1, c2, c3 := EARS(y)
		acts := in("acts", float64(y[n]))
		out = append(out,
			Reading{Name: "surprise", Value: bits, Text: fmt.Sprintf("%.1f bits (p %.2g)", bits, p), Inputs: []store.Input{acts, in("days before", float64(n)), in("volume", volumes[n])},
				Formula: "−log2 P(Y ≥ acts of " + day.String() + "), negative binomial, rate in proportion to the volume of reports"},
			Reading{Name: "EARS", Value: max(c1, c2, c3), Text: fmt.Sprintf("C1 %.2f, C2 %.2f, C3 %.2f", c1, c2, c3), Inputs: []store.Input{acts, in("C1", c1), in("C2", c2), in("C3", c3)},
				Formula: "deviation of the acts of " + day.String() + " from the 7 days before; C1, C2 ring above 3, C3 above 2"})
	}
	from := sc.known.Day.AddDays(1 - 365)
	if from.Before(sc.known.Since) {
		from = sc.known.Since
	}
	dead := 0.0
	counts := sc.series(from, sc.known.Day, 1).Counts
	for _, c := range counts[max(0, len(counts)-30):] {
		dead += c.Killed
	}
	out = append(out, Reading{Name: "dead", Value: dead, Text: fmt.Sprintf("at least %.0f", dead), Formula: "sum of the lowest figures of 30 days", Inputs: []store.Input{in("days", float64(min(30, len(counts))))}})
	return append(out, sc.regime(from)...)
}

func (sc *scene) regime(from tocsin.Day) []Reading {
	var y []int
	for _, c := range sc.series(from, sc.known.Day, 7).Counts {
		y = append(y, c.Conflict())
	}
	if len(y) < leastWeeks {
		return nil
	}
	c := ChangePoints(y, hazard)[len(y)-1]
	return []Reading{{Name: "change point", Value: c.Recent, Text: fmt.Sprintf("%.2f, run %d weeks, %.1f a week", c.Recent, c.Run, c.Mean),
		Formula: "P(regime of weekly conflict is at most 3 weeks old), Gamma(1, 1)–Poisson, hazard 1/50",
		Inputs:  []store.Input{in("weeks", float64(len(y))), in("last week", float64(y[len(y)-1])), in("expected", c.Mean)}}}
}

// disputes are how far the claims on the acts of four weeks differ.
func (sc *scene) disputes() []Reading {
	day := sc.known.Day
	acts := upTo(sc.acts, day)
	var told, denied, spread float64
	var on []*tocsin.Event
	for _, e := range acts {
		if e.Last.Before(day.AddDays(1 - month)) {
			continue
		}
		told++
		if e.Status == tocsin.Disputed || e.Status == tocsin.Negated {
			denied++
			on = append(on, e)
		}
		for _, c := range e.Comparisons {
			spread = math.Max(spread, spreadOf(c))
		}
	}
	share := 0.0
	if told > 0 {
		share = denied / told
	}
	return []Reading{{Name: "dispute of facts", Value: share, Text: fmt.Sprintf("%.0f %% denied, figures differ up to %.1f-fold", 100*share, math.Pow(10, spread)), Events: cite(on),
		Formula: "share of acts of 28 days that somebody denies; log10 of the largest over the smallest figure on one thing",
		Inputs:  []store.Input{in("acts", told), in("denied", denied), in("spread", spread)}}}
}

func spreadOf(c tocsin.Comparison) float64 {
	var vs []float64
	for _, v := range c.Claims {
		switch {
		case v.Low != nil:
			vs = append(vs, *v.Low)
		case v.High != nil:
			vs = append(vs, *v.High)
		}
	}
	return Spread(vs)
}

// A Force is the latest word of one holder on the strength of one kind of
// unit in one place. Words on the same deployment are never added up.
type Force struct {
	Side   string            `json:"side"` // ISO code of the acting country
	Unit   string            `json:"unit"`
	Holder string            `json:"holder"`
	Claim  tocsin.ValueClaim `json:"claim"`
	Event  string            `json:"event"`
}

// Forces are the forces of a situation as reported.
func Forces(s *Situation, k *record.Known) []Force {
	latest := map[[3]string]Force{}
	for i := range k.Events {
		e := &k.Events[i]
		if e.Background || !s.Covers(k, e) || len(e.Actors) == 0 {
			continue
		}
		for _, c := range e.Comparisons {
			if !slices.Contains([]string{tocsin.WhatPersonnel, tocsin.WhatVessel, tocsin.WhatAircraft, tocsin.WhatVehicle, tocsin.WhatWeapon}, c.What) {
				continue
			}
			for _, v := range c.Claims {
				key := [3]string{e.Actors[0].Country, c.Unit, v.Holder}
				if old, ok := latest[key]; !ok || !v.Said.Before(old.Claim.Said) {
					latest[key] = Force{key[0], c.Unit, v.Holder, v, e.ID}
				}
			}
		}
	}
	out := make([]Force, 0, len(latest))
	for _, f := range latest {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Force) int {
		return strings.Compare(a.Side+"\x00"+a.Unit+"\x00"+a.Holder, b.Side+"\x00"+b.Unit+"\x00"+b.Holder)
	})
	return out
}
