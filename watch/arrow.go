package watch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

// Where an arrow points.
const (
	Deteriorated = "deteriorated"
	Unchanged    = "unchanged"
	Improved     = "improved"
)

// An Arrow is how a situation as told of the last days compares with the days
// before them.
type Arrow struct {
	Situation string        `json:"situation"`
	Day       tocsin.Day    `json:"day"`
	Days      int           `json:"days"`
	Direction string        `json:"direction"` // as computed
	Reason    string        `json:"reason"`    // level, ratio, same or none
	Inputs    []store.Input `json:"inputs"`
	Events    []string      `json:"events"`   // at most ten
	Override  *ArrowNote    `json:"override"` // what a person says instead; nil for none
}

// Final is the direction to show: a person's, where there is one.
func (a *Arrow) Final() string {
	if a.Override != nil {
		return a.Override.Direction
	}
	return a.Direction
}

// The arrow's rule on conflict and cooperation.
const (
	arrowSure  = 0.9 // probability from which the share of conflict has moved
	arrowFloor = 5   // acts that each of the two periods needs
)

// ArrowOf compares the acts of the last days, in all directions of a
// situation, with those of as many days before:
//
//   - where the highest MID level differs, that decides (reason "level");
//   - otherwise, with five acts in each period, the share of conflict does, if
//     P(θ_now > θ_before) is above 0.9 or below 0.1, θ ~ Beta(C+1, K+1)
//     (reason "ratio");
//   - otherwise it is unchanged (reason "same", or "none" without any act).
func ArrowOf(s *Situation, k *record.Known, days int) Arrow {
	a := Arrow{Situation: s.Name, Day: k.Day, Days: days, Direction: Unchanged}
	now, before := k.Day.AddDays(1-days), k.Day.AddDays(1-2*days)
	sc := together(s, k)
	level, acts, _ := sc.top(now, k.Day)
	past := sc.highest(before, now.AddDays(-1))
	c, o, es := sc.split(now, k.Day)
	c0, o0, _ := sc.split(before, now.AddDays(-1))
	share, _, _ := Ratio(c, o)
	share0, _, _ := Ratio(c0, o0)
	a.Inputs = []store.Input{in("level", level.numbered()), in("level before", past.numbered()), whole("acts", c+o), whole("acts before", c0+o0), in("share", share), in("share before", share0), whole("days", days)}
	a.Events = cite(acts)
	rise := 0.5
	if c+o >= arrowFloor && c0+o0 >= arrowFloor {
		rise = RatioRise(c, o, c0, o0)
	}
	switch {
	case level.Level != past.Level:
		a.Reason = "level"
		a.Direction = direction(level.Level > past.Level)
	case c+o+c0+o0 == 0:
		a.Reason = "none"
	case rise > arrowSure || rise < 1-arrowSure:
		a.Reason, a.Events = "ratio", cite(es)
		a.Direction = direction(rise > arrowSure)
	default:
		a.Reason = "same"
	}
	return a
}

func direction(up bool) string {
	if up {
		return Deteriorated
	}
	return Improved
}

// Arrow is the reason of an arrow in one sentence.
func (w *Words) Arrow(a *Arrow) string {
	return w.fill(w.Text("arrow."+a.Reason), func(name string) (any, bool) {
		for _, in := range a.Inputs {
			if in.Name == name {
				return in.Value, true
			}
		}
		return nil, false
	})
}

// An ArrowNote is a person's word on where the arrow of a situation points.
type ArrowNote struct {
	Situation string     `json:"situation"`
	Day       tocsin.Day `json:"day"` // for which it is said
	Days      int        `json:"days"`
	Direction string     `json:"direction"`
	Note      string     `json:"note"`
	Author    string     `json:"author"`
	At        time.Time  `json:"at"`
}

// ArrowNotes are all of them, oldest first.
func ArrowNotes(ctx context.Context, r store.Reader) ([]ArrowNote, error) {
	return readList[ArrowNote](ctx, r, arrowsSetting)
}

// PutArrowNote keeps a note in the place of the one for its situation, day and
// days; one without a direction takes that back. The error is [Problems] if it
// is not sound: a direction needs a note.
func PutArrowNote(ctx context.Context, w store.Writer, n ArrowNote) error {
	ps := noteProblems(n.Note)
	if n.Direction != "" && !slices.Contains([]string{Deteriorated, Unchanged, Improved}, n.Direction) {
		ps = append(ps, Problem{Field: "direction", Code: "choice", Value: n.Direction})
	}
	if n.Direction != "" && n.Note == "" {
		ps = append(ps, Problem{Field: "note", Code: "reason"})
	}
	if n.Days < 1 || n.Days > mostDaysBack || n.Day.IsZero() || n.Situation == "" {
		ps = append(ps, Problem{Field: "direction", Code: "range", Value: fmt.Sprint(n.Days)})
	}
	if err := ps.err(); err != nil {
		return err
	}
	all, err := ArrowNotes(ctx, w)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(o ArrowNote) bool { return o.Situation == n.Situation && o.Day == n.Day && o.Days == n.Days })
	if n.Direction != "" {
		all = append(all, n)
	}
	return writeList(ctx, w, arrowsSetting, all)
}

// With puts the latest note on the arrow's situation into it that was said for
// its day or one of the days before that it looks at.
func (a Arrow) With(notes []ArrowNote) Arrow {
	for i := range notes {
		n := &notes[i]
		if n.Situation == a.Situation && n.Days == a.Days && !a.Day.Before(n.Day) && a.Day.Sub(n.Day) < a.Days {
			a.Override = n
		}
	}
	return a
}
