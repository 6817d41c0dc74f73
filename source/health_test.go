package source

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tocsin/crawl"
	"tocsin/store"
)

func TestRhythm(t *testing.T) {
	now := time.Date(2031, 5, 9, 12, 0, 0, 0, time.UTC)
	o := New(Options{Now: func() time.Time { return now }, Jitter: func() float64 { return 0 }})
	s := &store.Source{URL: "https://x.example/rss", Added: now}
	for range 20 {
		o.adapt(s, false, now)
	}
	if s.Interval != DefaultMost || !s.Next.Equal(now.Add(DefaultMost)) {
		t.Errorf("nothing new: every %v", s.Interval)
	}
	for range 20 {
		o.adapt(s, true, now)
	}
	if s.Interval != DefaultLeast || !s.Fresh.Equal(now) {
		t.Errorf("always new: every %v", s.Interval)
	}
	s.Least = 3 * time.Hour
	if o.adapt(s, true, now); s.Interval != 3*time.Hour {
		t.Errorf("at least 3 h: every %v", s.Interval)
	}
	s.Least = 0
	last := time.Duration(0)
	for range 12 {
		o.failed(s, errors.New("no route"))
		if wait := s.Next.Sub(now); wait < last || wait > DefaultMost {
			t.Errorf("failure %d: %v after %v", s.Failures, wait, last)
		} else {
			last = wait
		}
	}
	o.failed(s, &crawl.StatusError{Code: 503, RetryAfter: 48 * time.Hour})
	if s.Next.Sub(now) != 48*time.Hour {
		t.Errorf("Retry-After: %v", s.Next.Sub(now))
	}
	failures := s.Failures
	o.failed(s, &crawl.HoldError{Host: "x.example", Until: now.Add(time.Minute)})
	if s.Failures != failures || s.Next.Sub(now) != time.Minute {
		t.Errorf("a host on hold: %+v", s)
	}
	o.opt.Jitter = func() float64 { return 0.999 }
	if o.adapt(s, true, now); s.Failures != 0 || s.Next.Sub(now) <= s.Interval || s.Next.Sub(now) > s.Interval*5/4 {
		t.Errorf("jitter: %v for %v", s.Next.Sub(now), s.Interval)
	}
	if due := Due([]store.Source{*s, {URL: "new"}, {URL: "gone", Gone: true}}, now); len(due) != 1 || due[0].URL != "new" {
		t.Errorf("due: %+v", due)
	}
}

func TestHealth(t *testing.T) {
	now := time.Date(2031, 5, 9, 12, 0, 0, 0, time.UTC)
	at := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	for want, s := range map[string]store.Source{
		"not looked at yet":           {Added: now},
		"fine":                        {Added: at(9), Checked: now, Fresh: at(2)},
		"quiet for 3 days":            {Added: at(9), Checked: now, Fresh: at(3)},
		"quiet for 9 days":            {Added: at(9), Checked: now},
		"failed 2 times in a row: no": {Added: at(9), Checked: now, Fresh: now, Failures: 2, Error: "no"},
		"gone for good":               {Added: at(9), Checked: now, Gone: true},
		"fine, 1 pages to come":       {Added: now, Checked: now, Fresh: now, Links: make([]store.Link, 1)},
	} {
		text, fine := Health(&s, now, 0)
		if !strings.HasPrefix(text, want) || fine != (strings.HasPrefix(want, "fine") || s.Checked.IsZero()) {
			t.Errorf("%q, %v; want %q", text, fine, want)
		}
	}
}
