package merge

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tocsin"
)

func value(v float64) *float64 { return &v }

func TestRelate(t *testing.T) {
	m := func(bound tocsin.Bound, low, high float64) tocsin.Measure {
		q := tocsin.Measure{Bound: bound}
		if low >= 0 {
			q.Low = value(low)
		}
		if high >= 0 {
			q.High = value(high)
		}
		return q
	}
	for _, c := range []struct {
		a, b tocsin.Measure
		want tocsin.Relation
	}{
		{m(tocsin.Exactly, 4.5e6, 4.5e6), m(tocsin.MoreThan, 4e6, -1), tocsin.Compatible},
		{m(tocsin.Exactly, 4e6, 4e6), m(tocsin.MoreThan, 4e6, -1), tocsin.Contradicts},
		{m(tocsin.Exactly, 4e6, 4e6), m(tocsin.AtLeast, 4e6, -1), tocsin.Compatible},
		{m(tocsin.Exactly, 3, 3), m(tocsin.Exactly, 5, 5), tocsin.Contradicts},
		{m(tocsin.About, 100, 100), m(tocsin.Exactly, 110, 110), tocsin.Compatible},
		{m(tocsin.About, 100, 100), m(tocsin.Exactly, 111, 111), tocsin.Contradicts},
		{m(tocsin.Indefinite, 24, -1), m(tocsin.Exactly, 60, 60), tocsin.Compatible},
		{m(tocsin.Indefinite, 24, -1), m(tocsin.Exactly, 20, 20), tocsin.Contradicts},
		{m(tocsin.LessThan, -1, 1.5e6), m(tocsin.MoreThan, 4e6, -1), tocsin.Contradicts},
		{m(tocsin.LessThan, -1, 10), m(tocsin.AtLeast, 10, -1), tocsin.Contradicts},
		{m(tocsin.AtMost, -1, 10), m(tocsin.AtLeast, 10, -1), tocsin.Compatible},
		{m(tocsin.RangeBound, 10, 20), m(tocsin.RangeBound, 20, 30), tocsin.Compatible},
		{m(tocsin.RangeBound, 10, 20), m(tocsin.RangeBound, 21, 30), tocsin.Contradicts},
	} {
		if a, b := Relate(&c.a, &c.b), Relate(&c.b, &c.a); a != c.want || b != c.want {
			t.Errorf("%+v and %+v: %s, %s, want %s", c.a, c.b, a, b, c.want)
		}
	}
}

