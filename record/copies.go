package record

import (
	"context"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// originals says for a new report whose wording it has, and again for the
// reports that may have theirs from it. It returns the others whose original
// is another one now.
func (u *update) originals(p *merge.Print) ([]tocsin.ReportID, error) {
	ctx, w := u.ctx, u.w
	alike, err := prints(ctx, w, p.Lookups())
	if err != nil {
		return nil, err
	}
	var turned []tocsin.ReportID
	for i := range alike {
		q, others := &alike[i], alike
		if q.Report != p.Report {
			if _, ok := q.Reprints(p); !ok {
				continue
			}
			if others, err = prints(ctx, w, q.Lookups()); err != nil {
				return nil, err
			}
		}
		old, err := w.Copy(ctx, q.Report)
		if err != nil {
			return nil, err
		}
		c, ok := merge.Original(q, others)
		if ok == (old != nil) && (!ok || old.Of == c.Of) {
			continue
		}
		clear(u.copies)
		if err := put(ctx, w, q.Report, c, ok); err != nil {
			return nil, err
		}
		if q.Report != p.Report {
			turned = append(turned, q.Report)
		}
	}
	return u.heirs(turned)
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

func put(ctx context.Context, w store.Writer, id tocsin.ReportID, c merge.Copy, ok bool) error {
	if !ok {
		return w.PutCopy(ctx, id, nil)
	}
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
