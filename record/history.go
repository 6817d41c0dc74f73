package record

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// Known is the record as a reader of one day knew it.
type Known struct {
	Day    tocsin.Day
	Events []tocsin.Event     // told by reports published up to the day, in the order of their days
	Volume map[tocsin.Day]int // reports by day of publication; days without one are not in it
	Since  tocsin.Day         // day of the first report
	words  map[string]string  // by mention, lower case
}

// Says reports whether a sentence that tells the event has one of words, given
// in lower case; any event does if there are none.
func (k *Known) Says(e *tocsin.Event, words []string) bool {
	if len(words) == 0 {
		return true
	}
	for _, m := range e.Members {
		for _, w := range words {
			if strings.Contains(k.words[m.Mention], w) {
				return true
			}
		}
	}
	return false
}

// NewKnown is a record for tests and for events that were merged elsewhere.
func NewKnown(day tocsin.Day, events []tocsin.Event, reports []tocsin.Report, mentions []tocsin.Mention) *Known {
	k := &Known{Day: day, Events: events, Volume: map[tocsin.Day]int{}, words: map[string]string{}}
	for _, r := range reports {
		k.report(r.Published)
	}
	for i := range mentions {
		k.words[mentions[i].ID] = strings.ToLower(mentions[i].Sentence.Text)
	}
	return k
}

func (k *Known) report(day tocsin.Day) {
	if k.Since.IsZero() || day.Before(k.Since) {
		k.Since = day
	}
	k.Volume[day]++
}

// A History is a record by days of publication. People's corrections hold for
// all of it.
type History struct {
	merger     *merge.Merger
	set        merge.Set          // without mentions
	components [][]tocsin.Mention // in the order of publication
	published  []tocsin.Day       // of every report, in order
	words      map[string]string
	last       tocsin.Day
	fixes      *people
}