func TestSupersedes(t *testing.T) {
	day := tocsin.Day{Year: 2031, Month: 5, Date: 1}
	claim := func(holder string, n float64, later int) tocsin.ValueClaim {
		return tocsin.ValueClaim{Holder: holder, Kind: tocsin.Government, Low: value(n), High: value(n), Bound: tocsin.Exactly, Said: day.AddDays(later)}
	}
	got := relate([]tocsin.ValueClaim{claim("ministry", 17, 0), claim("ministry", 24, 2), claim("red cross", 23, 2), claim("ministry", 24, 5)})
	want := map[[2]int]tocsin.Relation{{1, 0}: tocsin.Supersedes, {0, 2}: tocsin.Contradicts, {1, 2}: tocsin.Contradicts, {3, 0}: tocsin.Supersedes, {1, 3}: tocsin.Compatible, {2, 3}: tocsin.Contradicts}
	for _, p := range got {
		if want[[2]int{p.A, p.B}] != p.Is {
			t.Errorf("%d %s %d", p.A, p.Is, p.B)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d relations, want %d", len(got), len(want))
	}
}

// TestStateSupersedes: a state and one of its ministries are one voice, two
// ministries are two, and so are two states.
func TestStateSupersedes(t *testing.T) {
	day := tocsin.Day{Year: 2031, Month: 5, Date: 1}
	claim := func(holder, country string, n float64, later int) tocsin.ValueClaim {
		return tocsin.ValueClaim{Holder: holder, Country: country, Kind: tocsin.Government, Low: value(n), High: value(n), Bound: tocsin.Exactly, Said: day.AddDays(later)}
	}
	for _, c := range []struct {
		a, b tocsin.ValueClaim
		want tocsin.Relation
	}{
		{claim("Defence Ministry", "NOR", 17, 0), claim("Government of Norway", "NOR", 24, 2), tocsin.Supersedes},
		{claim("Government of Norway", "NOR", 17, 0), claim("the navy", "NOR", 24, 2), tocsin.Supersedes},
		{claim("Defence Ministry", "NOR", 17, 0), claim("Interior Ministry", "NOR", 24, 2), tocsin.Contradicts},
		{claim("Defence Ministry", "DNK", 17, 0), claim("Government of Norway", "NOR", 24, 2), tocsin.Contradicts},
		{claim("Defence Ministry", "NOR", 17, 2), claim("Government of Norway", "NOR", 24, 2), tocsin.Contradicts},
	} {
		if got := relate([]tocsin.ValueClaim{c.a, c.b}); got[0].Is != c.want {
			t.Errorf("%s %v, %s %v: %s, want %s", c.a.Holder, *c.a.Low, c.b.Holder, *c.b.Low, got[0].Is, c.want)
		}
	}
}

const wire = `Two patrol boats stopped a trawler near the northern islands on Monday, the coast guard said. Nobody was hurt.
The crew of eleven was taken to the port of Vik and questioned until the evening. A court will hear the case next week.
Fishermen of both countries have quarrelled over cod in these waters for decades, and ministers met twice last year.`

func TestCopies(t *testing.T) {
	day := tocsin.Day{Year: 2031, Month: 5, Date: 1}
	rep := func(id tocsin.ReportID, publisher string, later int, text string) tocsin.Report {
		return tocsin.Report{ID: id, Publisher: publisher, Published: day.AddDays(later), Text: text}
	}
	cut := wire[:strings.Index(wire, "Fishermen")]
	respelt := strings.NewReplacer("quarrelled", "quarreled", "patrol boats", "patrol vessels").Replace(wire)
	other := "Ministers of the two countries met in the capital on Friday and spoke about cod. A court has freed the crew of a trawler that was stopped near the islands."
	got := Copies([]tocsin.Report{
		rep("late", "Weekly", 30, wire), rep("cut", "Lantern", 1, cut), rep("respelt", "Courier", 2, respelt), rep("first", "Wire", 0, wire),
		rep("again", "Wire", 2, wire), rep("other", "Lantern", 2, other), rep("short", "Lantern", 1, "Fire."), rep("empty", "Courier", 1, ""),
	})
	want := map[tocsin.ReportID]tocsin.ReportID{"cut": "first", "respelt": "first", "again": "first"}
	for id, of := range want {
		if id == "again" { // the outlet's own words, though a reprint stands between
			continue
		}
		if got[id].Of != of || got[id].Outlet != "Wire" {
			t.Errorf("%s is a copy of %+v", id, got[id])
		}
	}
	for _, id := range []tocsin.ReportID{"first", "late", "other", "short", "empty"} {
		if c, ok := got[id]; ok {
			t.Errorf("%s is no copy, not even of %s", id, c.Of)
		}
	}
}

func TestSignature(t *testing.T) {
	a := Sign(wire)
	b, err := a.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back Signature
	if err := back.UnmarshalBinary(b); err != nil || back != a {
		t.Errorf("read back: %v", err)
	}
	if err := back.UnmarshalBinary(b[:9]); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("cut short: %v", err)
	}
	if a.Contained(&a) != 1 {
		t.Errorf("a text has %f of itself", a.Contained(&a))
	}
	// Half of a text is contained in the whole; the estimate is rough.
	half := Sign(wire[:len(wire)/2])
	if c := half.Contained(&a); c < 0.8 {
		t.Errorf("half of the text: %f", c)
	}
}

func mention(id string, report tocsin.ReportID, published tocsin.Day, kind, actor, recipient string, when *tocsin.EventTime) tocsin.Mention {
	m := tocsin.Mention{
		ID: id, Type: kind, CAMEO: "190", Report: tocsin.SourceRef{ID: report, Publisher: "Outlet of " + string(report), Published: published},
		Sentence: tocsin.Sentence{Segment: tocsin.Segment{Start: 10 * len(id), End: 10*len(id) + 9, Text: "sentence " + id}}, Time: when,
		Claims: []tocsin.Claim{{Holder: tocsin.Holder{Kind: tocsin.Narrator}, Status: tocsin.Occurred}},
	}
	if actor != "" {
		m.Actors = []tocsin.Party{{Country: actor}}
	}
	if recipient != "" {
		m.Recipients = []tocsin.Party{{Country: recipient}}
	}
	return m
}

func on(d tocsin.Day) *tocsin.EventTime {
	return &tocsin.EventTime{First: d, Last: d, Basis: tocsin.Relative}
}

