package watch

import (
	"fmt"
	"math"
	"slices"

	"tocsin"
	"tocsin/plover"
	"tocsin/record"
	"tocsin/store"
)

// The kinds of rule.
const (
	kindLadder   = "ladder"
	kindRatio    = "ratio"
	kindSurprise = "surprise"
	kindEARS     = "ears"
	kindRecord   = "record"
	kindChange   = "change"
)

func kinds() []string {
	return []string{kindLadder, kindRatio, kindSurprise, kindEARS, kindRecord, kindChange}
}

// lag is how many days before the evaluated one a count may ring for: the
// news of a day is mostly of the day before.
const lag = 1

// defaults are the constants of a kind of rule, the same for every pair.
func defaults(kind string) (Rule, bool) {
	r := Rule{Kind: kind, Hold: 3}
	switch kind {
	case kindLadder:
		r.Threshold, r.Release, r.Window, r.Memory = plover.LevelThreat, plover.LevelThreat, Window, Memory
	case kindRatio:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 0.95, 0.8, 28, 180, 5
	case kindSurprise:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 0.01, 0.05, 1, 90, 3
	case kindEARS:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 3, 2, 1, 14, 3
	case kindRecord:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 1, 0.8, 30, 365, 25
	case kindChange:
		r.Threshold, r.Release, r.Window, r.Memory, r.Floor = 0.5, 0.4, 7, 728, 3
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
		for i := range s.Rules {
			if f, ok := sc.apply(&s.Rules[i]); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// apply evaluates one rule.
func (sc *scene) apply(r *Rule) (Finding, bool) {
	eval := map[string]func(*Rule) (Finding, bool){
		kindLadder: sc.ladder, kindRatio: sc.ratio, kindSurprise: sc.surprise, kindEARS: sc.ears, kindRecord: sc.record, kindChange: sc.change,
	}[r.Kind]
	if eval == nil || len(sc.acts) == 0 {
		return Finding{}, false
	}
	f, ok := eval(r)
	if !ok {
		return f, false
	}
	a := &f.Alert
	a.Situation, a.Rule, a.From, a.To, a.Hold = sc.situation.Name, r.Kind, sc.pair.From, sc.pair.To, r.Hold
	a.Key = sc.situation.Name + "/" + r.Kind + "/" + sc.pair.String()
	a.Threshold = r.Threshold
	a.Headline = "Reporting changed: " + sc.label() + ": " + a.Headline
	return f, true
}

// String is "USA>VEN", or "all" for the empty pair.
func (p Pair) String() string {
	if p == (Pair{}) {
		return "all"
	}
	return p.From + ">" + p.To
}

func (sc *scene) label() string {
	if sc.pair == (Pair{}) {
		return sc.situation.Title
	}
	return sc.pair.From + " towards " + sc.pair.To
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

// ladder rings while the rung of the window is at the threshold or above, and
// higher than any in the memory before the first act on it.
func (sc *scene) ladder(r *Rule) (Finding, bool) {
	day := sc.known.Day
	top, acts, contested := topRung(sc.acts, day.AddDays(1-r.Window), day)
	if float64(top.Level) < r.Threshold || top.Level == 0 {
		return Finding{}, false
	}
	since := acts[0].First
	for _, e := range acts {
		if e.First.Before(since) {
			since = e.First
		}
	}
	// An act stands for the window after it, so the rungs of the memory are
	// those of acts that reach back that much further.
	before, _, _ := topRung(upTo(sc.acts, since.AddDays(-1)), since.AddDays(1-r.Memory-r.Window), since.AddDays(-1))
	if top.Level <= before.Level {
		return Finding{}, false
	}
	return Finding{Rings: true, Alert: store.Alert{
		Headline: fmt.Sprintf("acts of level %s are told, level %s was the highest of the %d days before", top, before, r.Memory),
		Formula:  fmt.Sprintf("highest MID hostility level of the last %d days > highest of the %d days before %s", r.Window, r.Memory, since),
		Value:    float64(top.Level), Baseline: float64(before.Level), Severity: top.Level, Contested: contested, Events: cite(acts),
		Window: [2]tocsin.Day{since, day},
		Inputs: []store.Input{{Name: "level", Value: float64(top.Level)}, {Name: "acts on it", Value: float64(len(acts))}, {Name: "highest level before", Value: float64(before.Level)}},
	}}, true
}

func upTo(acts []*tocsin.Event, day tocsin.Day) []*tocsin.Event {
	var out []*tocsin.Event
	for _, e := range acts {
		if !day.Before(e.First) {
			out = append(out, e)
		}
	}
	return out
}

// topRung is the highest rung of the acts that take place between two days,
// the acts on it, and whether each of them is disputed.
func topRung(acts []*tocsin.Event, from, to tocsin.Day) (top Rung, on []*tocsin.Event, contested bool) {
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

// split counts conflict and cooperation between two days.
func (sc *scene) split(from, to tocsin.Day) (conflict, cooperation int, acts []*tocsin.Event) {
	var c Count
	for _, e := range sc.distinct(from, to) {
		c.add(e)
		if isConflict(e.Type) {
			acts = append(acts, e)
		}
	}
	return c.Conflict(), c.Cooperation(), acts
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
		Headline: fmt.Sprintf("conflict is %.0f %% of the acts told for the last %d days, it was %.0f %%", 100*now, r.Window, 100*base),
		Formula:  fmt.Sprintf("P(θ of the last %d days > θ of the %d days before) > %g, θ ~ Beta(conflict+1, cooperation+1)", r.Window, r.Memory, r.Threshold),
		Value:    p, Baseline: base, Severity: 1, Events: cite(acts), Window: [2]tocsin.Day{start, day},
		Inputs: []store.Input{{Name: "conflict", Value: float64(c)}, {Name: "cooperation", Value: float64(k)}, {Name: "conflict before", Value: float64(c0)}, {Name: "cooperation before", Value: float64(k0)}},
	}}, p > r.Release
}

// leastPast is how many days a count must be held against at least.
const leastPast = 7

// daily are the counts of conflict of the days from the first that the record
// and the memory reach to the day, with the volume of reports in which each
// could be told: those of the day and the one after it.
func (sc *scene) daily(day tocsin.Day, memory int) (y []int, volumes []float64) {
	from := day.AddDays(-memory)
	if from.Before(sc.known.Since) {
		from = sc.known.Since
	}
	for _, c := range sc.series(from, day, 1).Counts {
		y = append(y, c.Conflict())
		next := c.Day.AddDays(1)
		v := 2 * c.Reports
		if !sc.known.Day.Before(next) {
			v = c.Reports + sc.known.Volume[next]
		}
		volumes = append(volumes, float64(v)+1)
	}
	return y, volumes
}

// recent applies a test to the evaluated day and those of the lag, and takes
// the finding that is the more severe.
func (sc *scene) recent(r *Rule, test func(day tocsin.Day, y []int, volumes []float64) (Finding, bool)) (best Finding, found bool) {
	for back := range lag + 1 {
		day := sc.known.Day.AddDays(-back)
		y, volumes := sc.daily(day, r.Memory)
		if len(y) <= leastPast || y[len(y)-1] < r.Floor {
			continue
		}
		f, ok := test(day, y, volumes)
		if ok && (!found || f.Rings && !best.Rings || f.Rings == best.Rings && f.Alert.Severity > best.Alert.Severity) {
			_, _, acts := sc.split(day, day)
			best, found = f, true
			best.Alert.Events, best.Alert.Window = cite(acts), [2]tocsin.Day{day, day}
		}
	}
	return best, found
}

// surprise rings at a count that is unlikely after the past ones, given how
// much was reported at all.
func (sc *scene) surprise(r *Rule) (Finding, bool) {
	return sc.recent(r, func(day tocsin.Day, y []int, volumes []float64) (Finding, bool) {
		n := len(y) - 1
		p, bits := Surprise(y[:n], y[n], volumes[:n], volumes[n])
		sum := 0
		for _, v := range y[:n] {
			sum += v
		}
		mean := float64(sum) / float64(n)
		return Finding{Rings: p < r.Threshold, Alert: store.Alert{
			Headline: fmt.Sprintf("%d acts of conflict are told of %s, %.2f a day before", y[n], day, mean),
			Formula:  fmt.Sprintf("P(Y ≥ %d) < %g, Y negative binomial from Gamma(0.5, 0.5) and the %d days before, rate in proportion to the volume of reports", y[n], r.Threshold, n),
			Value:    p, Baseline: mean, Severity: int(bits / 5),
			Inputs: []store.Input{{Name: "acts", Value: float64(y[n])}, {Name: "acts before", Value: float64(sum)}, {Name: "days before", Value: float64(n)}, {Name: "volume", Value: volumes[n]}, {Name: "bits", Value: bits}},
		}}, p < r.Release
	})
}

// ears rings at a count that stands out from the week before.
func (sc *scene) ears(r *Rule) (Finding, bool) {
	return sc.recent(r, func(day tocsin.Day, y []int, _ []float64) (Finding, bool) {
		c1, c2, c3 := EARS(y)
		value := max(c1, c2, c3*3/2) // C3 rings at two thirds of what C1 and C2 ring at
		week := y[len(y)-8 : len(y)-1]
		sum := 0
		for _, v := range week {
			sum += v
		}
		return Finding{Rings: value > r.Threshold, Alert: store.Alert{
			Headline: fmt.Sprintf("%d acts of conflict are told of %s, %d in the 7 days before", y[len(y)-1], day, sum),
			Formula:  fmt.Sprintf("C1 or C2 > %g or C3 > %g, standard deviation at least %g", r.Threshold, r.Threshold*2/3, minSigma),
			Value:    value, Baseline: float64(sum) / 7, Severity: int(value / 3),
			Inputs: []store.Input{{Name: "acts", Value: float64(y[len(y)-1])}, {Name: "C1", Value: c1}, {Name: "C2", Value: c2}, {Name: "C3", Value: c3}},
		}}, value > r.Release
	})
}

// record rings if the sum of the dead of the window is higher than that of any
// window in the memory that ended before it: those that overlap it would hide
// what is told a day late.
func (sc *scene) record(r *Rule) (Finding, bool) {
	day := sc.known.Day
	from := day.AddDays(1 - r.Memory)
	if from.Before(sc.known.Since) {
		from = sc.known.Since
	}
	counts := sc.series(from, day, 1).Counts
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
		Headline: fmt.Sprintf("at least %d dead are told for the last %d days, the most of the %d days that are looked at; %d was the highest before", sum, r.Window, len(counts), before),
		Formula:  fmt.Sprintf("sum of the lowest figures of %d days ≥ %d and higher than any such sum of the last %d days that does not overlap it", r.Window, r.Floor, len(counts)),
		Value:    float64(sum), Baseline: float64(before), Severity: int(math.Log2(float64(max(1, sum)))), Events: cite(acts), Window: [2]tocsin.Day{start, day},
		Inputs: []store.Input{{Name: "dead", Value: float64(sum)}, {Name: "highest before", Value: float64(before)}, {Name: "floor", Value: float64(r.Floor)}},
	}}, float64(sum) >= r.Release*float64(before)
}

// windows are the sum of the last window of counts and the highest of those
// that do not overlap it.
func windows(y []int, window int) (last, before int) {
	for end := len(y); end >= window; end-- {
		sum := 0
		for _, v := range y[end-window : end] {
			sum += v
		}
		switch {
		case end == len(y):
			last = sum
		case end <= len(y)-window:
			before = max(before, sum)
		}
	}
	return last, before
}

// hazard is how many weeks a regime of counts is expected to last.
const hazard = 50

// leastWeeks is how many weeks the change-point rule needs.
const leastWeeks = 8

// change rings when the weekly counts have probably passed to a new, higher
// regime in the last three weeks.
func (sc *scene) change(r *Rule) (Finding, bool) {
	day := sc.known.Day
	from := day.AddDays(1 - r.Memory)
	if from.Before(sc.known.Since) {
		from = sc.known.Since
	}
	var y []int
	for _, c := range sc.series(from, day, r.Window).Counts {
		y = append(y, c.Conflict())
	}
	n := len(y) - 1
	if n < leastWeeks || y[n] < r.Floor {
		return Finding{}, false
	}
	cs := ChangePoints(y, hazard)
	now, before := cs[n], cs[n-1]
	if now.Mean <= before.Mean {
		return Finding{}, false
	}
	_, _, acts := sc.split(day.AddDays(1-r.Window), day)
	return Finding{Rings: now.Recent > r.Threshold, Alert: store.Alert{
		Headline: fmt.Sprintf("%d acts of conflict are told for the last %d days, %.1f were expected", y[n], r.Window, before.Mean),
		Formula:  fmt.Sprintf("P(regime is at most 3 steps old) > %g and the mean is up; steps of %d days, Gamma(1, 1)–Poisson, hazard 1/%d", r.Threshold, r.Window, hazard),
		Value:    now.Recent, Baseline: before.Mean, Severity: 1, Events: cite(acts), Window: [2]tocsin.Day{day.AddDays(1 - r.Window), day},
		Inputs: []store.Input{{Name: "acts", Value: float64(y[n])}, {Name: "expected before", Value: before.Mean}, {Name: "expected now", Value: now.Mean}, {Name: "steps", Value: float64(len(y))}},
	}}, now.Recent > r.Release
}

func isConflict(t string) bool {
	return slices.Contains([]string{plover.VerbalConflict, plover.MaterialConflict}, plover.Quad(plover.Type(t)))
}
