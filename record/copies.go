package record

import (
	"context"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// originals says for a new report whose wording it has, and for the reports
// that may have theirs from it. It returns the others whose original is
// another one now.
func (u *update) originals(p *merge.Print) ([]tocsin.ReportID, error) {
	alike, err := prints(u.ctx, u.w, p.Lookups())
	if err != nil {
		return nil, err
	}
	if c, ok := merge.Original(p, alike); ok {
		clear(u.copies)
		if err := put(u.ctx, u.w, p.Report, c); err != nil {
			return nil, err
		}
	}
	turned, err := u.reprints(p, alike)
	if err != nil {
		return nil, err
	}
	for _, id := range turned {
		clear(u.copies)
		c, _ := merge.Original(find(alike, id), []merge.Print{*p})
		if err := put(u.ctx, u.w, id, c); err != nil {
			return nil, err
		}
	}
	return u.heirs(turned)
}

// reprints are the reports among alike of which p is the original now: those
// that have its wording and, so far, none or that of a later report.
func (u *update) reprints(p *merge.Print, alike []merge.Print) ([]tocsin.ReportID, error) {
	var ids []tocsin.ReportID
	for i := range alike {
		if _, ok := alike[i].Reprints(p); ok {
			ids = append(ids, alike[i].Report)
		}
	}
	ls, err := u.w.LinesOf(u.ctx, ids)
	if err != nil {
		return nil, err
	}
	originals := map[tocsin.ReportID]bool{}
	for _, l := range ls {
		originals[l.CopyOf] = true
	}
	earlier := map[tocsin.ReportID]bool{}
	os, err := u.w.LinesOf(u.ctx, sorted(originals))
	for _, o := range os {
		q := merge.Print{Report: o.ID, Published: o.Published}
		earlier[o.ID] = q.Before(p)
	}
	var out []tocsin.ReportID
	for _, l := range ls {
		if !earlier[l.CopyOf] {
			out = append(out, l.ID)
		}
	}
	return out, err
}

// heirs are reports with those that have their wording from them, from one to
// the next: whose wording all these have in the end hangs on the first.
func (u *update) heirs(ids []tocsin.ReportID) ([]tocsin.ReportID, error) {
	known := map[tocsin.ReportID]bool{}
	for _, id := range ids {
		known[id] = true
	}
	for i := 0; i < len(ids); i++ {
		for q := (store.LineQuery{CopyOf: ids[i], Limit: copiesPage}); ; {
			ls, err := u.w.Lines(u.ctx, q)
			if err != nil {
				return nil, err
			}
			for _, l := range ls {
				if !known[l.ID] {
					known[l.ID] = true
					ids = append(ids, l.ID)
				}
				q.Before = l.Seq
			}
			if len(ls) < copiesPage {
				break
			}
		}
	}
	return ids, nil
}

// copiesPage is how many reprints are read at once.
const copiesPage = 500

func put(ctx context.Context, w store.Writer, id tocsin.ReportID, c merge.Copy) error {
	return w.PutCopy(ctx, id, &store.Copy{Of: c.Of, Outlet: c.Outlet, How: c.How})
}

func find(ps []merge.Print, id tocsin.ReportID) *merge.Print {
	for i := range ps {
		if ps[i].Report == id {
			return &ps[i]
		}
	}
	return &merge.Print{}
}

// prints reads the prints that share a band with bands.
func prints(ctx context.Context, r store.Reader, bands []uint64) ([]merge.Print, error) {
	ps, err := r.Prints(ctx, bands)
	if err != nil {
		return nil, err
	}
	out := make([]merge.Print, len(ps))
	for i, p := range ps {
		out[i] = merge.Print{Report: p.Report, Published: p.Published, Publisher: p.Publisher}
		if err := out[i].Signature.UnmarshalBinary(p.Signature); err != nil {
			return nil, err
		}
	}
	return out, nil
}
