package dossier

import (
	"tocsin"
	"tocsin/watch"
)

// A Rung is a day on which a dyad's place on the ladder changes.
type Rung struct {
	Dyad  [2]string  `json:"dyad"`
	Date  tocsin.Day `json:"date"`
	Level int        `json:"level"`
	Step  string     `json:"step"`
}

// An Alert is a day on which the ladder rings.
type Alert struct {
	Dyad [2]string  `json:"dyad"`
	Date tocsin.Day `json:"date"`
}

// ladders compares each dyad's level day by day, from the first day on which
// gold or record has one to the last report, and the alerts by day.
func (s *scene) ladders() {
	last := tocsin.Day{}
	for _, r := range s.d.Reports {
		if last.Before(r.Published) {
			last = r.Published
		}
	}
	for _, dyad := range s.d.Dyads {
		coded := watch.Ladder(watch.Pair{From: dyad[0], To: dyad[1]}, s.events)
		s.days(dyad, coded, last)
		s.alerts(dyad, watch.Rises(coded))
	}
}

func (s *scene) days(dyad [2]string, coded []watch.Place, last tocsin.Day) {
	var gold []watch.Place
	for _, r := range s.d.Ladder {
		if r.Dyad == dyad {
			gold = append(gold, watch.Place{Day: r.Date, Rung: watch.Rung{Level: r.Level, Step: r.Step}})
		}
	}
	if len(gold) == 0 {
		return
	}
	for day := gold[0].Day; !last.Before(day); day = day.AddDays(1) {
		s.ladderDays++
		want, got := at(gold, day), at(coded, day)
		if want.Level == got.Level {
			s.ladderOK++
		} else {
			s.fault("%s > %s on %s: level %s, not %s", dyad[0], dyad[1], day, want, got)
		}
	}
}

// at is where a ladder stands on a day.
func at(ladder []watch.Place, day tocsin.Day) watch.Rung {
	var r watch.Rung
	for _, p := range ladder {
		if !day.Before(p.Day) {
			r = p.Rung
		}
	}
	return r
}

func (s *scene) alerts(dyad [2]string, rises []watch.Rise) {
	s.alertsCoded += len(rises)
	rang := map[tocsin.Day]bool{}
	for _, r := range rises {
		rang[r.Day] = true
	}
	for _, a := range s.d.Alerts {
		if a.Dyad != dyad {
			continue
		}
		s.alertsGold++
		if rang[a.Date] {
			s.alertsOK++
			delete(rang, a.Date)
		} else {
			s.fault("%s > %s: no alert on %s", dyad[0], dyad[1], a.Date)
		}
	}
	for day := range rang {
		s.fault("%s > %s: false alert on %s", dyad[0], dyad[1], day)
	}
}
