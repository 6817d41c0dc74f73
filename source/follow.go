package source

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"tocsin"
	"tocsin/crawl"
	"tocsin/store"
)

// hostsAtATime is how many hosts are asked at the same time; of one host, one
// source after the other is.
const hostsAtATime = 16

// Due are the sources that may be looked at now.
func Due(all []store.Source, now time.Time) []store.Source {
	var out []store.Source
	for _, s := range all {
		if !s.Gone && !s.Next.After(now) {
			out = append(out, s)
		}
	}
	return out
}

// Follow looks at sources and yields their new pages. After the pages of each
// comes the source itself with its new state: kept earlier, it would hide
// pages that were lost on the way. An error is about one page or source.
func (o *Opener) Follow(ctx context.Context, sources []store.Source) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		out := make(chan func() bool)
		go o.followHosts(ctx, byHost(sources), func(it Item, err error) bool {
			select {
			case out <- func() bool { return yield(it, err) }:
				return true
			case <-ctx.Done():
				return false
			}
		}, func() { close(out) })
		more := true
		for give := range out {
			if more && !give() {
				more = false
				cancel() // and wait until all have stopped
			}
		}
	}
}

// byHost groups sources by host, in their order.
func byHost(sources []store.Source) [][]store.Source {
	index := map[string]int{}
	var out [][]store.Source
	for _, s := range sources {
		host := s.URL
		if u, err := url.Parse(s.URL); err == nil {
			host = u.Host
		}
		i, ok := index[host]
		if !ok {
			i = len(out)
			index[host] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], s)
	}
	return out
}

// followHosts looks at the sources of several hosts at a time. emit must be
// safe for concurrent use.
func (o *Opener) followHosts(ctx context.Context, hosts [][]store.Source, emit func(Item, error) bool, done func()) {
	defer done()
	room := make(chan struct{}, hostsAtATime)
	var all sync.WaitGroup
	for _, host := range hosts {
		room <- struct{}{}
		all.Go(func() {
			defer func() { <-room }()
			for i := range host {
				if ctx.Err() != nil {
					return
				}
				o.look(ctx, &host[i], &emitter{yield: emit})
			}
		})
	}
	all.Wait()
}

// look fetches a source and the pages that are new in it.
func (o *Opener) look(ctx context.Context, s *store.Source, e *emitter) {
	address := s.URL
	if s.Moved != "" {
		address = s.Moved
	}
	got, err := o.opt.Client.Fetch(ctx, address, crawl.Validators{ETag: s.ETag, LastModified: s.LastModified})
	if ctx.Err() != nil {
		return
	}
	var l Listing
	feed := true
	if err == nil && got.Status != http.StatusNotModified {
		l, feed, err = o.listed(&got)
	}
	if err != nil {
		o.failed(s, err)
		if s.Failures > 0 {
			e.fail(named(s.URL, err))
		}
		e.item(Item{Source: s})
		return
	}
	if got.Moved {
		s.Moved = got.FinalURL
	}
	if got.Status != http.StatusNotModified {
		v := crawl.ValidatorsOf(got.Header)
		s.ETag, s.LastModified = v.ETag, v.LastModified
	}
	if l.Title != "" {
		s.Title = l.Title
	}
	fresh := o.pages(ctx, s, &l, feed, e)
	if ctx.Err() != nil || e.done {
		return // what was kept is remembered page by page
	}
	o.adapt(s, fresh, o.opt.Now().UTC())
	if l.Fault != "" {
		s.Error = "cut short: " + l.Fault
		s.ETag, s.LastModified = "", "" // so that it comes again when it is whole
		e.fail(fmt.Errorf("%s: %s: %w", s.URL, s.Error, tocsin.ErrInvalid))
	}
	e.item(Item{Source: s})
}

// named puts an address before an error that does not name it.
func named(address string, err error) error {
	if strings.Contains(err.Error(), address) {
		return err
	}
	return fmt.Errorf("%s: %w", address, err)
}

// listed reads a feed, or a sitemap with those that it lists.
func (o *Opener) listed(got *crawl.Page) (l Listing, feed bool, err error) {
	kind, err := unpack(got)
	if err != nil {
		return l, false, err
	}
	if kind != Feed && kind != Sitemap {
		return l, false, fmt.Errorf("source: neither a feed nor a sitemap: %w", tocsin.ErrInvalid)
	}
	l, err = readListing(kind, got.Body, got)
	return l, kind == Feed, err
}

