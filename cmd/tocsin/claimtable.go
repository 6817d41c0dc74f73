package main

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/merge"
)

// claimTable prints one claim a line as comma-separated values. Claims of one
// comparison are numbered from 1, and name by these numbers the ones that they
// contradict or supersede.
type claimTable struct{ out *csv.Writer }

func newClaimTable(w io.Writer) claimTable {
	t := claimTable{csv.NewWriter(w)}
	// A failure to write shows at flush.
	_ = t.out.Write([]string{"event", "what", "unit", "claim", "value", "bound", "low", "high", "status", "said",
		"holder", "holder_kind", "holder_country", "outlet", "report", "mention", "contradicts", "supersedes", "edit", "sentence"})
	return t
}

func (t claimTable) claims(e *tocsin.Event, said []merge.StatusClaim, pairs []tocsin.Pair) error {
	for i, c := range said {
		_ = t.out.Write([]string{e.ID, "status", "", strconv.Itoa(i + 1), "", "", "", "", string(c.Status), c.Said.String(),
			c.Holder, string(c.Kind), c.Country, c.Outlet, string(c.Report), c.Mention,
			related(pairs, i, tocsin.Contradicts), related(pairs, i, tocsin.Supersedes), "", c.Sentence})
	}
	for _, x := range e.Comparisons {
		for i, c := range x.Claims {
			_ = t.out.Write([]string{e.ID, x.What, x.Unit, strconv.Itoa(i + 1), c.Text, string(c.Bound), limit(c.Low), limit(c.High), "", c.Said.String(),
				c.Holder, string(c.Kind), c.Country, c.Outlet, string(c.Report), c.Mention,
				related(x.Relations, i, tocsin.Contradicts), related(x.Relations, i, tocsin.Supersedes), c.Edit, c.Sentence})
		}
	}
	return t.out.Error()
}

func (t claimTable) flush() error {
	t.out.Flush()
	return t.out.Error()
}

func limit(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

// related are the numbers of the claims to which claim i stands so.
func related(pairs []tocsin.Pair, i int, is tocsin.Relation) string {
	var out []string
	for _, p := range pairs {
		switch {
		case p.Is != is:
		case p.A == i:
			out = append(out, strconv.Itoa(p.B+1))
		case p.B == i && is == tocsin.Contradicts:
			out = append(out, strconv.Itoa(p.A+1))
		}
	}
	return strings.Join(out, " ")
}
