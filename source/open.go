package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"tocsin"
	"tocsin/article"
	"tocsin/crawl"
	"tocsin/store"
)

// Options says how inputs are read.
type Options struct {
	Article article.Options // for reports that do not tell themselves
	Client  *crawl.Client   // needed for addresses
	Stdin   io.Reader       // what the input "-" is
	Now     func() time.Time
	Tool    string // version of the program

	// Page is what an earlier run remembers of a page or of bytes; nil if
	// nothing is remembered. The error wraps tocsin.ErrNotFound.
	Page func(key string) (store.Page, error)

	// Least and Most bound the time between two looks at a source, and Quiet
	// is after how long without anything new it counts as quiet; zero for the
	// defaults.
	Least, Most, Quiet time.Duration
	// Jitter spreads looks and tries: a number in [0,1); nil: at random.
	Jitter func() float64
}

// An Item is one thing that an input gave: a report, or only state.
type Item struct {
	tocsin.Report               // without ID: none
	Custody       store.Custody // FinalURL, Fetched, Headers, RawSHA256 and Tool
	Known         bool          // an earlier run has read it; there is no report

	// What to remember, once this report and all before it are kept.
	Page   *store.Page
	Source *store.Source
}

// An Opener reads inputs.
type Opener struct{ opt Options }

// New makes an opener.
func New(opt Options) *Opener {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Page == nil {
		opt.Page = func(key string) (store.Page, error) { return store.Page{}, tocsin.ErrNotFound }
	}
	return &Opener{opt: opt.withDefaults()}
}

// Open yields what an input holds: a file, a folder with all below it, an
// http(s) address, or "-" for standard input. An error is about one part of
// the input and names it; the sequence goes on with the next.
func (o *Opener) Open(ctx context.Context, input string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		e := &emitter{yield: yield}
		switch {
		case input == "-":
			o.read(ctx, e, "-", o.opt.Stdin)
		case strings.HasPrefix(input, "http://"), strings.HasPrefix(input, "https://"):
			o.address(ctx, e, input)
		default:
			o.path(ctx, e, input)
		}
	}
}

// An emitter hands out items until the receiver has enough.
type emitter struct {
	yield func(Item, error) bool
	done  bool
}

// item reports whether to go on.
func (e *emitter) item(it Item) bool { return e.send(it, nil) }

// fail tells about a part of the input that could not be read.
func (e *emitter) fail(err error) bool { return e.send(Item{}, err) }

func (e *emitter) send(it Item, err error) bool {
	e.done = e.done || !e.yield(it, err)
	return !e.done
}

// path reads a file, or a folder in the order of names. In folders, hidden
// files and those that hold no reports are passed over.
func (o *Opener) path(ctx context.Context, e *emitter, name string) {
	info, err := os.Stat(name)
	if err != nil {
		e.fail(fmt.Errorf("source: %w", err))
		return
	}
	if !info.IsDir() {
		o.file(ctx, e, name, false)
		return
	}
	err = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			e.fail(fmt.Errorf("source: %w", err))
		case path != name && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular():
			o.file(ctx, e, path, true)
		}
		if e.done || ctx.Err() != nil {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil {
		e.fail(fmt.Errorf("source: %w", err))
	}
}

func (o *Opener) file(ctx context.Context, e *emitter, name string, inFolder bool) {
	f, err := os.Open(name)
	if err != nil {
		e.fail(fmt.Errorf("source: %w", err))
		return
	}
	defer f.Close()
	br := bufio.NewReaderSize(f, 64<<10)
	if head, _ := br.Peek(headLen); inFolder && Detect(head) == Unknown {
		return
	}
	o.read(ctx, e, name, br)
}

// read yields what a stream holds, by its kind.
func (o *Opener) read(ctx context.Context, e *emitter, name string, r io.Reader) {
	br := bufio.NewReaderSize(r, 64<<10)
	head, err := br.Peek(headLen)
	if err != nil && !errors.Is(err, io.EOF) {
		e.fail(fmt.Errorf("%s: %w", name, err))
		return
	}
	switch kind := Detect(head); kind {
	case WARC:
		o.archive(ctx, e, name, br)
	case Gzip:
		o.zipped(ctx, e, name, br)
	case Zstd:
		o.zstandard(ctx, e, name, br)
	case Feed, Sitemap, OPML:
		b, err := io.ReadAll(io.LimitReader(br, maxUnzipped))
		if err != nil {
			e.fail(fmt.Errorf("%s: %w", name, err))
			return
		}
		o.listing(ctx, e, kind, b, &crawl.Page{FinalURL: name}, 0)
	default: // of Unknown, package article says what is wrong
		o.reports(ctx, e, name, br)
	}
}

// zipped reads a compressed stream: an archive of records, or any other kind.
func (o *Opener) zipped(ctx context.Context, e *emitter, name string, br *bufio.Reader) {
	head, _ := br.Peek(br.Size())
	if z, err := gzip.NewReader(bytes.NewReader(head)); err == nil {
		start := make([]byte, len("WARC/"))
		if _, err := io.ReadFull(z, start); err == nil && string(start) == "WARC/" {
			o.archive(ctx, e, name, br)
			return
		}
	}
	z, err := gzip.NewReader(br)
	if err != nil {
		e.fail(fmt.Errorf("%s: %v: %w", name, err, tocsin.ErrInvalid))
		return
	}
	o.inner(ctx, e, name, z)
}

