package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/store"
)

// accepted is the value of a note that says that an event was looked at and
// is right as it stands.
const accepted = "accepted"

// correctEvent carries out one of the forms of an event: accept, note, reject,
// merge, split, apart or fix.
func correctEvent(r *request) (string, error) {
	if r.server.Recorder == nil {
		return "", errNoPage
	}
	e, err := r.eventNow(r.PathValue("id"))
	if err != nil {
		return "", err
	}
	f := flaws{}
	author, reason := r.sign(f)
	cs := r.corrections(&e, f)
	for i := range cs {
		cs[i].Author, cs[i].Reason = author, reason
	}
	page := eventPage
	if r.PostForm.Get("back") == "alike" {
		page = alikePage
	}
	if len(f) > 0 {
		return "", &refused{f, page}
	}
	for i := range cs {
		err := r.server.Recorder.Correct(r.ctx, &cs[i])
		if errors.Is(err, tocsin.ErrInvalid) || errors.Is(err, tocsin.ErrNotFound) {
			return "", &refused{flaws{"": err.Error()}, page}
		}
		if err != nil {
			return "", err
		}
	}
	return r.afterwards(&e, cs)
}

// eventNow reads an event outside of a page.
func (r *request) eventNow(id string) (e tocsin.Event, err error) {
	err = r.server.Store.View(r.ctx, func(read store.Reader) error {
		if e, err = read.Event(r.ctx, id); err == nil && len(e.Members) == 0 {
			err = fmt.Errorf("event %q has no mentions: %w", id, tocsin.ErrInvalid)
		}
		return err
	})
	return e, err
}

// afterwards is the page of the event that holds the first mention now, or
// the queue.
func (r *request) afterwards(e *tocsin.Event, cs []store.Correction) (string, error) {
	if r.PostForm.Get("back") == "review" {
		return "/review", nil
	}
	to := "/corrections#correction-" + strconv.FormatInt(cs[0].Number, 10)
	err := r.server.Store.View(r.ctx, func(read store.Reader) error {
		ms, err := read.Mentions(r.ctx, []string{e.Members[0].Mention})
		if err == nil && len(ms) == 1 && ms[0].Event != "" {
			to = "/events/" + ms[0].Event + "#history"
		}
		return err
	})
	return to, err
}

// membersOf are the mentions of an event.
func membersOf(e *tocsin.Event) []string {
	out := make([]string, len(e.Members))
	for i, m := range e.Members {
		out[i] = m.Mention
	}
	return out
}

// corrections are what a form asks for; what is wrong with it goes into f.
func (r *request) corrections(e *tocsin.Event, f flaws) []store.Correction {
	all := membersOf(e)
	switch form := r.PostForm.Get("form"); form {
	case "accept":
		return []store.Correction{{Kind: store.Remark, Mentions: all, Value: accepted}}
	case "note":
		return []store.Correction{{Kind: store.Remark, Mentions: all[:1], Value: strings.TrimSpace(r.PostForm.Get("reason"))}}
	case "reject":
		return []store.Correction{{Kind: store.Reject, Mentions: all}}
	case "merge", "apart":
		return r.pairing(form, e, f)
	case "split":
		return r.splitting(e, f)
	case "fix":
		return r.fixing(e, f)
	}
	f[""] = r.words.T("flaw.choice")
	return nil
}

// pairing joins an event to another one, or keeps the two apart for good.
func (r *request) pairing(form string, e *tocsin.Event, f flaws) []store.Correction {
	id := strings.TrimSpace(r.PostForm.Get("with"))
	if i := strings.LastIndex(id, "/events/"); i >= 0 {
		id = id[i+len("/events/"):] // the whole address was pasted
	}
	other, err := r.eventNow(id)
	switch {
	case err != nil:
		f["with"] = r.words.T("flaw.event", id)
		return nil
	case other.ID == e.ID:
		f["with"] = r.words.T("flaw.self")
		return nil
	case form == "merge":
		return []store.Correction{{Kind: store.Merge, Mentions: slices.Concat(membersOf(e), membersOf(&other))}}
	}
	var out []store.Correction
	for _, m := range e.Members {
		out = append(out, store.Correction{Kind: store.Split, Mentions: append([]string{m.Mention}, membersOf(&other)...)})
	}
	return out
}

// splitting takes mentions out of an event. Those that are taken out stay
// together if they are alike.
func (r *request) splitting(e *tocsin.Event, f flaws) []store.Correction {
	out, left := []string{}, []string{}
	for _, m := range membersOf(e) {
		if slices.Contains(r.PostForm["mention"], m) {
			out = append(out, m)
		} else {
			left = append(left, m)
		}
	}
	switch {
	case len(out) == 0:
		f["mention"] = r.words.T("flaw.mention")
	case len(left) == 0:
		f["mention"] = r.words.T("flaw.all")
	}
	if len(f) > 0 {
		return nil
	}
	var cs []store.Correction
	for _, m := range out {
		cs = append(cs, store.Correction{Kind: store.Split, Mentions: append([]string{m}, left...)})
	}
	return cs
}

// undoCorrection takes a correction back.
func undoCorrection(r *request) (string, error) {
	if r.server.Recorder == nil {
		return "", errNoPage
	}
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return "", errNoPage
	}
	author := r.author()
	if author == "" {
		return "", &refused{flaws{"author": r.words.T("flaw.author")}, correctionsPage}
	}
	return "/corrections#correction-" + r.PathValue("number"), r.server.Recorder.Undo(r.ctx, number, author)
}

// A correctionRow is a correction with the events that hold its mentions now.
type correctionRow struct {
	store.Correction
	Events []string `json:"events"`
}

// correctionsPage lists what people changed, the latest first.
func correctionsPage(r *request) (*answer, error) {
	all, err := r.read.Corrections(r.ctx)
	if err != nil {
		return nil, err
	}
	slices.Reverse(all)
	page, next := paged(r, all)
	rows := []correctionRow{}
	cells := &table{head: []string{"number", "at", "author", "kind", "field", "value", "reason", "mentions", "events", "undone_by", "undone_at"}}
	items := []item{}
	for _, c := range page {
		row := correctionRow{c, nil}
		if row.Events, err = r.holding(c.Mentions); err != nil {
			return nil, err
		}
		rows = append(rows, row)
		undone := ""
		if c.UndoneBy != "" {
			undone = c.UndoneAt.UTC().Format(http.TimeFormat)
		}
		number := strconv.FormatInt(c.Number, 10)
		cells.rows = append(cells.rows, []string{number, c.At.UTC().Format("2006-01-02T15:04:05Z"), c.Author, c.Kind, c.Field, c.Value, c.Reason, strings.Join(c.Mentions, " "), strings.Join(row.Events, " "), c.UndoneBy, undone})
		items = append(items, item{"correction-" + number, r.words.Label("correction", c.Kind) + " · " + c.Author, c.Reason, "/corrections", c.At})
	}
	return &answer{view: "corrections", title: r.words.T("corrections.title"), data: rows, rows: cells, items: items, next: next}, nil
}

// holding are the events that hold mentions, each once.
func (r *request) holding(mentions []string) ([]string, error) {
	ms, err := r.read.Mentions(r.ctx, mentions)
	out := []string{}
	for i := range ms {
		if ms[i].Event != "" && !slices.Contains(out, ms[i].Event) {
			out = append(out, ms[i].Event)
		}
	}
	return out, err
}
