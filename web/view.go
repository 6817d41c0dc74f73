package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// A view is what every template sees: the page's own data, the reader's words
// and choices, and the addresses of things.
type view struct {
	*words
	r     *request
	Title string
	Data  any
	Item  any // what a part of a page is about; see With
	Next  string
	Forms []form
}

// A form is another form of the page.
type form struct{ Name, Link string }

func (r *request) view(a *answer) *view {
	v := &view{words: r.words, r: r, Title: a.title, Data: a.data}
	if a.next != "" {
		v.Next = r.with("after", a.next)
	}
	if a.view == "error" || a.view == "help" || a.view == "login" {
		return v
	}
	add := func(ok bool, name, ext string) {
		if ok {
			v.Forms = append(v.Forms, form{name, r.as(ext)})
		}
	}
	add(true, "JSON", ".json")
	add(a.rows != nil || a.events != nil, "CSV", ".csv")
	add(a.events != nil, "GeoJSON", ".geojson")
	add(a.events != nil || a.items != nil, "RSS", ".rss")
	add(a.events != nil || a.items != nil, "JSON Feed", ".feed.json")
	return v
}

// With is the view for a part of a page.
func (v *view) With(item any) *view {
	w := *v
	w.Item = item
	return &w
}

// Lang is the language of the interface.
func (v *view) Lang() string { return v.words.lang }

// Other lists the languages that the page could be in.
func (v *view) Other() []string {
	return slices.DeleteFunc(languages(), func(l string) bool { return l == v.words.lang })
}

// Choice is a preference of the reader.
func (v *view) Choice(name string) string { return v.r.choice(name) }

// Choose is the address of this page with a preference set.
func (v *view) Choose(name, value string) string {
	u := v.r.with("", "")
	sep := "?"
	if strings.Contains(u, "?") {
		sep = "&"
	}
	return u + sep + name + "=" + value
}

// Put is the address of this page with one filter set, or taken out.
func (v *view) Put(name, value string) string { return v.r.with(name, value) }

// Form is the value of a filter in the address.
func (v *view) Form(name string) string { return v.r.form.Get(name) }

// Here is the path of the page.
func (v *view) Here() string { return v.r.URL.Path }

// In reports whether the page lies in a part of the desk.
func (v *view) In(part string) bool {
	if part == "/" {
		return v.Here() == "/" || strings.HasPrefix(v.Here(), "/dyads") || strings.HasPrefix(v.Here(), "/situations") || v.Here() == "/backtest"
	}
	return strings.HasPrefix(v.Here(), part)
}

// Asset is the address of a style or script.
func (v *view) Asset(name string) string { return v.r.server.assets.names[name] }

// Demo reports whether the reports are invented.
func (v *view) Demo() bool { return v.r.server.Demo }

// Today is the record's latest day of publication.
func (v *view) Today() tocsin.Day { return v.r.sum.Latest }

// Dyad is the address of a pair.
func (v *view) Dyad(a, b string) string { return "/dyads/" + min(a, b) + "-" + max(a, b) }

// EventTitle is an event in one line, by its ID; the ID where it is gone.
func (v *view) EventTitle(id string) string {
	e, err := v.r.read.Event(v.r.ctx, id)
	if err != nil {
		return id
	}
	return v.r.headline(&e)
}

// PairOf names a directed pair; the empty one is all of a situation.
func (v *view) PairOf(p watch.Pair) string {
	if p == (watch.Pair{}) {
		return v.T("pair.all")
	}
	return v.Country(p.From) + " → " + v.Country(p.To)
}

// Reading is an indicator for people: its name, its value, its formula.
func (v *view) Reading(x watch.Reading) []string {
	name, text, formula := v.words.watch.Reading(&x)
	return []string{name, text, formula}
}

// Inc is the number of an index.
func (v *view) Inc(i int) int { return i + 1 }

// Party is the address of a party, with its name made safe for a path.
func (v *view) Party(code string) string { return "/actors/" + url.PathEscape(code) }

// Source is the address of an outlet.
func (v *view) Source(name string) string {
	return "/sources/" + url.PathEscape(cmp.Or(name, unnamedOutlet))
}

// unnamedOutlet stands in addresses for reports whose outlet is not told.
const unnamedOutlet = "-"

// Outlet is the name of an outlet for people.
func (v *view) Outlet(name string) string { return v.words.outlet(name) }

// Web is the address where a report can be read, if it is one of the web's.
func (v *view) Web(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return address
}

// Who names parties: countries by name, others by theirs.
func (v *view) Who(ps []tocsin.Participant) string { return v.words.who(ps) }

func (w *words) who(ps []tocsin.Participant) string {
	if len(ps) == 0 {
		return w.T("party.none")
	}
	var out []string
	for _, c := range codes(ps) {
		out = append(out, w.partyName(c))
	}
	return strings.Join(append(out, w.roles(ps)...), ", ")
}

// roles stand for the parties without a public name or a country.
func (w *words) roles(ps []tocsin.Participant) []string {
	var out []string
	for i := range ps {
		if p := &ps[i]; p.Name == "" && p.Country == "" && !slices.Contains(out, w.role(p.Sectors)) {
			out = append(out, w.role(p.Sectors))
		}
	}
	return out
}

// Roles stand for the parties without a public name or a country.
func (v *view) Roles(ps []tocsin.Participant) []string { return v.words.roles(ps) }

