package storetest

import (
	"context"
	"errors"
	"testing"

	"tocsin"
	"tocsin/store"
)

// people: tickets go with their person; the audit log stays.
func people(t *testing.T, s store.Store) {
	update(t, s, func(ctx context.Context, w store.Writer) error {
		return errors.Join(w.PutPerson(ctx, &store.Person{Name: "ana", Role: "editor", Since: noon}),
			w.PutPerson(ctx, &store.Person{Name: "ana", Role: "admin", Since: noon}),
			w.PutTicket(ctx, &store.Ticket{Hash: "h1", Person: "ana", CSRF: "c"}),
			w.PutTicket(ctx, &store.Ticket{Hash: "h2", Person: "ana", Label: "cron"}),
			w.AddDeed(ctx, &store.Deed{At: noon, Person: "ana", What: "POST /x", Status: 201}))
	})
	has := func(hash string) bool {
		found := false
		view(t, s, func(ctx context.Context, r store.Reader) error {
			k, err := r.Ticket(ctx, hash)
			found = err == nil && k.Person == "ana" && k.Hash == hash
			return nil
		})
		return found
	}
	if !has("h1") || !has("h2") {
		t.Error("tickets are missing")
	}
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.DropTickets(ctx, "ana", "", false) })
	if has("h1") || !has("h2") {
		t.Error("not the sessions, or not only those, are gone")
	}
	err := s.Update(t.Context(), func(w store.Writer) error {
		return w.PutTicket(t.Context(), &store.Ticket{Hash: "h3", Person: "ben"})
	})
	if !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("a ticket of nobody: %v", err)
	}
	view(t, s, func(ctx context.Context, r store.Reader) error {
		ps, err := r.People(ctx)
		if len(ps) != 1 || ps[0].Role != "admin" {
			t.Errorf("%+v", ps)
		}
		return err
	})
	update(t, s, func(ctx context.Context, w store.Writer) error { return w.DropPerson(ctx, "ana") })
	if has("h2") {
		t.Error("a token outlives its person")
	}
	view(t, s, func(ctx context.Context, r store.Reader) error {
		ds, err := r.Deeds(ctx, 0, 10)
		if len(ds) != 1 || ds[0].Number != 1 || ds[0].Person != "ana" {
			t.Errorf("%+v", ds)
		}
		return err
	})
	err = s.Update(t.Context(), func(w store.Writer) error { return w.DropPerson(t.Context(), "ana") })
	if !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("dropped twice: %v", err)
	}
}
