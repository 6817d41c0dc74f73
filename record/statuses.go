package record

import (
	"context"
	"fmt"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// Statuses reads who says that an event happened, who denies it, and who plans
// it, with how each stands to the others.
func Statuses(ctx context.Context, r store.Reader, e *tocsin.Event) ([]merge.StatusClaim, []tocsin.Pair, error) {
	claims, pairs, err := statuses(ctx, r, e)
	if err != nil {
		return nil, nil, fmt.Errorf("record: statuses of %s: %w", e.ID, err)
	}
	return claims, pairs, nil
}

func statuses(ctx context.Context, r store.Reader, e *tocsin.Event) ([]merge.StatusClaim, []tocsin.Pair, error) {
	m, err := merge.Load()
	if err != nil {
		return nil, nil, err
	}
	ids := make([]string, len(e.Members))
	reports := make([]tocsin.ReportID, len(e.Members))
	for i, member := range e.Members {
		ids[i], reports[i] = member.Mention, member.Report
	}
	ms, err := r.Mentions(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	f := newFacts(ctx, r)
	set, err := f.about(reports...)
	if err != nil {
		return nil, nil, err
	}
	set.Mentions = bare(ms)
	claims, pairs := m.Statuses(set)
	return claims, pairs, nil
}
