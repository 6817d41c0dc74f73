package notify

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tocsin/store"
	"tocsin/watch"
)

// feedLength is how many notices a feed has.
const feedLength = 100

// feed writes the latest notices of a channel as JSON Feed 1.1 or RSS 2.0.
func (s *Sender) feed(ctx context.Context, st store.Store, ch *watch.Channel) error {
	var latest []store.Notice
	err := st.View(ctx, func(r store.Reader) error {
		for after := int64(0); ; {
			ns, err := r.Notices(ctx, after, most)
			if err != nil || len(ns) == 0 {
				return err
			}
			after = ns[len(ns)-1].Number
			for _, n := range ns {
				if concerns(ch, &n) {
					latest = append(latest, n)
				}
			}
			latest = latest[max(0, len(latest)-feedLength):]
		}
	})
	if err != nil {
		return err
	}
	slices.Reverse(latest)
	write := jsonFeed
	if ext := filepath.Ext(ch.File); ext == ".rss" || ext == ".xml" {
		write = rss
	}
	b, err := write(ch, latest)
	if err != nil {
		return err
	}
	return replace(ch.File, b)
}

// replace writes a file whole or not at all.
func replace(name string, b []byte) error {
	part := name + ".part"
	if err := os.WriteFile(part, b, 0o644); err != nil {
		return err
	}
	return os.Rename(part, name)
}

const feedTitle = "Reporting changed"

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url,omitempty"`
	Title     string       `json:"title"`
	Text      string       `json:"content_text"`
	Published string       `json:"date_published"`
	Tags      []string     `json:"tags"`
	Alert     *store.Alert `json:"_alert"`
}

func jsonFeed(ch *watch.Channel, ns []store.Notice) ([]byte, error) {
	items := []jsonItem{}
	for i := range ns {
		n := &ns[i]
		item := jsonItem{ID: identifier(n), Title: Subject(n), Text: Body(n, ch.Link), Published: n.At.Format(time.RFC3339), Tags: []string{n.Alert.Situation, n.Alert.Rule, n.Kind}, Alert: &n.Alert}
		if ch.Link != "" {
			item.URL = alertLink(ch.Link, n.Alert.Number)
		}
		items = append(items, item)
	}
	return json.MarshalIndent(struct {
		Version string     `json:"version"`
		Title   string     `json:"title"`
		Home    string     `json:"home_page_url,omitempty"`
		Items   []jsonItem `json:"items"`
	}{"https://jsonfeed.org/version/1.1", feedTitle, ch.Link, items}, "", "  ")
}

type rssItem struct {
	Title string `xml:"title"`
	Link  string `xml:"link,omitempty"`
	Text  string `xml:"description"`
	Date  string `xml:"pubDate"`
	GUID  struct {
		Permanent bool   `xml:"isPermaLink,attr"`
		ID        string `xml:",chardata"`
	} `xml:"guid"`
}

type rssFeed struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Channel struct {
		Title string    `xml:"title"`
		Link  string    `xml:"link"`
		Text  string    `xml:"description"`
		Items []rssItem `xml:"item"`
	} `xml:"channel"`
}

func rss(ch *watch.Channel, ns []store.Notice) ([]byte, error) {
	f := rssFeed{Version: "2.0"}
	f.Channel.Title, f.Channel.Link, f.Channel.Text = feedTitle, ch.Link, "How reporting changed. No forecasts."
	for i := range ns {
		n := &ns[i]
		item := rssItem{Title: Subject(n), Text: Body(n, ch.Link), Date: n.At.Format(time.RFC1123Z)}
		item.GUID.ID = identifier(n)
		if ch.Link != "" {
			item.Link = alertLink(ch.Link, n.Alert.Number)
		}
		f.Channel.Items = append(f.Channel.Items, item)
	}
	b, err := xml.MarshalIndent(f, "", "  ")
	return append([]byte(xml.Header), b...), err
}
