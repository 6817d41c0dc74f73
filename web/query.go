package web

import (
	"net/url"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/store"
)

// The sizes of a page of a list: as it comes, and at most.
const (
	defaultPage = 50
	maxPage     = 1000
)

// filters are the words of an address that select events.
func filters() []string {
	return []string{"dyad", "actor", "type", "status", "place", "holder", "since", "until", "background"}
}

// query reads the filters of an address.
func (r *request) query() (q store.Query, err error) {
	q = store.Query{
		Actor: strings.ToUpper(r.form.Get("actor")), Type: strings.ToUpper(r.form.Get("type")), Status: tocsin.Status(r.form.Get("status")),
		Place: strings.ToUpper(r.form.Get("place")), Holder: r.form.Get("holder"), Background: r.form.Get("background") != "",
		After: r.form.Get("after"), Limit: r.limit(),
	}
	if d := r.form.Get("dyad"); d != "" {
		a, b, err := countries(d, ",")
		if err != nil {
			return q, err
		}
		q.Dyad = [2]string{a, b}
	}
	if q.Since, err = r.day("since"); err != nil {
		return q, err
	}
	q.Until, err = r.day("until")
	return q, err
}

// limit is how many rows the address asks for.
func (r *request) limit() int {
	n, err := strconv.Atoi(r.form.Get("limit"))
	if err != nil || n < 1 {
		return defaultPage
	}
	return min(n, maxPage)
}

// day reads a day of the address; the zero Day if it has none.
func (r *request) day(name string) (tocsin.Day, error) {
	if r.form.Get(name) == "" {
		return tocsin.Day{}, nil
	}
	return tocsin.ParseDay(r.form.Get(name))
}

// countries reads a pair such as "NOR-ISL", in the order given.
func countries(s, separator string) (a, b string, err error) {
	a, b, ok := strings.Cut(strings.ToUpper(s), separator)
	if !ok || !isCountry(a) || !isCountry(b) {
		return "", "", errNoPage
	}
	return a, b, nil
}

// with is the address of this page with one word of it set anew, or taken
// out where the value is empty. Choices of the reader do not stay in it.
func (r *request) with(name, value string) string {
	u := url.URL{Path: r.URL.Path}
	form := url.Values{}
	for k, v := range r.form {
		if _, choice := choices()[k]; !choice {
			form[k] = v
		}
	}
	form.Del(name)
	if name != "after" {
		form.Del("after")
	}
	if value != "" {
		form.Set(name, value)
	}
	u.RawQuery = form.Encode()
	return u.String()
}

// as is the address of this page in another form.
func (r *request) as(ext string) string {
	path := r.URL.EscapedPath()
	if path == "/" {
		path = "/index"
	}
	form := url.Values{}
	for k, v := range r.form {
		if _, choice := choices()[k]; !choice {
			form[k] = v
		}
	}
	if q := form.Encode(); q != "" {
		return path + ext + "?" + q
	}
	return path + ext
}
