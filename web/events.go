package web

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
	"tocsin/store"
)

type listData struct {
	Events []tocsin.Event
	Past   bool // history is asked for too
	Types  []plover.Type
	States []tocsin.Status
}

// statuses are those that an event can have.
func statuses() []tocsin.Status {
	return []tocsin.Status{tocsin.Occurred, tocsin.Ongoing, tocsin.Planned, tocsin.Possible, tocsin.Negated, tocsin.Disputed}
}

// eventList lists the events that the address selects.
func eventList(r *request) (*answer, error) {
	q, err := r.query()
	if err != nil {
		return nil, err
	}
	es, next, err := r.read.Events(r.ctx, q)
	if err != nil {
		return nil, err
	}
	if es == nil {
		es = []tocsin.Event{}
	}
	d := listData{es, q.Background, plover.Types(), statuses()}
	return &answer{view: "events", title: r.words.T("events.title"), data: d, json: es, events: es, next: next}, nil
}

// A telling is one report's word on an event.
type telling struct {
	tocsin.Mention
	Why    string
	Origin string // outlet whose words these are, if not the report's own
}

type eventData struct {
	Event       tocsin.Event
	Tellings    []telling
	Corrections []store.Correction
	Changes     []store.Change
}

// event reads the event of an address; where another has taken it over, the
// reader is sent there.
func (r *request) event(under string) (tocsin.Event, error) {
	id := r.PathValue("id")
	e, err := r.read.Event(r.ctx, id)
	switch {
	case errors.Is(err, tocsin.ErrNotFound):
		if past, e2 := r.read.ChangesOf(r.ctx, id); e2 != nil || len(past) > 0 {
			return e, cmp.Or(e2, errGone)
		}
		return e, err
	case err == nil && e.ID != id:
		return e, redirect{"/events/" + e.ID + under}
	}
	return e, err
}

// eventPage shows one event with all that is said of it.
func eventPage(r *request) (*answer, error) {
	e, err := r.event("")
	if err != nil {
		return nil, err
	}
	d := eventData{Event: e}
	if d.Tellings, err = r.tellings(&e); err != nil {
		return nil, err
	}
	if d.Changes, err = r.read.ChangesOf(r.ctx, e.ID); err != nil {
		return nil, err
	}
	if d.Corrections, err = r.correctionsOf(&e); err != nil {
		return nil, err
	}
	return &answer{view: "event", title: r.headline(&e), data: d, events: []tocsin.Event{e}}, nil
}

// tellings are the mentions of an event in the order of publication.
func (r *request) tellings(e *tocsin.Event) ([]telling, error) {
	ms, err := r.mentions([]tocsin.Event{*e})
	if err != nil {
		return nil, err
	}
	why := map[string]string{}
	for _, m := range e.Members {
		why[m.Mention] = m.Why
	}
	out := make([]telling, len(ms))
	for i := range ms {
		out[i] = telling{ms[i].Mention, why[ms[i].ID], originOf(e, &ms[i].Mention)}
	}
	slices.SortStableFunc(out, func(a, b telling) int { return a.Report.Published.Sub(b.Report.Published) })
	return out, nil
}

// originOf is the outlet whose words a mention has, "" for its report's own.
func originOf(e *tocsin.Event, m *tocsin.Mention) string {
	for _, o := range e.Origins {
		if slices.Contains(o.Reports, m.Report.ID) && o.Name != m.Report.Publisher {
			return o.Name
		}
	}
	return ""
}

func (r *request) correctionsOf(e *tocsin.Event) ([]store.Correction, error) {
	all, err := r.read.Corrections(r.ctx)
	return slices.DeleteFunc(all, func(c store.Correction) bool {
		return !slices.ContainsFunc(e.Members, func(m tocsin.Member) bool { return slices.Contains(c.Mentions, m.Mention) })
	}), err
}

// A claimRow is one claim with how it stands to the others.
type claimRow struct {
	tocsin.ValueClaim
	N         int
	Relations []string
	Lang      string
}

// A claimGroup holds claims that can all be true together, or those that
// their holder has since replaced.
type claimGroup struct {
	Superseded bool
	Claims     []claimRow
}

// A comparison is one number of an event with every claim on it, grouped.
type comparison struct {
	tocsin.Comparison
	Groups []claimGroup
}

