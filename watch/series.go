package watch

import (
	"slices"

	"tocsin"
	"tocsin/plover"
	"tocsin/record"
)

// A Count is what one pair did in one day or week: events by quad class, one
// of a type and place a day, beside the number of all reports. Reports count
// attention, events count acts.
type Count struct {
	Day                 tocsin.Day `json:"day"` // the first one
	VerbalCooperation   int        `json:"verbal_cooperation"`
	MaterialCooperation int        `json:"material_cooperation"`
	VerbalConflict      int        `json:"verbal_conflict"`
	MaterialConflict    int        `json:"material_conflict"`
	Score               float64    `json:"score"`  // sum of PLOVER scores
	Killed              float64    `json:"killed"` // lowest figures that anybody gives
	Reports             int        `json:"reports"`
}

// Conflict counts words and deeds of conflict.
func (c *Count) Conflict() int { return c.VerbalConflict + c.MaterialConflict }

// Cooperation counts words and deeds of cooperation.
func (c *Count) Cooperation() int { return c.VerbalCooperation + c.MaterialCooperation }

func (c *Count) add(e *tocsin.Event) {
	switch plover.Quad(plover.Type(e.Type)) {
	case plover.VerbalCooperation:
		c.VerbalCooperation++
	case plover.MaterialCooperation:
		c.MaterialCooperation++
	case plover.VerbalConflict:
		c.VerbalConflict++
	case plover.MaterialConflict:
		c.MaterialConflict++
	}
	c.Score += e.Score
}

// killed is the lowest number of dead that any claim on an event allows.
func killed(e *tocsin.Event) float64 {
	least, any := 0.0, false
	for _, c := range e.Comparisons {
		if c.What != tocsin.WhatKilled {
			continue
		}
		for _, v := range c.Claims {
			low := 0.0
			if v.Low != nil {
				low = *v.Low
			}
			if !any || low < least {
				least, any = low, true
			}
		}
	}
	return least
}

// A Series is the counts of one pair, or of a whole situation if the pair is
// empty.
type Series struct {
	Pair   Pair    `json:"pair"`
	Every  int     `json:"every"` // days in a step: 1 or 7
	Counts []Count `json:"counts"`
}

// Covers reports whether an event belongs to the situation.
func (s *Situation) Covers(k *record.Known, e *tocsin.Event) bool {
	return s.about(e) && k.Says(e, s.Words)
}

func (s *Situation) about(e *tocsin.Event) bool {
	if e.Place != nil && slices.Contains(s.Places, e.Place.Country) {
		return true
	}
	return slices.ContainsFunc(s.Dyads, func(d [2]string) bool {
		a, b := has(e.Actors, d[0]), has(e.Actors, d[1])
		return a && b || a && has(e.Recipients, d[1]) || b && has(e.Recipients, d[0])
	})
}

// Pairs are the pairs that a situation rings for: each dyad in both
// directions, or, if it has none, the empty pair, which is all of it.
func (s *Situation) Pairs() []Pair {
	if len(s.Dyads) == 0 {
		return []Pair{{}}
	}
	var out []Pair
	for _, d := range s.Dyads {
		out = append(out, Pair{d[0], d[1]}, Pair{d[1], d[0]})
	}
	return out
}

// SeriesOf counts what every pair of a situation did, from the first day to
// the last one, in steps of so many days.
func SeriesOf(s *Situation, k *record.Known, from, to tocsin.Day, every int) []Series {
	var out []Series
	for _, sc := range scenes(s, k) {
		out = append(out, sc.series(from, to, max(1, every)))
	}
	return out
}
