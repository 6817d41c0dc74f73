package dossier

import (
	"cmp"
	"slices"

	"tocsin"
	"tocsin/merge"
)

// A Figure is one measured value.
type Figure struct {
	Name  string
	Value float64
}

// A Tally sums up dossiers.
type Tally struct {
	gold, matched            int     // mentions
	recall, precision        float64 // B³, summed over matched mentions
	ceafBest                 float64
	ceafGold, ceafPred       int
	notSame, apart           int
	claims, claimsFound      int
	relations, relationsOK   int
	sources, sourcesOK       int
	statuses, statusesOK     int
	background, backgroundOK int
	copies, copiesOK         int
	ladderDays, ladderOK     int
	alertsGold, alertsCoded  int
	alertsOK                 int
	Faults                   []string // what went wrong, for people
}

// Figures are: matched, the share of gold mentions that were coded; b3_p,
// b3_r, b3_f and ceaf_e, the clustering of those; not_same, the share of
// look-alike pairs kept apart; claims, the share of gold claims on numbers
// that some claim of the event matches in report, bound and limits; relations,
// the share right among pairs of those; sources, the share of events with the
// right number of independent sources; status, with the right final status;
// background, the share of told history not counted as new; copies, the share
// of reports whose original is right; ladder, the share of days on which a
// dyad's level is right; alerts_r and alerts_p, recall and precision of the
// days on which the ladder rings.
func (t *Tally) Figures() []Figure {
	share := func(ok, of int) float64 {
		if of == 0 {
			return 1
		}
		return float64(ok) / float64(of)
	}
	p, r := t.precision/max(1, float64(t.matched)), t.recall/max(1, float64(t.matched))
	f := 0.0
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return []Figure{
		{"matched", share(t.matched, t.gold)},
		{"b3_p", p}, {"b3_r", r}, {"b3_f", f},
		{"ceaf_e", 2 * t.ceafBest / max(1, float64(t.ceafGold+t.ceafPred))},
		{"not_same", share(t.apart, t.notSame)},
		{"claims", share(t.claimsFound, t.claims)},
		{"relations", share(t.relationsOK, t.relations)},
		{"sources", share(t.sourcesOK, t.sources)},
		{"status", share(t.statusesOK, t.statuses)},
		{"background", share(t.backgroundOK, t.background)},
		{"copies", share(t.copiesOK, t.copies)},
		{"ladder", share(t.ladderOK, t.ladderDays)},
		{"alerts_r", share(t.alertsOK, t.alertsGold)},
		{"alerts_p", share(t.alertsOK, t.alertsCoded)},
	}
}

// A scene is one dossier beside the record made of it.
type scene struct {
	*Tally
	d      *Dossier
	events []tocsin.Event
	goldOf map[string]int // mention ID to index of its gold event
	predOf map[string]int // mention ID to index of its event
	pairs  []string       // IDs of matched mentions
}

// Add compares a dossier with the mentions coded in its reports, the events
// they were merged to, and the copies found.
func (t *Tally) Add(d *Dossier, mentions []tocsin.Mention, events []tocsin.Event, copies map[tocsin.ReportID]merge.Copy) {
	s := &scene{Tally: t, d: d, events: events, goldOf: map[string]int{}, predOf: map[string]int{}}
	for i, e := range events {
		for _, m := range e.Members {
			s.predOf[m.Mention] = i
		}
	}
	s.match(mentions)
	s.clusters()
	s.lookAlikes()
	s.comparisons()
	s.accounts()
	s.ladders()
	for _, r := range d.Reports {
		c, ok := copies[r.ID]
		t.copies++
		if (r.CopyOf == nil) == !ok && (!ok || c.Of == *r.CopyOf) {
			t.copiesOK++
		} else {
			t.fault("%s: copy of %v, not of %v", r.ID, r.CopyOf, c.Of)
		}
	}
}

// match pairs gold mentions with coded ones of the same sentence: overlapping
// trigger and type first, then trigger, then type.
func (s *scene) match(mentions []tocsin.Mention) {
	byReport := map[tocsin.ReportID][]*tocsin.Mention{}
	for i := range mentions {
		m := &mentions[i]
		byReport[m.Report.ID] = append(byReport[m.Report.ID], m)
	}
	for pass := range 3 {
		for i := range s.d.Events {
			e := &s.d.Events[i]
			for j := range e.Mentions {
				g := &e.Mentions[j]
				if g.to > g.from {
					s.matchOne(i, e.Type, g, byReport[g.Report], pass)
				}
			}
		}
	}
	for i := range s.d.Events {
		e := &s.d.Events[i]
		s.gold += len(e.Mentions)
		for _, g := range e.Mentions {
			if g.to > g.from {
				s.fault("%s %s: not coded: %q in %q", e.ID, g.Report, g.Trigger, g.Sentence)
			}
		}
	}
	s.matched += len(s.pairs)
}

