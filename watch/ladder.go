// Package watch reads a record for early warning: the escalation ladder of a
// directed pair of states, the indicators beside it, and the alerts that both
// ring. It looks at merged events only, so thirty reprints are one act; at
// events that are told as news, so history never counts; and at what is
// asserted, so plans and fears are shown but do not ring. Nothing in it knows
// any country.
package watch

import (
	"cmp"
	"slices"

	"tocsin"
	"tocsin/plover"
)

// Window is how many days an act keeps a pair on its rung.
const Window = 14

// A Pair is one state towards another, as ISO 3166-1 alpha-3 codes.
type Pair struct{ From, To string }

// A Rung is a place on the ladder: the MID hostility level 1 to 5, and at
// level 1 a sub-step a to d (words of cooperation, words of conflict, measures
// short of force, ruptures). The zero Rung is no event at all.
type Rung struct {
	Level int
	Step  string // "1a" to "1d" at level 1, else empty
}

// Above reports whether r is higher than s.
func (r Rung) Above(s Rung) bool { return cmp.Or(r.Level-s.Level, cmp.Compare(r.Step, s.Step)) > 0 }

// String is "3" or "1c"; "–" for no event.
func (r Rung) String() string {
	switch {
	case r.Level == 0:
		return "–"
	case r.Level == 1:
		return r.Step
	}
	return string(rune('0' + r.Level))
}

// RungOf is the rung of an act: the MID level where it is an act of states,
// otherwise by type and mode.
func RungOf(e *tocsin.Event) Rung {
	if e.MID != nil && e.MID.Level > plover.LevelNone {
		return Rung{Level: e.MID.Level}
	}
	return Rung{Level: 1, Step: step(plover.Type(e.Type), e.Modes, e.CAMEO)}
}

// rupture are the CAMEO codes of relations broken off and of borders and air
// space closed.
func rupture(cameo string) bool {
	return slices.Contains([]string{"1246", "144", "161", "164", "1663"}, cameo)
}

func step(t plover.Type, modes []string, cameo string) string {
	switch t {
	case plover.Accuse, plover.Reject, plover.Request, plover.Protest, plover.Threaten:
		return "1b"
	case plover.Sanction:
		if cameo == "161" || slices.Contains(modes, "discontinue") && rupture(cameo) {
			return "1d"
		}
		return "1c"
	case plover.Coerce, plover.Mobilize, plover.Assault:
		return "1c"
	}
	return "1a"
}

// counts reports whether an event moves the ladder: news, and told as done or
// being done, even if somebody denies it.
func counts(e *tocsin.Event) bool {
	return !e.Background && (e.Status == tocsin.Occurred || e.Status == tocsin.Ongoing || e.Status == tocsin.Disputed)
}

// A Place on the ladder on one day.
type Place struct {
	Day       tocsin.Day
	Rung      Rung
	Contested bool     // everything on the rung is disputed
	Planned   Rung     // highest rung that is only planned; drawn hollow
	Events    []string // IDs of the events on the rung
	Reported  tocsin.Day
}

// Ladder is where a pair stands on each day from the first to the last one
// that anything was reported on, one Place for each day on which it changes.
// Days are those of the acts, not of their publication.
func Ladder(pair Pair, events []tocsin.Event) []Place {
	acts := directed(pair, events)
	if len(acts) == 0 {
		return nil
	}
	first, last := acts[0].First, acts[0].Reported
	for _, e := range events {
		if last.Before(e.Reported) {
			last = e.Reported
		}
	}
	for _, e := range acts {
		if e.First.Before(first) {
			first = e.First
		}
	}
	var out []Place
	for day := first; !last.Before(day); day = day.AddDays(1) {
		p := stand(day, acts)
		if len(out) == 0 && p.Rung.Level > 0 || len(out) > 0 && p.Rung != out[len(out)-1].Rung {
			out = append(out, p)
		}
	}
	return out
}

// directed are the events of one state towards another, in the order of days:
// it acts and the other suffers, or both act.
func directed(pair Pair, events []tocsin.Event) []*tocsin.Event {
	var out []*tocsin.Event
	aims := Aims(events)
	for i := range events {
		if e := &events[i]; !e.Background && towards(pair, e, aims) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b *tocsin.Event) int { return a.First.Sub(b.First) })
	return out
}

// towards reports whether an event is of one state towards another.
func towards(pair Pair, e *tocsin.Event, aims map[string][]string) bool {
	return has(e.Actors, pair.From) && (has(e.Recipients, pair.To) || has(e.Actors, pair.To) || slices.Contains(aims[e.ID], pair.To))
}

func has(ps []tocsin.Participant, country string) bool {
	return slices.ContainsFunc(ps, func(p tocsin.Participant) bool { return p.Country == country })
}

// stand is the place on one day.
func stand(day tocsin.Day, acts []*tocsin.Event) Place {
	p := Place{Day: day}
	for _, e := range acts {
		if day.Before(e.First) || e.Last.Before(day.AddDays(1-Window)) {
			continue
		}
		r := RungOf(e)
		if !counts(e) {
			if e.Status == tocsin.Planned && r.Above(p.Planned) {
				p.Planned = r
			}
			continue
		}
		if r.Above(p.Rung) {
			p.Rung, p.Events, p.Contested, p.Reported = r, nil, true, e.Reported
		}
		if r == p.Rung {
			p.Events = append(p.Events, e.ID)
			p.Contested = p.Contested && e.Status == tocsin.Disputed
			if e.Reported.Before(p.Reported) {
				p.Reported = e.Reported
			}
		}
	}
	return p
}

