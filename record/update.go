package record

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// revision is the setting that counts changes of the merged record: what a
// recorder remembers holds for one revision only.
const revision = "record.revision"

// An update is one step of the record.
type update struct {
	*Recorder
	facts
	w      store.Writer
	job    *job                            // reports that are to be merged together; nil for none
	edits  map[tocsin.ReportID]*store.Edit // of reports looked at; nil before the first
	edited bool                            // the record has edits
}

// change runs one step: all of it happens, or nothing does.
func (r *Recorder) change(ctx context.Context, do func(*update) error) error {
	return r.store.Update(ctx, func(w store.Writer) error {
		u := &update{Recorder: r, w: w, facts: newFacts(ctx, w)}
		rev, err := w.Setting(ctx, revision)
		if err != nil {
			return err
		}
		if r.at != rev {
			r.blocks = newCache()
		}
		u.before = r.blocks.parties
		r.at = "in the middle of a step" // what fails leaves nothing to remember
		if u.people, err = readPeople(ctx, w); err != nil {
			return err
		}
		if err := do(u); err != nil {
			return err
		}
		if err := u.flush(); err != nil {
			return fmt.Errorf("record: %w", err)
		}
		n, _ := strconv.Atoi(rev) // empty at first
		next := strconv.Itoa(n + 1)
		if err := w.Set(ctx, revision, next); err != nil {
			return err
		}
		r.at = next
		r.blocks.keepParties(u.parties)
		return nil
	})
}

// run replaces the mentions of a report and merges anew all that they, or the
// mentions of reports whose original has changed, can touch.
func (u *update) run(id tocsin.ReportID, mentions []tocsin.Mention, turned []tocsin.ReportID) error {
	olds, err := u.w.MentionsOf(u.ctx, id)
	if err != nil {
		return err
	}
	u.bring(id, mentions, turned)
	u.job.redo(olds)
	return u.flush()
}

// bring puts a report's mentions, and reports whose original has changed, with
// what the next flush merges: reports that come together are merged at once,
// since they often tell the same events.
func (u *update) bring(id tocsin.ReportID, mentions []tocsin.Mention, turned []tocsin.ReportID) {
	if u.job == nil {
		u.job = newJob()
	}
	u.parties[id] = merge.Parties(mentions)
	u.job.written[id] = mentions
	u.job.fresh = append(u.job.fresh, mentions...)
	u.job.turned = append(u.job.turned, turned...)
}

// flush merges what was brought.
func (u *update) flush() error {
	j := u.job
	u.job = nil
	if j == nil {
		return nil
	}
	for _, id := range j.turned {
		if _, written := j.written[id]; written {
			continue
		}
		ms, err := u.w.MentionsOf(u.ctx, id)
		if err != nil {
			return err
		}
		j.redo(ms)
		j.written[id] = bare(ms) // their keys have changed
		j.fresh = append(j.fresh, j.written[id]...)
	}
	return u.merge(j)
}

func bare(ms []store.Mention) []tocsin.Mention {
	out := make([]tocsin.Mention, len(ms))
	for i := range ms {
		out[i] = ms[i].Mention
	}
	return out
}

// drop removes events that are no more; an event's ID is its first mention's,
// and leads to the event that has that mention now.
func (u *update) drop(old map[string]bool, heirs map[string]string) error {
	gone := make([]string, 0, len(old))
	for id := range old {
		gone = append(gone, id)
	}
	slices.Sort(gone)
	for _, id := range gone {
		if err := u.w.DropEvent(u.ctx, id, heirs[id]); err != nil {
			return err
		}
		text := "no report tells it any more"
		if heirs[id] != "" {
			text = "is part of " + heirs[id]
		}
		if err := u.note(id, "gone", text); err != nil {
			return err
		}
	}
	return nil
}

// A brief is what is noted when an event changes.
type brief struct {
	status                   tocsin.Status
	reports, origins, claims int
}

func briefOf(e *tocsin.Event) brief {
	b := brief{status: e.Status, reports: e.Reports, origins: len(e.Origins)}
	for _, c := range e.Comparisons {
		b.claims += len(c.Claims)
	}
	return b
}

// keepEvent writes an event and notes how it differs from before; before is
// nil for a new one.
func (u *update) keepEvent(e *tocsin.Event, before *brief) error {
	var err error
	if before == nil {
		err = u.note(e.ID, "new", fmt.Sprintf("%s, told by %s", e.Type, e.FirstReport))
	} else {
		err = u.noteDifference(e.ID, *before, briefOf(e))
	}
	if err != nil {
		return err
	}
	return u.w.PutEvent(u.ctx, e)
}

func (u *update) noteDifference(id string, was, is brief) error {
	for _, d := range []struct {
		kind, text string
		differs    bool
	}{
		{"status", fmt.Sprintf("%s, was %s", is.status, was.status), is.status != was.status},
		{"grown", fmt.Sprintf("%d reports, %d independent; were %d, %d", is.reports, is.origins, was.reports, was.origins),
			is.reports != was.reports || is.origins != was.origins},
		{"values", "other claims on its numbers", is.claims != was.claims},
	} {
		if d.differs {
			if err := u.note(id, d.kind, d.text); err != nil {
				return err
			}
		}
	}
	return nil
}

func (u *update) note(event, kind, text string) error {
	return u.w.AddChange(u.ctx, &store.Change{At: u.now().UTC(), Kind: kind, Event: event, Text: text})
}

// sortedPair puts two IDs in order.
func sortedPair(a, b string) [2]string {
	if cmp.Compare(a, b) > 0 {
		a, b = b, a
	}
	return [2]string{a, b}
}
