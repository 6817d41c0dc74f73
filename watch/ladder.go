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
	return !e.Background && done(e)
}

// done reports whether an event is told as done or being done, even if
// somebody denies it.
func done(e *tocsin.Event) bool {
	return e.Status == tocsin.Occurred || e.Status == tocsin.Ongoing || e.Status == tocsin.Disputed
}

// A Place on the ladder on one day.
type Place struct {
	Day       tocsin.Day
	Rung      Rung
	Contested bool       // everything on the rung is disputed
	Planned   Rung       // highest rung that is only planned; drawn hollow
	Events    []string   // IDs of the events on the rung
	Reported  tocsin.Day // earliest day on which a reader could know of it
}

// Ladder is where a pair stands on each day from the first to the last one
// that anything was reported on, one Place for each day on which it changes.
// Days are those of the acts, not of their publication.
func Ladder(pair Pair, events []tocsin.Event) []Place {
	sc := &scene{pair: pair}
	aims := Aims(events)
	var last tocsin.Day
	for i := range events {
		e := &events[i]
		if !e.Background && towards(pair, e, aims) {
			sc.add(e)
		}
		if last.Before(e.Reported) {
			last = e.Reported
		}
	}
	if len(sc.acts) == 0 {
		return nil
	}
	var out []Place
	for day := sc.acts[0].First; !last.Before(day); day = day.AddDays(1) {
		p := sc.stand(day)
		if len(out) == 0 && p.Rung.Level > 0 || len(out) > 0 && p.Rung != out[len(out)-1].Rung {
			out = append(out, p)
		}
	}
	return out
}

// towards reports whether an event is of one state towards another.
func towards(pair Pair, e *tocsin.Event, aims map[string][]string) bool {
	aim := ""
	if to := aims[e.ID]; len(to) > 0 {
		aim = to[0]
	}
	return aimedAt(pair, e, aim)
}

// aimedAt is towards for an event with its aim, empty for none.
func aimedAt(pair Pair, e *tocsin.Event, aim string) bool {
	return has(e.Actors, pair.From) && (aim == pair.To || has(e.Recipients, pair.To) || has(e.Actors, pair.To))
}

func has(ps []tocsin.Participant, country string) bool {
	return slices.ContainsFunc(ps, func(p tocsin.Participant) bool { return p.Country == country })
}

// stand is the place on one day.
func (sc *scene) stand(day tocsin.Day) Place {
	p := Place{Day: day}
	sc.overlapping(day.AddDays(1-Window), day, func(e *tocsin.Event) {
		r := RungOf(e)
		if !counts(e) {
			if e.Status == tocsin.Planned && r.Above(p.Planned) {
				p.Planned = r
			}
			return
		}
		if r.Above(p.Rung) {
			p.Rung, p.Events, p.Contested, p.Reported = r, nil, true, knowable(e)
		}
		if r == p.Rung {
			p.Events = append(p.Events, e.ID)
			p.Contested = p.Contested && e.Status == tocsin.Disputed
			if day := knowable(e); day.Before(p.Reported) {
				p.Reported = day
			}
		}
	})
	return p
}

// knowable is the first day on which a reader can know an act: a report of its
// plan tells nothing of it.
func knowable(e *tocsin.Event) tocsin.Day {
	if e.Reported.Before(e.First) {
		return e.First
	}
	return e.Reported
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

// Rises finds the rises to level 2 and above on a ladder. A rung stands until
// the next Place.
func Rises(ladder []Place) []Rise {
	var out []Rise
	for i, p := range ladder {
		if p.Rung.Level < plover.LevelThreat {
			continue
		}
		var before Rung
		for j, q := range ladder[:i] {
			if p.Day.Sub(ladder[j+1].Day.AddDays(-1)) <= Memory && q.Rung.Above(before) {
				before = q.Rung
			}
		}
		if p.Rung.Level > before.Level {
			out = append(out, Rise{Day: p.Day, Rung: p.Rung, Baseline: before, Events: p.Events, Reported: p.Reported})
		}
	}
	return out
}
