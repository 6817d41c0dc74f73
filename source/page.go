package source

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"

	"tocsin"
	"tocsin/article"
	"tocsin/crawl"
	"tocsin/store"
)

// looks are the ages at which a page that a feed still lists is asked for
// again: outlets correct their reports, most within a day.
var looks = [...]time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour}

// unneeded reports whether a page need not be fetched: it was read, and
// neither the source says that it changed nor is it time to look again.
func (o *Opener) unneeded(old *store.Page, l *store.Link, again bool) bool {
	age := o.opt.Now().Sub(old.Fetched)
	if !o.settled(old) || old.Mark != l.Mark && kindOf(old.Mark) == kindOf(l.Mark) && age >= looks[0] {
		return false
	}
	due := again && old.Looks < len(looks) && age >= looks[old.Looks]
	return !due
}

// kindOf tells marks of feeds from those of sitemaps, which say nothing about
// each other.
func kindOf(mark string) string {
	kind, _, _ := strings.Cut(mark, ":")
	return kind
}

// page fetches and reads one page that a listing names. again asks for pages
// that were read once more after a while. The item may hold only what to
// remember, also beside an error.
func (o *Opener) page(ctx context.Context, en *Entry, again bool) (Item, error) {
	old, err := o.opt.Page(en.URL)
	known := err == nil
	if known && o.unneeded(&old, &en.Link, again) {
		return Item{Known: true}, nil
	}
	var ask crawl.Validators
	if known && o.settled(&old) {
		ask = crawl.Validators{ETag: old.ETag, LastModified: old.LastModified}
	}
	got, err := o.opt.Client.Fetch(ctx, en.URL, ask)
	if err != nil {
		return o.instead(en, err)
	}
	return o.fetched(en, &got, &old, known)
}

// fetched makes a report of a page that came, unless it is the one that is
// known.
func (o *Opener) fetched(en *Entry, got *crawl.Page, old *store.Page, known bool) (Item, error) {
	if got.Status == http.StatusNotModified {
		old.Key, old.Mark, old.Fetched = en.URL, en.Mark, got.FetchedAt.UTC()
		old.Looks++
		return Item{Known: true, Page: old}, nil
	}
	raw := article.RawHash(got.Body)
	v := crawl.ValidatorsOf(got.Header)
	page := &store.Page{
		Key: en.URL, Raw: raw, ETag: v.ETag, LastModified: v.LastModified, Mark: en.Mark,
		Fetched: got.FetchedAt.UTC(), Tool: o.reader(),
	}
	if known && old.Raw == raw && o.settled(old) {
		page.Looks, page.Report, page.Outcome = old.Looks+1, old.Report, old.Outcome
		return Item{Known: true, Page: page}, nil
	}
	if known && old.Report != "" {
		page.Looks = min(old.Looks+1, len(looks)) // it changes: look on
	}
	opt := o.hints(en)
	opt.ContentType = got.Header.Get("Content-Type")
	opt.NotAfter = lastDay(got.FetchedAt)
	rep, err := article.Fetched(got.Body, got.FinalURL, opt)
	if err != nil {
		return o.withoutPage(en, page, err)
	}
	rep = identified(rep)
	page.Report = rep.ID
	return Item{Report: rep, Page: page, Custody: store.Custody{
		FinalURL: got.FinalURL, Fetched: got.FetchedAt.UTC(), Headers: selected(got.Header), RawSHA256: raw, Tool: o.opt.Tool,
	}}, nil
}

// hints are the options for a page with what its listing tells of it.
func (o *Opener) hints(en *Entry) article.Options {
	opt := o.opt.Article
	opt.FeedDate, opt.FeedTitle, opt.FeedLang = en.Published, en.Title, en.Lang
	return opt
}

// instead is what to make of a page that cannot be had: later tries if it may
// come, else what the feed itself carries.
func (o *Opener) instead(en *Entry, err error) (Item, error) {
	if tocsin.Retry(err) || errors.Is(err, context.Canceled) {
		return Item{}, err
	}
	return o.withoutPage(en, &store.Page{Key: en.URL, Mark: en.Mark, Fetched: o.opt.Now().UTC(), Tool: o.reader()}, err)
}

// minBody is the length in bytes from which what a feed carries is taken for
// a report and not for its teaser.
const minBody = 600

