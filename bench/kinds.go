package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
)

// A kind is one sort of page with the addresses that are read of it.
type kind struct {
	name  string
	paths []string
}

// found are the things of a record that addresses name.
type found struct {
	home struct{ Pairs []struct{ A, B string } }
	ids  []struct {
		ID, Type, Status string
		First            string
		Holders          []string
	}
	parties []struct{ Code string }
	places  []struct{ Country string }
	outlets []struct{ Outlet string }
	reports []struct{ ID, Title string }
}

// discover asks the desk what it has and makes addresses of every kind, n of
// each at most.
func discover(ctx context.Context, c *client, n int, seed uint64) ([]kind, error) {
	var f found
	for path, into := range map[string]any{
		"/index.json": &f.home, "/events.json?limit=1000": &f.ids, "/actors.json?limit=1000": &f.parties, "/places.json?limit=1000": &f.places,
		"/sources.json?limit=1000": &f.outlets, "/reports.json?limit=1000": &f.reports,
	} {
		if err := c.data(ctx, path, into); err != nil {
			return nil, err
		}
	}
	if len(f.home.Pairs) == 0 || len(f.ids) == 0 || len(f.reports) == 0 || len(f.parties) == 0 || len(f.places) == 0 || len(f.outlets) == 0 {
		return nil, fmt.Errorf("%s has too little to read", c.base)
	}
	return f.kinds(n, rand.New(rand.NewPCG(seed, 1))), nil
}

func (f *found) kinds(n int, rnd *rand.Rand) []kind {
	var out []kind
	add := func(name string, path func() string) {
		k := kind{name: name}
		seen := map[string]bool{}
		for range n {
			if p := path(); !seen[p] {
				seen[p] = true
				k.paths = append(k.paths, p)
			}
		}
		out = append(out, k)
	}
	event := func() string { return f.ids[rnd.IntN(len(f.ids))].ID }
	pair := func() string { d := f.home.Pairs[rnd.IntN(len(f.home.Pairs))]; return d.A + "-" + d.B }
	dyad := func() string { d := f.home.Pairs[rnd.IntN(len(f.home.Pairs))]; return d.A + "," + d.B }
	party := func() string { return url.PathEscape(f.parties[rnd.IntN(len(f.parties))].Code) }
	report := func() string { return f.reports[rnd.IntN(len(f.reports))].ID }
	form := func() string { return []string{"json", "csv", "geojson", "rss", "feed.json"}[rnd.IntN(5)] }
	add("home", func() string { return "/" })
	add("events", func() string { return fmt.Sprintf("/events?limit=%d", 20+rnd.IntN(80)) })
	add("events, filtered", func() string { return "/events?" + f.filter(rnd) })
	add("events, other forms", func() string { return "/events." + form() + "?dyad=" + dyad() })
	add("event", func() string { return "/events/" + event() })
	add("claims", func() string { return "/events/" + event() + "/claims" })
	add("dyad", func() string { return "/dyads/" + pair() })
	add("brief", func() string { return "/dyads/" + pair() + "/brief" })
	add("actors", func() string { return fmt.Sprintf("/actors?after=%d", 10*rnd.IntN(10)) })
	add("actor", func() string { return "/actors/" + party() })
	add("places", func() string { return fmt.Sprintf("/places?after=%d", 5*rnd.IntN(10)) })
	add("place", func() string { return "/places/" + f.places[rnd.IntN(len(f.places))].Country })
	add("sources", func() string { return fmt.Sprintf("/sources?after=%d", 10*rnd.IntN(20)) })
	add("source", func() string { return "/sources/" + url.PathEscape(f.outlets[rnd.IntN(len(f.outlets))].Outlet) })
	add("reports", func() string { return fmt.Sprintf("/reports?limit=%d", 20+rnd.IntN(80)) })
	add("report", func() string { return "/reports/" + report() })
	add("map", func() string { return "/map?dyad=" + dyad() })
	add("calendar", func() string { return []string{"/calendar", "/calendar?dyad=" + dyad()}[rnd.IntN(2)] })
	add("changes", func() string { return fmt.Sprintf("/changes?limit=%d", 20+rnd.IntN(80)) })
	add("search", func() string { return "/search?q=" + url.QueryEscape(f.words(rnd)) })
	add("health", func() string { return "/health" })
	return out
}

// filter draws one or two conditions on events.
func (f *found) filter(rnd *rand.Rand) string {
	e := f.ids[rnd.IntN(len(f.ids))]
	d := f.home.Pairs[rnd.IntN(len(f.home.Pairs))]
	q := url.Values{}
	for range 1 + rnd.IntN(2) {
		switch rnd.IntN(7) {
		case 0:
			q.Set("dyad", d.A+","+d.B)
		case 1:
			q.Set("actor", d.A)
		case 2:
			q.Set("type", e.Type)
		case 3:
			q.Set("status", e.Status)
		case 4:
			q.Set("place", f.places[rnd.IntN(len(f.places))].Country)
		case 5:
			q.Set("since", e.First)
		case 6:
			if len(e.Holders) > 0 {
				q.Set("holder", e.Holders[rnd.IntN(len(e.Holders))])
			}
			q.Set("background", "1")
		}
	}
	return q.Encode()
}

// words draws a search: a code, a common word of sentences, or several.
func (f *found) words(rnd *rand.Rand) string {
	d := f.home.Pairs[rnd.IntN(len(f.home.Pairs))]
	common := []string{"said", "near", "town", "outlet", "troops", "accuse", "port"}
	w := common[rnd.IntN(len(common))]
	switch rnd.IntN(4) {
	case 0:
		return w
	case 1:
		return w + " " + d.A
	case 2:
		return fmt.Sprintf("%q %s*", "near town", d.B[:2])
	}
	return fmt.Sprintf("words %d", rnd.IntN(1_000_000))
}
