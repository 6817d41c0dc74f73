package source

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"tocsin/store"
)

// The defaults of [Options]. An hour is what most outlets expect of readers of
// their feeds.
const (
	DefaultLeast = time.Hour
	DefaultMost  = 24 * time.Hour
	DefaultQuiet = 3 * 24 * time.Hour
)

func (o Options) withDefaults() Options {
	if o.Least <= 0 {
		o.Least = DefaultLeast
	}
	if o.Most <= 0 {
		o.Most = DefaultMost
	}
	if o.Quiet <= 0 {
		o.Quiet = DefaultQuiet
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	return o
}

// maxTries is how often a page is asked for before it is given up.
const maxTries = 8

// least is the shortest time between two looks at a source.
func (o *Opener) least(s *store.Source) time.Duration {
	if s.Least > 0 {
		return s.Least
	}
	return o.opt.Least
}

// adapt sets when to look again after a look that worked: sooner where
// something new came, later where nothing did.
func (o *Opener) adapt(s *store.Source, fresh bool, now time.Time) {
	least := o.least(s)
	if s.Interval <= 0 {
		s.Interval = least
	}
	if fresh {
		s.Interval /= 2
		s.Fresh = now
	} else {
		s.Interval = s.Interval * 3 / 2
	}
	s.Interval = min(max(s.Interval, least), max(o.opt.Most, least))
	s.Failures, s.Error = 0, ""
	s.Checked, s.Worked = now, now
	s.Next = now.Add(o.spread(s.Interval))
}

// backOff sets when to look again after a failure: each time twice as late,
// and never before the server allows.
func (o *Opener) backOff(s *store.Source, cause error, after time.Duration, now time.Time) {
	s.Failures++
	s.Error = strings.TrimPrefix(outcome(cause), "crawl: "+s.URL+": ") // the address is known
	s.Checked = now
	s.Next = now.Add(max(after, o.spread(o.delay(o.least(s), s.Failures))))
}

// delay doubles with every failure, up to the longest time between looks.
func (o *Opener) delay(first time.Duration, failures int) time.Duration {
	return min(first<<min(failures-1, 10), max(o.opt.Most, first))
}

// spread lengthens a time by up to a quarter, so that sources do not come due
// together.
func (o *Opener) spread(d time.Duration) time.Duration {
	return d + time.Duration(float64(d)/4*o.opt.Jitter())
}

// Health says in a few words how a source does. fine is false where a person
// should look.
func Health(s *store.Source, now time.Time, quiet time.Duration) (text string, fine bool) {
	if quiet <= 0 {
		quiet = DefaultQuiet
	}
	since := s.Fresh
	if since.IsZero() {
		since = s.Added
	}
	switch silent := now.Sub(since); {
	case s.Gone:
		return "gone for good: " + s.Error, false
	case s.Checked.IsZero():
		return "not looked at yet", true
	case s.Failures > 0:
		return fmt.Sprintf("failed %s: %s", times(s.Failures), s.Error), false
	case silent >= quiet:
		return "quiet for " + days(silent), false
	case s.Lost > 0:
		return fmt.Sprintf("fine, but %d pages were given up", s.Lost), false
	case len(s.Links) > 0:
		return fmt.Sprintf("fine, %d pages to come", len(s.Links)), true
	}
	return "fine", true
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times in a row", n)
}

func days(d time.Duration) string {
	n := int(d / (24 * time.Hour))
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