func (s *scene) matchOne(event int, kind string, g *Mention, coded []*tocsin.Mention, pass int) {
	for _, m := range coded {
		if _, taken := s.goldOf[m.ID]; taken || m.Sentence.Start >= g.end || m.Sentence.End <= g.start {
			continue
		}
		trigger, same := m.Trigger.Start < g.to && g.from < m.Trigger.End, m.Type == kind
		if pass == 0 && trigger && same || pass == 1 && trigger || pass == 2 && same {
			s.goldOf[m.ID] = event
			s.pairs = append(s.pairs, m.ID)
			g.to = g.from // matched
			return
		}
	}
}

// clusters adds B³ and CEAF-e (φ4, greedy one-to-one, best first) over the
// matched mentions.
func (s *scene) clusters() {
	type cell struct{ gold, pred int }
	both, gold, pred := map[cell]int{}, map[int]int{}, map[int]int{}
	for _, id := range s.pairs {
		both[cell{s.goldOf[id], s.predOf[id]}]++
		gold[s.goldOf[id]]++
		pred[s.predOf[id]]++
	}
	var cells []cell
	for c, n := range both {
		s.recall += float64(n*n) / float64(gold[c.gold])
		s.precision += float64(n*n) / float64(pred[c.pred])
		cells = append(cells, c)
	}
	phi := func(c cell) float64 { return 2 * float64(both[c]) / float64(gold[c.gold]+pred[c.pred]) }
	slices.SortFunc(cells, func(a, b cell) int { return cmp.Or(cmp.Compare(phi(b), phi(a)), a.gold-b.gold, a.pred-b.pred) })
	usedGold, usedPred := map[int]bool{}, map[int]bool{}
	for _, c := range cells {
		if !usedGold[c.gold] && !usedPred[c.pred] {
			usedGold[c.gold], usedPred[c.pred] = true, true
			s.ceafBest += phi(c)
		} else {
			s.fault("%s: %d of its %d mentions are in event %s", s.d.Events[c.gold].ID, both[c], gold[c.gold], s.events[c.pred].ID)
		}
	}
	s.ceafGold += len(gold)
	s.ceafPred += len(pred)
}

// lookAlikes counts pairs of gold events that must stay apart.
func (s *scene) lookAlikes() {
	holds := map[string]map[int]bool{}
	for _, id := range s.pairs {
		name := s.d.Events[s.goldOf[id]].ID
		if holds[name] == nil {
			holds[name] = map[int]bool{}
		}
		holds[name][s.predOf[id]] = true
	}
	for _, pair := range s.d.NotSame {
		s.notSame++
		met := false
		for k := range holds[pair[0]] {
			met = met || holds[pair[1]][k]
		}
		if met {
			s.fault("%s and %s are one", pair[0], pair[1])
		} else {
			s.apart++
		}
	}
}

// eventOf is the coded event that holds most of a gold event's mentions, or
// -1.
func (s *scene) eventOf(gold int) int {
	n, best := map[int]int{}, -1
	for _, id := range s.pairs {
		if k := s.predOf[id]; s.goldOf[id] == gold {
			n[k]++
			if best < 0 || n[k] > n[best] || n[k] == n[best] && k < best {
				best = k
			}
		}
	}
	return best
}

// accounts counts what is told of each event that was found at all.
func (s *scene) accounts() {
	for i, g := range s.d.Events {
		k := s.eventOf(i)
		if k < 0 {
			continue
		}
		e := &s.events[k]
		s.sources++
		if len(e.Origins) == g.Independent {
			s.sourcesOK++
		} else {
			s.fault("%s: %d independent sources, not %d", g.ID, g.Independent, len(e.Origins))
		}
		s.statuses++
		if string(e.Status) == g.Status {
			s.statusesOK++
		} else {
			s.fault("%s: %s, not %s", g.ID, g.Status, e.Status)
		}
		if g.Background {
			s.background++
			if e.Background {
				s.backgroundOK++
			} else {
				s.fault("%s: history counted as new", g.ID)
			}
		}
	}
}
