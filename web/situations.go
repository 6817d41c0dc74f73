package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
	"tocsin/watch"
)

// situations are those of the file and those made at the desk that the reader
// may see.
func (r *request) situations() ([]watch.Situation, error) {
	all, _, err := watch.Load(r.ctx, r.read, r.server.Watch)
	if err != nil {
		return nil, err
	}
	who := r.viewer()
	return slices.DeleteFunc(all.Situations, func(s watch.Situation) bool { return !s.Open(who) }), nil
}

// Shadowed are the situations made at the desk that one of the file hides.
func (v *view) Shadowed() ([]string, error) {
	_, hidden, err := watch.Load(v.r.ctx, v.r.read, v.r.server.Watch)
	return hidden, err
}

// ShadowNote says what that means.
func (v *view) ShadowNote() string { return v.words.watch.Text("hidden") }

// situation is the one of a name.
func (r *request) situation(name string) (watch.Situation, error) {
	all, err := r.situations()
	if err != nil {
		return watch.Situation{}, err
	}
	if i := slices.IndexFunc(all, func(s watch.Situation) bool { return s.Name == name }); i >= 0 {
		return all[i], nil
	}
	return watch.Situation{}, fmt.Errorf("situation %q: %w", name, tocsin.ErrNotFound)
}

// ofFile reports whether a situation stands in the file, where no form
// changes it.
func (r *request) ofFile(name string) bool {
	c := r.server.Watch
	return c != nil && slices.ContainsFunc(c.Situations, func(s watch.Situation) bool { return s.Name == name })
}

// situationTitle is the title of a situation; its name where it is gone.
func (r *request) situationTitle(name string) string {
	if s, err := r.situation(name); err == nil {
		return s.Title
	}
	return name
}

// SituationTitle names a situation for people.
func (v *view) SituationTitle(name string) string { return v.r.situationTitle(name) }

func (r *request) situationNames() ([]string, error) {
	all, err := r.situations()
	out := []string{}
	for _, s := range all {
		out = append(out, s.Name)
	}
	return out, err
}

// A scene is what a situation holds in one state of the record.
type scene struct {
	events      []tocsin.Event // history too, in the order of days
	known       *record.Known
	week, month watch.Arrow
}

// scene reads the events of a situation, once for each state of the record.
func (r *request) scene(s *watch.Situation) (*scene, error) {
	def, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	key := "situation " + string(def)
	if sc, ok := r.shelf.memo.Load(key); ok {
		return sc.(*scene), nil
	}
	es, err := r.eventsOf(s, tocsin.Day{})
	if err != nil {
		return nil, err
	}
	sc := &scene{}
	if sc.known, err = r.knownOf(s, es); err != nil {
		return nil, err
	}
	sc.events = sc.saying(es, s)
	sc.week, sc.month = watch.ArrowOf(s, sc.known, arrowWeek), watch.ArrowOf(s, sc.known, arrowMonth)
	r.shelf.memo.Store(key, sc)
	return sc, nil
}

// saying are the events that a sentence with one of the words tells.
func (sc *scene) saying(es []tocsin.Event, s *watch.Situation) []tocsin.Event {
	out := []tocsin.Event{}
	for i := range es {
		if sc.known.Says(&es[i], s.Words) {
			out = append(out, es[i])
		}
	}
	return out
}

// eventsOf are the latest events between the pairs of a situation and in its
// places, history too, that a report of a day or later tells.
func (r *request) eventsOf(s *watch.Situation, told tocsin.Day) ([]tocsin.Event, error) {
	seen := map[string]bool{}
	var out []tocsin.Event
	add := func(es ...tocsin.Event) {
		for _, e := range es {
			if !seen[e.ID] {
				seen[e.ID] = true
				out = append(out, e)
			}
		}
	}
	for _, d := range s.Dyads {
		es, err := r.reported(d[0], d[1], told)
		if err != nil {
			return nil, err
		}
		add(es...)
	}
	for _, p := range s.Places {
		es, _, err := r.read.Events(r.ctx, store.Query{Place: p, Background: true, Told: told, Limit: closely})
		if err != nil {
			return nil, err
		}
		add(es...)
	}
	slices.SortFunc(out, func(a, b tocsin.Event) int { return cmp.Or(a.First.Sub(b.First), strings.Compare(a.ID, b.ID)) })
	return out, nil
}

// volumeDepth is how many of the latest reports the volume is counted from.
const volumeDepth = 5000

// knownOf is the record as the rules look at it. The sentences are read only
// where words select.
func (r *request) knownOf(s *watch.Situation, es []tocsin.Event) (*record.Known, error) {
	lines, err := r.read.Lines(r.ctx, store.LineQuery{Limit: volumeDepth})
	if err != nil {
		return nil, err
	}
	reports := make([]tocsin.Report, len(lines))
	for i := range lines {
		reports[i].Published = lines[i].Published
	}
	var bare []tocsin.Mention
	if len(s.Words) > 0 {
		ms, err := r.mentions(es)
		if err != nil {
			return nil, err
		}
		for i := range ms {
			bare = append(bare, ms[i].Mention)
		}
	}
	return record.NewKnown(r.sum.Latest, es, reports, bare), nil
}

// A side is one pair of a situation with where it stands.
type side struct {
	From, To string
	Rung     watch.Rung
}

