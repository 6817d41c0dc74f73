package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

// Step brings the open alerts up to date with the findings of a day: a new
// alert where a rule rings, an update where one is more severe or no longer
// disputed, a cancel where its rule has not held for its days. It returns the
// alerts to keep and the notices to send; alerts that are new have no number.
// The same findings on the same day again change nothing.
func Step(open []store.Alert, found []Finding, day tocsin.Day) (keep []store.Alert, notices []store.Notice) {
	by := map[string]*Finding{}
	for i := range found {
		by[found[i].Alert.Key] = &found[i]
	}
	tell := func(kind, text string, a store.Alert) {
		keep = append(keep, a)
		if kind != "" {
			notices = append(notices, store.Notice{Day: day, Kind: kind, Text: text, Alert: a})
		}
	}
	for _, a := range open {
		f := by[a.Key]
		delete(by, a.Key)
		switch {
		case f != nil:
			kind, next := follow(&a, f, day)
			tell(kind, next.Headline, next)
		case day.Sub(a.Seen) >= a.Hold:
			a.Open, a.Closed = false, day
			tell(store.NoticeCancel, fmt.Sprintf("Reporting changed back: the rule has not held since %s (%s)", a.Seen, a.Headline), a)
		}
	}
	for _, f := range found {
		if by[f.Alert.Key] == nil || !f.Rings {
			continue
		}
		delete(by, f.Alert.Key)
		a := f.Alert
		a.Open, a.Opened, a.Seen = true, day, day
		tell(store.NoticeAlert, a.Headline, a)
	}
	return keep, notices
}

// follow is an open alert after a finding, and whether that is worth an
// update: figures go up and down every day, and only a step up is news.
func follow(a *store.Alert, f *Finding, day tocsin.Day) (kind string, next store.Alert) {
	next = *a
	next.Seen = day
	if f.Rings && (f.Alert.Severity > a.Severity || a.Contested && !f.Alert.Contested) {
		next = f.Alert
		next.Number, next.Open, next.Opened, next.Seen, kind = a.Number, true, a.Opened, day, store.NoticeUpdate
	}
	return kind, next
}

// Replay tells what would have rung, day by day, as a reader of each day
// could have known it. It depends on the record and the configuration only.
// The notices have the numbers that they would have had; at is zero.
func Replay(c *Config, h *record.History, from, to tocsin.Day) ([]store.Notice, error) {
	var open []store.Alert
	var out []store.Notice
	numbers := map[string]int64{} // of open alerts
	last := int64(0)
	f := newFollower(c)
	err := h.Turns(from, to, func(t *record.Turn) error {
		f.turn(t)
		keep, notices := Step(open, f.findings(), t.Day)
		for i := range notices {
			n := &notices[i]
			if n.Kind == store.NoticeAlert {
				last++
				numbers[n.Alert.Key] = last
			}
			n.Alert.Number, n.Number = numbers[n.Alert.Key], int64(len(out)+1)
			out = append(out, *n)
		}
		open = merged(open, keep, numbers)
		return nil
	})
	return out, err
}

// merged are the alerts that are open after a step.
func merged(open, keep []store.Alert, numbers map[string]int64) []store.Alert {
	by := map[string]store.Alert{}
	for _, a := range slices.Concat(open, keep) {
		a.Number = numbers[a.Key]
		by[a.Key] = a
	}
	var out []store.Alert
	for _, a := range by {
		if a.Open {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b store.Alert) int { return cmp.Compare(a.Number, b.Number) })
	return out
}

const (
	watched    = "watch.day" // setting: the last day that was evaluated
	mostDays   = 31          // that an evaluation catches up on
	mostAlerts = 10_000
)

// Evaluate applies the rules to the record on a day, and first to the days
// since the last evaluation, and keeps alerts and notices. It returns the
// notices that are new.
func Evaluate(ctx context.Context, s store.Store, c *Config, day tocsin.Day, now time.Time) (notices []store.Notice, err error) {
	err = s.Update(ctx, func(w store.Writer) (err error) {
		notices, err = catchUp(ctx, w, c, day, now)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	return notices, nil
}

// errTakenBack ends a preview, so that nothing of it is kept.
var errTakenBack = errors.New("preview")

// Preview is [Evaluate] without keeping anything.
func Preview(ctx context.Context, s store.Store, c *Config, day tocsin.Day, now time.Time) (notices []store.Notice, err error) {
	err = s.Update(ctx, func(w store.Writer) (err error) {
		if notices, err = catchUp(ctx, w, c, day, now); err != nil {
			return err
		}
		return errTakenBack
	})
	if !errors.Is(err, errTakenBack) {
		return nil, fmt.Errorf("watch: %w", err)
	}
	return notices, nil
}

// catchUp evaluates the days from the last evaluation on.
func catchUp(ctx context.Context, w store.Writer, c *Config, day tocsin.Day, now time.Time) (notices []store.Notice, err error) {
	from, err := firstDay(ctx, w, day)
	if err != nil {
		return nil, err
	}
	sum, err := w.Summary(ctx)
	if err != nil {
		return nil, err
	}
	if from == day && !day.Before(sum.Latest) {
		found, err := findNow(ctx, w, c, day)
		if err != nil {
			return nil, err
		}
		if notices, err = keepStep(ctx, w, found, day, now); err != nil {
			return nil, err
		}
		return notices, w.Set(ctx, watched, day.String())
	}
	h, err := record.ReadHistory(ctx, w)
	if err != nil {
		return nil, err
	}
	f := newFollower(c)
	err = h.Turns(from, day, func(t *record.Turn) error {
		f.turn(t)
		ns, err := keepStep(ctx, w, f.findings(), t.Day, now)
		notices = append(notices, ns...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return notices, w.Set(ctx, watched, day.String())
}

// firstDay is the day after the last evaluation, or the day itself if that
// was today, if there was none, or if it is long ago.
func firstDay(ctx context.Context, r store.Reader, day tocsin.Day) (tocsin.Day, error) {
	v, err := r.Setting(ctx, watched)
	if err != nil || v == "" {
		return day, err
	}
	last, err := tocsin.ParseDay(v)
	if err != nil {
		return day, err
	}
	if gap := day.Sub(last); gap < 1 || gap > mostDays {
		return day, nil
	}
	return last.AddDays(1), nil
}

// keepStep keeps the alerts and notices that the findings of one day make.
func keepStep(ctx context.Context, w store.Writer, found []Finding, day tocsin.Day, now time.Time) ([]store.Notice, error) {
	open, err := w.Alerts(ctx, true, 0, mostAlerts)
	if err != nil {
		return nil, err
	}
	slices.Reverse(open) // the oldest first
	keep, notices := Step(open, found, day)
	numbers := map[string]int64{}
	for i := range keep {
		if err := w.PutAlert(ctx, &keep[i]); err != nil {
			return nil, err
		}
		numbers[keep[i].Key] = keep[i].Number
	}
	for i := range notices {
		notices[i].At, notices[i].Alert.Number = now.UTC(), numbers[notices[i].Alert.Key]
		if err := w.AddNotice(ctx, &notices[i]); err != nil {
			return nil, err
		}
	}
	return notices, nil
}