// zstandard reads a stream of Zstandard frames as one.
func (o *Opener) zstandard(ctx context.Context, e *emitter, name string, br *bufio.Reader) {
	z, err := newZstd(br)
	if err != nil {
		e.fail(fmt.Errorf("%s: %v: %w", name, err, tocsin.ErrInvalid))
		return
	}
	defer z.Close()
	o.inner(ctx, e, name, z)
}

// inner reads what was compressed: any kind, but not compressed again.
func (o *Opener) inner(ctx context.Context, e *emitter, name string, r io.Reader) {
	br := bufio.NewReaderSize(r, 64<<10)
	head, _ := br.Peek(headLen)
	if k := Detect(head); k == Gzip || k == Zstd {
		e.fail(fmt.Errorf("%s: compressed twice: %w", name, tocsin.ErrInvalid))
		return
	}
	o.read(ctx, e, name, br)
}

// reports yields pages, texts and JSON Lines. Lines are cheap to read and
// need not be remembered: a report that is in the record is known by its ID.
func (o *Opener) reports(ctx context.Context, e *emitter, name string, r io.Reader) {
	fetched := o.opt.Now().UTC()
	for p, err := range article.Pieces(r, o.opt.Article) {
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			if !e.fail(fmt.Errorf("%s: %w", name, err)) {
				return
			}
			continue
		}
		it := Item{Report: identified(p.Report), Custody: store.Custody{Fetched: fetched, RawSHA256: p.Raw, FinalURL: p.URL, Tool: o.opt.Tool}}
		if !e.item(it) {
			return
		}
	}
}

// identified gives a report whose ID is only that of its words one of its
// address and words: outlets that print the same story are different reports.
func identified(rep tocsin.Report) tocsin.Report {
	if rep.URL != "" && rep.ID == article.HashID(rep.Text) {
		rep.ID = article.HashID(rep.URL + "\n" + rep.Text)
	}
	return rep
}

// archive yields the pages of a WARC archive. Extraction is what takes time,
// so pages that were read before are told by their bytes.
func (o *Opener) archive(ctx context.Context, e *emitter, name string, r io.Reader) {
	a := NewArchive(r)
	for ctx.Err() == nil && !e.done {
		rec, err := a.Next()
		switch {
		case errors.Is(err, io.EOF):
			return
		case errors.Is(err, tocsin.ErrInvalid):
			e.fail(fmt.Errorf("%s: %w", name, err))
			continue
		case err != nil:
			e.fail(fmt.Errorf("%s: %w", name, err))
			return
		}
		if c, ok := captured(&rec); ok {
			o.capture(e, &c)
		}
	}
}

func (o *Opener) capture(e *emitter, c *capture) {
	raw := article.RawHash(c.raw)
	page := &store.Page{Key: raw + " " + c.address, Raw: raw, Fetched: c.fetched, Tool: o.reader()}
	if old, err := o.opt.Page(page.Key); err == nil && o.settled(&old) {
		e.item(Item{Known: true})
		return
	}
	opt := o.opt.Article
	opt.ContentType = c.header.Get("Content-Type")
	if !c.fetched.IsZero() {
		opt.NotAfter = lastDay(c.fetched)
	}
	rep, err := article.Fetched(c.body, c.address, opt)
	if err != nil {
		page.Outcome = outcome(err)
		e.send(Item{Page: page}, fmt.Errorf("%s: %w", c.address, err))
		return
	}
	rep = identified(rep)
	page.Report = rep.ID
	e.item(Item{Report: rep, Page: page, Custody: store.Custody{
		FinalURL: c.address, Fetched: c.fetched, Headers: selected(c.header), RawSHA256: raw, Tool: o.opt.Tool,
	}})
}

// settled reports whether reading the same bytes again could give nothing
// else: what failed may work with another version of the program.
func (o *Opener) settled(p *store.Page) bool { return p.Outcome == "" || p.Tool == o.reader() }

// reader is the version of the program with what it was told about reports.
func (o *Opener) reader() string {
	return strings.TrimSpace(o.opt.Tool + " " + o.opt.Article.Date.String() + " " + o.opt.Article.Lang)
}

// outcome says in a few words why bytes gave no report.
func outcome(err error) string {
	s := oneLine(err.Error())
	return s[:min(len(s), 200)]
}

// lastDay is the latest day that it was anywhere in the world.
func lastDay(at time.Time) tocsin.Day { return tocsin.DayOf(at.UTC().Add(14 * time.Hour)) }

// selected are the headers that custody keeps.
func selected(h map[string][]string) map[string]string {
	out := map[string]string{}
	for _, name := range []string{"Content-Type", "Content-Language", "Date", "Etag", "Last-Modified", "X-Robots-Tag"} {
		if v := h[name]; len(v) > 0 {
			out[name] = strings.Join(slices.Clone(v), ", ")
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
