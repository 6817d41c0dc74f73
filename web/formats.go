package web

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"iter"
	"net/http"
	"time"

	"tocsin"
	"tocsin/export"
)

// An item is one entry of a feed.
type item struct {
	id, title, text, link string
	at                    time.Time
}

// sendAs writes an answer as data.
func (r *request) sendAs(w http.ResponseWriter, a *answer, ext string) error {
	var out bytes.Buffer
	kind, err := "", error(nil)
	switch ext {
	case ".json":
		kind, err = "application/json", r.writeJSON(&out, a)
	case ".csv":
		kind, err = "text/csv; charset=utf-8", r.writeCSV(&out, a)
	case ".geojson":
		kind, err = "application/geo+json", r.writeEvents(&out, a, export.GeoJSON)
	case ".rss":
		kind, err = "application/rss+xml; charset=utf-8", r.writeRSS(&out, a)
	case ".feed.json":
		kind, err = "application/feed+json", r.writeJSONFeed(&out, a)
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	if a.next != "" {
		w.Header().Set("Link", "<"+r.nextAs(a, ext)+`>; rel="next"`)
	}
	_, err = out.WriteTo(w)
	return err
}

// nextAs is the next page in the same form.
func (r *request) nextAs(a *answer, ext string) string {
	r2 := *r
	r2.form = map[string][]string{}
	for k, v := range r.form {
		r2.form[k] = v
	}
	r2.form.Set("after", a.next)
	return r2.as(ext)
}

func (r *request) writeJSON(out *bytes.Buffer, a *answer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	v := a.json
	if v == nil {
		v = a.data
	}
	return enc.Encode(struct {
		Title string `json:"title"`
		Demo  bool   `json:"demonstration,omitempty"` // the reports are invented
		Data  any    `json:"data"`
		Next  string `json:"next,omitempty"`
	}{a.title, r.server.Demo, v, a.next})
}

func (r *request) writeCSV(out *bytes.Buffer, a *answer) error {
	if a.rows == nil {
		return r.writeEvents(out, a, export.CSV)
	}
	w := csv.NewWriter(out)
	w.Write(a.rows.head)
	w.WriteAll(a.rows.rows)
	return w.Error()
}

// errNoForm is the answer where a page has no such form.
var errNoForm = fmt.Errorf("this page has no such form: %w", tocsin.ErrNotFound)

func (r *request) writeEvents(out *bytes.Buffer, a *answer, f export.Format) error {
	if a.events == nil {
		return errNoForm
	}
	return export.Write(out, f, r.exported(a.events))
}

// exported yields events with their mentions.
func (r *request) exported(events []tocsin.Event) iter.Seq2[export.Row, error] {
	return func(yield func(export.Row, error) bool) {
		for i := range events {
			ms, err := r.mentions(events[i : i+1])
			row := export.Row{Event: events[i]}
			for j := range ms {
				row.Mentions = append(row.Mentions, ms[j].Mention)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// feed are the entries of an answer.
func (r *request) feed(a *answer) ([]item, error) {
	if a.items != nil {
		return a.items, nil
	}
	if a.events == nil {
		return nil, errNoForm
	}
	out := []item{}
	for i := range a.events {
		e := &a.events[i]
		lead, err := r.lead(e)
		if err != nil {
			return nil, err
		}
		text := r.words.Label("status", e.Status)
		if lead != nil {
			text += ". “" + lead.Sentence.Text + "” (" + cmp.Or(lead.Report.Publisher, string(lead.Report.ID)) + ", " + lead.Report.Published.String() + ")"
		}
		out = append(out, item{e.ID, r.words.Day(e.First) + ": " + r.headline(e), text, "/events/" + e.ID, e.Reported.Time()})
	}
	return out, nil
}

// origin is the address of the desk as the reader sees it.
func (r *request) origin() string {
	if r.TLS != nil || r.server.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

type rssItem struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	GUID        string `xml:"guid"`
	Date        string `xml:"pubDate"`
	Description string `xml:"description"`
}

func (r *request) writeRSS(out *bytes.Buffer, a *answer) error {
	items, err := r.feed(a)
	if err != nil {
		return err
	}
	var doc struct {
		XMLName xml.Name `xml:"rss"`
		Version string   `xml:"version,attr"`
		Channel struct {
			Title       string    `xml:"title"`
			Link        string    `xml:"link"`
			Description string    `xml:"description"`
			Language    string    `xml:"language"`
			Items       []rssItem `xml:"item"`
		} `xml:"channel"`
	}
	doc.Version = "2.0"
	c := &doc.Channel
	c.Title, c.Link, c.Language = "Tocsin: "+a.title, r.origin()+r.as(""), r.words.lang
	c.Description = r.words.T("feed.about")
	for _, i := range items {
		link := r.origin() + i.link
		c.Items = append(c.Items, rssItem{plain(i.title), link, link + "#" + i.id, i.at.Format(time.RFC1123Z), plain(i.text)})
	}
	out.WriteString(xml.Header)
	return xml.NewEncoder(out).Encode(doc)
}

// plain takes out what XML cannot hold.
func plain(s string) string {
	return string(bytes.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\t' {
			return ' '
		}
		return c
	}, []byte(s)))
}

func (r *request) writeJSONFeed(out *bytes.Buffer, a *answer) error {
	items, err := r.feed(a)
	if err != nil {
		return err
	}
	type feedItem struct {
		ID    string    `json:"id"`
		URL   string    `json:"url"`
		Title string    `json:"title"`
		Text  string    `json:"content_text"`
		Date  time.Time `json:"date_published"`
	}
	doc := struct {
		Version  string     `json:"version"`
		Title    string     `json:"title"`
		Home     string     `json:"home_page_url"`
		Feed     string     `json:"feed_url"`
		Language string     `json:"language"`
		Next     string     `json:"next_url,omitempty"`
		Items    []feedItem `json:"items"`
	}{Version: "https://jsonfeed.org/version/1.1", Title: "Tocsin: " + a.title, Home: r.origin() + r.as(""), Feed: r.origin() + r.as(".feed.json"), Language: r.words.lang, Items: []feedItem{}}
	if a.next != "" {
		doc.Next = r.origin() + r.nextAs(a, ".feed.json")
	}
	for _, i := range items {
		doc.Items = append(doc.Items, feedItem{i.id, r.origin() + i.link, i.title, i.text, i.at})
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(doc)
}
