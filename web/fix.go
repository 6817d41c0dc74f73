package web

import (
	"encoding/json"
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
	"tocsin/store"
)

// fixing compares the fields of a form with those of the event; each that
// differs is a correction of its own, which can be undone alone.
func (r *request) fixing(e *tocsin.Event, f flaws) []store.Correction {
	var out []store.Correction
	set := func(field string, differs bool, value any) {
		if !differs {
			return
		}
		b, err := json.Marshal(value)
		if err != nil {
			f[field] = err.Error()
			return
		}
		out = append(out, store.Correction{Kind: store.Fix, Mentions: membersOf(e)[:1], Field: field, Value: string(b)})
	}
	get := func(field string) string { return strings.TrimSpace(r.PostForm.Get(field)) }
	if t := get("type"); t != e.Type {
		if !plover.ValidType(plover.Type(t)) {
			f["type"] = r.words.T("flaw.choice")
		}
		set("type", true, t)
	}
	if s := tocsin.Status(get("status")); s != e.Status {
		if !slices.Contains(statuses(), s) {
			f["status"] = r.words.T("flaw.choice")
		}
		set("status", true, s)
	}
	for field, old := range map[string][]tocsin.Participant{"actors": e.Actors, "recipients": e.Recipients} {
		set(field, get(field) != participants(old), r.readParticipants(field, old, f))
	}
	first, last := r.readDays(f)
	set("first", first != e.First, first)
	set("last", last != e.Last, last)
	site := r.readSite(e.Place, f)
	set("place", siteOf(e.Place) != siteOf(site), site)
	set("background", (get("background") != "") != e.Background, get("background") != "")
	if len(out) == 0 && len(f) == 0 {
		f[""] = r.words.T("flaw.nothing")
	}
	slices.SortFunc(out, func(a, b store.Correction) int { return strings.Compare(a.Field, b.Field) })
	return out
}

// participants writes parties for a form: NOR, Government of Peru (PER).
func participants(ps []tocsin.Participant) string {
	var out []string
	for i := range ps {
		out = append(out, participant(&ps[i]))
	}
	return strings.Join(out, ", ")
}

func participant(p *tocsin.Participant) string {
	switch {
	case p.Name != "" && p.Country != "":
		return p.Name + " (" + p.Country + ")"
	case p.Name != "":
		return p.Name
	}
	return p.Country
}

// readParticipants reads what participants writes. A party that was there
// before keeps its sectors.
func (r *request) readParticipants(field string, old []tocsin.Participant, f flaws) []tocsin.Participant {
	out := []tocsin.Participant{}
	for _, part := range split(r.PostForm.Get(field)) {
		if i := slices.IndexFunc(old, func(p tocsin.Participant) bool { return participant(&p) == part }); i >= 0 {
			out = append(out, old[i])
			continue
		}
		p := tocsin.Participant{Name: part, Sectors: []string{}}
		if name, code, ok := strings.Cut(strings.TrimSuffix(part, ")"), "("); ok {
			p.Name, p.Country = strings.TrimSpace(name), strings.TrimSpace(code)
		} else if isCountry(part) {
			p.Name, p.Country = "", part
		}
		if p.Country != "" && (!isCountry(p.Country) || r.words.Country(p.Country) == p.Country) {
			f[field] = r.words.T("flaw.country", part)
		}
		out = append(out, p)
	}
	return out
}

func (r *request) readDays(f flaws) (first, last tocsin.Day) {
	var err error
	if first, err = tocsin.ParseDay(r.PostForm.Get("first")); err != nil {
		f["first"] = r.words.T("flaw.day")
	}
	if last, err = tocsin.ParseDay(r.PostForm.Get("last")); err != nil {
		f["last"] = r.words.T("flaw.day")
	}
	if f["first"] == "" && f["last"] == "" && last.Before(first) {
		f["last"] = r.words.T("flaw.order")
	}
	return first, last
}

// siteOf is what a form can change of a place.
func siteOf(s *tocsin.Site) [3]string {
	if s == nil {
		return [3]string{}
	}
	return [3]string{s.Name, s.Country, string(s.Precision)}
}

func precisions() []tocsin.Precision {
	return []tocsin.Precision{tocsin.PrecisionPoint, tocsin.PrecisionCity, tocsin.PrecisionAdmin2, tocsin.PrecisionAdmin1, tocsin.PrecisionCountry, tocsin.PrecisionSea, tocsin.PrecisionRegion}
}

// readSite reads a place. It keeps its point only while it keeps its name.
func (r *request) readSite(old *tocsin.Site, f flaws) *tocsin.Site {
	s := &tocsin.Site{Name: strings.TrimSpace(r.PostForm.Get("place")), Country: strings.ToUpper(strings.TrimSpace(r.PostForm.Get("country"))), Precision: tocsin.Precision(r.PostForm.Get("precision"))}
	if s.Name == "" && s.Country == "" {
		return nil
	}
	if s.Country != "" && (!isCountry(s.Country) || r.words.Country(s.Country) == s.Country) {
		f["country"] = r.words.T("flaw.country", s.Country)
	}
	if !slices.Contains(precisions(), s.Precision) {
		f["precision"] = r.words.T("flaw.choice")
	}
	if old != nil && old.Name == s.Name {
		s.Lat, s.Lon, s.Gazetteer = old.Lat, old.Lon, old.Gazetteer
	}
	if s.Name == "" {
		s.Name = r.words.Country(s.Country)
	}
	return s
}

// Participants writes parties for a form.
func (v *view) Participants(ps []tocsin.Participant) string { return participants(ps) }

// Types are the types that an event can have.
func (v *view) Types() []plover.Type { return plover.Types() }

// States are the statuses that an event can have.
func (v *view) States() []tocsin.Status { return statuses() }

// Precisions are how exactly a place can be known.
func (v *view) Precisions() []tocsin.Precision { return precisions() }

// Ticked reports whether a value stands in a field of a form that is shown
// again.
func (v *view) Ticked(form, field, value string) bool {
	return v.sent(form) && slices.Contains(v.r.PostForm[field], value)
}

// Checked reports whether a box of a form is ticked: as it was sent, or to
// begin with.
func (v *view) Checked(form, field string, begin bool) bool {
	if v.sent(form) {
		return v.r.PostForm.Get(field) != ""
	}
	return begin
}

// SiteName is the name of an event's place for a form.
func (v *view) SiteName(e tocsin.Event) string { return siteOf(e.Place)[0] }

// SiteCountry is the country of an event's place for a form.
func (v *view) SiteCountry(e tocsin.Event) string { return siteOf(e.Place)[1] }

// SitePrecision is how exactly an event's place is known, for a form.
func (v *view) SitePrecision(e tocsin.Event) string { return siteOf(e.Place)[2] }