// withoutPage reads the report in the feed, where the outlet gives all of it
// there. Otherwise the error stands, and is remembered.
func (o *Opener) withoutPage(en *Entry, page *store.Page, err error) (Item, error) {
	if len(en.Body) < minBody {
		page.Outcome = outcome(err)
		return Item{Page: page}, err
	}
	opt := o.hints(en)
	opt.NotAfter = lastDay(o.opt.Now())
	body := []byte("<!DOCTYPE html><html><body><article>" + en.Body + "</article></body></html>")
	rep, bodyErr := article.Page(body, en.URL, opt)
	if bodyErr != nil {
		page.Outcome = outcome(err)
		return Item{Page: page}, err
	}
	rep = identified(rep)
	page.Report, page.Raw = rep.ID, article.RawHash([]byte(en.Body))
	return Item{Report: rep, Page: page, Custody: store.Custody{
		FinalURL: en.URL, Fetched: o.opt.Now().UTC(), RawSHA256: page.Raw, Tool: o.opt.Tool,
	}}, nil
}

// address fetches what is at an address once and yields what it holds.
func (o *Opener) address(ctx context.Context, e *emitter, address string) {
	en := &Entry{Link: store.Link{URL: address}}
	old, err := o.opt.Page(address)
	known := err == nil && o.settled(&old)
	var ask crawl.Validators
	if known {
		ask, en.Mark = crawl.Validators{ETag: old.ETag, LastModified: old.LastModified}, old.Mark
	}
	got, err := o.opt.Client.Fetch(ctx, address, ask)
	if err != nil {
		e.fail(err)
		return
	}
	if got.Status != http.StatusNotModified {
		kind, err := unpack(&got)
		if err != nil {
			e.fail(fmt.Errorf("%s: %w", address, err))
			return
		}
		if kind == Feed || kind == Sitemap || kind == OPML {
			o.listing(ctx, e, kind, got.Body, &got, 0)
			return
		}
	}
	it, err := o.fetched(en, &got, &old, known)
	if err != nil {
		err = fmt.Errorf("%s: %w", address, err)
	}
	e.send(it, err)
}

// unpack decompresses a body that is a compressed file, as sitemaps are, and
// tells its kind.
func unpack(p *crawl.Page) (Kind, error) {
	kind := Detect(p.Body[:min(len(p.Body), headLen)])
	if kind != Gzip && kind != Zstd {
		return kind, nil
	}
	p.Body = decompressed(p.Body, "")
	kind = Detect(p.Body[:min(len(p.Body), headLen)])
	if kind == Gzip || kind == Zstd {
		return Unknown, fmt.Errorf("source: %s: cannot be decompressed: %w", path.Base(p.FinalURL), tocsin.ErrInvalid)
	}
	return kind, nil
}

// maxDepth is how deep sitemaps of sitemaps and lists of feeds may lead.
const maxDepth = 3

// listing yields the pages that a feed, a sitemap or the feeds of an OPML list
// name, each once.
func (o *Opener) listing(ctx context.Context, e *emitter, kind Kind, b []byte, from *crawl.Page, depth int) {
	l, err := readListing(kind, b, from)
	if err != nil {
		e.fail(fmt.Errorf("%s: %w", from.FinalURL, err))
		return
	}
	if l.Fault != "" {
		e.fail(fmt.Errorf("%s: cut short: %s: %w", from.FinalURL, l.Fault, tocsin.ErrInvalid))
	}
	for i := range l.Entries {
		if e.done || ctx.Err() != nil {
			return
		}
		it, err := o.page(ctx, &l.Entries[i], kind == Feed)
		e.send(it, err)
	}
	for i := range l.Lists {
		if e.done || ctx.Err() != nil {
			return
		}
		o.list(ctx, e, l.Lists[i].URL, depth+1)
	}
}

// list fetches a listing that another names.
func (o *Opener) list(ctx context.Context, e *emitter, address string, depth int) {
	if depth > maxDepth {
		e.fail(fmt.Errorf("%s: lists within lists within lists: %w", address, tocsin.ErrInvalid))
		return
	}
	got, err := o.opt.Client.Fetch(ctx, address, crawl.Validators{})
	if err != nil {
		e.fail(err)
		return
	}
	kind, err := unpack(&got)
	if err == nil && kind != Feed && kind != Sitemap {
		err = fmt.Errorf("neither a feed nor a sitemap: %w", tocsin.ErrInvalid)
	}
	if err != nil {
		e.fail(fmt.Errorf("%s: %w", address, err))
		return
	}
	o.listing(ctx, e, kind, got.Body, &got, depth)
}

// readListing reads a feed, a sitemap, or an OPML list.
func readListing(kind Kind, b []byte, from *crawl.Page) (Listing, error) {
	switch kind {
	case Feed:
		return ReadFeed(b, from.FinalURL, from.Header.Get("Content-Type"))
	case Sitemap:
		return ReadSitemap(b, from.FinalURL, from.Header.Get("Content-Type"))
	}
	feeds, err := ReadOPML(b)
	return Listing{Lists: feeds}, err
}
