package watch

import (
	"context"
	"slices"
	"strings"
	"sync"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

// A Test is what rules would have rung for between two days, held against the
// marks of analysts.
type Test struct {
	From  tocsin.Day  `json:"from"`
	To    tocsin.Day  `json:"to"`
	Days  int         `json:"days"`
	Rings []Ring      `json:"rings"` // in the order in which they rang
	Total Score       `json:"total"`
	Rules []RuleScore `json:"rules"` // of those that rang, by kind
}

// A Ring is one alert that would have rung.
type Ring struct {
	Alert   store.Alert    `json:"alert"`   // as it rang
	Updates []store.Notice `json:"updates"` // what was told of it later, its cancel included
	Closed  tocsin.Day     `json:"closed"`  // zero if it was open at the end
	Mark    *Mark          `json:"mark"`    // nil if nobody has looked at it
}

// A Score counts rings.
type Score struct {
	Rung     int `json:"rung"`
	Hits     int `json:"hits"`
	False    int `json:"false"`
	Unmarked int `json:"unmarked"`
}

func (s *Score) add(m *Mark) {
	s.Rung++
	switch {
	case m == nil:
		s.Unmarked++
	case m.Verdict == Hit:
		s.Hits++
	default:
		s.False++
	}
}

// Precision is the share of hits among the rings that were marked; 0 without
// any.
func (s *Score) Precision() float64 {
	if s.Hits+s.False == 0 {
		return 0
	}
	return float64(s.Hits) / float64(s.Hits+s.False)
}

// A RuleScore is the Score of one kind of rule.
type RuleScore struct {
	Rule string `json:"rule"`
	Score
}

// BackTest replays the days of a history and sorts what rang by alert.
func BackTest(c *Config, h *record.History, from, to tocsin.Day, marks []Mark) (*Test, error) {
	notices, err := Replay(c, h, from, to)
	if err != nil {
		return nil, err
	}
	t := &Test{From: from, To: to, Days: max(0, to.Sub(from)+1), Rings: []Ring{}, Rules: []RuleScore{}}
	at := map[int64]int{}
	for _, n := range notices {
		if n.Kind == store.NoticeAlert {
			at[n.Alert.Number] = len(t.Rings)
			t.Rings = append(t.Rings, Ring{Alert: n.Alert, Updates: []store.Notice{}})
			continue
		}
		r := &t.Rings[at[n.Alert.Number]]
		r.Updates = append(r.Updates, n)
		if n.Kind == store.NoticeCancel {
			r.Closed = n.Day
		}
	}
	t.score(marks)
	return t, nil
}

func (t *Test) score(marks []Mark) {
	by := map[string]*Score{}
	for i := range t.Rings {
		r := &t.Rings[i]
		a := r.Alert
		a.Open, a.Closed = r.Closed.IsZero(), r.Closed
		r.Mark = MarkOf(marks, &a)
		if by[a.Rule] == nil {
			by[a.Rule] = &Score{}
		}
		by[a.Rule].add(r.Mark)
		t.Total.add(r.Mark)
	}
	for kind, s := range by {
		t.Rules = append(t.Rules, RuleScore{kind, *s})
	}
	slices.SortFunc(t.Rules, func(a, b RuleScore) int { return strings.Compare(a.Rule, b.Rule) })
}

// An Archive keeps the history of a record until something changes in it:
// reading it all takes long where the record is large. It is safe for
// concurrent use.
type Archive struct {
	store   store.Store
	mu      sync.Mutex
	state   [2]int64 // numbers of the last change and of the last report
	history *record.History
}

// NewArchive makes the archive of a record. It reads nothing yet.
func NewArchive(s store.Store) *Archive { return &Archive{store: s} }

// History is the history of the record as it is now.
func (a *Archive) History(ctx context.Context) (h *record.History, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	err = a.store.View(ctx, func(r store.Reader) error {
		state, err := a.now(ctx, r)
		if err != nil || a.history != nil && state == a.state {
			return err
		}
		h, err := record.ReadHistory(ctx, r)
		if err == nil {
			a.history, a.state = h, state
		}
		return err
	})
	return a.history, err
}

// now is the state of the record.
func (a *Archive) now(ctx context.Context, r store.Reader) ([2]int64, error) {
	state := a.state
	for {
		cs, err := r.Changes(ctx, state[0], alertPage)
		if err != nil {
			return state, err
		}
		if len(cs) == 0 {
			break
		}
		state[0] = cs[len(cs)-1].Number
	}
	for {
		rs, err := r.Reports(ctx, state[1], alertPage)
		if err != nil {
			return state, err
		}
		if len(rs) == 0 {
			return state, nil
		}
		state[1] = rs[len(rs)-1].Seq
	}
}
