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

// paged cuts a list to one page of the address; the cursor counts rows.
func paged[T any](r *request, all []T) (page []T, next string) {
	from, err := strconv.Atoi(r.form.Get("after"))
	if err != nil || from < 0 {
		from = 0
	}
	from = min(from, len(all))
	to := min(from+r.limit(), len(all))
	if to < len(all) {
		next = strconv.Itoa(to)
	}
	return all[from:to:to], next
}

// actorList lists the parties, the busiest first.
func actorList(r *request) (*answer, error) {
	page, next := paged(r, r.index.Parties)
	cells := &table{head: []string{"code", "name", "events", "recent", "acts", "suffered", "last"}}
	for _, p := range page {
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

// actorPage shows what a party did and what was done to it.
func actorPage(r *request) (*answer, error) {
	code := r.PathValue("code")
	d := actorData{Code: code}
	if k := slices.IndexFunc(r.index.Parties, func(p party) bool { return p.Code == code }); k >= 0 {
		d.Counts = r.index.Parties[k]
	}
	var next string
	var err error
	if isCountry(code) {
		d.Events, next, d.Past, err = r.newsAndHistory(store.Query{Actor: code})
	} else {
		d.Events, next, d.Past, err = r.listed("party " + code)
	}
	switch {
	case err != nil:
		return nil, err
	case len(d.Events)+len(d.Past) == 0:
		return nil, errNoPage
	}
	for _, p := range r.index.Dyads {
		if p.A == code || p.B == code {
			d.With = append(d.With, p)
		}
	}
	return &answer{view: "actor", title: r.words.partyName(code), data: d, events: d.Events, next: next}, nil
}

// listed reads the events that the index keeps under a name.
func (r *request) listed(name string) (news []tocsin.Event, next string, past []tocsin.Event, err error) {
	ids, next := paged(r, r.index.named[name])
	news = []tocsin.Event{}
	for _, id := range ids {
		e, err := r.read.Event(r.ctx, id)
		if err != nil {
			return nil, "", nil, err
		}
		if e.Background {
			past = append(past, e)
		} else {
			news = append(news, e)
		}
	}
	return news, next, past, nil
}

// placeList lists the countries in which events took place, and what lies in
// none.
func placeList(r *request) (*answer, error) {
	page, next := paged(r, r.index.Places)
	cells := &table{head: []string{"country", "name", "events", "recent", "last", "places"}}
	for _, p := range page {
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
	if k := slices.IndexFunc(r.index.Places, func(p place) bool { return p.Country == d.Code }); k >= 0 {
		d.Counts = r.index.Places[k]
	}
	var next string
	var err error
	if d.Code == noCountry {
		d.Events, next, d.Past, err = r.listed("place " + noCountry)
	} else {
		d.Events, next, d.Past, err = r.newsAndHistory(store.Query{Place: d.Code})
	}
	switch {
	case err != nil:
		return nil, err
	case len(d.Events)+len(d.Past) == 0:
		return nil, errNoPage
	}
	return &answer{view: "place", title: r.words.placeName(d.Code), data: d, events: d.Events, next: next}, nil
}

// sourceList lists the outlets.
func sourceList(r *request) (*answer, error) {
	page, next := paged(r, r.index.Outlets)
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
	Outlet   outlet      `json:"outlet"`
	Asserted int         `json:"asserted"` // claims in the outlet's own voice
	Relayed  int         `json:"relayed"`  // claims of others
	Loaded   int         `json:"loaded"`   // loaded words of its own
	Seen     int         `json:"reports_counted"`
	Voices   []voice     `json:"voices"`
	Reports  []reportRow `json:"reports"`
}

// sourceDepth is how many of an outlet's latest reports are read for what it
// asserts and relays.
const sourceDepth = 200

// sourcePage shows what an outlet asserted itself and what it relayed.
func sourcePage(r *request) (*answer, error) {
	name := r.PathValue("name")
	if name == unnamedOutlet {
		name = ""
	}
	d := sourceData{}
	k := slices.IndexFunc(r.index.Outlets, func(o outlet) bool { return o.Name == name })
	if k < 0 {
		return nil, errNoPage
	}
	d.Outlet = r.index.Outlets[k]
	var all []reportRow
	for _, x := range slices.Backward(r.index.Reports) {
		if x.Publisher == name {
			all = append(all, x)
		}
	}
	if err := r.voices(&d, all[:min(len(all), sourceDepth)]); err != nil {
		return nil, err
	}
	var next string
	d.Reports, next = paged(r, all)
	cells := &table{head: []string{"outlet", "holder", "kind", "claims", "asserted"}}
	cells.rows = append(cells.rows, []string{name, name, string(tocsin.Narrator), strconv.Itoa(d.Asserted), "true"})
	for _, v := range d.Voices {
		cells.rows = append(cells.rows, []string{name, v.Holder, string(v.Kind), strconv.Itoa(v.Claims), "false"})
	}
	return &answer{view: "source", title: cmp.Or(name, r.words.T("outlet.none")), data: d, rows: cells, next: next}, nil
}

// voices counts who stands behind the claims of reports.
func (r *request) voices(d *sourceData, reports []reportRow) error {
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

// reportList lists the reports, the latest addition first.
func reportList(r *request) (*answer, error) {
	all := slices.Clone(r.index.Reports)
	slices.Reverse(all)
	page, next := paged(r, all)
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
	if err != nil || before < 1 || before > r.index.change {
		before = r.index.change + 1
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
