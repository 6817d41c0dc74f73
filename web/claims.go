package web

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

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

// Alone reports whether a group is a single claim, which its heading says.
func (g claimGroup) Alone() bool { return len(g.Claims) == 1 }

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

// A stand is what one voice says of the act itself: that it happened, that it
// did not, that it is planned.
type stand struct {
	N         int             `json:"n"`
	Holder    string          `json:"holder"`
	Kind      tocsin.Kind     `json:"kind"`
	Status    tocsin.Status   `json:"status"`
	Said      tocsin.Day      `json:"said"`
	Outlet    string          `json:"outlet"`
	Report    tocsin.ReportID `json:"report"`
	Mention   string          `json:"mention"`
	Sentence  string          `json:"sentence"`
	Lang      string          `json:"lang"`
	Relations []string        `json:"-"`
}

type claimsData struct {
	Event       tocsin.Event
	Stands      []stand
	Opposed     bool // some stands contradict each other
	Comparisons []comparison
}

// claimsPage sets the claims on an event side by side.
func claimsPage(r *request) (*answer, error) {
	e, err := r.event("/claims")
	if err != nil {
		return nil, err
	}
	return claimsOf(r, &e)
}

// claimsOf sets side by side who says that the act happened, and what is said
// of its numbers.
func claimsOf(r *request, e *tocsin.Event) (*answer, error) {
	d := claimsData{Event: *e}
	lines, err := r.linesOf(e)
	if err != nil {
		return nil, err
	}
	if err := r.stands(&d, lines); err != nil {
		return nil, err
	}
	cells := &table{head: []string{"what", "unit", "group", "value", "bound", "low", "high", "said", "holder", "kind", "outlet", "report", "sentence"}}
	for _, x := range d.Stands {
		cells.rows = append(cells.rows, []string{"act", "", "", string(x.Status), "", "", "", x.Said.String(), x.Holder, string(x.Kind), x.Outlet, string(x.Report), x.Sentence})
	}
	for _, c := range e.Comparisons {
		x := comparison{c, r.groups(&c, lines)}
		d.Comparisons = append(d.Comparisons, x)
		cells.add(&x)
	}
	return &answer{view: "claims", title: r.words.T("claims.title", r.headline(e)), data: d, rows: cells, json: struct {
		Stands  []stand             `json:"act"`
		Numbers []tocsin.Comparison `json:"numbers"`
	}{d.Stands, e.Comparisons}}, nil
}

// linesOf are the reports of an event in short.
func (r *request) linesOf(e *tocsin.Event) (map[tocsin.ReportID]store.Line, error) {
	var told []tocsin.ReportID
	for i := range e.Members {
		told = append(told, e.Members[i].Report)
	}
	return r.lines(told)
}

// stands reads who says that an event happened, who denies it and who plans
// it.
func (r *request) stands(d *claimsData, lines map[tocsin.ReportID]store.Line) error {
	claims, pairs, err := record.Statuses(r.ctx, r.read, &d.Event)
	if err != nil {
		return err
	}
	all := &tocsin.Comparison{Relations: pairs}
	for i, c := range claims {
		d.Stands = append(d.Stands, stand{i + 1, c.Holder, c.Kind, c.Status, c.Said, c.Outlet, c.Report, c.Mention, c.Sentence, lines[c.Report].Lang, r.relations(all, i)})
	}
	d.Opposed = slices.ContainsFunc(pairs, func(p tocsin.Pair) bool { return p.Is == tocsin.Contradicts })
	return nil
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
