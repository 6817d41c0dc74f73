package timex

import "strings"

// makeAway reads distances that are told as lengths, with the day they lead
// to: "dos días después". Before "de" the named event is what it counts from.
func makeAway(c *context, m *match) (reading, bool) {
	if m.unit == "" {
		return reading{}, false
	}
	later, linking := m.rule.arg == "later", c.followedBy(rOfIn)
	r, ok := reading{}, true
	if g := c.behind(rOfIn); g != nil {
		r, ok = shift(g.first, m.unit, signed(m.count(), later)), within(m.unit)(g)
	} else {
		r, ok = c.shifted(m, later != linking, linking)
	}
	r.kind, r.value = duration, durationValue(m.length(), m.unit)
	return r, ok
}

// behind is the resolved expression behind one word of a role.
func (c *context) behind(link role) *reading {
	if c.index+1 >= len(c.found) || !c.followedBy(link) {
		return nil
	}
	g := &c.found[c.index+1]
	if g.core.Start != c.core.End+1 || !g.ok || g.reading.first.IsZero() {
		return nil
	}
	return &g.reading
}

// makeBack reads "hace dos días": a length, and the day that lies so far
// before publication.
func makeBack(c *context, m *match) (reading, bool) {
	if m.unit == "" {
		return reading{}, false
	}
	if m.nterms > 0 {
		d := m.moved(c.pub, 1)
		return reading{kind: duration, value: compound(m.allTerms()), first: d, last: d}, !c.pub.IsZero()
	}
	if m.num < 0 && c.says(rCouple) {
		m.num = 2
	}
	n := m.length()
	r := reading{kind: duration, value: durationValue(n, m.unit)}
	if n >= 0 && !c.pub.IsZero() {
		s := shift(c.pub, m.unit, -n)
		r.first, r.last = s.first, s.last
	}
	return r, true
}

// length is the number of units; -1 if the words leave it open.
func (m *match) length() float64 {
	switch {
	case m.num >= 0:
		return m.num
	case m.plural:
		return -1
	}
	return 1
}

// makeFixed gives the type and value that stand in the rule.
func makeFixed(_ *context, m *match) (reading, bool) {
	kind, value, ok := strings.Cut(m.rule.arg, " ")
	return reading{kind: kind, value: value}, ok
}

// makeDeicticClock reads "a las seis de la mañana de ayer".
func makeDeicticClock(c *context, m *match) (reading, bool) {
	r, ok := makeClock(c, m)
	if _, at, found := strings.Cut(r.value, "T"); ok && found {
		return dayReading(c.pub.AddDays(m.deicticDays())).withPart(at), !c.pub.IsZero()
	}
	return reading{}, false
}
