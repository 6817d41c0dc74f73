package web

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/store"
)

// framed lets the sites that the desk names show an answer in a frame. It
// holds for cards only: they have no form that a frame could make somebody
// send.
func (s *Server) framed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(s.Frames) > 0 {
			h := w.Header()
			h.Set("Content-Security-Policy", strings.Replace(policy, "frame-ancestors 'none'", "frame-ancestors "+strings.Join(s.Frames, " "), 1))
			h.Del("X-Frame-Options")
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		}
		next.ServeHTTP(w, r)
	})
}

// embeds reports whether other sites can show cards: some are named, and
// their readers need no login.
func (s *Server) embeds() bool { return len(s.Frames) > 0 && (s.Public || !s.Login) }

// checkFrames holds the origins to what a policy can name.
func checkFrames(frames []string) error {
	for _, f := range frames {
		u, err := url.Parse(f)
		if f == "*" || err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.Path == "" && u.User == nil && u.RawQuery == "" && u.Fragment == "" && !strings.ContainsAny(f, " ;,'\"") {
			continue
		}
		return fmt.Errorf("frame origin %q is not of the form https://host: %w", f, tocsin.ErrInvalid)
	}
	return nil
}

// cards are the pages that show in frames of other sites.
func cards() map[string]pageFunc {
	return map[string]pageFunc{
		"/embed/event/{id}":   eventCard,
		"/embed/claims/{id}":  claimsCard,
		"/embed/dyad/{a}/{b}": dyadCard,
	}
}

type cardData struct {
	Link        string // page of the desk that tells all
	Event       *tocsin.Event
	Comparisons []comparison
	Ladders     []ladderChart
	Latest      []tocsin.Event
	A, B        string
}

func eventCard(r *request) (*answer, error) {
	e, err := r.event("")
	if err != nil {
		return nil, err
	}
	return &answer{view: "embed", title: r.headline(&e), data: cardData{Link: "/events/" + e.ID, Event: &e}, events: []tocsin.Event{e}}, nil
}

func claimsCard(r *request) (*answer, error) {
	e, err := r.event("/claims")
	if err != nil {
		return nil, err
	}
	a, err := claimsOf(r, &e)
	if err != nil {
		return nil, err
	}
	return &answer{view: "embed", title: a.title, data: cardData{Link: "/events/" + e.ID + "/claims", Comparisons: a.data.(claimsData).Comparisons}, json: a.json, rows: a.rows}, nil
}

// cardEvents is how many of a pair's latest events its card names.
const cardEvents = 5

func dyadCard(r *request) (*answer, error) {
	a, b, err := countries(r.PathValue("a")+"-"+r.PathValue("b"), "-")
	if err != nil {
		return nil, err
	}
	a, b = min(a, b), max(a, b)
	es, _, err := r.read.Events(r.ctx, store.Query{Dyad: [2]string{a, b}, Limit: cardEvents})
	if err != nil {
		return nil, err
	}
	if len(es) == 0 {
		return nil, errNoPage
	}
	s, err := r.standing(a, b)
	if err != nil {
		return nil, err
	}
	d := cardData{Link: "/dyads/" + a + "-" + b, A: a, B: b, Latest: es, Ladders: []ladderChart{r.ladderChart(a, b, s.ab, s.plans), r.ladderChart(b, a, s.ba, s.plans)}}
	return &answer{view: "embed", title: r.words.Country(a) + " – " + r.words.Country(b), data: d, events: es}, nil
}

// The size of a card in a frame, in CSS pixels.
const (
	cardWidth  = 600
	cardHeight = 400
)

// cardOf is the path of the card of a page; empty if it has none.
func cardOf(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case len(parts) == 2 && parts[0] == "events":
		return "/embed/event/" + parts[1]
	case len(parts) == 3 && parts[0] == "events" && parts[2] == "claims":
		return "/embed/claims/" + parts[1]
	case len(parts) == 2 && parts[0] == "dyads":
		if a, b, err := countries(parts[1], "-"); err == nil {
			return "/embed/dyad/" + a + "/" + b
		}
	}
	return ""
}

// Card is the whole address of the page's card; empty if it has none, or no
// site may show it.
func (v *view) Card() string {
	if card := cardOf(v.Here()); card != "" && v.r.server.embeds() {
		return v.r.origin() + card
	}
	return ""
}

// CardFrame is the markup with which another site shows the page's card.
func (v *view) CardFrame() string {
	return frame(v.Card(), v.Title, cardWidth, cardHeight)
}

func frame(card, title string, width, height int) string {
	return fmt.Sprintf(`<iframe src="%s" title="%s" width="%d" height="%d" loading="lazy" sandbox="allow-popups"></iframe>`, html.EscapeString(card), html.EscapeString(title), width, height)
}

// OEmbed is the address that describes the page's card to other sites.
func (v *view) OEmbed() string {
	return v.r.origin() + "/oembed?url=" + url.QueryEscape(v.r.origin()+v.Here())
}

// oEmbed is an answer of the oEmbed 1.0 standard.
type oEmbed struct {
	XMLName  xml.Name `json:"-" xml:"oembed"`
	Type     string   `json:"type" xml:"type"`
	Version  string   `json:"version" xml:"version"`
	Title    string   `json:"title" xml:"title"`
	Provider string   `json:"provider_name" xml:"provider_name"`
	Home     string   `json:"provider_url" xml:"provider_url"`
	Width    int      `json:"width" xml:"width"`
	Height   int      `json:"height" xml:"height"`
	HTML     string   `json:"html" xml:"html"`
}

// oEmbedPage describes the card of an address of this desk.
func oEmbedPage(r *request) (*answer, error) {
	format := r.form.Get("format")
	if !slices.Contains([]string{"", "json", "xml"}, format) {
		return nil, errNoForm
	}
	u, err := url.Parse(r.form.Get("url"))
	if err != nil || u.Scheme+"://"+u.Host != r.origin() || !r.server.embeds() {
		return nil, errNoPage
	}
	card := cardOf(u.Path)
	if card == "" {
		return nil, errNoPage
	}
	title, err := r.cardTitle(card)
	if err != nil {
		return nil, err
	}
	width, height := r.atMost("maxwidth", cardWidth), r.atMost("maxheight", cardHeight)
	o := oEmbed{Type: "rich", Version: "1.0", Title: title, Provider: "Tocsin", Home: r.origin(), Width: width, Height: height, HTML: frame(r.origin()+card, title, width, height)}
	if format == "xml" {
		b, err := xml.Marshal(o)
		return &answer{file: &file{kind: "text/xml; charset=utf-8", body: append([]byte(xml.Header), b...)}}, err
	}
	b, err := json.Marshal(o)
	return &answer{file: &file{kind: "application/json", body: b}}, err
}

// cardTitle is the title of what a card shows, which must be there.
func (r *request) cardTitle(card string) (string, error) {
	parts := strings.Split(card, "/")
	if parts[2] == "dyad" {
		r.SetPathValue("a", parts[3])
		r.SetPathValue("b", parts[4])
	} else {
		r.SetPathValue("id", parts[3])
	}
	show := map[string]pageFunc{"event": eventCard, "claims": claimsCard, "dyad": dyadCard}[parts[2]]
	a, err := show(r)
	if err != nil {
		return "", err
	}
	return a.title, nil
}

// atMost is a size of the address that is no larger than usual.
func (r *request) atMost(name string, usual int) int {
	if n, err := strconv.Atoi(r.form.Get(name)); err == nil && n > 0 && n < usual {
		return n
	}
	return usual
}
