package watch

import (
	"tocsin"
	"tocsin/store"
)

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
		if sc.on(day).Conflict() < r.Floor {
			continue
		}
		y, volumes := sc.daily(day, r.Memory)
		if len(y) <= leastPast {
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

func sumOf(y []int) (sum int) {
	for _, v := range y {
		sum += v
	}
	return sum
}

// surprise rings at a count that is unlikely after the past ones, given how
// much was reported at all.
func (sc *scene) surprise(r *Rule) (Finding, bool) {
	return sc.recent(r, func(_ tocsin.Day, y []int, volumes []float64) (Finding, bool) {
		n := len(y) - 1
		p, bits := Surprise(y[:n], y[n], volumes[:n], volumes[n])
		sum := sumOf(y[:n])
		return Finding{Rings: p < r.Threshold, Alert: store.Alert{
			Value: p, Baseline: float64(sum) / float64(n), Severity: int(bits / 5),
			Inputs: []store.Input{whole("acts", y[n]), whole("acts before", sum), whole("days before", n), in("volume", volumes[n]), in("bits", bits)},
		}}, p < r.Release
	})
}

// ears rings at a count that stands out from the week before.
func (sc *scene) ears(r *Rule) (Finding, bool) {
	return sc.recent(r, func(_ tocsin.Day, y []int, _ []float64) (Finding, bool) {
		c1, c2, c3 := EARS(y)
		value := max(c1, c2, c3*3/2) // C3 rings at two thirds of what C1 and C2 ring at
		sum := sumOf(y[len(y)-8 : len(y)-1])
		return Finding{Rings: value > r.Threshold, Alert: store.Alert{
			Value: value, Baseline: float64(sum) / 7, Severity: int(value / 3),
			Inputs: []store.Input{whole("acts", y[len(y)-1]), whole("acts before", sum), in("C1", c1), in("C2", c2), in("C3", c3)},
		}}, value > r.Release
	})
}

// cusum rings when counts have run above the rate before for so long that
// twice that rate is the better account of them. It looks at the last complete
// day.
func (sc *scene) cusum(r *Rule) (Finding, bool) {
	day := sc.known.Day.AddDays(-lag)
	y, volumes := sc.daily(day, r.Memory+r.Window)
	n := len(y) - r.Window
	if n < leastPast {
		return Finding{}, false
	}
	c := CUSUM(y[:n], y[n:], volumes[:n], volumes[n:])
	start := day.AddDays(1 - c.Run)
	acts := sumOf(y[len(y)-c.Run:])
	if c.Run == 0 || acts < r.Floor {
		return Finding{}, false
	}
	_, _, es := sc.split(start, day)
	return Finding{Rings: c.S > r.Threshold, Alert: store.Alert{
		Value: c.S, Baseline: c.Rate, Severity: int(c.S / r.Threshold), Events: cite(es), Window: [2]tocsin.Day{start, day},
		Inputs: []store.Input{whole("acts", acts), whole("run", c.Run), in("expected", c.Expected), in("rate before", c.Rate), in("size", c.Size), whole("days before", n)},
	}}, c.S > r.Release
}

// hazard is how many weeks a regime of counts is expected to last.
const hazard = 50

// leastWeeks is how many weeks the change-point rule needs.
const leastWeeks = 8

// change rings when the weekly counts have probably passed to a new, higher
// regime in the last three weeks.
func (sc *scene) change(r *Rule) (Finding, bool) {
	day := sc.known.Day
	start := day.AddDays(1 - r.Window)
	if c, _, _ := sc.split(start, day); c < r.Floor {
		return Finding{}, false
	}
	var y []int
	for _, c := range sc.series(sc.back(day, r.Memory), day, r.Window).Counts {
		y = append(y, c.Conflict())
	}
	n := len(y) - 1
	if n < leastWeeks {
		return Finding{}, false
	}
	cs := ChangePoints(y, hazard)
	now, before := cs[n], cs[n-1]
	if now.Mean <= before.Mean {
		return Finding{}, false
	}
	_, _, acts := sc.split(start, day)
	return Finding{Rings: now.Recent > r.Threshold, Alert: store.Alert{
		Value: now.Recent, Baseline: before.Mean, Severity: 1, Events: cite(acts), Window: [2]tocsin.Day{start, day},
		Inputs: []store.Input{whole("acts", y[n]), in("expected before", before.Mean), in("expected now", now.Mean), whole("days", r.Window), whole("steps", len(y))},
	}}, now.Recent > r.Release
}

// farrington rings when a week has more acts than weeks of the same season in
// the years before would have by chance. It needs three years of record.
func (sc *scene) farrington(r *Rule) (Finding, bool) {
	day := sc.known.Day
	start := day.AddDays(1 - r.Window)
	c, _, acts := sc.split(start, day)
	if c < r.Floor || day.Sub(sc.known.Since) < leastYears*365 {
		return Finding{}, false
	}
	var y []int
	var volumes []float64
	for _, c := range sc.series(sc.back(day, r.Memory+4*r.Window), day, r.Window).Counts {
		y, volumes = append(y, c.Conflict()), append(volumes, float64(c.Reports)+1)
	}
	f, ok := Farrington(y, volumes, 365.25/float64(r.Window))
	if !ok {
		return Finding{}, false
	}
	return Finding{Rings: f.P < r.Threshold, Alert: store.Alert{
		Value: f.P, Baseline: f.Expected, Severity: 1, Events: cite(acts), Window: [2]tocsin.Day{start, day},
		Inputs: []store.Input{whole("acts", c), in("expected", f.Expected), in("dispersion", f.Dispersion), whole("weeks", f.Points), whole("years", f.Years), whole("days", r.Window)},
	}}, f.P < r.Release
}