// Verdict is the key of the sentence that sums a comparison up.
func (c *comparison) Verdict() string {
	groups := 0
	for _, g := range c.Groups {
		if !g.Superseded {
			groups++
		}
	}
	switch {
	case len(c.Claims) == 1:
		return "claims.single"
	case groups > 1:
		return "claims.contradict"
	}
	return "claims.compatible"
}

type claimsData struct {
	Event       tocsin.Event
	Comparisons []comparison
}

// claimsPage sets the claims on the numbers of an event side by side.
func claimsPage(r *request) (*answer, error) {
	e, err := r.event("/claims")
	if err != nil {
		return nil, err
	}
	d := claimsData{Event: e}
	cells := &table{head: []string{"what", "unit", "group", "value", "bound", "low", "high", "said", "holder", "kind", "outlet", "report", "sentence"}}
	var told []tocsin.ReportID
	for _, c := range e.Comparisons {
		for i := range c.Claims {
			told = append(told, c.Claims[i].Report)
		}
	}
	lines, err := r.lines(told)
	if err != nil {
		return nil, err
	}
	for _, c := range e.Comparisons {
		x := comparison{c, r.groups(&c, lines)}
		d.Comparisons = append(d.Comparisons, x)
		cells.add(&x)
	}
	return &answer{view: "claims", title: r.words.T("claims.title", r.headline(&e)), data: d, json: e.Comparisons, rows: cells}, nil
}

func (t *table) add(c *comparison) {
	limit := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strings.TrimSuffix(strings.TrimRight(decimal(*v), "0"), ".")
	}
	for g, group := range c.Groups {
		name := "group " + decimalInt(g+1)
		if group.Superseded {
			name = "superseded"
		}
		for _, v := range group.Claims {
			t.rows = append(t.rows, []string{c.What, c.Unit, name, v.Text, string(v.Bound), limit(v.Low), limit(v.High), v.Said.String(),
				v.Holder, string(v.Kind), v.Outlet, string(v.Report), v.Sentence})
		}
	}
}

// relations says how one claim stands to the others, a line for each
// relation.
func (r *request) relations(c *tocsin.Comparison, i int) []string {
	to := map[tocsin.Relation][]string{}
	for _, p := range c.Relations {
		switch {
		case p.A == i:
			to[p.Is] = append(to[p.Is], decimalInt(p.B+1))
		case p.B == i && p.Is != tocsin.Supersedes:
			to[p.Is] = append(to[p.Is], decimalInt(p.A+1))
		}
	}
	var out []string
	for _, is := range []tocsin.Relation{tocsin.Supersedes, tocsin.Contradicts, tocsin.Compatible} {
		if len(to[is]) > 0 {
			out = append(out, r.words.T("relation."+string(is), strings.Join(to[is], ", ")))
		}
	}
	return out
}

// groups puts claims together that can all be true; a claim that its holder
// has replaced since stands apart.
func (r *request) groups(c *tocsin.Comparison, lines map[tocsin.ReportID]store.Line) []claimGroup {
	rows := make([]claimRow, len(c.Claims))
	against, old := map[[2]int]bool{}, map[int]bool{}
	for i, v := range c.Claims {
		rows[i] = claimRow{ValueClaim: v, N: i + 1, Lang: lines[v.Report].Lang, Relations: r.relations(c, i)}
	}
	for _, p := range c.Relations {
		if p.Is == tocsin.Supersedes {
			old[p.B] = true
		}
		if p.Is == tocsin.Contradicts {
			against[[2]int{p.A, p.B}], against[[2]int{p.B, p.A}] = true, true
		}
	}
	var out []claimGroup
	gone := claimGroup{Superseded: true}
	for i := range rows {
		if old[i] {
			gone.Claims = append(gone.Claims, rows[i])
			continue
		}
		k := slices.IndexFunc(out, func(g claimGroup) bool {
			return !slices.ContainsFunc(g.Claims, func(o claimRow) bool { return against[[2]int{i, o.N - 1}] })
		})
		if k < 0 {
			out, k = append(out, claimGroup{}), len(out)
		}
		out[k].Claims = append(out[k].Claims, rows[i])
	}
	if len(gone.Claims) > 0 {
		out = append(out, gone)
	}
	return out
}
