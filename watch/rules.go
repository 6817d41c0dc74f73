package watch

import (
	"math"
	"slices"

	"tocsin"
	"tocsin/plover"
	"tocsin/record"
	"tocsin/store"
)

// The kinds of rule.
const (
	kindLadder     = "ladder"
	kindRecord     = "record"
	kindCode       = "code"
	kindRatio      = "ratio"
	kindSurprise   = "surprise"
	kindEARS       = "ears"
	kindCUSUM      = "cusum"
	kindChange     = "change"
	kindFarrington = "farrington"
)

// RuleKinds are the kinds of rule, those that ring by default first.
func RuleKinds() []string {
	return []string{kindLadder, kindRecord, kindCode, kindRatio, kindSurprise, kindEARS, kindCUSUM, kindChange, kindFarrington}
}

// lag is how many days before the evaluated one a count may ring for: the
// news of a day is mostly of the day before.
const lag = 1

// Defaults are the constants of a kind of rule, the same for every pair; false
// if there is no such kind.
func Defaults(kind string) (Rule, bool) {
	r := Rule{Kind: kind, Hold: 3}
	switch kind {
	case kindLadder:
		r.Threshold, r.Release, r.Window, r.Memory = plover.LevelThreat, plover.LevelThreat, Window, Memory
	case kindCode:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = plover.LevelThreat, plover.LevelThreat, Window, 365, 28
	case kindRatio:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 0.95, 0.8, 28, 180, 5
	case kindSurprise:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 0.01, 0.05, 1, 90, 3
	case kindEARS:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 3, 2, 1, 14, 3
	case kindCUSUM:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 5, 2.5, 28, 90, 3
	case kindRecord:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 1, 0.8, 30, 365, 25
	case kindChange:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 0.5, 0.4, 7, 728, 3
	case kindFarrington:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 0.005, 0.05, 7, 5*365, 5
	default:
		return r, false
	}
	return r, true
}

// A Finding is what a rule measured where it rings, or still holds.
type Finding struct {
	Alert store.Alert
	Rings bool // false: it only keeps an open alert open
}

// Findings applies every rule of a situation to every pair on the day of what
// is known.
func Findings(s *Situation, k *record.Known) []Finding {
	var out []Finding
	for _, sc := range scenes(s, k) {
		out = append(out, sc.findings()...)
	}
	return out
}

func (sc *scene) findings() (out []Finding) {
	for i := range sc.situation.Rules {
		if f, ok := sc.apply(&sc.situation.Rules[i]); ok {
			out = append(out, f)
		}
	}
	return out
}

// apply evaluates one rule.
func (sc *scene) apply(r *Rule) (Finding, bool) {
	if len(sc.acts) == 0 {
		return Finding{}, false
	}
	f, ok := sc.evaluate(r)
	if !ok {
		return f, false
	}
	a := &f.Alert
	a.Situation, a.Title, a.Rule, a.From, a.To, a.Hold = sc.situation.Name, sc.situation.Title, r.Kind, sc.pair.From, sc.pair.To, r.Hold
	a.Key = sc.situation.Name + "/" + r.Kind + "/" + sc.pair.String()
	a.Threshold = r.Threshold
	a.Headline, a.Formula = english().Headline(a), english().Formula(a)
	return f, true
}

func (sc *scene) evaluate(r *Rule) (Finding, bool) {
	switch r.Kind {
	case kindLadder:
		return sc.ladder(r)
	case kindCode:
		return sc.code(r)
	case kindRatio:
		return sc.ratio(r)
	case kindSurprise:
		return sc.surprise(r)
	case kindEARS:
		return sc.ears(r)
	case kindCUSUM:
		return sc.cusum(r)
	case kindRecord:
		return sc.record(r)
	case kindChange:
		return sc.change(r)
	case kindFarrington:
		return sc.farrington(r)
	}
	return Finding{}, false
}

// String is "USA>VEN", or "all" for the empty pair.
func (p Pair) String() string {
	if p == (Pair{}) {
		return "all"
	}
	return p.From + ">" + p.To
}

// maxEvents is how many events an alert names.
const maxEvents = 10

// cite are the IDs of the latest events, at most ten.
func cite(es []*tocsin.Event) []string {
	es = es[max(0, len(es)-maxEvents):]
	out := make([]string, len(es))
	for i, e := range es {
		out[i] = e.ID
	}
	return out
}

func in(name string, v float64) store.Input { return store.Input{Name: name, Value: v} }

// whole is an input that counts.
func whole(name string, n int) store.Input { return in(name, float64(n)) }

// ladder rings while the rung of the window is at the threshold or above, and
// higher than any in the memory before the first act on it.
func (sc *scene) ladder(r *Rule) (Finding, bool) {
	day := sc.known.Day
	top, acts, contested := sc.top(day.AddDays(1-r.Window), day)
	if float64(top.Level) < r.Threshold || top.Level == 0 {
		return Finding{}, false
	}
	since := acts[0].First // they are in the order of days
	// An act stands for the window after it, so the rungs of the memory are
	// those of acts that reach back that much further.
	before := sc.highest(since.AddDays(1-r.Memory-r.Window), since.AddDays(-1))
	if top.Level <= before.Level {
		return Finding{}, false
	}
	return Finding{Rings: true, Alert: store.Alert{
		Value: top.numbered(), Baseline: before.numbered(), Severity: top.Level, Contested: contested, Events: cite(acts),
		Window: [2]tocsin.Day{since, day},
		Inputs: []store.Input{in("level", top.numbered()), whole("acts on it", len(acts)), in("highest level before", before.numbered()), whole("days", r.Window), whole("days before", r.Memory)},
	}}, true
}