// Aims says at whom displays of force are aimed that name nobody: at the
// country where they are made if it is not the actor's own, otherwise at the
// other side of the actor's conflicts as the same reports tell them, displays
// included, or, where those tell of none, as all reports tell them around the
// same days.
func Aims(events []tocsin.Event) map[string][]string {
	out := map[string][]string{}
	var rest []*tocsin.Event
	f := foes{reports: map[tocsin.ReportID]tally{}}
	for i := range events {
		e := &events[i]
		if e.Background || !isConflict(e.Type) {
			continue
		}
		to := e.Recipients
		if plover.Type(e.Type) == plover.Mobilize && len(to) == 0 {
			if !abroad(e) {
				rest = append(rest, e)
				continue
			}
			out[e.ID] = []string{e.Place.Country}
			to = []tocsin.Participant{{Country: e.Place.Country}}
		}
		f.add(e, to)
	}
	for _, e := range rest {
		if b := f.of(e); b != "" {
			out[e.ID] = []string{b}
		}
	}
	return out
}

// abroad reports whether an act takes place in a country that is not an
// actor's.
func abroad(e *tocsin.Event) bool {
	return e.Place != nil && e.Place.Country != "" && !has(e.Actors, e.Place.Country)
}

// A tally weighs how much one country is in conflict with another.
type tally map[[2]string]int

func (t tally) add(a, b string, weight int) {
	if a != "" && b != "" && a != b {
		t[[2]string{a, b}] += weight
		t[[2]string{b, a}] += weight
	}
}

// hostility is what an act tells of who is whose foe: a deed or a threat more
// than a reproach, and an appeal nothing, since mediators appeal to both sides.
func hostility(e *tocsin.Event) int {
	t := plover.Type(e.Type)
	switch {
	case t == plover.Request:
		return 0
	case t == plover.Threaten, plover.Quad(t) == plover.MaterialConflict:
		return 2
	}
	return 1
}

// foes are the conflicts that reports tell.
type foes struct {
	reports map[tocsin.ReportID]tally
	acts    []conflict
}

// A conflict is one act of conflict between two countries.
type conflict struct {
	a, b        string
	weight      int
	first, last tocsin.Day
}

func (f *foes) add(e *tocsin.Event, to []tocsin.Participant) {
	weight := hostility(e)
	if weight == 0 {
		return
	}
	for _, a := range e.Actors {
		for _, b := range to {
			f.acts = append(f.acts, conflict{a.Country, b.Country, weight, e.First, e.Last})
			for _, m := range e.Members {
				if f.reports[m.Report] == nil {
					f.reports[m.Report] = tally{}
				}
				f.reports[m.Report].add(a.Country, b.Country, weight)
			}
		}
	}
}

// of is the country that is most in conflict with the actors of an event.
func (f *foes) of(e *tocsin.Event) string {
	sum := tally{}
	for _, m := range e.Members {
		for pair, n := range f.reports[m.Report] {
			sum[pair] += n
		}
	}
	if b := sum.foe(e.Actors); b != "" {
		return b
	}
	clear(sum)
	for _, c := range f.acts {
		if !c.last.Before(e.First.AddDays(-Window)) && !e.Last.AddDays(Window).Before(c.first) {
			sum.add(c.a, c.b, c.weight)
		}
	}
	return sum.foe(e.Actors)
}

// foe is the country that is most often in conflict with one of the actors,
// of two equal ones the first by name.
func (t tally) foe(actors []tocsin.Participant) string {
	n := map[string]int{}
	for pair, k := range t {
		if has(actors, pair[0]) && !has(actors, pair[1]) {
			n[pair[1]] += k
		}
	}
	best := ""
	for b, k := range n {
		if best == "" || k > n[best] || k == n[best] && b < best {
			best = b
		}
	}
	return best
}

// Memory is how many days back an alert compares.
const Memory = 180

// A Rise is a day on which a pair reached a higher rung than in all of the
// Memory before: what the ladder rings for.
type Rise struct {
	Day      tocsin.Day
	Rung     Rung
	Baseline Rung // highest of the days before
	Events   []string
	Reported tocsin.Day // the earliest day on which a reader could know it
}

// Rises finds the rises to level 2 and above on a ladder.
func Rises(ladder []Place) []Rise {
	var out []Rise
	for i, p := range ladder {
		if p.Rung.Level < plover.LevelThreat {
			continue
		}
		var before Rung
		for _, q := range ladder[:i] {
			if p.Day.Sub(q.Day) <= Memory && q.Rung.Level > before.Level {
				before = q.Rung
			}
		}
		if p.Rung.Level > before.Level {
			out = append(out, Rise{Day: p.Day, Rung: p.Rung, Baseline: before, Events: p.Events, Reported: p.Reported})
		}
	}
	return out
}
