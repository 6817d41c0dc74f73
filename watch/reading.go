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
			_, r.Text, r.Formula = english().Reading(&r)
			out = append(out, r)
		}
	}
	return out
}

// Reading names an indicator and says its value and its formula.
func (w *Words) Reading(r *Reading) (name, text, formula string) {
	key := "reading." + r.Name
	value := func(name string) (any, bool) {
		switch name {
		case "value":
			return r.Value, true
		case "day":
			return r.last(), true
		}
		for _, in := range r.Inputs {
			if in.Name == name {
				return in.Value, true
			}
		}
		return nil, false
	}
	text = w.short(r.Value)
	for _, in := range r.Inputs {
		if t, ok := w.text[key+".contested"]; ok && in.Name == "contested" && in.Value > 0 {
			return w.Text(key), w.fill(t, value), w.fill(w.Text(key+".formula"), value)
		}
	}
	if t, ok := w.text[key+".text"]; ok {
		text = w.fill(t, value)
	}
	return w.Text(key), text, w.fill(w.Text(key+".formula"), value)
}

// last is the last complete day.
func (r *Reading) last() tocsin.Day { return r.Day.AddDays(-lag) }

// standing is the rung of the ladder and the highest of the memory.
func (sc *scene) standing() []Reading {
	day := sc.known.Day
	top, acts, contested := sc.top(day.AddDays(1-Window), day)
	highest := sc.highest(day.AddDays(1-Memory), day)
	disputed := 0
	if contested {
		disputed = len(acts)
	}
	return []Reading{{Name: "ladder", Value: top.numbered(), Events: cite(acts),
		Inputs: []store.Input{whole("acts on it", len(acts)), in("highest level in 180 days", highest.numbered()), whole("days", Window), whole("contested", disputed)}}}
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
	conflict := whole("conflict", c.Conflict())
	reading := func(name string, v float64, inputs ...store.Input) Reading {
		return Reading{Name: name, Value: v, Inputs: inputs, Events: events}
	}
	return []Reading{
		reading("intensity sum", c.Score, in("acts", n)),
		reading("intensity mean", mean, in("acts", n), in("sum", c.Score)),
		reading("conflict ratio", ratio, conflict, whole("cooperation", c.Cooperation()), in("low", low), in("high", high)),
		reading("materiality", Materiality(c.VerbalConflict, c.MaterialConflict), whole("words", c.VerbalConflict), whole("deeds", c.MaterialConflict)),
		reading("reciprocity", Reciprocity(c.Conflict(), b.Conflict()), conflict, whole("conflict of the other side", b.Conflict())),
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
		acts := whole("acts", y[n])
		out = append(out,
			Reading{Name: "surprise", Value: bits, Inputs: []store.Input{acts, whole("days before", n), in("volume", volumes[n]), in("p", p)}},
			Reading{Name: "EARS", Value: max(c1, c2, c3), Inputs: []store.Input{acts, in("C1", c1), in("C2", c2), in("C3", c3)}})
	}
	if y, volumes := sc.daily(day, 90+month); len(y) > month+leastPast {
		n := len(y) - month
		c := CUSUM(y[:n], y[n:], volumes[:n], volumes[n:])
		out = append(out, Reading{Name: "NB-CUSUM", Value: c.S, Inputs: []store.Input{whole("run", c.Run), in("expected", c.Expected), in("rate before", c.Rate), whole("days before", n)}})
	}
	from := sc.back(sc.known.Day, 365)
	dead := 0.0
	counts := sc.series(from, sc.known.Day, 1).Counts
	for _, c := range counts[max(0, len(counts)-30):] {
		dead += c.Killed
	}
	out = append(out, Reading{Name: "dead", Value: dead, Inputs: []store.Input{whole("days", min(30, len(counts)))}})
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
	return []Reading{{Name: "change point", Value: c.Recent, Inputs: []store.Input{whole("weeks", len(y)), whole("last week", y[len(y)-1]), in("expected", c.Mean), whole("run", c.Run)}}}
}

// disputes are how far the claims on the acts of four weeks differ: the share
// that somebody denies, and the largest log10(max/min) of the figures that
// claims give for one thing. Figures of which one contradicts no other count
// too: 4.5 million and more than 4 million are compatible, 0.05 apart.
func (sc *scene) disputes() []Reading {
	day := sc.known.Day
	var told, denied, spread float64
	var on []*tocsin.Event
	sc.overlapping(day.AddDays(1-month), day, func(e *tocsin.Event) {
		told++
		if e.Status == tocsin.Disputed || e.Status == tocsin.Negated {
			denied++
			on = append(on, e)
		}
		for _, c := range e.Comparisons {
			spread = math.Max(spread, spreadOf(c))
		}
	})
	share := 0.0
	if told > 0 {
		share = denied / told
	}
	return []Reading{{Name: "dispute of facts", Value: share, Events: cite(on),
		Inputs: []store.Input{in("acts", told), in("denied", denied), in("spread", spread), in("times", math.Pow(10, spread))}}}
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