// failed notes why a look failed. A host that asked to be left alone was not
// even asked.
func (o *Opener) failed(s *store.Source, err error) {
	now := o.opt.Now().UTC()
	var hold *crawl.HoldError
	var status *crawl.StatusError
	switch {
	case errors.As(err, &hold):
		s.Next = hold.Until.UTC()
	case errors.As(err, &status) && status.Code == http.StatusGone:
		s.Gone = true
		o.backOff(s, err, 0, now)
	case errors.As(err, &status):
		o.backOff(s, err, status.RetryAfter, now)
	default:
		o.backOff(s, err, 0, now)
	}
}

// pages fetches the pages of a listing, those that earlier looks could not
// have first, and keeps those that cannot be had now. It reports whether any
// was new.
func (o *Opener) pages(ctx context.Context, s *store.Source, l *Listing, feed bool, e *emitter) (fresh bool) {
	waiting := map[string]store.Link{}
	var entries []Entry
	for _, link := range s.Links {
		waiting[link.URL] = link
	}
	listed := map[string]bool{}
	for _, en := range l.Entries {
		if !listed[en.URL] {
			listed[en.URL] = true
			old := waiting[en.URL]
			en.Tries, en.Next = old.Tries, old.Next
			entries = append(entries, en)
		}
	}
	for _, link := range s.Links {
		if !listed[link.URL] {
			entries = append(entries, Entry{Link: link})
		}
	}
	s.Links = nil
	for i := range entries {
		if e.done || ctx.Err() != nil {
			return fresh
		}
		fresh = o.one(ctx, s, &entries[i], feed, e) || fresh
	}
	o.nested(ctx, s, l, e, &fresh)
	return fresh
}

// one fetches one page, or puts it off.
func (o *Opener) one(ctx context.Context, s *store.Source, en *Entry, feed bool, e *emitter) (fresh bool) {
	if en.Next.After(o.opt.Now()) {
		s.Links = append(s.Links, en.Link)
		return false
	}
	it, err := o.page(ctx, en, feed)
	var hold *crawl.HoldError
	switch {
	case ctx.Err() != nil:
		return false
	case errors.As(err, &hold):
		en.Next = hold.Until.UTC()
		s.Links = append(s.Links, en.Link)
		return false
	case err != nil && tocsin.Retry(err):
		o.putOff(s, en, err, e)
		return false
	}
	e.send(it, err)
	return it.ID != ""
}

// putOff keeps a page for a later look, or gives it up.
func (o *Opener) putOff(s *store.Source, en *Entry, err error, e *emitter) {
	en.Tries++
	if en.Tries >= maxTries {
		s.Lost++
		page := &store.Page{Key: en.URL, Mark: en.Mark, Fetched: o.opt.Now().UTC(), Tool: o.reader(), Outcome: outcome(err)}
		e.send(Item{Page: page}, fmt.Errorf("given up after %d tries: %w", en.Tries, err))
		return
	}
	after := o.spread(o.delay(o.least(s)/4, en.Tries))
	var status *crawl.StatusError
	if errors.As(err, &status) {
		after = max(after, status.RetryAfter)
	}
	en.Next = o.opt.Now().UTC().Add(after)
	s.Links = append(s.Links, en.Link)
}

// nested looks into the sitemaps that a sitemap of sitemaps lists, at those
// that changed since the last look that worked.
func (o *Opener) nested(ctx context.Context, s *store.Source, l *Listing, e *emitter, fresh *bool) {
	worked := tocsin.Day{}
	if !s.Worked.IsZero() {
		worked = tocsin.DayOf(s.Worked.UTC()).AddDays(-2)
	}
	counted := &emitter{yield: func(it Item, err error) bool {
		*fresh = *fresh || it.ID != ""
		if tocsin.Retry(err) {
			s.ETag, s.LastModified = "", "" // so that the next look sees it again
		}
		return e.send(it, err)
	}}
	for _, list := range l.Lists {
		if e.done || ctx.Err() != nil {
			return
		}
		if day, ok := changed(list.Mark); ok && day.Before(worked) {
			continue
		}
		o.list(ctx, counted, list.URL, 1)
	}
}
