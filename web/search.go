package web

import (
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
	"tocsin/store"
)

// A hit is a report that holds the words searched for, with the sentence that
// says them best.
type hit struct {
	Report    tocsin.ReportID `json:"report"`
	Published tocsin.Day      `json:"published"`
	Publisher string          `json:"publisher"`
	Lang      string          `json:"lang"`
	Title     string          `json:"title"`
	Start     int             `json:"start"` // of Text in the report; -1 if it is the title
	Text      string          `json:"text"`
	Marks     [][2]int        `json:"marks"` // words found in Text, in code points, half-open
}

func hitOf(h *store.Hit) hit {
	return hit{h.ID, h.Published, h.Publisher, h.Lang, h.Title, h.Start, h.Text, h.Marks}
}

// Parts are the words of the sentence; those at odd places were searched for.
func (h hit) Parts() []string {
	runes, at := []rune(h.Text), 0
	var out []string
	for _, m := range h.Marks {
		out = append(out, string(runes[at:m[0]]), string(runes[m[0]:m[1]]))
		at = m[1]
	}
	return append(out, string(runes[at:]))
}

type searchData struct {
	Asked  bool
	Hits   []hit
	Events []tocsin.Event
	All    int
	Types  []plover.Type
	States []tocsin.Status
}

// searchPage looks for words in reports, and for events by their fields. The
// words lead: the cursor is theirs, and events are listed beside the first
// page only.
func searchPage(r *request) (*answer, error) {
	d := searchData{All: r.sum.Reports, Types: plover.Types(), States: statuses(), Events: []tocsin.Event{}, Hits: []hit{}}
	var next string
	words := strings.TrimSpace(r.form.Get("q"))
	if words != "" {
		d.Asked = true
		found, after, err := r.read.Search(r.ctx, words, r.limit(), r.form.Get("after"))
		if err != nil {
			return nil, err
		}
		for i := range found {
			d.Hits = append(d.Hits, hitOf(&found[i]))
		}
		next = after
	}
	if slices.ContainsFunc(filters(), func(f string) bool { return r.form.Get(f) != "" }) && (words == "" || r.form.Get("after") == "") {
		d.Asked = true
		q, err := r.query()
		if err != nil {
			return nil, err
		}
		es, after, err := r.read.Events(r.ctx, q)
		if err != nil {
			return nil, err
		}
		if d.Events = append(d.Events, es...); words == "" {
			next = after
		}
	}
	cells := &table{head: []string{"report", "published", "outlet", "lang", "start", "sentence", "title"}}
	for _, h := range d.Hits {
		cells.rows = append(cells.rows, []string{string(h.Report), h.Published.String(), h.Publisher, h.Lang, decimalInt(h.Start), h.Text, h.Title})
	}
	return &answer{view: "search", title: r.words.T("search.title"), data: d, rows: cells, events: d.Events, next: next, json: struct {
		Sentences []hit          `json:"sentences"`
		Events    []tocsin.Event `json:"events"`
	}{d.Hits, d.Events}}, nil
}
