package record

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"tocsin"
	"tocsin/plover"
	"tocsin/store"
)

// people is what corrections that are not undone say, by mention.
type people struct {
	same, apart [][2]string
	partners    map[string][]string // mentions that a merge puts together
	rejected    map[string]bool
	fixes       []store.Correction
}

func readPeople(ctx context.Context, r store.Reader) (*people, error) {
	cs, err := r.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	p := &people{partners: map[string][]string{}, rejected: map[string]bool{}}
	for _, c := range cs {
		if c.UndoneBy == "" {
			p.add(c)
		}
	}
	return p, nil
}

func (p *people) add(c store.Correction) {
	switch c.Kind {
	case store.Merge:
		for i, a := range c.Mentions {
			for _, b := range c.Mentions[:i] {
				p.same = append(p.same, sortedPair(a, b))
				p.partners[a] = append(p.partners[a], b)
				p.partners[b] = append(p.partners[b], a)
			}
		}
	case store.Split:
		for _, b := range c.Mentions[1:] {
			p.apart = append(p.apart, sortedPair(c.Mentions[0], b))
		}
	case store.Reject:
		for _, m := range c.Mentions {
			p.rejected[m] = true
		}
	case store.Fix:
		p.fixes = append(p.fixes, c)
	}
}

// fix puts the values that people gave into an event, the latest last.
func (p *people) fix(e *tocsin.Event) {
	for _, c := range p.fixes {
		if slices.ContainsFunc(e.Members, func(m tocsin.Member) bool { return slices.Contains(c.Mentions, m.Mention) }) {
			// The value was checked when the correction was made.
			_ = setField(e, c.Field, c.Value)
		}
	}
}

// fields are the fields of an event that people may fix.
func fields() []string {
	return []string{"type", "modes", "cameo", "actors", "recipients", "first", "last", "place", "status", "background"}
}

// setField sets a field of an event to a JSON value. The error wraps
// [tocsin.ErrInvalid].
func setField(e *tocsin.Event, field, value string) error {
	if !slices.Contains(fields(), field) {
		return fmt.Errorf("field %q is not one of %v: %w", field, fields(), tocsin.ErrInvalid)
	}
	patch, err := json.Marshal(map[string]json.RawMessage{field: json.RawMessage(value)})
	if err != nil {
		return fmt.Errorf("field %s: value %q is not JSON: %w", field, value, tocsin.ErrInvalid)
	}
	// A value of its own: decoding into e would write into what e shares.
	var fixed tocsin.Event
	whole, err := json.Marshal(e)
	if err == nil {
		err = json.Unmarshal(whole, &fixed)
	}
	if err != nil {
		return fmt.Errorf("field %s: %w", field, err)
	}
	empty(&fixed, field)
	if err := json.Unmarshal(patch, &fixed); err != nil {
		return fmt.Errorf("field %s: %w: %w", field, tocsin.ErrInvalid, err)
	}
	if field == "type" && fixed.Type != e.Type {
		retype(&fixed)
	}
	*e = fixed
	return nil
}

// empty clears the fields that a value could otherwise be mixed into.
func empty(e *tocsin.Event, field string) {
	switch field {
	case "actors":
		e.Actors = nil
	case "recipients":
		e.Recipients = nil
	case "modes":
		e.Modes = nil
	case "place":
		e.Place = nil
	}
}

// retype brings what follows from the type into line with a new one: modes that
// it does not have go, and with them a code of another type.
func retype(e *tocsin.Event) {
	t := plover.Type(e.Type)
	modes := []plover.Mode{}
	e.Modes = slices.DeleteFunc(e.Modes, func(m string) bool { return !plover.ValidMode(t, plover.Mode(m)) })
	for _, m := range e.Modes {
		modes = append(modes, plover.Mode(m))
	}
	if x, ok := plover.FromCAMEO(e.CAMEO); !ok || x.Type != t {
		e.CAMEO = ""
	}
	e.Quad, e.Score = plover.Quad(t), plover.Score(t, modes)
	if e.MID != nil {
		e.MID = &tocsin.MID{}
		e.MID.Code, e.MID.Level = plover.MID(t, modes, e.CAMEO, e.Contexts, false)
	}
}

// Correct records what a person changed and brings the events up to date. The
// correction outlives coding the reports again. The error wraps
// [tocsin.ErrInvalid] or [tocsin.ErrNotFound].
func (r *Recorder) Correct(ctx context.Context, c *store.Correction) error {
	if err := validate(c); err != nil {
		return fmt.Errorf("record: correction: %w", err)
	}
	return r.change(ctx, func(u *update) error {
		w := u.w
		ms, err := w.Mentions(ctx, c.Mentions)
		if err != nil {
			return err
		}
		if len(ms) != len(c.Mentions) {
			return fmt.Errorf("record: correction: %d of %d mentions are not in the record: %w", len(c.Mentions)-len(ms), len(c.Mentions), tocsin.ErrNotFound)
		}
		c.At = r.now().UTC()
		if err := w.AddCorrection(ctx, c); err != nil {
			return err
		}
		return u.refresh(ms, c.Kind+": "+c.Reason)
	})
}

// Undo takes a correction back.
func (r *Recorder) Undo(ctx context.Context, number int64, author string) error {
	return r.change(ctx, func(u *update) error {
		w := u.w
		cs, err := w.Corrections(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(cs, func(c store.Correction) bool { return c.Number == number })
		if i < 0 {
			return fmt.Errorf("record: correction %d: %w", number, tocsin.ErrNotFound)
		}
		if err := w.Undo(ctx, number, author, r.now().UTC()); err != nil {
			return err
		}
		ms, err := w.Mentions(ctx, cs[i].Mentions)
		if err != nil {
			return err
		}
		return u.refresh(ms, fmt.Sprintf("correction %d undone", number))
	})
}

// refresh merges the components of mentions anew.
func (u *update) refresh(ms []store.Mention, why string) error {
	var err error
	if u.people, err = readPeople(u.ctx, u.w); err != nil {
		return err
	}
	j := newJob()
	j.all = true
	j.redo(ms)
	j.fresh = bare(ms)
	for _, id := range sorted(j.stale) {
		if err := u.note(id, "corrected", why); err != nil {
			return err
		}
	}
	return u.merge(j)
}

func validate(c *store.Correction) error {
	need := 1
	switch c.Kind {
	case store.Merge, store.Split:
		need = 2
	case store.Fix:
		if err := setField(&tocsin.Event{}, c.Field, c.Value); err != nil {
			return err
		}
	case store.Reject, store.Remark:
	default:
		return fmt.Errorf("unknown kind %q: %w", c.Kind, tocsin.ErrInvalid)
	}
	switch {
	case c.Author == "" || c.Reason == "":
		return fmt.Errorf("author and reason are needed: %w", tocsin.ErrInvalid)
	case len(c.Mentions) < need:
		return fmt.Errorf("%s needs %d mentions, there are %d: %w", c.Kind, need, len(c.Mentions), tocsin.ErrInvalid)
	}
	return nil
}
