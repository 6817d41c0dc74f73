package watch

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"tocsin"
	"tocsin/record"
)

// A world makes random histories: events that come, grow, are denied, move to
// other days, turn out to be history, and go.
type world struct {
	*rand.Rand
	reports  []tocsin.Report
	mentions []tocsin.Mention
	events   map[string]*tocsin.Event
	next     int
}

func (w *world) pick(from ...string) string { return from[w.IntN(len(from))] }

func (w *world) event(id string, day tocsin.Day) *tocsin.Event {
	types := []string{"ACCUSE", "REQUEST", "THREATEN", "MOBILIZE", "MOBILIZE", "MOBILIZE", "COERCE", "ASSAULT", "CONSULT", "AGREE", "SANCTION", "RETREAT"}
	e := &tocsin.Event{ID: id, Type: types[w.IntN(len(types))], Score: float64(w.IntN(20) - 10), Reported: day}
	e.Status = []tocsin.Status{tocsin.Occurred, tocsin.Occurred, tocsin.Occurred, tocsin.Disputed, tocsin.Planned, tocsin.Negated, tocsin.Ongoing}[w.IntN(7)]
	e.First = day.AddDays(-w.IntN(20))
	e.Last = e.First.AddDays(w.IntN(3) * w.IntN(40))
	e.Background = w.IntN(8) == 0
	party := func() tocsin.Participant { return tocsin.Participant{Country: w.pick("XXA", "XXB", "XXC", "")} }
	for range 1 + w.IntN(2) {
		e.Actors = append(e.Actors, party())
	}
	for range w.IntN(3) {
		e.Recipients = append(e.Recipients, party())
	}
	if w.IntN(2) == 0 {
		e.Place = &tocsin.Site{Name: w.pick("north", "south"), Country: w.pick("XXA", "XXB", "XXC", "")}
	}
	if level := w.IntN(6); level > 1 && w.IntN(2) == 0 {
		e.MID = &tocsin.MID{Code: level * 3, Level: level}
	}
	if dead := float64(w.IntN(60)); w.IntN(3) == 0 {
		e.Comparisons = []tocsin.Comparison{{What: tocsin.WhatKilled, Claims: []tocsin.ValueClaim{{Low: &dead}}}}
	}
	for range 1 + w.IntN(3) {
		r := w.reports[w.IntN(len(w.reports))]
		e.Members = append(e.Members, tocsin.Member{Mention: fmt.Sprint("m", w.IntN(40)), Report: r.ID})
	}
	return e
}

// day is what one more day brings.
func (w *world) day(day tocsin.Day) (gone, come []*tocsin.Event) {
	for range w.IntN(4) {
		w.reports = append(w.reports, tocsin.Report{ID: tocsin.ReportID(fmt.Sprint("r", w.IntN(60))), Published: day})
	}
	if len(w.reports) == 0 {
		return nil, nil
	}
	for id, e := range w.events {
		if w.IntN(25) != 0 {
			continue
		}
		gone = append(gone, e)
		delete(w.events, id)
		if w.IntN(3) > 0 {
			w.events[id] = w.event(id, day)
			come = append(come, w.events[id])
		}
	}
	for range w.IntN(5) {
		w.next++
		e := w.event(fmt.Sprintf("e%03d", w.next), day)
		w.events[e.ID] = e
		come = append(come, e)
	}
	return gone, come
}

// known is all of it anew.
func (w *world) known(day tocsin.Day) *record.Known {
	var events []tocsin.Event
	for _, e := range w.events {
		events = append(events, *e)
	}
	return record.NewKnown(day, events, w.reports, w.mentions)
}

// everything is situations of all sorts with every rule, eager to ring.
func everything() *Config {
	c := &Config{Situations: []Situation{
		{Name: "pair", Dyads: [][2]string{{"XXA", "XXB"}}},
		{Name: "two", Dyads: [][2]string{{"XXA", "XXC"}, {"XXB", "XXC"}}, Places: []string{"XXA"}},
		{Name: "place", Places: []string{"XXB"}},
		{Name: "words", Dyads: [][2]string{{"XXA", "XXB"}}, Words: []string{"gun"}},
	}}
	for i := range c.Situations {
		s := &c.Situations[i]
		for _, kind := range RuleKinds() {
			r, _ := Defaults(kind)
			r.Floor = min(r.Floor, 1)
			if kind != kindLadder && kind != kindCode {
				r.Memory = 60
			}
			s.Rules = append(s.Rules, r)
		}
		s.complete(originFile)
	}
	return c
}

