package storetest

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"tocsin"
	"tocsin/store"
)

func sources(t *testing.T, s store.Store) {
	a := &store.Source{URL: "https://gazette.example/feed", Added: noon, Interval: time.Hour, Next: noon, ETag: "x",
		Links: []store.Link{{URL: "https://gazette.example/1", Published: day, Tries: 2, Next: noon}}}
	b := &store.Source{URL: "https://courier.example/feed", Added: noon}
	for _, x := range []*store.Source{a, b, a} {
		update(t, s, func(ctx context.Context, w store.Writer) error { return w.PutSource(ctx, x) })
	}
	view(t, s, func(ctx context.Context, r store.Reader) error {
		all, err := r.Sources(ctx)
		if err != nil || !reflect.DeepEqual(all, []store.Source{*b, *a}) {
			t.Errorf("%+v, %v", all, err)
		}
		one, err := r.Source(ctx, a.URL)
		if err != nil || !reflect.DeepEqual(one, *a) {
			t.Errorf("%+v, %v", one, err)
		}
		return nil
	})
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.DropSource(ctx, a.URL) })
	err := s.Update(t.Context(), func(w store.Writer) error { return w.DropSource(t.Context(), a.URL) })
	if !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("dropped twice: %v", err)
	}
	view(t, s, func(ctx context.Context, r store.Reader) error {
		if _, err := r.Source(ctx, a.URL); !errors.Is(err, tocsin.ErrNotFound) {
			t.Errorf("a source that is not there: %v", err)
		}
		return nil
	})
}

// memory: pages and edits.
func memory(t *testing.T, s store.Store) {
	p := &store.Page{Key: "https://gazette.example/1", Raw: "ab", Fetched: noon, Looks: 1}
	e := &store.Edit{Report: "r1", Later: "r2", At: noon, Note: "Correction: two ships.", Out: []string{"Three ships."}, In: []string{}}
	update(t, s, func(ctx context.Context, w store.Writer) error {
		return errors.Join(w.PutPage(ctx, p), w.PutEdit(ctx, e))
	})
	p.Looks = 2
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.PutPage(ctx, p) })
	view(t, s, func(ctx context.Context, r store.Reader) error {
		if got, err := r.Page(ctx, p.Key); err != nil || !reflect.DeepEqual(got, *p) {
			t.Errorf("%+v, %v", got, err)
		}
		if _, err := r.Page(ctx, "none"); !errors.Is(err, tocsin.ErrNotFound) {
			t.Errorf("a page that is not there: %v", err)
		}
		if got, err := r.Edit(ctx, "r1"); err != nil || !reflect.DeepEqual(got, *e) {
			t.Errorf("%+v, %v", got, err)
		}
		if _, err := r.Edit(ctx, "r2"); !errors.Is(err, tocsin.ErrNotFound) {
			t.Errorf("an edit that is not there: %v", err)
		}
		return nil
	})
}
