package watch

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"tocsin"
)

// prune takes out of an event what only hidden reports tell of it.
func (v *veiled) prune(ctx context.Context, e *tocsin.Event) error {
	if len(v.hidden) == 0 {
		return nil
	}
	hidden := map[tocsin.ReportID]bool{}
	for _, m := range e.Members {
		hide, err := v.hidesReport(ctx, m.Report)
		if err != nil {
			return err
		}
		hidden[m.Report] = hide
	}
	shown := func(ids []tocsin.ReportID) []tocsin.ReportID {
		return slices.DeleteFunc(slices.Clone(ids), func(id tocsin.ReportID) bool { return hidden[id] })
	}
	all := len(e.Members)
	e.Members = slices.DeleteFunc(slices.Clone(e.Members), func(m tocsin.Member) bool { return hidden[m.Report] })
	if len(e.Members) == all {
		return nil
	}
	e.FirstReport = e.Members[0].Report
	if err := v.pruneHolders(ctx, e); err != nil {
		return err
	}
	e.Reports = len(slices.Compact(slices.Sorted(reportsOf(e))))
	origins := e.Origins
	e.Origins = nil
	for _, o := range origins {
		if o.Reports = shown(o.Reports); len(o.Reports) > 0 {
			e.Origins = append(e.Origins, o)
		}
	}
	comparisons := e.Comparisons
	e.Comparisons = nil
	for _, c := range comparisons {
		if c = openClaims(c, hidden, shown); len(c.Claims) > 0 {
			e.Comparisons = append(e.Comparisons, c)
		}
	}
	return nil
}

// pruneHolders leaves those who say so in the reports that are shown. Acts do
// not tell who says what: theirs go.
func (v *veiled) pruneHolders(ctx context.Context, e *tocsin.Event) error {
	ids := make([]string, len(e.Members))
	for i, m := range e.Members {
		ids[i] = m.Mention
	}
	ms, err := v.Reader.Mentions(ctx, ids)
	say := map[string]bool{}
	for i := range ms {
		for _, c := range ms[i].Claims {
			say[cmp.Or(c.Holder.Name, ms[i].Report.Publisher)] = true
		}
	}
	e.Holders = slices.DeleteFunc(slices.Clone(e.Holders), func(h string) bool { return !say[h] })
	return err
}

func reportsOf(e *tocsin.Event) iter.Seq[tocsin.ReportID] {
	return func(yield func(tocsin.ReportID) bool) {
		for _, m := range e.Members {
			if !yield(m.Report) {
				return
			}
		}
	}
}

// openClaims is a comparison without the claims of hidden reports.
func openClaims(c tocsin.Comparison, hidden map[tocsin.ReportID]bool, shown func([]tocsin.ReportID) []tocsin.ReportID) tocsin.Comparison {
	at := map[int]int{}
	out := tocsin.Comparison{What: c.What, Unit: c.Unit}
	for i, claim := range c.Claims {
		if hidden[claim.Report] {
			continue
		}
		at[i] = len(out.Claims)
		claim.AlsoIn = shown(claim.AlsoIn)
		out.Claims = append(out.Claims, claim)
	}
	for _, p := range c.Relations {
		a, ok := at[p.A]
		b, too := at[p.B]
		if ok && too {
			out.Relations = append(out.Relations, tocsin.Pair{A: a, B: b, Is: p.Is})
		}
	}
	return out
}
