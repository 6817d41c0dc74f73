package record

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tocsin"
	"tocsin/merge"
	"tocsin/store"
)

// What an outlet did to a claim, as Member.Edit says it.
const (
	corrected = "corrected" // the sentence went when a note of correction came
	withdrawn = "withdrawn" // the sentence went, and nothing tells the event in its place
	replaced  = "replaced"  // a later version tells the event in another sentence
)

// sameArticle is the least share of wording of two versions of a page. With
// less in common another article has taken the address.
const sameArticle = 0.3

// hasEdits is the setting that is not empty once a page has been edited.
const hasEdits = "record.edits"

// edition compares a report with the versions of its page before and after
// it, and keeps what changed. It returns the mentions that no earlier version
// has told in the same sentence: those stay the earlier version's, which said
// it first.
func (u *update) edition(rep *store.Report, p *merge.Print, ms []tocsin.Mention) (fresh []tocsin.Mention, edited bool, err error) {
	if rep.URL == "" {
		return ms, false, nil
	}
	vs, err := u.versions(rep, p)
	if err != nil || len(vs) < 2 {
		return ms, false, err
	}
	if err := u.flush(); err != nil { // earlier versions may wait to be merged
		return nil, false, err
	}
	at := slices.IndexFunc(vs, func(v store.Report) bool { return v.ID == rep.ID })
	vs[at].Text = rep.Text // also where only excerpts are kept
	for i := range vs {
		vs[i].Text = vs[i].Covered()
	}
	if at > 0 {
		if err := u.compare(&vs[at-1], &vs[at]); err != nil {
			return nil, false, err
		}
	}
	if at+1 < len(vs) {
		if err := u.compare(&vs[at], &vs[at+1]); err != nil {
			return nil, false, err
		}
	}
	fresh, err = u.untold(ms, vs[:at])
	return fresh, true, err
}

// versions are the reports of the page of rep that have much of its wording,
// in the order in which they were fetched.
func (u *update) versions(rep *store.Report, p *merge.Print) ([]store.Report, error) {
	vs, err := u.w.Versions(u.ctx, rep.URL)
	if err != nil || len(vs) < 2 {
		return nil, err
	}
	alike, err := prints(u.ctx, u.w, p.Lookups())
	if err != nil {
		return nil, err
	}
	vs = slices.DeleteFunc(vs, func(v store.Report) bool {
		return v.ID != rep.ID && find(alike, v.ID).Signature.Contained(&p.Signature) < sameArticle
	})
	slices.SortFunc(vs, func(a, b store.Report) int { return cmp.Or(a.Fetched.Compare(b.Fetched), cmp.Compare(a.Seq, b.Seq)) })
	return vs, nil
}

// compare keeps what the version after changed in the one before.
func (u *update) compare(before, after *store.Report) error {
	e := &store.Edit{Report: before.ID, Later: after.ID, At: after.Fetched, Out: gone(before, after), In: gone(after, before)}
	for _, s := range e.In {
		if u.notes.is(s) {
			e.Note = s
			break
		}
	}
	if _, err := u.edit(before.ID); err != nil { // fills what is remembered
		return err
	}
	u.edits[before.ID], u.edited = e, true
	if err := u.w.PutEdit(u.ctx, e); err != nil {
		return err
	}
	if err := u.w.Set(u.ctx, hasEdits, "yes"); err != nil {
		return err
	}
	text := fmt.Sprintf("%s changed %s: of the sentences around events, %d went and %d came", outlet(after), before.ID, len(e.Out), len(e.In))
	if e.Note != "" {
		text += "; " + e.Note
	}
	return u.w.AddChange(u.ctx, &store.Change{At: u.now().UTC(), Kind: "edited", Report: string(after.ID), Text: text})
}

func outlet(r *store.Report) string { return cmp.Or(r.Publisher, string(r.ID)) }

