// Package record keeps one account of many reports: it adds reports with
// their mentions to a store, finds reprints, merges mentions into events, and
// notes what changed. Adding a report touches only the events that its
// mentions can change, and the record does not depend on the order in which
// reports arrive.
package record

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// A Recorder adds to a record. It is safe for concurrent use.
type Recorder struct {
	store  store.Store
	merger *merge.Merger
	notes  *corrections
	roles  map[string]string // what private persons are called, by language
	keep   Keep
	now    func() time.Time

	// Used inside an update only, of which the store runs one at a time.
	at     string // revision of the record for which blocks holds
	blocks cache
}

// Keep says how much of a report's words the record keeps.
type Keep string

// Excerpts are the sentences with mentions and their neighbours; they are the
// default, since the words belong to the outlet.
const (
	KeepExcerpts Keep = "excerpts"
	KeepText     Keep = "text"
)

// New makes a recorder; now is the clock of changes.
func New(s store.Store, keep Keep, now func() time.Time) (*Recorder, error) {
	m, err := merge.Load()
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	notes, err := loadCorrections()
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	roles, err := loadRoles()
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	if keep != KeepExcerpts && keep != KeepText {
		return nil, fmt.Errorf("record: keep %q: %w", keep, tocsin.ErrInvalid)
	}
	return &Recorder{store: s, merger: m, notes: notes, roles: roles, keep: keep, now: now, blocks: newCache()}, nil
}

// An Entry is a report as it was received and read.
type Entry struct {
	Report   tocsin.Report
	Custody  store.Custody // FinalURL, Fetched, Headers, RawSHA256 and Tool
	Mentions []tocsin.Mention
	Doc      *tocsin.Doc // for the neighbours of sentences; may be nil
}

// Add adds reports in one step: all of them or, with an error, none. It
// returns how many were new.
func (r *Recorder) Add(ctx context.Context, entries ...Entry) (added int, err error) {
	err = r.change(ctx, func(u *update) error {
		added = 0
		for i := range entries {
			ok, err := u.add(&entries[i])
			if err != nil {
				return fmt.Errorf("record: report %q: %w", entries[i].Report.ID, err)
			}
			if ok {
				added++
			}
		}
		return nil
	})
	return added, err
}

func (u *update) add(e *Entry) (bool, error) {
	v := u.newVeil(e)
	shown := v.veiled(e)
	rep := store.Report{Report: shown.Report, Custody: e.Custody, Excerpts: u.covered(e, v), Withheld: v.Withheld}
	sum := sha256.Sum256([]byte(e.Report.Text))
	rep.TextSHA256 = hex.EncodeToString(sum[:])
	if u.keep == KeepExcerpts {
		rep.Text = ""
	}
	print := merge.Print{Report: e.Report.ID, Published: e.Report.Published, Publisher: e.Report.Publisher, Signature: merge.Sign(e.Report.Text)}
	blob, err := print.Signature.MarshalBinary()
	if err != nil {
		return false, err
	}
	kept := store.Print{Report: print.Report, Published: print.Published, Publisher: print.Publisher, Signature: blob, Bands: print.Bands()}
	if ok, err := u.w.AddReport(u.ctx, &rep, kept); err != nil || !ok {
		return false, err
	}
	turned, err := u.originals(&print)
	if err != nil {
		return false, err
	}
	rep.Text = e.Report.Text
	return true, u.place(&rep, &print, shown.Mentions, turned)
}

// Recode replaces the mentions of reports that are in the record, and their
// excerpts where an entry has a Doc; their lines of custody stay. A report
// whose words were taken down stays as it is. It returns how many were coded.
func (r *Recorder) Recode(ctx context.Context, entries ...Entry) (coded int, err error) {
	err = r.change(ctx, func(u *update) error {
		coded = 0
		for i := range entries {
			ok, err := u.recode(&entries[i])
			if err != nil {
				return fmt.Errorf("record: report %q: %w", entries[i].Report.ID, err)
			}
			if ok {
				coded++
			}
		}
		return nil
	})
	return coded, err
}

func (u *update) recode(e *Entry) (bool, error) {
	id := e.Report.ID
	if rep, err := u.w.Report(u.ctx, id); err != nil || rep.TakenDown {
		return false, err
	}
	v := u.newVeil(e)
	if e.Doc != nil {
		if err := u.w.PutExcerpts(u.ctx, id, u.covered(e, v), v.Withheld); err != nil {
			return false, err
		}
	}
	mentions, err := u.untoldBefore(id, v.veiled(e).Mentions)
	if err != nil {
		return false, err
	}
	return true, u.run(id, mentions, nil)
}

// Redact takes the words of a report out of the record, and every event that
// only it tells; its line of custody stays.
func (r *Recorder) Redact(ctx context.Context, id tocsin.ReportID) error {
	return r.change(ctx, func(u *update) error {
		if _, err := u.w.Copy(ctx, id); err != nil {
			return fmt.Errorf("record: %w", err)
		}
		if err := u.run(id, nil, nil); err != nil {
			return fmt.Errorf("record: report %q: %w", id, err)
		}
		return u.w.DropText(ctx, id)
	})
}

// covered are the excerpts of a report without the names that v withholds.
func (r *Recorder) covered(e *Entry, v *veil) []tocsin.Segment {
	out := r.excerpts(e)
	for i := range out {
		out[i] = v.Over(out[i])
	}
	return out
}

// excerpts are the sentences with mentions and the ones beside them, and notes
// of correction, in code points of the text.
func (r *Recorder) excerpts(e *Entry) []tocsin.Segment {
	out := []tocsin.Segment{}
	if e.Doc == nil {
		for _, m := range e.Mentions {
			if len(out) == 0 || out[len(out)-1].Start != m.Sentence.Start {
				out = append(out, m.Sentence.Segment)
			}
		}
		return out
	}
	wanted := make([]bool, len(e.Doc.Sents))
	for _, m := range e.Mentions {
		for i := max(0, m.Sentence.Index-1); i <= min(len(wanted)-1, m.Sentence.Index+1); i++ {
			wanted[i] = true
		}
	}
	at, runes := 0, 0
	for i, s := range e.Doc.Sents {
		if s.IsZero() || !wanted[i] && !r.notes.is(e.Doc.Slice(s)) {
			continue
		}
		start, end := e.Doc.Tokens[s.Start].Start, e.Doc.Tokens[s.End-1].End
		runes += len([]rune(e.Doc.Text[at:start]))
		at = start
		text := e.Doc.Slice(s)
		out = append(out, tocsin.Segment{Start: runes, End: runes + len([]rune(text)), Text: text})
		runes += len([]rune(e.Doc.Text[at:end]))
		at = end
	}
	return out
}