// ReadHistory reads all of a record.
func ReadHistory(ctx context.Context, r store.Reader) (*History, error) {
	m, err := merge.Load()
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	p, err := readPeople(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	h := &History{merger: m, words: map[string]string{}, set: merge.Set{Copies: map[tocsin.ReportID]merge.Copy{}, Parties: map[tocsin.ReportID][]string{}, Same: p.same, Apart: p.apart}}
	h.fixes = p
	by := map[string][]tocsin.Mention{}
	if err := h.readReports(ctx, r, by); err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	h.resolveCopies()
	for _, ms := range by {
		slices.SortFunc(ms, func(a, b tocsin.Mention) int {
			return cmp.Or(a.Report.Published.Sub(b.Report.Published), cmp.Compare(a.ID, b.ID))
		})
		h.components = append(h.components, ms)
	}
	slices.SortFunc(h.components, func(a, b []tocsin.Mention) int { return cmp.Compare(a[0].ID, b[0].ID) })
	slices.SortFunc(h.published, tocsin.Day.Sub)
	return h, nil
}

const historyPage = 500

// readReports collects the mentions of every report by component.
func (h *History) readReports(ctx context.Context, r store.Reader, by map[string][]tocsin.Mention) error {
	for after := int64(0); ; {
		rs, err := r.Reports(ctx, after, historyPage)
		if err != nil || len(rs) == 0 {
			return err
		}
		for i := range rs {
			if err := h.readReport(ctx, r, &rs[i], by); err != nil {
				return err
			}
		}
		after = rs[len(rs)-1].Seq
	}
}

func (h *History) readReport(ctx context.Context, r store.Reader, rep *store.Report, by map[string][]tocsin.Mention) error {
	h.published = append(h.published, rep.Published)
	if h.last.Before(rep.Published) {
		h.last = rep.Published
	}
	if rep.Copy != nil {
		h.set.Copies[rep.ID] = merge.Copy{Of: rep.Copy.Of, Outlet: rep.Copy.Outlet, How: rep.Copy.How}
	}
	ms, err := r.MentionsOf(ctx, rep.ID)
	h.set.Parties[rep.ID] = merge.Parties(bare(ms))
	for i := range ms {
		if h.fixes.rejected[ms[i].ID] {
			continue
		}
		by[ms[i].Component] = append(by[ms[i].Component], ms[i].Mention)
		h.words[ms[i].ID] = strings.ToLower(ms[i].Sentence.Text)
	}
	return err
}

// resolveCopies follows copies of copies to their original.
func (h *History) resolveCopies() {
	direct := h.set.Copies
	out := make(map[tocsin.ReportID]merge.Copy, len(direct))
	for id, c := range direct {
		out[id] = merge.Root(c, func(id tocsin.ReportID) (merge.Copy, bool) { c, ok := direct[id]; return c, ok })
	}
	h.set.Copies = out
}

// Last is the day of the latest report.
func (h *History) Last() tocsin.Day { return h.last }

// Days calls do with what was known on each day from the first to the last.
// What do gets is valid until it returns.
func (h *History) Days(from, to tocsin.Day, do func(*Known) error) error {
	var events []*tocsin.Event
	return h.Turns(from, to, func(t *Turn) error {
		gone := map[*tocsin.Event]bool{}
		for _, e := range t.Gone {
			gone[e] = true
		}
		events = slices.DeleteFunc(events, func(e *tocsin.Event) bool { return gone[e] })
		events = append(events, t.Come...)
		slices.SortFunc(events, func(a, b *tocsin.Event) int {
			return cmp.Or(a.First.Sub(b.First), a.Last.Sub(b.Last), cmp.Compare(a.ID, b.ID))
		})
		k := *t.Known
		k.Events = make([]tocsin.Event, len(events))
		for i, e := range events {
			k.Events[i] = *e
		}
		return do(&k)
	})
}

// A Turn is what one day brought to what is known.
type Turn struct {
	*Known                 // as of the day, without its events; the same one for all days of a walk
	Gone   []*tocsin.Event // events of which reports of the day tell more
	Come   []*tocsin.Event // what they are now, and new ones
}

// Turns calls do with what each day from the first to the last brought; the
// first one brings all that was known by then. Events are the same as long as
// they have not gone.
func (h *History) Turns(from, to tocsin.Day, do func(*Turn) error) error {
	cache := make([]known, len(h.components))
	k := &Known{Volume: map[tocsin.Day]int{}, words: h.words}
	grow, reports := h.growth(), 0
	all := make([]int, len(h.components))
	for i := range all {
		all[i] = i
	}
	for day := from; !to.Before(day); day = day.AddDays(1) {
		k.Day = day
		for ; reports < len(h.published) && !day.Before(h.published[reports]); reports++ {
			k.report(h.published[reports])
		}
		t := &Turn{Known: k}
		touched := grow[day]
		if day == from {
			touched = all
		}
		for _, i := range touched {
			gone, come := h.grow(i, day, &cache[i])
			t.Gone, t.Come = append(t.Gone, gone...), append(t.Come, come...)
		}
		if err := do(t); err != nil {
			return err
		}
	}
	return nil
}

// growth are the components to which each day adds mentions.
func (h *History) growth() map[tocsin.Day][]int {
	out := map[tocsin.Day][]int{}
	for i, ms := range h.components {
		for j := range ms {
			if day := ms[j].Report.Published; j == 0 || day != ms[j-1].Report.Published {
				out[day] = append(out[day], i)
			}
		}
	}
	return out
}

// known is what the first n mentions of a component say.
type known struct {
	n      int
	blocks []*merge.Block
	events []told
}

// A told event is one with the mentions that it is made of.
type told struct {
	mentions string
	*tocsin.Event
}

// grow takes in the mentions of a component that are published up to a day. It
// returns the events that are no more, and those in their place.
func (h *History) grow(i int, day tocsin.Day, c *known) (gone, come []*tocsin.Event) {
	ms := h.components[i]
	n := c.n
	for n < len(ms) && !day.Before(ms[n].Report.Published) {
		n++
	}
	if n == c.n {
		return nil, nil
	}
	set := h.about(ms[c.n:n])
	fresh := h.merger.Readings(&set)
	touched, rest := h.touched(c.blocks, fresh, &set)
	c.n, c.blocks = n, append(rest, h.merger.Grow(touched, fresh, &set)...)
	before := map[string]*tocsin.Event{}
	for _, e := range c.events {
		before[e.mentions] = e.Event
	}
	events := make([]told, 0, len(c.events)+len(set.Mentions))
	for _, b := range c.blocks {
		for j := range b.Groups {
			key := strings.Join(b.Groups[j].Mentions(), "\x00")
			e := before[key]
			if e == nil {
				made := b.Groups[j].Event()
				h.fixes.fix(&made)
				e = &made
				come = append(come, e)
			}
			delete(before, key)
			events = append(events, told{key, e})
		}
	}
	for _, e := range c.events {
		if before[e.mentions] != nil {
			gone = append(gone, e.Event)
		}
	}
	c.events = events
	return gone, come
}

// about is the set of some mentions with what is known of their reports.
func (h *History) about(ms []tocsin.Mention) merge.Set {
	set := merge.Set{Mentions: ms, Copies: map[tocsin.ReportID]merge.Copy{}, Parties: map[tocsin.ReportID][]string{}, Same: h.set.Same, Apart: h.set.Apart}
	for i := range ms {
		id := ms[i].Report.ID
		set.Parties[id] = h.set.Parties[id]
		if c, ok := h.set.Copies[id]; ok {
			set.Copies[id] = c
		}
	}
	return set
}

// touched parts the blocks that new mentions may belong to from the rest. Where
// people have put mentions together, evidence does not tell.
func (h *History) touched(blocks []*merge.Block, fresh []*merge.Reading, set *merge.Set) (touched, rest []*merge.Block) {
	if len(set.Same) > 0 {
		return blocks, nil
	}
	for _, b := range blocks {
		if slices.ContainsFunc(fresh, func(r *merge.Reading) bool { return r.Links(b) }) {
			touched = append(touched, b)
		} else {
			rest = append(rest, b)
		}
	}
	return touched, rest
}