// role stands for somebody without a public name: "a civilian".
func (w *words) role(sectors []string) string {
	for _, s := range sectors {
		if text, ok := w.texts["role."+s]; ok {
			return text
		}
	}
	return w.T("role.person")
}

// Parts cuts a text at names that are withheld: every second part is one.
func (v *view) Parts(text string) []string {
	if !strings.ContainsRune(text, store.Cover) {
		return []string{text}
	}
	out, covered := []string{""}, false
	for _, c := range text {
		if is := c == store.Cover; is != covered {
			out, covered = append(out, ""), is
		}
		out[len(out)-1] += string(c)
	}
	return out
}

// Role stands for somebody without a public name.
func (v *view) Role(sectors []string) string { return v.words.role(sectors) }

func (w *words) partyName(code string) string {
	if isCountry(code) {
		return w.Country(code)
	}
	return code
}

// Name is a party's name for people.
func (v *view) Name(code string) string { return v.words.partyName(code) }

// Codes are the codes of parties.
func (v *view) Codes(ps []tocsin.Participant) []string { return codes(ps) }

// What names the act: its type and modes.
func (v *view) What(e tocsin.Event) string { return v.words.what(e.Type, e.Modes) }

func (w *words) what(t string, modes []string) string {
	out := w.Label("type", t)
	var ms []string
	for _, m := range modes {
		ms = append(ms, w.Label("mode", m))
	}
	if len(ms) > 0 {
		out += " (" + strings.Join(ms, ", ") + ")"
	}
	return out
}

// headline is an event in one line.
func (r *request) headline(e *tocsin.Event) string {
	out := r.words.who(e.Actors)
	if len(e.Recipients) > 0 {
		out += " → " + r.words.who(e.Recipients)
	}
	return out + ": " + r.words.what(e.Type, e.Modes)
}

// Headline is an event in one line.
func (v *view) Headline(e tocsin.Event) string { return v.r.headline(&e) }

// Where names the place of an event.
func (v *view) Where(p *tocsin.Site) string {
	if p == nil {
		return ""
	}
	if c := v.Country(p.Country); p.Country != "" && c != p.Name && p.Precision != tocsin.PrecisionCountry {
		return p.Name + ", " + c
	}
	if p.Precision == tocsin.PrecisionCountry && p.Country != "" {
		return v.Country(p.Country)
	}
	return p.Name
}

// Says is a claim in a few words: "denied by X".
func (v *view) Says(c tocsin.Claim) string { return v.words.says(&c) }

func (w *words) says(c *tocsin.Claim) string {
	return w.T("claim."+string(c.Status), w.holder(&c.Holder))
}

// Holder names who stands behind a claim.
func (v *view) Holder(h *tocsin.Holder) string { return v.words.holder(h) }

func (w *words) holder(h *tocsin.Holder) string {
	switch {
	case h.Kind == tocsin.Narrator:
		return w.T("holder.narrator")
	case h.Kind == tocsin.Unnamed && h.Segment != nil:
		return w.T("holder.unnamed", h.Text)
	case h.Name != "":
		return h.Name
	case h.Kind == tocsin.Person:
		return w.role(h.Sectors)
	case h.Segment != nil:
		return h.Text
	}
	return w.Label("kind", h.Kind)
}

// Limits writes what a claim on a number allows.
func (v *view) Limits(c tocsin.ValueClaim) string {
	switch {
	case c.Low != nil && c.High != nil && *c.Low == *c.High:
		return v.Num(*c.Low)
	case c.Low != nil && c.High != nil:
		return v.Num(*c.Low) + "–" + v.Num(*c.High)
	case c.Low != nil:
		return v.Num(*c.Low)
	case c.High != nil:
		return v.Num(*c.High)
	}
	return v.T("number.none")
}

// Odd tells every second part of a text.
func (v *view) Odd(i int) bool { return i%2 == 1 }

// Upper makes the first letter large.
func (v *view) Upper(s string) string {
	for i, c := range s {
		return string(unicode.ToUpper(c)) + s[i+len(string(c)):]
	}
	return s
}

// mentions are those of events, in the order of their members.
func (r *request) mentions(events []tocsin.Event) ([]store.Mention, error) {
	var ids []string
	for i := range events {
		for _, m := range events[i].Members {
			ids = append(ids, m.Mention)
		}
	}
	return r.read.Mentions(r.ctx, ids)
}

// lead is the mention that stands for an event in lists, the earliest one;
// nil for none.
func (r *request) lead(e *tocsin.Event) (*tocsin.Mention, error) {
	if m, ok := r.leads[e.ID]; ok {
		return m, nil
	}
	if err := r.readLeads([]tocsin.Event{*e}); err != nil {
		return nil, err
	}
	return r.leads[e.ID], nil
}

// readLeads reads at once the mentions that stand for events: an event is
// named after its first one.
func (r *request) readLeads(events []tocsin.Event) error {
	if len(events) == 0 {
		return nil
	}
	if r.leads == nil {
		r.leads = map[string]*tocsin.Mention{}
	}
	ids := make([]string, len(events))
	for i := range events {
		ids[i] = events[i].ID
		r.leads[ids[i]] = nil
	}
	ms, err := r.read.Mentions(r.ctx, ids)
	for i := range ms {
		r.leads[ms[i].ID] = &ms[i].Mention
	}
	return err
}

// Lead is the mention that stands for an event: no event is shown without
// words, voice and outlet.
func (v *view) Lead(e tocsin.Event) (*tocsin.Mention, error) { return v.r.lead(&e) }