// gone are the sentences kept of a that b has not.
func gone(a, b *store.Report) []string {
	out := []string{}
	text := oneLine(b.Text)
	have := map[string]bool{}
	for _, s := range b.Excerpts {
		have[oneLine(s.Text)] = true
	}
	for _, s := range a.Excerpts {
		if t := oneLine(s.Text); !have[t] && !strings.Contains(text, t) {
			out = append(out, s.Text)
		}
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// untold are the mentions that no version before tells in the same sentence.
func (u *update) untold(ms []tocsin.Mention, before []store.Report) ([]tocsin.Mention, error) {
	type telling struct {
		sentence, kind string
		trigger        int // from the start of the sentence
	}
	of := func(m *tocsin.Mention) telling {
		return telling{oneLine(m.Sentence.Text), m.Type, m.Trigger.Start - m.Sentence.Start}
	}
	told := map[telling]bool{}
	for i := range before {
		old, err := u.w.MentionsOf(u.ctx, before[i].ID)
		if err != nil {
			return nil, err
		}
		for k := range old {
			told[of(&old[k].Mention)] = true
		}
	}
	var out []tocsin.Mention
	for i := range ms {
		if !told[of(&ms[i])] {
			out = append(out, ms[i])
		}
	}
	return out, nil
}

// untoldBefore is untold for a report that is coded again.
func (u *update) untoldBefore(id tocsin.ReportID, ms []tocsin.Mention) ([]tocsin.Mention, error) {
	rep, err := u.w.Report(u.ctx, id)
	if err != nil || rep.URL == "" {
		return ms, err
	}
	vs, err := u.w.Versions(u.ctx, rep.URL)
	if err != nil {
		return nil, err
	}
	var before []store.Report
	for last, i := id, len(vs)-1; i >= 0; i-- {
		ed, err := u.edit(vs[i].ID)
		if err != nil {
			return nil, err
		}
		if ed != nil && ed.Later == last {
			before, last, i = append(before, vs[i]), vs[i].ID, len(vs)
		}
	}
	return u.untold(ms, before)
}

// edit is what the next version changed in a report; nil if nothing did.
func (u *update) edit(id tocsin.ReportID) (*store.Edit, error) {
	if u.edits == nil {
		some, err := u.w.Setting(u.ctx, hasEdits)
		if err != nil {
			return nil, err
		}
		u.edits, u.edited = map[tocsin.ReportID]*store.Edit{}, some != ""
	}
	e, known := u.edits[id]
	if known || !u.edited {
		return e, nil
	}
	got, err := u.w.Edit(u.ctx, id)
	switch {
	case err == nil:
		e = &got
	case !errors.Is(err, tocsin.ErrNotFound):
		return nil, err
	}
	u.edits[id] = e
	return e, nil
}

// outlets marks the members of an event that their outlets have taken back,
// and counts a page with several versions once.
func (u *update) outlets(e *tocsin.Event) error {
	var ids []string
	for _, m := range e.Members {
		ed, err := u.edit(m.Report)
		if err != nil {
			return err
		}
		if ed != nil {
			ids = append(ids, m.Mention)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	ms, err := u.w.Mentions(u.ctx, ids)
	if err != nil {
		return err
	}
	for i := range ms {
		k := slices.IndexFunc(e.Members, func(m tocsin.Member) bool { return m.Mention == ms[i].ID })
		if e.Members[k].Edit, err = u.fate(e, &ms[i].Mention); err != nil {
			return err
		}
	}
	e.Reports -= replacedReports(e.Members)
	markClaims(e)
	return nil
}

// markClaims marks the claims on numbers like the members that make them.
func markClaims(e *tocsin.Event) {
	edits := map[string]string{}
	for _, m := range e.Members {
		edits[m.Mention] = m.Edit
	}
	for i := range e.Comparisons {
		for k := range e.Comparisons[i].Claims {
			c := &e.Comparisons[i].Claims[k]
			c.Edit = edits[c.Mention]
		}
	}
}

// fate follows a sentence through the versions of its page until it goes.
func (u *update) fate(e *tocsin.Event, m *tocsin.Mention) (string, error) {
	sentence := oneLine(m.Sentence.Text)
	id := m.Report.ID
	for seen := map[tocsin.ReportID]bool{}; !seen[id]; {
		seen[id] = true
		ed, err := u.edit(id)
		if err != nil || ed == nil {
			return "", err
		}
		if slices.ContainsFunc(ed.Out, func(s string) bool { return oneLine(s) == sentence }) {
			switch {
			case ed.Note != "":
				return corrected, nil
			case slices.ContainsFunc(e.Members, func(o tocsin.Member) bool { return o.Report == ed.Later }):
				return replaced, nil
			}
			return withdrawn, nil
		}
		id = ed.Later
	}
	return "", nil
}

// replacedReports counts the reports all of whose members are replaced by
// those of a later version.
func replacedReports(ms []tocsin.Member) int {
	stands := map[tocsin.ReportID]bool{}
	for _, m := range ms {
		stands[m.Report] = stands[m.Report] || m.Edit != replaced
	}
	n := 0
	for _, s := range stands {
		if !s {
			n++
		}
	}
	return n
}

// pageEvents are the events that the versions of a page tell, sorted, and
// what is marked so far at the page's mentions.
func (u *update) pageEvents(rep *store.Report) (events []string, marks map[string]string, err error) {
	vs, err := u.w.Versions(u.ctx, rep.URL)
	if err != nil {
		return nil, nil, err
	}
	ids, marks := map[string]bool{}, map[string]string{}
	for i := range vs {
		ms, err := u.w.MentionsOf(u.ctx, vs[i].ID)
		if err != nil {
			return nil, nil, err
		}
		for k := range ms {
			ids[ms[k].Event] = true
		}
	}
	delete(ids, "")
	events = sorted(ids)
	for _, id := range events {
		e, err := u.w.Event(u.ctx, id)
		if err != nil {
			return nil, nil, err
		}
		for _, m := range e.Members {
			marks[m.Mention] = m.Edit
		}
	}
	return events, marks, nil
}

// place puts a report among the versions of its page: its mentions that are
// new go into events, and those of earlier versions that its outlet has taken
// back are marked there.
func (u *update) place(rep *store.Report, p *merge.Print, ms []tocsin.Mention, turned []tocsin.ReportID) error {
	fresh, edited, err := u.edition(rep, p, ms)
	if err != nil {
		return err
	}
	if !edited {
		u.bring(rep.ID, fresh, turned)
		return nil
	}
	_, was, err := u.pageEvents(rep)
	if err != nil {
		return err
	}
	if err := u.run(rep.ID, fresh, turned); err != nil {
		return err
	}
	events, _, err := u.pageEvents(rep)
	if err != nil {
		return err
	}
	for _, id := range events {
		if err := u.retell(id, was, rep); err != nil {
			return err
		}
	}
	return nil
}

// retell marks the members of an event anew, and notes what differs from was.
func (u *update) retell(id string, was map[string]string, rep *store.Report) error {
	e, err := u.w.Event(u.ctx, id)
	if err != nil {
		return err
	}
	e.Reports += replacedReports(e.Members) // which outlets takes off again
	for i := range e.Members {
		e.Members[i].Edit = ""
	}
	if err := u.outlets(&e); err != nil {
		return err
	}
	for _, n := range []struct{ edit, kind, text string }{
		{corrected, "edited", " corrected what it told"},
		{withdrawn, "withdrawn", " tells it no more"},
		{replaced, "edited", " tells it in other words"},
	} {
		if !slices.ContainsFunc(e.Members, func(m tocsin.Member) bool { return m.Edit == n.edit && was[m.Mention] != n.edit }) {
			continue
		}
		c := &store.Change{At: u.now().UTC(), Kind: n.kind, Event: e.ID, Report: string(rep.ID), Text: outlet(rep) + n.text}
		if err := u.w.AddChange(u.ctx, c); err != nil {
			return err
		}
	}
	return u.w.PutEvent(u.ctx, &e)
}
