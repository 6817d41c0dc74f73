package merge

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
)

// A sign is one kind of evidence that two mentions tell the same event.
type sign int

const (
	signType sign = iota
	signCode
	signModes
	signActors
	signRecipients
	signTime
	signPlace
	signUnits
	signPeople
	signNumbers
	signWords
	signTrigger
	signFurther
	signKnown
	signReport
	signStatus
	signStory
	signs // how many there are
)

var signNames = [signs]string{"type", "code", "modes", "actors", "recipients", "time", "place", "named units", "persons", "numbers", "wording", "word of the act", "set apart", "taken up", "same report", "status", "story"}

// Evidence is what each sign says of two mentions: above zero for one event,
// below for two. The sum is compared with [link] and [join].
type Evidence [signs]float64

// Sum is the total of all signs.
func (e *Evidence) Sum() float64 {
	sum := prior
	for _, v := range e {
		sum += v
	}
	return sum
}

// Excludes reports whether some sign rules out that the two are one event.
func (e *Evidence) Excludes() bool { return e.Sum() < never/2 }

// String names the signs that speak, strongest first: "time +2.0, actors +1.2".
func (e *Evidence) String() string {
	order := make([]sign, 0, signs)
	for s := range signs {
		if e[s] != 0 {
			order = append(order, s)
		}
	}
	slices.SortStableFunc(order, func(a, b sign) int {
		switch x, y := math.Abs(e[a]), math.Abs(e[b]); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	parts := make([]string, len(order))
	for i, s := range order {
		parts[i] = fmt.Sprintf("%s %+.1f", signNames[s], e[s])
	}
	return strings.Join(parts, ", ")
}

const (
	prior = -2.2 // two acts of one type in one week are mostly two acts
	link  = 0.8  // least sum that makes two mentions candidates for one event
	join  = -0.3 // least mean sum between two groups that become one event: links have brought them together
	never = -20  // no other evidence outweighs it
)

// family numbers the groups of types that tellers of one act mix up.
func family(t string) int {
	switch plover.Type(t) {
	case plover.Coerce:
		t = string(plover.Assault)
	case plover.Cooperate:
		t = string(plover.Agree)
	case plover.Retreat:
		t = string(plover.Concede)
	}
	return slices.Index(plover.Types(), plover.Type(t))
}

// compare weighs the evidence for a and b being one event.
func compare(a, b *profile) (e Evidence) {
	if a.family != b.family {
		e[signType] = never
		return e
	}
	if e[signTime] = timeSign(a, b); e[signTime] <= never {
		return e
	}
	meets := a.meets(b)
	if !meets && a.rich() && b.rich() {
		e[signActors] = never
		return e
	}
	if a.m.Type != b.m.Type {
		e[signType] = -1
	}
	e[signActors], e[signRecipients] = partySigns(a, b)
	e[signCode] = codeSign(a.m.CAMEO, b.m.CAMEO)
	e[signModes] = modeSign(a.m.Modes, b.m.Modes)
	e[signPlace] = placeSign(a.m.Place, b.m.Place)
	if overlap(a.units, b.units) > 0 {
		e[signUnits] = 1.5
	}
	if overlap(a.people, b.people) > 0 {
		e[signPeople] = 1.5
	}
	e[signNumbers] = numberSign(a.m.Quantities, b.m.Quantities)
	if e[signNumbers] < 0 && a.dated && b.dated && disjoint(a, b) {
		e[signNumbers] = -3 // neither day nor number: the next of a row
	}
	e[signWords] = wordSign(a, b)
	e[signTrigger] = triggerSign(a, b)
	e.trustTrigger()
	e[signFurther] = furtherSign(a, b)
	e[signKnown] = knownSign(a, b)
	e[signReport] = reportSign(a, b)
	e[signStatus] = statusSign(a, b)
	e[signStory] = storySign(a, b)
	if !meets {
		e.unlink()
	}
	return e
}

// trustTrigger: where two texts use one word for an act, other readings of it
// are slips of coding.
func (e *Evidence) trustTrigger() {
	const doubt = 0.2
	if e[signTrigger] <= 0 {
		return
	}
	for _, s := range []sign{signType, signCode, signModes} {
		if e[s] < 0 {
			e[s] *= doubt
		}
	}
}

// unlink keeps two mentions from being linked by themselves of which nothing
// says that they speak of the same parties, since one names hardly any. Both
// may still be like a third.
func (e *Evidence) unlink() {
	const below = link - 0.01
	if sum := e.Sum(); sum > below {
		e[signActors] -= sum - below
	}
}

// partySigns: sides agree, contain each other, are untold, or differ. Acts
// with each other have their parties on one side, or on two.
func partySigns(a, b *profile) (actors, recipients float64) {
	actors, recipients = mild(a, b, 0, sideSign(a.actors, b.actors)), mild(a, b, 1, sideSign(a.recipients, b.recipients))
	if actors < 0 || recipients < 0 {
		mutual := sideSign(both(a), both(b))
		if (len(a.recipients) == 0 || len(b.recipients) == 0) && mutual > 0 && max(len(a.actors), len(b.actors)) > 1 {
			return mutual, 0
		}
	}
	return 1.2 * actors, max(recipients, -2)
}

// mild lessens what a side (0 actors, 1 recipients) says where it is told by
// what it is: police and drivers are of the country that a report is about. It
// does not count a difference where the country of a party is unknown.
func mild(a, b *profile, side int, v float64) float64 {
	const guessed, home = 0.4, 0.5
	alike := overlap(a.nouns[side], b.nouns[side]) > 0
	switch {
	case alike && v > 0:
		return v
	case alike:
		return 0
	case v > 0 && !a.rich() && !b.rich() && a.nameless[side] && b.nameless[side]:
		return home * v
	case v >= 0:
		return v
	case a.nowhere[side] || b.nowhere[side]:
		return 0
	case a.nameless[side] || b.nameless[side]:
		return guessed * v
	}
	return v
}

func both(p *profile) []string {
	out := slices.Concat(p.actors, p.recipients)
	slices.Sort(out)
	return slices.Compact(out)
}

func sideSign(a, b []string) float64 {
	n := overlap(a, b)
	switch {
	case len(a) == 0 && len(b) == 0:
		return 0.2
	case len(a) == 0 || len(b) == 0:
		return 0
	case n == len(a) && n == len(b):
		return 1
	case n == min(len(a), len(b)):
		return 0.6
	case n > 0:
		return 0
	}
	return -3
}

func codeSign(a, b string) float64 {
	switch {
	case len(a) < 2 || len(b) < 2:
		return 0
	case a == b:
		return 0.7
	case a[:2] == b[:2]:
		return 0.2
	case violent(a) && violent(b):
		return 0 // "killed" and "murdered"
	}
	return -0.7
}

// violent reports whether a CAMEO code is of assault, fight or mass violence.
func violent(code string) bool { return code[:2] == "18" || code[:2] == "19" || code[:2] == "20" }

func modeSign(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	for _, m := range a {
		if slices.Contains(b, m) {
			return 0.7
		}
	}
	return -0.8
}

func placeSign(a, b *tocsin.EventPlace) float64 {
	switch {
	case a == nil || b == nil:
		return 0
	case a.Name == b.Name:
		return 0.8
	case far(a, b):
		return -4
	case a.Country != "" && b.Country != "" && a.Country != b.Country:
		return -0.5 // borders and waters are told from either side
	case a.Country != "" && a.Country == b.Country:
		return 0.3
	}
	return 0
}

// far reports whether two places are so far apart, and so small, that an act
// is not in both.
func far(a, b *tocsin.EventPlace) bool {
	const near = 100 // kilometres between names for one scene
	x, y := radius(a), radius(b)
	return x >= 0 && y >= 0 && kilometres(a, b) > near+x+y
}

// radius is how many kilometres a place reaches from its point; below zero if
// it has none or is too large to tell.
func radius(p *tocsin.EventPlace) float64 {
	if p.Lat == nil || p.Lon == nil {
		return -1
	}
	switch p.Precision {
	case tocsin.PrecisionPoint, tocsin.PrecisionCity:
		return 0
	case tocsin.PrecisionAdmin2:
		return 50
	case tocsin.PrecisionAdmin1:
		return 150
	}
	return -1
}

// kilometres is the great-circle distance.
func kilometres(a, b *tocsin.EventPlace) float64 {
	const radius = 6371
	rad := func(deg float64) float64 { return deg * math.Pi / 180 }
	dLat, dLon := rad(*b.Lat-*a.Lat), rad(*b.Lon-*a.Lon)
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(rad(*a.Lat))*math.Cos(rad(*b.Lat))*math.Pow(math.Sin(dLon/2), 2)
	return 2 * radius * math.Asin(math.Sqrt(min(1, h)))
}

// numberSign: the same figure speaks for one event. Different figures say
// little, since tellers differ, but for a count of units sent or taken.
func numberSign(a, b []tocsin.Measure) float64 {
	best := 0.0
	for i := range a {
		for j := range b {
			if a[i].What != b[j].What {
				continue
			}
			v := -0.3
			if Relate(&a[i], &b[j]) == tocsin.Compatible {
				v = 0.8
			}
			if best == 0 || v > best {
				best = v
			}
		}
	}
	return best
}

// wordSign is the share of words that two sentences have in common; reprints
// have nearly all.
func wordSign(a, b *profile) float64 {
	if a.m.Report.Lang != b.m.Report.Lang {
		return properSign(a, b)
	}
	n := min(len(a.words), len(b.words))
	if n == 0 {
		return 0
	}
	share := float64(overlap(a.words, b.words)) / float64(n)
	if a.origin == b.origin && a.m.Report.ID != b.m.Report.ID && share > 0.7 && a.m.Type == b.m.Type {
		return 4
	}
	return 2 * max(0, share-0.15)
}

// properSign is what two sentences of different languages can share.
func properSign(a, b *profile) float64 {
	n := min(len(a.proper), len(b.proper))
	if n == 0 {
		return 0
	}
	return float64(overlap(a.proper, b.proper)) / float64(max(n, 2))
}

func furtherSign(a, b *profile) float64 {
	if a.answer && b.opening || a.opening && b.answer {
		return -4.5
	}
	if a.further == b.further || a.origin == b.origin && a.m.Report.ID != b.m.Report.ID {
		return 0
	}
	return -1.5
}

// knownSign: "the attack" is an attack that the reader knows, mostly from the
// same report.
func knownSign(a, b *profile) float64 {
	switch {
	case !a.bare && !b.bare:
		return 0
	case a.m.Report.ID == b.m.Report.ID && (a.known || b.known):
		return 1.8
	case a.m.Report.ID == b.m.Report.ID:
		return 1
	case !a.known && !b.known:
		return 0
	case a.lag(b) <= 4:
		return 1.2
	}
	return 0
}

// reportSign: one sentence tells one act once. Elsewhere in a report an act
// is taken up again more often than another of its kind is told.
func reportSign(a, b *profile) float64 {
	switch {
	case a.m.Report.ID != b.m.Report.ID:
		return 0
	case a.m.Sentence.Start == b.m.Sentence.Start:
		return -1.5
	}
	return 0.3
}

// statusSign: a denial denies what the report has told before, mostly without
// naming it again; what is only feared is seldom what is told as done.
func statusSign(a, b *profile) float64 {
	switch {
	case a.negated != b.negated && selfDenial(a, b):
		return -2
	case a.negated != b.negated && a.m.Report.ID == b.m.Report.ID:
		return 1.2
	case a.negated != b.negated:
		return 0.4
	case a.possible != b.possible:
		return -0.8
	}
	return 0
}

// selfDenial reports whether a country's voices deny the one act and tell the
// other as done: they mean two acts, for nobody denies what they admit.
func selfDenial(a, b *profile) bool {
	for _, c := range a.m.Claims {
		for _, d := range b.m.Claims {
			if c.Holder.Country != "" && c.Holder.Country == d.Holder.Country && (c.Status == tocsin.Negated) != (d.Status == tocsin.Negated) {
				return true
			}
		}
	}
	return false
}
