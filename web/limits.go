package web

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/internal/tsv"
	"tocsin/store"
)

// A measure is how often the program is right about one thing in the reports
// of one language.
type measure struct {
	Lang  string  `json:"lang"`
	What  string  `json:"what"`
	Value float64 `json:"value"`
}

// loadMeasured reads the table of what was measured.
func loadMeasured() ([]measure, error) {
	const name = "measured.tsv"
	text, err := tsv.Text(tables, name)
	if err != nil {
		return nil, err
	}
	var out []measure
	err = tsv.Rows(name, text, 3, func(c []string) error {
		v, err := strconv.ParseFloat(c[2], 64)
		out = append(out, measure{c[0], c[1], v})
		return err
	})
	return out, err
}

// A gap is a stretch of days on which no report of the record was published.
type gap struct {
	First tocsin.Day `json:"first"`
	Last  tocsin.Day `json:"last"`
}

type limitsData struct {
	Measured  []measure      `json:"measured"`
	Langs     []langCount    `json:"languages"`
	Outlets   []store.Outlet `json:"outlets"`
	All       int            `json:"outlets_in_all"`
	Followed  int            `json:"feeds_followed"`
	Failing   int            `json:"feeds_failing"`
	Gaps      []gap          `json:"days_without_reports"`
	Depth     int            `json:"reports_looked_at"`
	CopyShare float64        `json:"share_of_copies"`
}

// A langCount is how many reports are in a language.
type langCount struct {
	Lang    string `json:"lang"`
	Reports int    `json:"reports"`
}

// The bounds of the page on limits: outlets that it names, and days that it
// looks back for gaps.
const (
	limitOutlets = 30
	limitDays    = 90
)

// limitsPage says what the record does not hold and how often the program is
// wrong.
func limitsPage(r *request) (*answer, error) {
	d := limitsData{Measured: r.server.measured, All: r.sum.Outlets}
	lines, err := r.read.Lines(r.ctx, store.LineQuery{Limit: volumeDepth})
	if err != nil {
		return nil, err
	}
	d.Depth, d.Langs, d.Gaps = len(lines), langCounts(lines), r.gaps(lines)
	for i := range lines {
		if lines[i].CopyOf != "" {
			d.CopyShare += 1 / float64(len(lines))
		}
	}
	if d.Outlets, err = r.read.Outlets(r.ctx, 0, limitOutlets); err != nil {
		return nil, err
	}
	sources, err := r.read.Sources(r.ctx)
	if err != nil {
		return nil, err
	}
	for i := range sources {
		d.Followed++
		if sources[i].Error != "" {
			d.Failing++
		}
	}
	cells := &table{head: []string{"lang", "measure", "value"}}
	for _, m := range d.Measured {
		cells.rows = append(cells.rows, []string{m.Lang, m.What, strconv.FormatFloat(m.Value, 'f', 2, 64)})
	}
	return &answer{view: "limits", title: r.words.T("limits.title"), data: d, rows: cells}, nil
}

func langCounts(lines []store.Line) []langCount {
	by := map[string]int{}
	for i := range lines {
		by[lines[i].Lang]++
	}
	var out []langCount
	for _, lang := range slices.Sorted(maps.Keys(by)) {
		out = append(out, langCount{lang, by[lang]})
	}
	slices.SortStableFunc(out, func(a, b langCount) int {
		return cmp.Or(b.Reports-a.Reports, strings.Compare(a.Lang, b.Lang))
	})
	return out
}

// gaps are the days without a report, from the first one that was looked at
// or limitDays before the latest.
func (r *request) gaps(lines []store.Line) []gap {
	on := map[tocsin.Day]bool{}
	first := r.sum.Latest
	for i := range lines {
		on[lines[i].Published] = true
		if lines[i].Published.Before(first) {
			first = lines[i].Published
		}
	}
	if from := r.daysBack(limitDays); first.Before(from) {
		first = from
	}
	var out []gap
	for day := first; day.Before(r.sum.Latest); day = day.AddDays(1) {
		switch {
		case on[day]:
		case len(out) > 0 && out[len(out)-1].Last.AddDays(1) == day:
			out[len(out)-1].Last = day
		default:
			out = append(out, gap{day, day})
		}
	}
	return out
}

// Percent writes a share.
func (v *view) Percent(f float64) string {
	return v.Num(float64(int(100*f+0.5))) + "\u00a0%"
}
