package sqlite

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

// addLine writes a new report in short and counts it for its outlet.
func (w writer) addLine(ctx context.Context, r *store.Report) error {
	err := w.exec(ctx, "INSERT INTO line (seq, id, published, publisher, title, lang) VALUES (?, ?, ?, ?, ?, ?)",
		r.Seq, string(r.ID), r.Published.String(), r.Publisher, r.Title, r.Lang)
	if err != nil {
		return err
	}
	o, err := w.Outlet(ctx, r.Publisher)
	if errors.Is(err, tocsin.ErrNotFound) {
		o, err = store.Outlet{Name: r.Publisher, First: r.Published}, nil
	}
	if err != nil {
		return err
	}
	o.Reports++
	if o.Last.Before(r.Published) {
		o.Last = r.Published
	}
	if r.Published.Before(o.First) {
		o.First = r.Published
	}
	if r.Lang != "" && !slices.Contains(o.Langs, r.Lang) {
		o.Langs = append(o.Langs, r.Lang)
	}
	return w.exec(ctx, `INSERT INTO outlet (name, reports, copies, first, last, langs) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET reports = excluded.reports, first = excluded.first, last = excluded.last, langs = excluded.langs`,
		o.Name, o.Reports, o.Copies, o.First.String(), o.Last.String(), strings.Join(o.Langs, " "))
}

// copyLine says in the line of a report, and in the count of its outlet,
// whose wording it has.
func (w writer) copyLine(ctx context.Context, id tocsin.ReportID, of tocsin.ReportID) error {
	ls, err := w.LinesOf(ctx, []tocsin.ReportID{id})
	if err != nil || len(ls) == 0 || ls[0].CopyOf == of {
		return err
	}
	if err := w.exec(ctx, "UPDATE line SET copy_of = ? WHERE seq = ?", string(of), ls[0].Seq); err != nil {
		return err
	}
	by := 0
	if of != "" {
		by++
	}
	if ls[0].CopyOf != "" {
		by--
	}
	return w.exec(ctx, "UPDATE outlet SET copies = copies + ? WHERE name = ?", by, ls[0].Publisher)
}