// TestFollower: what is kept from day to day finds the same as an evaluation
// of each day by itself, on random histories.
func TestFollower(t *testing.T) {
	c, total := everything(), 0
	for seed := range uint64(8) {
		w := &world{Rand: rand.New(rand.NewPCG(seed, 7)), events: map[string]*tocsin.Event{}}
		for i := range 40 {
			w.mentions = append(w.mentions, tocsin.Mention{ID: fmt.Sprint("m", i), Sentence: tocsin.Sentence{Segment: tocsin.Segment{Text: w.pick("A Gun was fired", "talks")}}})
		}
		f := newFollower(c)
		k := record.NewKnown(day0, nil, nil, w.mentions)
		for d := range 80 {
			day := day0.AddDays(d)
			gone, come := w.day(day)
			plain := w.known(day)
			k.Day, k.Since, k.Volume = day, plain.Since, plain.Volume
			f.turn(&record.Turn{Known: k, Gone: gone, Come: come})
			var want []Finding
			for i := range c.Situations {
				want = append(want, Findings(&c.Situations[i], plain)...)
			}
			if got := f.findings(); !reflect.DeepEqual(got, want) {
				t.Fatalf("history %d, day %d:\n%+v\nwant\n%+v", seed, d, got, want)
			}
			total += len(want)
		}
	}
	if total < 1000 {
		t.Errorf("only %d findings: the histories are too quiet to tell", total)
	}
}

// naive are the highest rungs and the acts on them, looked for one by one.
func naive(acts []*tocsin.Event, from, to tocsin.Day) (top Rung, on []*tocsin.Event, contested bool) {
	for _, e := range acts {
		if !counts(e) || to.Before(e.First) || e.Last.Before(from) {
			continue
		}
		r := RungOf(e)
		if r.Above(top) {
			top, on, contested = r, nil, true
		}
		if r == top {
			on = append(on, e)
			contested = contested && e.Status == tocsin.Disputed
		}
	}
	return top, on, contested
}

// TestTop: the quick search for the highest rung finds what looking at every
// act finds.
func TestTop(t *testing.T) {
	w := &world{Rand: rand.New(rand.NewPCG(1, 2)), events: map[string]*tocsin.Event{}}
	sc := &scene{}
	for d := range 200 {
		_, come := w.day(day0.AddDays(d))
		for _, e := range come {
			sc.add(e)
		}
	}
	for range 2000 {
		from := day0.AddDays(w.IntN(230) - 20)
		to := from.AddDays(w.IntN(60))
		top, on, contested := sc.top(from, to)
		wantTop, wantOn, wantContested := naive(sc.acts, from, to)
		if top != wantTop || !reflect.DeepEqual(on, wantOn) || contested != wantContested || sc.highest(from, to) != wantTop {
			t.Fatalf("%s to %s: %s, %d acts; want %s, %d acts; highest %s", from, to, top, len(on), wantTop, len(wantOn), sc.highest(from, to))
		}
		for _, e := range sc.distinct(from, to) {
			if e.First.Before(from) || to.Before(e.First) || !counts(e) {
				t.Fatalf("%+v is not between %s and %s", e, from, to)
			}
		}
	}
	for _, e := range append([]*tocsin.Event(nil), sc.acts...) {
		sc.remove(e)
	}
	if len(sc.acts)+len(sc.long) > 0 {
		t.Error("acts stay")
	}
}

// BenchmarkYear replays a year of 40,000 events between two states with every
// rule.
func BenchmarkYear(b *testing.B) {
	c := everything()
	c.Situations = c.Situations[:1]
	w := &world{Rand: rand.New(rand.NewPCG(1, 2)), events: map[string]*tocsin.Event{}}
	w.reports = append(w.reports, tocsin.Report{ID: "r", Published: day0})
	days := make([][]*tocsin.Event, 365)
	for i := range days {
		w.day(day0.AddDays(i))
		for n := range 110 {
			e := w.event(fmt.Sprintf("e%03d-%03d", i, n), day0.AddDays(i))
			e.Actors[0].Country = w.pick("XXA", "XXB")
			days[i] = append(days[i], e)
		}
	}
	for b.Loop() {
		f := newFollower(c)
		k := record.NewKnown(day0, nil, w.reports, nil)
		for i, come := range days {
			k.Day = day0.AddDays(i)
			f.turn(&record.Turn{Known: k, Come: come})
			f.findings()
		}
	}
}
