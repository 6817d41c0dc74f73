package watch

import (
	"fmt"
	"reflect"
	"testing"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

var strait = Situation{Name: "strait", Title: "strait", Dyads: [][2]string{{"XXA", "XXB"}}}

// known is a record of events as a reader of a day knows it, with two reports
// on each of the days since the first.
func known(day int, events ...tocsin.Event) *record.Known {
	var reports []tocsin.Report
	for d := -40; d <= day; d++ {
		for range 2 {
			reports = append(reports, tocsin.Report{Published: day0.AddDays(d)})
		}
	}
	var told []tocsin.Event
	for _, e := range events {
		if e.Reported.Sub(day0) <= day {
			told = append(told, e)
		}
	}
	return record.NewKnown(day0.AddDays(day), told, reports, nil)
}

func with(kinds ...string) *Situation {
	s := strait
	for _, k := range kinds {
		r, _ := Defaults(k)
		s.Rules = append(s.Rules, r)
	}
	return &s
}

// walk steps through days and returns what is told, as "day kind key".
func walk(s *Situation, from, to int, events ...tocsin.Event) (told []string, last []store.Alert) {
	var open []store.Alert
	numbers := map[string]int64{}
	for d := from; d <= to; d++ {
		keep, notices := Step(open, Findings(s, known(d, events...)), day0.AddDays(d))
		for _, n := range notices {
			told = append(told, fmt.Sprintf("%d %s %s", d, n.Kind, n.Alert.Key))
		}
		open = merged(open, keep, numbers)
	}
	return told, open
}

func TestLadderAlert(t *testing.T) {
	plan := act("plan", "MOBILIZE", 1, "XXA", "XXB", 3)
	plan.Status = tocsin.Planned
	past := act("past", "ASSAULT", 1, "XXA", "XXB", 4)
	past.Background = true
	events := []tocsin.Event{
		plan, past, act("words", "ACCUSE", 0, "XXA", "XXB", 0), act("show", "MOBILIZE", 3, "XXA", "XXB", 3),
		act("again", "MOBILIZE", 6, "XXA", "XXB", 3), act("raid", "ASSAULT", 8, "XXA", "XXB", 4), act("late", "MOBILIZE", 40, "XXA", "XXB", 3),
	}
	told, _ := walk(with(kindLadder), 0, 45, events...)
	// The show of day 3 is in the papers of day 4 and holds the rung to day 16,
	// the raid to day 21; three days later the alert ends. The show of day 40
	// is no news after the raid.
	want := []string{"4 alert strait/ladder/XXA>XXB", "9 update strait/ladder/XXA>XXB", "24 cancel strait/ladder/XXA>XXB"}
	if !reflect.DeepEqual(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}

// TestAlertExplainsItself: an alert names its formula, inputs and events.
func TestAlertExplainsItself(t *testing.T) {
	fs := Findings(with(kindLadder), known(5, act("show", "MOBILIZE", 3, "XXA", "XXB", 3), act("words", "ACCUSE", 0, "XXA", "XXB", 0)))
	if len(fs) != 1 {
		t.Fatalf("%+v", fs)
	}
	a := fs[0].Alert
	if a.Formula == "" || a.Value != 3 || a.Baseline != 1.2 || a.Threshold != 2 || len(a.Inputs) == 0 || !reflect.DeepEqual(a.Events, []string{"show"}) ||
		a.Headline != "Reporting changed: XXA towards XXB: acts of level 3 are told, level 1b was the highest of the 180 days before" {
		t.Errorf("%+v", a)
	}
}

func TestStepIsIdempotent(t *testing.T) {
	f := Findings(with(kindLadder), known(5, act("show", "MOBILIZE", 3, "XXA", "XXB", 3)))
	keep, notices := Step(nil, f, day0)
	if len(keep) != 1 || len(notices) != 1 {
		t.Fatalf("%+v", keep)
	}
	if _, again := Step(keep, f, day0); len(again) != 0 {
		t.Errorf("the same findings again: %+v", again)
	}
	if _, gone := Step(keep, nil, day0.AddDays(2)); len(gone) != 0 {
		t.Errorf("cancelled before its time: %+v", gone)
	}
	if _, gone := Step(keep, nil, day0.AddDays(3)); len(gone) != 1 || gone[0].Kind != store.NoticeCancel || gone[0].Alert.Open {
		t.Errorf("not cancelled: %+v", gone)
	}
}

// burst is quiet days with an accusation every third, and n acts on day 30.
func burst(n int) (out []tocsin.Event) {
	for d := 0; d < 30; d += 3 {
		out = append(out, act(fmt.Sprintf("q%02d", d), "ACCUSE", d, "XXA", "XXB", 0))
	}
	kinds := []string{"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT"}
	for i := range n {
		out = append(out, act(fmt.Sprintf("b%02d", i), kinds[i%len(kinds)], 30, "XXA", "XXB", 0))
	}
	return out
}

func TestCountRules(t *testing.T) {
	for _, kind := range []string{kindSurprise, kindEARS} {
		if told, _ := walk(with(kind), 20, 36, burst(6)...); len(told) != 2 || told[0] != "31 alert strait/"+kind+"/XXA>XXB" {
			t.Errorf("%s: %q", kind, told)
		}
		if told, _ := walk(with(kind), 20, 36, burst(2)...); len(told) != 0 {
			t.Errorf("%s, two acts: %q", kind, told)
		}
		// Copies of one act count once.
		same := burst(0)
		for i := range 9 {
			same = append(same, act(fmt.Sprintf("c%02d", i), "ACCUSE", 30, "XXA", "XXB", 0))
		}
		if told, _ := walk(with(kind), 20, 36, same...); len(told) != 0 {
			t.Errorf("%s, one act told apart: %q", kind, told)
		}
	}
}

func TestRatioRule(t *testing.T) {
	var events []tocsin.Event
	for d := -30; d < 0; d += 2 {
		events = append(events, act(fmt.Sprintf("k%d", d), "CONSULT", d, "XXA", "XXB", 0))
	}
	for d := 0; d < 20; d += 2 {
		events = append(events, act(fmt.Sprintf("c%d", d), "ACCUSE", d, "XXA", "XXB", 0))
	}
	told, open := walk(with(kindRatio), 0, 22, events...)
	if len(told) != 1 || len(open) != 1 || open[0].Value < 0.95 {
		t.Errorf("%q, %+v", told, open)
	}
}

func TestRecordRule(t *testing.T) {
	raid := act("raid", "ASSAULT", 3, "XXA", "XXB", 4)
	low, high := 30.0, 60.0
	raid.Comparisons = []tocsin.Comparison{{What: tocsin.WhatKilled, Claims: []tocsin.ValueClaim{{Low: &high}, {Low: &low}}}}
	fs := Findings(with(kindRecord), known(5, raid))
	if len(fs) != 1 || !fs[0].Rings || fs[0].Alert.Value != 30 || fs[0].Alert.Events[0] != "raid" {
		t.Errorf("%+v", fs)
	}
	low = 20
	if fs := Findings(with(kindRecord), known(5, raid)); len(fs) != 0 {
		t.Errorf("below the floor: %+v", fs)
	}
}

func TestChangeRule(t *testing.T) {
	var events []tocsin.Event
	kinds := []string{"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT"}
	for w := -40; w < 40; w += 7 {
		events = append(events, act(fmt.Sprintf("w%d", w), "ACCUSE", w, "XXA", "XXB", 0))
	}
	for d := 40; d < 58; d++ {
		events = append(events, act(fmt.Sprintf("d%d", d), kinds[d%7], d, "XXA", "XXB", 0))
	}
	told, _ := walk(with(kindChange), 30, 60, events...)
	if len(told) == 0 || told[0][:2] < "42" || told[0][:2] > "52" {
		t.Errorf("%q", told)
	}
}

// TestSwap: alerts of two states are each other's mirror image.
func TestSwap(t *testing.T) {
	all := with(RuleKinds()...)
	mirrored := burst(6)
	for i := range mirrored {
		mirrored[i].Actors, mirrored[i].Recipients = mirrored[i].Recipients, mirrored[i].Actors
	}
	a, _ := walk(all, 20, 40, burst(6)...)
	b, _ := walk(all, 20, 40, mirrored...)
	if len(a) == 0 || len(a) != len(b) {
		t.Errorf("%q\n%q", a, b)
	}
}