// code rings while a MID action of the threshold's level or above is told in
// the window of which the memory before its first act there has none: the
// first time that a code appears. Of several it names the highest. It waits
// until the record reaches back Floor days, before which everything is new.
func (sc *scene) code(r *Rule) (Finding, bool) {
	day := sc.known.Day
	start := day.AddDays(1 - r.Window)
	if start.Sub(sc.known.Since) < r.Floor {
		return Finding{}, false
	}
	var best *tocsin.Event
	by := map[int][]*tocsin.Event{}
	sc.overlapping(start, day, func(e *tocsin.Event) {
		if !counts(e) || e.MID == nil || float64(e.MID.Level) < r.Threshold || e.First.Before(start) {
			return
		}
		by[e.MID.Code] = append(by[e.MID.Code], e)
		newer := best == nil || e.MID.Level > best.MID.Level || e.MID.Level == best.MID.Level && e.MID.Code > best.MID.Code
		if newer && !sc.told(e.MID.Code, by[e.MID.Code][0].First, r.Memory) {
			best = e
		}
	})
	if best == nil {
		return Finding{}, false
	}
	acts := by[best.MID.Code]
	return Finding{Rings: true, Alert: store.Alert{
		Value: float64(best.MID.Code), Severity: best.MID.Level, Events: cite(acts), Contested: allDisputed(acts), Window: [2]tocsin.Day{acts[0].First, day},
		Inputs: []store.Input{whole("code", best.MID.Code), whole("level", best.MID.Level), whole("acts", len(acts)), whole("days", r.Window), whole("days before", min(r.Memory, acts[0].First.Sub(sc.known.Since)))},
	}}, true
}

// told reports whether an act of a code took place in the days before one.
func (sc *scene) told(code int, day tocsin.Day, memory int) bool {
	found := false
	sc.overlapping(day.AddDays(-memory), day.AddDays(-1), func(e *tocsin.Event) {
		found = found || counts(e) && e.MID != nil && e.MID.Code == code
	})
	return found
}

func allDisputed(acts []*tocsin.Event) bool {
	return !slices.ContainsFunc(acts, func(e *tocsin.Event) bool { return e.Status != tocsin.Disputed })
}

// ratio rings if the share of conflict is higher than before, with the
// probability of the threshold.
func (sc *scene) ratio(r *Rule) (Finding, bool) {
	day := sc.known.Day
	start := day.AddDays(1 - r.Window)
	c, k, acts := sc.split(start, day)
	c0, k0, _ := sc.split(start.AddDays(-r.Memory), start.AddDays(-1))
	if c+k < r.Floor || c0+k0 == 0 {
		return Finding{}, false
	}
	p := RatioRise(c, k, c0, k0)
	now, _, _ := Ratio(c, k)
	base, _, _ := Ratio(c0, k0)
	return Finding{Rings: p > r.Threshold, Alert: store.Alert{
		Value: p, Baseline: base, Severity: 1, Events: cite(acts), Window: [2]tocsin.Day{start, day},
		Inputs: []store.Input{whole("conflict", c), whole("cooperation", k), whole("conflict before", c0), whole("cooperation before", k0), in("share", now), in("share before", base), whole("days", r.Window), whole("days before", r.Memory)},
	}}, p > r.Release
}

// record rings if the sum of the dead of the window is higher than that of any
// window in the memory that ended before it: those that overlap it would hide
// what is told a day late. It is the rule of HDX Signals.
func (sc *scene) record(r *Rule) (Finding, bool) {
	day := sc.known.Day
	counts := sc.series(sc.back(day, r.Memory), day, 1).Counts
	y := make([]int, max(r.Window, len(counts)))
	for i, c := range counts {
		y[len(y)-len(counts)+i] = int(c.Killed)
	}
	sum, before := windows(y, r.Window)
	if sum < r.Floor {
		return Finding{}, false
	}
	start := day.AddDays(1 - r.Window)
	var acts []*tocsin.Event
	for _, e := range sc.distinct(start, day) {
		if killed(e) > 0 {
			acts = append(acts, e)
		}
	}
	return Finding{Rings: sum > before, Alert: store.Alert{
		Value: float64(sum), Baseline: float64(before), Severity: int(math.Log2(float64(max(1, sum)))), Events: cite(acts), Window: [2]tocsin.Day{start, day},
		Inputs: []store.Input{whole("dead", sum), whole("highest before", before), whole("floor", r.Floor), whole("days", r.Window), whole("days looked at", len(counts))},
	}}, float64(sum) >= r.Release*float64(before)
}

// back is the first of so many days up to one, but not before the record
// begins.
func (sc *scene) back(day tocsin.Day, days int) tocsin.Day {
	if from := day.AddDays(1 - days); sc.known.Since.Before(from) {
		return from
	}
	return sc.known.Since
}

// windows are the sum of the last window of counts and the highest of those
// that do not overlap it.
func windows(y []int, window int) (last, before int) {
	sum := 0
	for end := range y {
		sum += y[end]
		if end >= window {
			sum -= y[end-window]
		}
		if end >= window-1 && end < len(y)-window {
			before = max(before, sum)
		}
	}
	return sum, before
}

func isConflict(t string) bool {
	return slices.Contains([]string{plover.VerbalConflict, plover.MaterialConflict}, plover.Quad(plover.Type(t)))
}
