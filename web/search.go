package web

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tocsin"
	"tocsin/plover"
	"tocsin/store"
)

// A hit is a sentence that holds the words searched for.
type hit struct {
	Report    tocsin.ReportID `json:"report"`
	Published tocsin.Day      `json:"published"`
	Publisher string          `json:"publisher"`
	Lang      string          `json:"lang"`
	Start     int             `json:"start"`
	Text      string          `json:"text"`
}

type searchData struct {
	Asked    bool
	Hits     []hit
	Events   []tocsin.Event
	Searched int
	All      int
	Types    []plover.Type
	States   []tocsin.Status
}

// The bounds of a search: how many of the latest reports it reads, and how
// many sentences it returns.
const (
	searchDepth = 2000
	maxHits     = 100
)

// searchPage looks for words in the sentences kept, and for events by their
// fields.
func searchPage(r *request) (*answer, error) {
	d := searchData{All: len(r.index.Reports), Types: plover.Types(), States: statuses(), Events: []tocsin.Event{}, Hits: []hit{}}
	var next string
	if words := strings.Fields(fold(r.form.Get("q"))); len(words) > 0 {
		d.Asked = true
		if err := r.find(&d, words); err != nil {
			return nil, err
		}
	}
	if slices.ContainsFunc(filters(), func(f string) bool { return r.form.Get(f) != "" }) {
		d.Asked = true
		q, err := r.query()
		if err != nil {
			return nil, err
		}
		if d.Events, next, err = r.read.Events(r.ctx, q); err != nil {
			return nil, err
		}
	}
	cells := &table{head: []string{"report", "published", "outlet", "lang", "start", "sentence"}}
	for _, h := range d.Hits {
		cells.rows = append(cells.rows, []string{string(h.Report), h.Published.String(), h.Publisher, h.Lang, decimalInt(h.Start), h.Text})
	}
	return &answer{view: "search", title: r.words.T("search.title"), data: d, rows: cells, events: d.Events, next: next, json: struct {
		Sentences []hit          `json:"sentences"`
		Events    []tocsin.Event `json:"events"`
	}{d.Hits, d.Events}}, nil
}

// find reads the latest reports for sentences that hold every word.
func (r *request) find(d *searchData, words []string) error {
	after := int64(0)
	if n := len(r.index.Reports); n > searchDepth {
		after = r.index.Reports[n-searchDepth-1].Seq
	}
	for {
		rs, err := r.read.Reports(r.ctx, after, indexPage)
		if err != nil {
			return err
		}
		if len(rs) == 0 {
			break
		}
		for i := range rs {
			d.look(&rs[i], words)
		}
		d.Searched, after = d.Searched+len(rs), rs[len(rs)-1].Seq
	}
	slices.Reverse(d.Hits)
	d.Hits = d.Hits[:min(len(d.Hits), maxHits)]
	return nil
}

func (d *searchData) look(rep *store.Report, words []string) {
	for _, x := range rep.Excerpts {
		text := fold(x.Text)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			d.Hits = append(d.Hits, hit{rep.ID, rep.Published, rep.Publisher, rep.Lang, x.Start, x.Text})
		}
	}
}

// fold makes words comparable: small letters without their accents.
func fold(s string) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}
