package web

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/store"
)

// decimal writes a number with nine digits behind the point, for trimming.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 9, 64) }

func decimalInt(n int) string { return strconv.Itoa(n) }

// offset is where a page of a list begins whose cursor counts rows.
func (r *request) offset() int {
	from, err := strconv.Atoi(r.form.Get("after"))
	if err != nil || from < 0 {
		return 0
	}
	return from
}

// paged cuts a list, of which one row more than a page was read, to the page.
func paged[T any](r *request, rows []T) (page []T, next string) {
	n := r.limit()
	if len(rows) <= n {
		return rows, ""
	}
	return rows[:n:n], strconv.Itoa(r.offset() + n)
}

// tallies reads one page of a list of counts.
func (r *request) tallies(kind store.TallyKind) ([]store.Tally, string, error) {
	all, err := r.read.Tallies(r.ctx, kind, r.recentDay(), r.offset(), r.limit()+1)
	page, next := paged(r, all)
	return page, next, err
}

// actorList lists the parties, the busiest first.
func actorList(r *request) (*answer, error) {
	all, next, err := r.tallies(store.Parties)
	if err != nil {
		return nil, err
	}
	page := []party{}
	cells := &table{head: []string{"code", "name", "events", "recent", "acts", "suffered", "last"}}
	for i := range all {
		p := partyOf(&all[i])
		page = append(page, p)
		cells.rows = append(cells.rows, []string{p.Code, r.words.partyName(p.Code), strconv.Itoa(p.Events), strconv.Itoa(p.Recent), strconv.Itoa(p.Acts), strconv.Itoa(p.Suffered), p.Last.String()})
	}
	return &answer{view: "actors", title: r.words.T("actors.title"), data: page, rows: cells, next: next}, nil
}

type actorData struct {
	Code   string
	Counts party
	With   []dyad
	Events []tocsin.Event
	Past   []tocsin.Event
}

// withShown is how many pairs the page of a country lists.
const withShown = 60

// actorPage shows what a party did and what was done to it.
func actorPage(r *request) (*answer, error) {
	code := r.PathValue("code")
	d := actorData{Code: code}
	t, err := r.read.Tally(r.ctx, store.Parties, code, "", r.recentDay())
	if err != nil {
		return nil, err
	}
	d.Counts = partyOf(&t)
	var next string
	if d.Events, next, d.Past, err = r.newsAndHistory(store.Query{Actor: code}); err != nil {
		return nil, err
	}
	if len(d.Events)+len(d.Past) == 0 {
		return nil, errNoPage
	}
	with, err := r.read.TalliesWith(r.ctx, code, withShown)
	for i := range with {
		d.With = append(d.With, dyadOf(&with[i]))
	}
	return &answer{view: "actor", title: r.words.partyName(code), data: d, events: d.Events, beside: d.Past, next: next}, err
}

// placesNamed is how many places of a country a list names.
const placesNamed = 8

// placeOf is a country with the busiest places in it.
func (r *request) placeOf(t *store.Tally) (place, error) {
	p := place{Country: t.A, Names: map[string]int{}, tally: tallyOf(t)}
	sites, err := r.read.Sites(r.ctx, t.A, placesNamed)
	for _, s := range sites {
		p.Names[s.Name] = s.Events
	}
	return p, err
}

// placeList lists the countries in which events took place, and what lies in
// none.
func placeList(r *request) (*answer, error) {
	all, next, err := r.tallies(store.Places)
	if err != nil {
		return nil, err
	}
	page := []place{}
	cells := &table{head: []string{"country", "name", "events", "recent", "last", "places"}}
	for i := range all {
		p, err := r.placeOf(&all[i])
		if err != nil {
			return nil, err
		}
		page = append(page, p)
		cells.rows = append(cells.rows, []string{p.Country, r.words.placeName(p.Country), strconv.Itoa(p.Events), strconv.Itoa(p.Recent), p.Last.String(), strings.Join(p.List(), "; ")})
	}
	return &answer{view: "places", title: r.words.T("places.title"), data: page, rows: cells, next: next}, nil
}

