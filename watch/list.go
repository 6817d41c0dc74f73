package watch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tocsin"
	"tocsin/store"
)

// An AlertQuery selects alerts; zero fields select all.
type AlertQuery struct {
	Situation string
	Rule      string
	Pair      Pair
	State     string     // open, closed, or empty for both
	Since     tocsin.Day // opened on this day or later
	Until     tocsin.Day // opened on this day or earlier
	Before    int64      // number: the cursor
	Limit     int        // 0 means 100
}

func (q *AlertQuery) takes(a *store.Alert) bool {
	switch {
	case q.Situation != "" && q.Situation != a.Situation,
		q.Rule != "" && q.Rule != a.Rule,
		q.Pair != (Pair{}) && q.Pair != Pair{a.From, a.To},
		q.State == "open" && !a.Open, q.State == "closed" && a.Open,
		!q.Since.IsZero() && a.Opened.Before(q.Since),
		!q.Until.IsZero() && q.Until.Before(a.Opened):
		return false
	}
	return true
}

// alertPage is how many alerts are read at once.
const alertPage = 500

// Alerts lists the alerts that a query selects, the latest first, and the
// cursor of the next page, 0 on the last one.
func Alerts(ctx context.Context, r store.Reader, q AlertQuery) (out []store.Alert, next int64, err error) {
	limit := q.Limit
	if limit == 0 {
		limit = 100
	}
	for before := q.Before; ; {
		page, err := r.Alerts(ctx, q.State == "open", before, alertPage)
		if err != nil {
			return nil, 0, fmt.Errorf("watch: alerts: %w", err)
		}
		for i := range page {
			if !q.takes(&page[i]) {
				continue
			}
			if len(out) == limit {
				return out, out[limit-1].Number, nil
			}
			out = append(out, page[i])
		}
		if len(page) < alertPage {
			return out, 0, nil
		}
		before = page[len(page)-1].Number
	}
}

// History is what was told of one alert, oldest first.
func History(ctx context.Context, r store.Reader, number int64) (out []store.Notice, err error) {
	for after := int64(0); ; {
		page, err := r.Notices(ctx, after, alertPage)
		if err != nil {
			return nil, fmt.Errorf("watch: notices: %w", err)
		}
		for _, n := range page {
			if n.Alert.Number == number {
				out = append(out, n)
			}
		}
		if len(page) < alertPage {
			return out, nil
		}
		after = page[len(page)-1].Number
	}
}

// A Mark is an analyst's word on an alert that rang, or would have: was it
// worth it?
type Mark struct {
	Key     string     `json:"key"` // of the alert
	Day     tocsin.Day `json:"day"` // on which it was open: that of its opening
	Verdict string     `json:"verdict"`
	Note    string     `json:"note"`
	Author  string     `json:"author"`
	At      time.Time  `json:"at"`
}

// The verdicts of a Mark.
const (
	Hit        = "hit"
	FalseAlarm = "false"
)

// Marks are the marks of the record, oldest first.
func Marks(ctx context.Context, r store.Reader) ([]Mark, error) {
	return readList[Mark](ctx, r, marksSetting)
}

// PutMark keeps a mark in the place of the one of its alert and day; one
// without a verdict takes that back. The error is [Problems] if it is not
// sound.
func PutMark(ctx context.Context, w store.Writer, m Mark) error {
	var ps Problems
	if m.Verdict != "" && m.Verdict != Hit && m.Verdict != FalseAlarm {
		ps = append(ps, Problem{Field: "verdict", Code: "choice", Value: m.Verdict})
	}
	if m.Key == "" || m.Day.IsZero() {
		ps = append(ps, Problem{Field: "verdict", Code: "alert"})
	}
	ps = append(ps, noteProblems(m.Note)...)
	if err := ps.err(); err != nil {
		return err
	}
	all, err := Marks(ctx, w)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(o Mark) bool { return o.Key == m.Key && o.Day == m.Day })
	if m.Verdict != "" {
		all = append(all, m)
	}
	return writeList(ctx, w, marksSetting, all)
}

// mostNote is how many characters a note has at most.
const mostNote = 2000

func noteProblems(note string) Problems {
	if len([]rune(note)) > mostNote {
		return Problems{{Field: "note", Code: "length", Value: fmt.Sprint(mostNote)}}
	}
	return nil
}

// MarkOf is the mark on an alert: the latest one of a day on which it was
// open, so that it holds for thresholds that ring some days sooner or later.
func MarkOf(marks []Mark, a *store.Alert) *Mark {
	for i := len(marks) - 1; i >= 0; i-- {
		m := &marks[i]
		if m.Key == a.Key && !m.Day.Before(a.Opened) && (a.Open || !a.Closed.Before(m.Day)) {
			return m
		}
	}
	return nil
}
