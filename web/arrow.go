package web

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// How far back a situation is compared, in days: a week, as a brief is read,
// and four weeks.
const (
	arrowWeek  = 7
	arrowMonth = 28
)

// An arrow says where a situation went, and why.
type arrow struct {
	Now    string      `json:"direction"` // of the week, a person's word before the rule's
	Reason string      `json:"reason"`    // the rule's, in the reader's language
	Week   watch.Arrow `json:"week"`
	Month  watch.Arrow `json:"month"`
}

// arrow says where a situation went.
func (r *request) arrow(s *watch.Situation, sc *scene) (arrow, error) {
	notes, err := watch.ArrowNotes(r.ctx, r.read)
	if err != nil {
		return arrow{}, err
	}
	out := arrow{Week: sc.week.With(notes), Month: sc.month.With(notes)}
	out.Now, out.Reason = out.Week.Final(), r.words.watch.Arrow(&out.Week)
	return out, nil
}

// arrowNotes are what people said of a situation's arrow, the latest first.
func (r *request) arrowNotes(situation string) ([]watch.ArrowNote, error) {
	all, err := watch.ArrowNotes(r.ctx, r.read)
	out := slices.DeleteFunc(all, func(n watch.ArrowNote) bool { return n.Situation != situation })
	slices.Reverse(out)
	return out, err
}

// setArrow keeps a person's arrow, with a note.
func setArrow(r *request) (string, error) {
	n := watch.ArrowNote{Situation: r.PathValue("name"), Days: arrowWeek, Direction: r.PostForm.Get("arrow"), At: r.server.Now().UTC()}
	err := r.look(func() (err error) {
		n.Day = r.sum.Latest
		_, err = r.situation(n.Situation)
		return err
	})
	if err != nil {
		return "", err
	}
	f := flaws{}
	n.Author, n.Note = r.sign(f)
	if len(f) == 0 {
		err = r.server.Store.Update(r.ctx, func(w store.Writer) error { return watch.PutArrowNote(r.ctx, w, n) })
		if err = r.told(err, f, map[string]string{"direction": "arrow", "note": "reason"}); err != nil {
			return "", err
		}
	}
	if len(f) > 0 {
		return "", &refused{f, situationPage}
	}
	return "/situations/" + n.Situation + "#arrow", nil
}

// told puts what package watch found wrong beside the fields of a form; it
// returns what is no fault of the form.
func (r *request) told(err error, f flaws, names map[string]string) error {
	var ps watch.Problems
	if !errors.As(err, &ps) {
		return err
	}
	for _, p := range ps {
		field, ok := names[p.Field]
		if !ok {
			field = p.Field
		}
		f[field] = strings.TrimSpace(f[field] + " " + r.words.watch.Problem(p))
	}
	return nil
}

// Sign is the arrow as a sign beside its word.
func (v *view) Sign(arrow string) (string, error) {
	switch arrow {
	case watch.Deteriorated:
		return "▼", nil
	case watch.Unchanged:
		return "▬", nil
	case watch.Improved:
		return "▲", nil
	}
	return "", fmt.Errorf("arrow %q: %w", arrow, tocsin.ErrInvalid)
}

// Arrows are the arrows that a person can set; the empty one is the rule's.
func (v *view) Arrows() []string {
	return []string{"", watch.Deteriorated, watch.Unchanged, watch.Improved}
}