// List names the places of a country, the busiest first.
func (p place) List() []string {
	return slices.SortedFunc(maps.Keys(p.Names), func(a, b string) int { return cmp.Or(p.Names[b]-p.Names[a], strings.Compare(a, b)) })
}

func (w *words) placeName(code string) string {
	if code == noCountry {
		return w.T("place.nocountry")
	}
	return w.Country(code)
}

// PlaceName is a country's name, or what stands for none.
func (v *view) PlaceName(code string) string { return v.words.placeName(code) }

type placeData struct {
	Code   string
	Counts place
	Events []tocsin.Event
	Past   []tocsin.Event
}

// placePage shows what took place in a country.
func placePage(r *request) (*answer, error) {
	d := placeData{Code: r.PathValue("code")}
	t, err := r.read.Tally(r.ctx, store.Places, d.Code, "", r.recentDay())
	if err != nil {
		return nil, err
	}
	if d.Counts, err = r.placeOf(&t); err != nil {
		return nil, err
	}
	var next string
	if d.Events, next, d.Past, err = r.newsAndHistory(store.Query{Place: d.Code}); err != nil {
		return nil, err
	}
	if len(d.Events)+len(d.Past) == 0 {
		return nil, errNoPage
	}
	return &answer{view: "place", title: r.words.placeName(d.Code), data: d, events: d.Events, beside: d.Past, next: next}, nil
}

// sourceList lists the outlets.
func sourceList(r *request) (*answer, error) {
	all, err := r.read.Outlets(r.ctx, r.offset(), r.limit()+1)
	if err != nil {
		return nil, err
	}
	page, next := paged(r, all)
	cells := &table{head: []string{"outlet", "reports", "copies", "first", "last", "langs"}}
	for _, o := range page {
		cells.rows = append(cells.rows, []string{o.Name, strconv.Itoa(o.Reports), strconv.Itoa(o.Copies), o.First.String(), o.Last.String(), strings.Join(o.Langs, " ")})
	}
	return &answer{view: "sources", title: r.words.T("sources.title"), data: page, rows: cells, next: next}, nil
}

// A voice is somebody whom an outlet relays, with how often and as what.
type voice struct {
	Holder   string                `json:"holder"`
	Kind     tocsin.Kind           `json:"kind"`
	Claims   int                   `json:"claims"`
	Statuses map[tocsin.Status]int `json:"statuses"`
}

type sourceData struct {
	Outlet   store.Outlet `json:"outlet"`
	Asserted int          `json:"asserted"` // claims in the outlet's own voice
	Relayed  int          `json:"relayed"`  // claims of others
	Loaded   int          `json:"loaded"`   // loaded words of its own
	Seen     int          `json:"reports_counted"`
	Voices   []voice      `json:"voices"`
	Reports  []store.Line `json:"reports"`
}

// sourceDepth is how many of an outlet's latest reports are read for what it
// asserts and relays.
const sourceDepth = 60

// sourcePage shows what an outlet asserted itself and what it relayed.
func sourcePage(r *request) (*answer, error) {
	name := r.PathValue("name")
	if name == unnamedOutlet {
		name = ""
	}
	d := sourceData{}
	var err error
	if d.Outlet, err = r.read.Outlet(r.ctx, name); err != nil {
		return nil, err
	}
	latest, err := r.read.Lines(r.ctx, store.LineQuery{Outlet: &name, Limit: sourceDepth})
	if err != nil {
		return nil, err
	}
	if err := r.voices(&d, latest); err != nil {
		return nil, err
	}
	var next string
	if d.Reports, next, err = r.pageOfLines(store.LineQuery{Outlet: &name}); err != nil {
		return nil, err
	}
	cells := &table{head: []string{"outlet", "holder", "kind", "claims", "asserted"}}
	cells.rows = append(cells.rows, []string{name, name, string(tocsin.Narrator), strconv.Itoa(d.Asserted), "true"})
	for _, v := range d.Voices {
		cells.rows = append(cells.rows, []string{name, v.Holder, string(v.Kind), strconv.Itoa(v.Claims), "false"})
	}
	return &answer{view: "source", title: cmp.Or(name, r.words.T("outlet.none")), data: d, rows: cells, next: next}, nil
}

