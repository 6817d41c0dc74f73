package record

import (
	"context"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// facts are what merging needs to know of reports, each read once.
type facts struct {
	ctx     context.Context
	r       store.Reader
	copies  map[tocsin.ReportID]merge.Copy // of reports looked at; zero for own words
	parties map[tocsin.ReportID][]string   // whom reports speak of, as far as read in this step
	before  map[tocsin.ReportID][]string   // the same as of the step before, as far as remembered; not changed
	people  *people
}

func newFacts(ctx context.Context, r store.Reader) facts {
	return facts{ctx: ctx, r: r, copies: map[tocsin.ReportID]merge.Copy{}, parties: map[tocsin.ReportID][]string{}, people: &people{}}
}

// about is a set without mentions that says what is known of reports.
func (f *facts) about(ids ...tocsin.ReportID) (merge.Set, error) {
	set := merge.Set{
		Copies: map[tocsin.ReportID]merge.Copy{}, Parties: map[tocsin.ReportID][]string{},
		Same: f.people.same, Apart: f.people.apart,
	}
	for _, id := range ids {
		if err := f.include(&set, id); err != nil {
			return set, err
		}
	}
	return set, nil
}

// include adds what is known of a report to a set.
func (f *facts) include(set *merge.Set, id tocsin.ReportID) error {
	if _, done := set.Parties[id]; done {
		return nil
	}
	c, ok, err := f.copyOf(id)
	if err != nil {
		return err
	}
	if ok {
		set.Copies[id] = c
	}
	if ps, known := f.before[id]; known {
		if _, read := f.parties[id]; !read {
			f.parties[id] = ps
		}
	}
	if _, read := f.parties[id]; !read {
		ms, err := f.r.MentionsOf(f.ctx, id)
		if err != nil {
			return err
		}
		f.parties[id] = merge.Parties(bare(ms))
	}
	set.Parties[id] = f.parties[id]
	return nil
}

// copyOf is the report whose wording a report has in the end; it remembers.
func (f *facts) copyOf(id tocsin.ReportID) (merge.Copy, bool, error) {
	if c, ok := f.copies[id]; ok {
		return c, c.Of != "", nil
	}
	c, ok, err := f.direct(id)
	if err != nil {
		return c, false, err
	}
	if ok {
		c = merge.Root(c, func(id tocsin.ReportID) (merge.Copy, bool) {
			d, ok, e := f.direct(id)
			if e != nil {
				err = e
			}
			return d, ok
		})
	}
	f.copies[id] = c
	return c, ok, err
}

func (f *facts) direct(id tocsin.ReportID) (merge.Copy, bool, error) {
	c, err := f.r.Copy(f.ctx, id)
	if err != nil || c == nil {
		return merge.Copy{}, false, err
	}
	return merge.Copy{Of: c.Of, Outlet: c.Outlet, How: c.How}, true, nil
}
