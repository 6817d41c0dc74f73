package web

import (
	"slices"

	"tocsin"
	"tocsin/plover"
	"tocsin/store"
	"tocsin/watch"
)

// A standing is where a pair stands: its ladders and its weeks.
type standing struct {
	aimed  []string // IDs of displays of force that name nobody but are aimed at the other
	ab, ba []watch.Place
	plans  []plan
	weeks  []week
}

// A plan is an act that is only announced; the ladder shows it hollow.
type plan struct {
	day      tocsin.Day
	rung     watch.Rung
	id       string
	from, to string
}

// closely is how many of a pair's latest events are looked at for its ladder.
const closely = 1000

// foesRead is how many of a country's latest conflicts are looked at for whom
// its displays of force are aimed at.
const foesRead = 500

// standing reads where a pair stands, once for each state of the record.
func (r *request) standing(a, b string) (*standing, error) {
	key := [2]string{min(a, b), max(a, b)}
	if s, ok := r.shelf.pairs.Load(key); ok {
		return s.(*standing), nil
	}
	es, aimed, err := r.between(key, r.daysBack(ladderReach+watch.Window))
	if err == nil && len(es) == 0 { // a pair of the past
		es, aimed, err = r.between(key, tocsin.Day{})
	}
	if err != nil {
		return nil, err
	}
	s := &standing{aimed: aimed, ab: r.ladder(watch.Pair{From: key[0], To: key[1]}, es), ba: r.ladder(watch.Pair{From: key[1], To: key[0]}, es),
		weeks: weeks(es, r.sum.Latest)}
	for i := range es {
		if e := &es[i]; e.Status == tocsin.Planned {
			s.plans = append(s.plans, planned(e, key)...)
		}
	}
	r.shelf.pairs.Store(key, s)
	return s, nil
}

// daysBack is the day so many days before the record's latest.
func (r *request) daysBack(n int) tocsin.Day {
	if r.sum.Latest.IsZero() {
		return tocsin.Day{}
	}
	return r.sum.Latest.AddDays(-n)
}

// between are the latest events of a pair since a day, and the IDs of those
// among them that are displays of force which name no target: the reports tell
// whom they are aimed at by what else they tell. What else the two did is read
// only if there is such a display.
func (r *request) between(key [2]string, since tocsin.Day) (es []tocsin.Event, aimed []string, err error) {
	es, _, err = r.read.Acts(r.ctx, store.Query{Dyad: key, Since: since, Limit: closely})
	if err != nil {
		return nil, nil, err
	}
	shown := false
	for _, c := range key {
		shows, _, err := r.read.Acts(r.ctx, store.Query{Actor: c, Alone: true, Type: string(plover.Mobilize), Since: since, Limit: 1})
		if err != nil {
			return nil, nil, err
		}
		shown = shown || len(shows) > 0
	}
	if !shown {
		return es, nil, nil
	}
	return r.withAimed(key, since, es)
}

// withAimed adds the displays of force of a pair that are aimed at the other.
func (r *request) withAimed(key [2]string, since tocsin.Day, es []tocsin.Event) (out []tocsin.Event, aimed []string, err error) {
	seen := map[string]bool{}
	for i := range es {
		seen[es[i].ID] = true
	}
	named := len(es)
	for _, c := range key {
		part, _, err := r.read.Acts(r.ctx, store.Query{Actor: c, Conflict: true, Since: since, Limit: foesRead})
		if err != nil {
			return nil, nil, err
		}
		for i := range part {
			if !seen[part[i].ID] {
				seen[part[i].ID] = true
				es = append(es, part[i])
			}
		}
	}
	aims := watch.Aims(es)
	out = es[:named:named]
	for _, e := range es[named:] {
		from := codes(e.Actors)
		if slices.Contains(from, key[0]) && slices.Contains(aims[e.ID], key[1]) || slices.Contains(from, key[1]) && slices.Contains(aims[e.ID], key[0]) {
			out, aimed = append(out, e), append(aimed, e.ID)
		}
	}
	return out, aimed, nil
}

func planned(e *tocsin.Event, key [2]string) []plan {
	var out []plan
	for _, from := range codes(e.Actors) {
		switch from {
		case key[0]:
			out = append(out, plan{e.First, watch.RungOf(e), e.ID, from, key[1]})
		case key[1]:
			out = append(out, plan{e.First, watch.RungOf(e), e.ID, from, key[0]})
		}
	}
	return out
}