// sides are the pairs of a situation, each in both directions.
func (r *request) sides(s *watch.Situation) ([]side, error) {
	var out []side
	for _, d := range s.Dyads {
		st, err := r.standing(d[0], d[1])
		if err != nil {
			return nil, err
		}
		ab, ba := last(st.ab), last(st.ba)
		if d[0] > d[1] {
			ab, ba = ba, ab
		}
		out = append(out, side{d[0], d[1], ab}, side{d[1], d[0], ba})
	}
	return out, nil
}

// A situationRow is a situation in a list.
type situationRow struct {
	watch.Situation
	Arrow  arrow       `json:"arrow"`
	Sides  []side      `json:"-"`
	Events int         `json:"events"` // told as news
	Recent int         `json:"recent"` // in the last two weeks of the record
	Last   tocsin.Day  `json:"last"`
	Open   []alertRow  `json:"-"`
	Alerts int         `json:"open_alerts"`
	File   bool        `json:"-"`
	Rungs  [][3]string `json:"rungs"`
}

func (r *request) situationRow(s watch.Situation) (situationRow, error) {
	row := situationRow{Situation: s, File: r.ofFile(s.Name)}
	sc, err := r.scene(&s)
	if err != nil {
		return row, err
	}
	if row.Arrow, err = r.arrow(&s, sc); err != nil {
		return row, err
	}
	if row.Sides, err = r.sides(&s); err != nil {
		return row, err
	}
	for _, x := range row.Sides {
		row.Rungs = append(row.Rungs, [3]string{x.From, x.To, x.Rung.String()})
	}
	for i := range sc.events {
		if e := &sc.events[i]; !e.Background {
			row.Events++
			if r.sum.Latest.Sub(e.Last) < watch.Window {
				row.Recent++
			}
			if row.Last.Before(e.First) {
				row.Last = e.First
			}
		}
	}
	row.Open, err = r.openAlerts(s.Name)
	row.Alerts = len(row.Open)
	return row, err
}

// openAlerts are the alerts of a situation whose rules hold, the latest
// first.
func (r *request) openAlerts(situation string) ([]alertRow, error) {
	as, err := r.read.Alerts(r.ctx, true, 0, noticePage)
	if err != nil {
		return nil, err
	}
	marks, err := watch.Marks(r.ctx, r.read)
	if err != nil {
		return nil, err
	}
	var out []alertRow
	for _, a := range as {
		if a.Situation != situation {
			continue
		}
		row, err := r.alertRow(a, marks)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

func (r *request) situationRows() ([]situationRow, error) {
	all, err := r.situations()
	out := []situationRow{}
	for _, s := range all {
		row, err := r.situationRow(s)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, err
}

// situationsPage lists the situations that are followed.
func situationsPage(r *request) (*answer, error) {
	rows, err := r.situationRows()
	if err != nil {
		return nil, err
	}
	cells := &table{head: []string{"name", "title", "arrow", "reason", "open_alerts", "recent", "events", "last"}}
	items := []item{}
	for _, s := range rows {
		cells.rows = append(cells.rows, []string{s.Name, s.Title, s.Arrow.Now, s.Arrow.Reason, strconv.Itoa(s.Alerts), strconv.Itoa(s.Recent), strconv.Itoa(s.Events), s.Last.String()})
		items = append(items, item{s.Name, s.Title + ": " + r.words.Label("arrow", s.Arrow.Now), s.Arrow.Reason, "/situations/" + s.Name, r.sum.Latest.Time()})
	}
	return &answer{view: "situations", title: r.words.T("situations.title"), data: rows, rows: cells, items: items}, nil
}

type situationData struct {
	situationRow
	briefData
	Readings []watch.Reading
	Forces   []watch.Force
	Latest   []watch.ArrowNote
}

// situationPage is the brief of a situation: what is new since a day, where
// it stands, and why.
func situationPage(r *request) (*answer, error) {
	s, err := r.situation(r.PathValue("name"))
	if err != nil {
		return nil, err
	}
	since, err := r.since()
	if err != nil {
		return nil, err
	}
	d := situationData{}
	if d.situationRow, err = r.situationRow(s); err != nil {
		return nil, err
	}
	sc, err := r.scene(&s)
	if err != nil {
		return nil, err
	}
	es, err := r.eventsOf(&s, since)
	if err != nil {
		return nil, err
	}
	if d.briefData, err = r.briefOf(sc.saying(es, &s), since); err != nil {
		return nil, err
	}
	d.Readings, d.Forces = watch.Readings(&s, sc.known), watch.Forces(&s, sc.known)
	if d.Latest, err = r.arrowNotes(s.Name); err != nil {
		return nil, err
	}
	cells, items := r.briefCells(&d.briefData), r.briefItems(&d.briefData)
	return &answer{view: "situation", title: s.Title, data: d, events: d.events(), rows: cells, items: items, json: struct {
		situationRow
		Since    tocsin.Day      `json:"since"`
		News     []briefEvent    `json:"news"`
		Past     []briefEvent    `json:"background"`
		Readings []watch.Reading `json:"readings"`
		Forces   []watch.Force   `json:"forces"`
		Alerts   []alertRow      `json:"alerts"`
	}{d.situationRow, since, d.News, d.Past, d.Readings, d.Forces, d.Open}}, nil
}