// voices counts who stands behind the claims of reports.
func (r *request) voices(d *sourceData, reports []store.Line) error {
	by := map[string]*voice{}
	d.Seen = len(reports)
	for _, x := range reports {
		ms, err := r.read.MentionsOf(r.ctx, x.ID)
		if err != nil {
			return err
		}
		for i := range ms {
			d.Loaded += len(ms[i].Framing)
			for j := range ms[i].Claims {
				d.count(by, &ms[i].Claims[j])
			}
		}
	}
	for _, v := range by {
		d.Voices = append(d.Voices, *v)
	}
	slices.SortFunc(d.Voices, func(a, b voice) int { return cmp.Or(b.Claims-a.Claims, strings.Compare(a.Holder, b.Holder)) })
	return nil
}

func (d *sourceData) count(by map[string]*voice, c *tocsin.Claim) {
	if c.Holder.Kind == tocsin.Narrator {
		d.Asserted++
		return
	}
	d.Relayed++
	name := c.Holder.Name
	if name == "" && c.Holder.Segment != nil {
		name = c.Holder.Text
	}
	v := entry(by, name+"\x00"+string(c.Holder.Kind), voice{Holder: name, Kind: c.Holder.Kind, Statuses: map[tocsin.Status]int{}})
	v.Claims++
	v.Statuses[c.Status]++
}

// pageOfLines reads one page of reports; its cursor is the sequence number of
// the last one on the page before.
func (r *request) pageOfLines(q store.LineQuery) (page []store.Line, next string, err error) {
	n := r.limit()
	q.Before, q.Limit = int64(r.offset()), n+1
	page, err = r.read.Lines(r.ctx, q)
	if len(page) > n {
		page, next = page[:n:n], strconv.FormatInt(page[n-1].Seq, 10)
	}
	if page == nil {
		page = []store.Line{}
	}
	return page, next, err
}

// reportList lists the reports, the latest addition first.
func reportList(r *request) (*answer, error) {
	page, next, err := r.pageOfLines(store.LineQuery{})
	if err != nil {
		return nil, err
	}
	cells := &table{head: []string{"id", "published", "outlet", "lang", "copy_of", "title"}}
	var items []item
	for _, x := range page {
		cells.rows = append(cells.rows, []string{string(x.ID), x.Published.String(), x.Publisher, x.Lang, string(x.CopyOf), x.Title})
		items = append(items, item{string(x.ID), x.Title, cmp.Or(x.Publisher, r.words.T("outlet.none")), "/reports/" + string(x.ID), x.Published.Time()})
	}
	return &answer{view: "reports", title: r.words.T("reports.title"), data: page, rows: cells, items: items, next: next}, nil
}

// changesPage tells the history of the record, the latest first.
func changesPage(r *request) (*answer, error) {
	before, err := strconv.ParseInt(r.form.Get("after"), 10, 64)
	if err != nil || before < 1 || before > r.sum.Changes {
		before = r.sum.Changes + 1
	}
	from := max(0, before-1-int64(r.limit()))
	cs, err := r.read.Changes(r.ctx, from, int(before-1-from))
	if err != nil {
		return nil, err
	}
	slices.Reverse(cs)
	next := ""
	if from > 0 {
		next = strconv.FormatInt(from+1, 10)
	}
	cells := &table{head: []string{"number", "at", "kind", "event", "report", "text"}}
	items := []item{}
	for _, c := range cs {
		at := c.At.UTC().Format("2006-01-02T15:04:05Z")
		cells.rows = append(cells.rows, []string{strconv.FormatInt(c.Number, 10), at, c.Kind, c.Event, c.Report, c.Text})
		link := "/changes"
		if c.Event != "" {
			link = "/events/" + c.Event
		} else if c.Report != "" {
			link = "/reports/" + c.Report
		}
		items = append(items, item{"change-" + strconv.FormatInt(c.Number, 10), r.words.Label("change", c.Kind), c.Text, link, c.At})
	}
	return &answer{view: "changes", title: r.words.T("changes.title"), data: cs, rows: cells, items: items, next: next}, nil
}

func helpPage(r *request) (*answer, error) {
	return &answer{view: "help", title: r.words.T("help.title")}, nil
}