// A week counts the news of one week, Monday to Sunday.
type week struct {
	Start       tocsin.Day `json:"start"`
	Conflict    int        `json:"conflict"`
	Cooperation int        `json:"cooperation"`
	Score       float64    `json:"score"` // sum of the scores of the acts
}

// seriesWeeks is how far back the series reaches.
const seriesWeeks = 26

// weeks counts what is told as done, by the day of the act.
func weeks(es []tocsin.Event, today tocsin.Day) []week {
	if today.IsZero() {
		return nil
	}
	out := make([]week, seriesWeeks)
	first := monday(today).AddDays(-7 * (seriesWeeks - 1))
	for i := range out {
		out[i].Start = first.AddDays(7 * i)
	}
	for i := range es {
		e := &es[i]
		k := e.First.Sub(first) / 7
		if e.First.Before(first) || k >= seriesWeeks || !asserted(e) {
			continue
		}
		if conflict(e.Quad) {
			out[k].Conflict++
		} else {
			out[k].Cooperation++
		}
		out[k].Score += e.Score
	}
	return out
}

// asserted: told as done or being done, even if somebody denies it, and as
// news.
func asserted(e *tocsin.Event) bool {
	return !e.Background && (e.Status == tocsin.Occurred || e.Status == tocsin.Ongoing || e.Status == tocsin.Disputed)
}

func monday(d tocsin.Day) tocsin.Day { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// A dyadData is what the page of a pair shows.
type dyadData struct {
	A, B    string
	Ladders []ladderChart
	Weeks   weekChart
	Events  []tocsin.Event
	Aimed   []tocsin.Event
	Past    []tocsin.Event
	Counts  dyad
}

// dyadPage shows a pair: its ladder, its weeks, its events.
func dyadPage(r *request) (*answer, error) {
	a, b, err := countries(r.PathValue("pair"), "-")
	if err != nil {
		return nil, err
	}
	if a > b {
		return nil, redirect{"/dyads/" + b + "-" + a}
	}
	news, next, past, err := r.newsAndHistory(store.Query{Dyad: [2]string{a, b}})
	if err != nil {
		return nil, err
	}
	s, err := r.standing(a, b)
	if err != nil {
		return nil, err
	}
	t, err := r.read.Tally(r.ctx, store.Dyads, a, b, r.recentDay())
	if err != nil {
		return nil, err
	}
	d := dyadData{A: a, B: b, Events: news, Past: past, Weeks: r.weekChart(s.weeks), Counts: dyadOf(&t)}
	for _, id := range s.aimed[:min(len(s.aimed), pastShown)] {
		e, err := r.read.Event(r.ctx, id)
		if err != nil {
			return nil, err
		}
		d.Aimed = append(d.Aimed, e)
	}
	if len(news)+len(past) == 0 && d.Counts.Events == 0 {
		return nil, errNoPage
	}
	d.Ladders = []ladderChart{r.ladderChart(a, b, s.ab, s.plans), r.ladderChart(b, a, s.ba, s.plans)}
	title := r.words.Country(a) + " – " + r.words.Country(b)
	return &answer{view: "dyad", title: title, data: d, events: news, beside: slices.Concat(past, d.Aimed), next: next, json: struct {
		Counts dyad           `json:"counts"`
		AB     []watch.Place  `json:"ladder_ab"`
		BA     []watch.Place  `json:"ladder_ba"`
		Weeks  []week         `json:"weeks"`
		Events []tocsin.Event `json:"events"`
		Aimed  []tocsin.Event `json:"displays"`
		Past   []tocsin.Event `json:"background"`
	}{d.Counts, s.ab, s.ba, s.weeks, news, d.Aimed, past}}, nil
}

// pastShown is how many events of history a page lists.
const pastShown = 20

// newsAndHistory reads one page of news, and of history told beside it. The
// two never stand in one list.
func (r *request) newsAndHistory(q store.Query) (news []tocsin.Event, next string, past []tocsin.Event, err error) {
	q.Limit, q.After = r.limit(), r.form.Get("after")
	if news, next, err = r.read.Events(r.ctx, q); err != nil {
		return nil, "", nil, err
	}
	q.After, q.Past, q.Limit = "", true, pastShown
	past, _, err = r.read.Events(r.ctx, q)
	if news == nil {
		news = []tocsin.Event{}
	}
	return news, next, past, err
}

// ladder is that of a pair up to today: after its window an act holds nobody
// on a rung, also where nothing was reported since.
func (r *request) ladder(p watch.Pair, es []tocsin.Event) []watch.Place {
	return watch.Ladder(p, append(slices.Clip(es), tocsin.Event{Background: true, Reported: r.sum.Latest}))
}
