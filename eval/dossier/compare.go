package dossier

import (
	"fmt"
	"slices"

	"tocsin"
)

func (t *Tally) fault(format string, args ...any) {
	t.Faults = append(t.Faults, fmt.Sprintf(format, args...))
}

// comparisons counts gold claims that are found and the relations between
// those that are.
func (s *scene) comparisons() {
	for _, c := range s.d.Comparisons {
		gold := slices.IndexFunc(s.d.Events, func(e Event) bool { return e.ID == c.Event })
		found := make([][2]int, len(c.Claims)) // comparison and claim of the coded event
		var coded []tocsin.Comparison
		if k := s.eventOf(gold); k >= 0 {
			coded = s.events[k].Comparisons
		}
		for i, claim := range c.Claims {
			found[i] = find(coded, c.What, &claim)
			s.claims++
			if found[i][0] >= 0 {
				s.claimsFound++
			} else {
				s.fault("%s %s: claim not found: %s by %s in %s", c.Event, c.What, show(&claim), claim.Holder, claim.Report)
			}
		}
		for _, r := range c.Relations {
			a, b := found[r.A], found[r.B]
			if a[0] < 0 || b[0] < 0 {
				continue
			}
			s.relations++
			if is := relation(coded, a, b); is == r.Is {
				s.relationsOK++
			} else {
				s.fault("%s %s: %s and %s: %s, not %s", c.Event, c.What, show(&c.Claims[r.A]), show(&c.Claims[r.B]), r.Is, is)
			}
		}
	}
}

func show(c *Claim) string {
	limit := func(v *float64) string {
		if v == nil {
			return "…"
		}
		return fmt.Sprintf("%g", *v)
	}
	return fmt.Sprintf("%s [%s %s]", c.Bound, limit(c.Low), limit(c.High))
}

// find returns the comparison and claim that has a gold claim's numbers.
func find(coded []tocsin.Comparison, what string, c *Claim) [2]int {
	for i := range coded {
		if coded[i].What != what {
			continue
		}
		for j, v := range coded[i].Claims {
			if v.Report == c.Report && v.Bound == c.Bound && same(v.Low, c.Low) && same(v.High, c.High) {
				return [2]int{i, j}
			}
		}
	}
	return [2]int{-1, -1}
}

func same(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// relation is how two coded claims stand to each other; empty if they are not
// compared. Claims that were taken for one are compatible.
func relation(coded []tocsin.Comparison, a, b [2]int) tocsin.Relation {
	switch {
	case a == b:
		return tocsin.Compatible
	case a[0] != b[0]:
		return ""
	}
	for _, p := range coded[a[0]].Relations {
		if p.A == a[1] && p.B == b[1] {
			return p.Is
		}
		if p.A == b[1] && p.B == a[1] && p.Is != tocsin.Supersedes {
			return p.Is
		}
	}
	return ""
}