// TestTogether: which tellings are one event, and which are not.
func TestTogether(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	day := tocsin.Day{Year: 2031, Month: 5, Date: 5}
	base := mention("a", "r1", day.AddDays(1), "ASSAULT", "XXA", "XXB", on(day))
	with := func(change func(*tocsin.Mention)) tocsin.Mention {
		o := mention("b", "r2", day.AddDays(2), "ASSAULT", "XXA", "XXB", on(day))
		change(&o)
		return o
	}
	for name, c := range map[string]struct {
		other tocsin.Mention
		one   bool
	}{
		"same":               {with(func(*tocsin.Mention) {}), true},
		"other day":          {with(func(o *tocsin.Mention) { o.Time = on(day.AddDays(3)) }), false},
		"no day, soon after": {with(func(o *tocsin.Mention) { o.Time = nil }), true},
		"no day, a year on":  {with(func(o *tocsin.Mention) { o.Time, o.Report.Published = nil, day.AddDays(400) }), false},
		"other victim":       {with(func(o *tocsin.Mention) { o.Recipients[0].Country = "XXC" }), false},
		"victim untold":      {with(func(o *tocsin.Mention) { o.Recipients = nil }), true},
		"other side":         {with(func(o *tocsin.Mention) { o.Actors[0].Country, o.Recipients[0].Country = "XXB", "XXA" }), false},
		"other type":         {with(func(o *tocsin.Mention) { o.Type = "SANCTION" }), false},
		"kin type":           {with(func(o *tocsin.Mention) { o.Type = "COERCE" }), true},
		"denied":             {with(func(o *tocsin.Mention) { o.Claims[0].Status = tocsin.Negated }), true},
		"other country": {with(func(o *tocsin.Mention) {
			o.Time, o.Place = nil, &tocsin.EventPlace{Name: "Far", Country: "XXD"}
			o.Recipients = nil
		}), false},
		"nobody in common": {with(func(o *tocsin.Mention) { o.Actors, o.Recipients = nil, nil }), false},
	} {
		groups := m.Groups(Set{Mentions: []tocsin.Mention{base, c.other}})
		if one := len(groups) == 1; one != c.one {
			e := m.Compare(&base, &c.other, &Set{})
			t.Errorf("%s: one event: %v (%s: %.1f)", name, one, e.String(), e.Sum())
		}
	}
}

// TestStatus: what all voices together come to.
func TestStatus(t *testing.T) {
	for want, statuses := range map[tocsin.Status][]tocsin.Status{
		tocsin.Occurred: {tocsin.Planned, tocsin.Occurred},
		tocsin.Ongoing:  {tocsin.Occurred, tocsin.Ongoing},
		tocsin.Disputed: {tocsin.Occurred, tocsin.Negated, tocsin.Possible},
		tocsin.Negated:  {tocsin.Planned, tocsin.Negated},
		tocsin.Planned:  {tocsin.Possible, tocsin.Planned},
		tocsin.Possible: {tocsin.Possible},
	} {
		g := Group{}
		for i, s := range statuses {
			m := mention(fmt.Sprint(i), "r", tocsin.Day{}, "ASSAULT", "", "", nil)
			m.Claims[0].Status = s
			g.profiles = append(g.profiles, &profile{m: &m})
		}
		if got := g.status(); got != want {
			t.Errorf("%v: %s, want %s", statuses, got, want)
		}
	}
}

// TestPeople: the word of people stands before all evidence.
func TestPeople(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	day := tocsin.Day{Year: 2031, Month: 5, Date: 5}
	a, b := mention("a", "r1", day, "ASSAULT", "XXA", "XXB", on(day)), mention("b", "r2", day, "ASSAULT", "XXA", "XXB", on(day))
	c := mention("c", "r3", day, "AID", "XXC", "XXD", on(day.AddDays(90)))
	ms := []tocsin.Mention{a, b, c}
	if n := len(m.Groups(Set{Mentions: ms})); n != 2 {
		t.Errorf("%d events before", n)
	}
	if n := len(m.Groups(Set{Mentions: ms, Apart: [][2]string{{"a", "b"}}})); n != 3 {
		t.Errorf("%d events with two parted", n)
	}
	if n := len(m.Groups(Set{Mentions: ms, Same: [][2]string{{"a", "c"}, {"b", "c"}}})); n != 1 {
		t.Errorf("%d events with two put together", n)
	}
}

// TestKeys: whatever is linked shares a key with what looks it up.
func TestKeys(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	day := tocsin.Day{Year: 2031, Month: 5, Date: 5}
	var ms []tocsin.Mention
	for i := range 60 {
		when := on(day.AddDays(i % 7))
		if i%3 == 0 {
			when = nil
		}
		kind := []string{"ASSAULT", "COERCE", "AGREE"}[i%3]
		ms = append(ms, mention(fmt.Sprint(i), tocsin.ReportID(fmt.Sprint("r", i%11)), day.AddDays(i%23), kind, []string{"XXA", "", "XXC"}[i%3], []string{"XXB", "XXA"}[i%2], when))
	}
	set := Set{Mentions: ms}
	set.readParties()
	linked := 0
	for i := range ms {
		for j := range ms {
			if i == j || !m.Linked(&ms[i], &ms[j], &set) {
				continue
			}
			linked++
			if !meet(m.Read(&ms[i], &set).Lookups(), m.Read(&ms[j], &set).Keys()) {
				t.Errorf("%d and %d are linked without a common key", i, j)
			}
		}
	}
	if linked < 20 {
		t.Errorf("only %d links: the test sees nothing", linked)
	}
}

func meet(a, b []Key) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Family == y.Family && x.Name == y.Name && x.Lo <= y.Hi && y.Lo <= x.Hi {
				return true
			}
		}
	}
	return false
}
