package storetest

import (
	"context"
	"errors"
	"testing"

	"tocsin"
	"tocsin/store"
)

// alerts: one open alert with a key, kept through updates; notices in order.
func alerts(t *testing.T, s store.Store) {
	a := &store.Alert{Key: "k", Situation: "strait", Rule: "ladder", Open: true, Opened: day, Events: []string{"e"}, Inputs: []store.Input{{Name: "level", Value: 3}}}
	update(t, s, func(ctx context.Context, w store.Writer) error {
		if err := w.PutAlert(ctx, a); err != nil {
			return err
		}
		return w.AddNotice(ctx, &store.Notice{Day: day, At: noon, Kind: store.NoticeAlert, Alert: *a})
	})
	err := s.Update(t.Context(), func(w store.Writer) error { return w.PutAlert(t.Context(), &store.Alert{Key: "k", Open: true}) })
	if !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("a second open alert: %v", err)
	}
	update(t, s, func(ctx context.Context, w store.Writer) error {
		a.Open, a.Closed = false, day.AddDays(3)
		if err := w.PutAlert(ctx, a); err != nil {
			return err
		}
		b := &store.Alert{Key: "k", Open: true, Opened: day.AddDays(9)}
		if err := w.PutAlert(ctx, b); err != nil {
			return err
		}
		return w.AddNotice(ctx, &store.Notice{Day: day, At: noon, Kind: store.NoticeAlert, Alert: *b})
	})
	view(t, s, func(ctx context.Context, r store.Reader) error {
		all, err := r.Alerts(ctx, false, 0, 10)
		if err != nil || len(all) != 2 || all[0].Number != 2 || all[1].Closed != day.AddDays(3) || all[1].Inputs[0].Value != 3 {
			t.Errorf("all %+v, %v", all, err)
		}
		open, err := r.Alerts(ctx, true, 0, 10)
		if err != nil || len(open) != 1 || open[0].Number != 2 {
			t.Errorf("open %+v, %v", open, err)
		}
		if old, err := r.Alerts(ctx, false, 2, 10); err != nil || len(old) != 1 {
			t.Errorf("before the second: %+v, %v", old, err)
		}
		if _, err := r.Alert(ctx, 9); !errors.Is(err, tocsin.ErrNotFound) {
			t.Errorf("an alert that is not there: %v", err)
		}
		ns, err := r.Notices(ctx, 1, 10)
		if len(ns) != 1 || ns[0].Number != 2 || ns[0].Alert.Number != 2 {
			t.Errorf("notices %+v", ns)
		}
		return err
	})
}
