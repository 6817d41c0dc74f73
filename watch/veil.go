package watch

import (
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"slices"

	"tocsin"
	"tocsin/plover"
	"tocsin/store"
)

// Who may see a situation and what it covers.
const (
	Public     = "public"     // everybody who may read the desk
	Limited    = "limited"    // people who are logged in
	Restricted = "restricted" // editors and admins
)

// Visibilities are the choices of who may see a situation, the widest first.
func Visibilities() []string { return []string{Public, Limited, Restricted} }

// A Viewer is who looks at the record. The zero Viewer is a stranger.
type Viewer struct {
	Member bool // is logged in
	Editor bool // may change the record; sees everything
}

// Open reports whether a viewer may see a situation at all.
func (s *Situation) Open(v Viewer) bool {
	switch s.Visibility {
	case Public, "":
		return true
	case Limited:
		return v.Member || v.Editor
	}
	return v.Editor
}

// Hides reports whether anything of what is watched is kept from a viewer.
func (c *Config) Hides(v Viewer) bool {
	return !v.Editor && slices.ContainsFunc(c.Situations, func(s Situation) bool { return s.Embargo > 0 || !s.Open(v) })
}

// Open are the situations that a viewer may see; nil stays nil.
func (c *Config) Open(v Viewer) *Config {
	if c == nil {
		return nil
	}
	out := &Config{Channels: c.Channels}
	for _, s := range c.Situations {
		if s.Open(v) {
			out.Situations = append(out.Situations, s)
		}
	}
	return out
}

// A Veil is a record as a viewer may see it: without the events of
// situations that are not open to the viewer or of which an embargo holds back
// what is new, and without the reports, mentions, corrections, changes and
// alerts that tell of them. To those who are not logged in, displays of force
// stand where they are to a whole degree only. Counts over the whole record
// that name no event stay as they are.
//
// The veil is over reading: Update writes to the record as it is.
type Veil struct {
	store.Store
	Config func(context.Context, store.Reader) (*Config, error) // what is watched
	Viewer func(context.Context) Viewer                         // who asks
	Today  func() tocsin.Day                                    // for embargoes
}

// View implements [store.Store].
func (v *Veil) View(ctx context.Context, read func(store.Reader) error) error {
	viewer := v.Viewer(ctx)
	if viewer.Editor {
		return v.Store.View(ctx, read)
	}
	return v.Store.View(ctx, func(r store.Reader) error {
		c, err := v.Config(ctx, r)
		if err != nil {
			return fmt.Errorf("watch: veil: %w", err)
		}
		veiled := &veiled{Reader: r, coarse: !viewer.Member, viewer: viewer, events: map[string]bool{}, reports: map[tocsin.ReportID]bool{}}
		for i := range c.Situations {
			s := &c.Situations[i]
			switch {
			case !s.Open(viewer):
				veiled.hidden = append(veiled.hidden, veiledSituation{s, tocsin.Day{}})
			case s.Embargo > 0:
				veiled.hidden = append(veiled.hidden, veiledSituation{s, v.Today().AddDays(1 - s.Embargo)})
			}
		}
		return read(veiled)
	})
}

// Verify walks the chain of custody of a record that can.
func (v *Veil) Verify(ctx context.Context) (int, error) {
	if s, ok := v.Store.(interface {
		Verify(context.Context) (int, error)
	}); ok {
		return s.Verify(ctx)
	}
	return 0, fmt.Errorf("watch: veil: the record has no chain of custody: %w", tocsin.ErrInvalid)
}

// A veiledSituation is one of which the viewer may not see what was reported
// on a day or later; nothing at all if the day is zero.
type veiledSituation struct {
	*Situation
	from tocsin.Day
}

// covers reports whether an event belongs to the situation, its words aside.
// A display of force that names nobody may be aimed at the other side of a
// dyad: it belongs to it.
func (s *veiledSituation) covers(e *tocsin.Event) bool {
	if !s.from.IsZero() && e.Reported.Before(s.from) {
		return false
	}
	if s.about(e) {
		return true
	}
	_, open := aimOf(e)
	return (open || abroad(e)) && slices.ContainsFunc(s.Dyads, func(d [2]string) bool { return has(e.Actors, d[0]) || has(e.Actors, d[1]) })
}

// alert reports whether an alert is hidden.
func (s *veiledSituation) alert(a *store.Alert) bool {
	return a.Situation == s.Name && (s.from.IsZero() || !a.Opened.Before(s.from))
}

// veiled is a reader that leaves out what is hidden. What it has found out
// about an event or a report holds as long as the view.
type veiled struct {
	store.Reader
	hidden  []veiledSituation
	coarse  bool
	viewer  Viewer
	events  map[string]bool
	reports map[tocsin.ReportID]bool
}

// covered reports whether a hidden situation covers an event. Acts name no
// mentions: then the event is read for its words.
func (v *veiled) covered(ctx context.Context, e *tocsin.Event) (bool, error) {
	if hide, ok := v.events[e.ID]; ok {
		return hide, nil
	}
	hide := false
	for i := range v.hidden {
		s := &v.hidden[i]
		if !s.covers(e) {
			continue
		}
		says, err := v.says(ctx, e, s.Words)
		if err != nil {
			return false, err
		}
		hide = hide || says
	}
	v.events[e.ID] = hide
	return hide, nil
}

// hides reports whether an event is hidden: it is covered, or only hidden
// reports tell it.
func (v *veiled) hides(ctx context.Context, e *tocsin.Event) (bool, error) {
	if len(v.hidden) == 0 {
		return false, nil
	}
	hide, err := v.covered(ctx, e)
	if hide || err != nil || len(e.Members) == 0 {
		return hide, err
	}
	for _, m := range e.Members {
		hide, err := v.hidesReport(ctx, m.Report)
		if !hide || err != nil {
			return false, err
		}
	}
	return true, nil
}

func (v *veiled) says(ctx context.Context, e *tocsin.Event, words []string) (bool, error) {
	if len(words) == 0 {
		return true, nil
	}
	full, err := v.Reader.Event(ctx, e.ID)
	if err != nil {
		return false, err
	}
	ids := make([]string, len(full.Members))
	for i, m := range full.Members {
		ids[i] = m.Mention
	}
	ms, err := v.Reader.Mentions(ctx, ids)
	return slices.ContainsFunc(ms, func(m store.Mention) bool { return hasWord(m.Sentence.Text, words) }), err
}

// coveredID is covered for the ID of an event; one that is no more cannot be
// judged and counts as hidden if anything is.
func (v *veiled) coveredID(ctx context.Context, id string) (bool, error) {
	if hide, ok := v.events[id]; ok {
		return hide, nil
	}
	e, err := v.Reader.Event(ctx, id)
	if isNotFound(err) {
		return len(v.hidden) > 0, nil
	}
	if err != nil {
		return false, err
	}
	return v.covered(ctx, &e)
}

// hidesID is hides for the ID of an event.
func (v *veiled) hidesID(ctx context.Context, id string) (bool, error) {
	e, err := v.Reader.Event(ctx, id)
	if isNotFound(err) {
		return len(v.hidden) > 0, nil
	}
	if err != nil {
		return false, err
	}
	return v.hides(ctx, &e)
}

// hidesReport reports whether a report tells an event that is covered.
func (v *veiled) hidesReport(ctx context.Context, id tocsin.ReportID) (bool, error) {
	if hide, ok := v.reports[id]; ok || len(v.hidden) == 0 {
		return hide, nil
	}
	ms, err := v.Reader.MentionsOf(ctx, id)
	hide := false
	for i := 0; i < len(ms) && !hide && err == nil; i++ {
		if ms[i].Event != "" {
			hide, err = v.coveredID(ctx, ms[i].Event)
		}
	}
	v.reports[id] = hide
	return hide, err
}

// show makes an event as the viewer may see it.
func (v *veiled) show(e *tocsin.Event) {
	force := e.Type == string(plover.Mobilize) || e.Type == string(plover.Retreat) ||
		slices.ContainsFunc(e.Comparisons, func(c tocsin.Comparison) bool { return isForce(c.What) })
	if !v.coarse || !force || e.Place == nil {
		return
	}
	p := *e.Place
	p.Lat, p.Lon, p.Precision = degree(p.Lat), degree(p.Lon), coarser(p.Precision)
	p.Gazetteer = ""
	e.Place = &p
}

// showMention does the same for a mention.
func (v *veiled) showMention(m *store.Mention) {
	force := m.Type == string(plover.Mobilize) || m.Type == string(plover.Retreat) ||
		slices.ContainsFunc(m.Quantities, func(q tocsin.Measure) bool { return isForce(q.What) })
	if !v.coarse || !force || m.Place == nil {
		return
	}
	p := *m.Place
	p.Lat, p.Lon, p.Precision = degree(p.Lat), degree(p.Lon), coarser(p.Precision)
	p.Gazetteer = ""
	m.Place = &p
}

// isForce reports whether a number counts forces.
func isForce(what string) bool {
	return slices.Contains([]string{tocsin.WhatPersonnel, tocsin.WhatVessel, tocsin.WhatAircraft, tocsin.WhatVehicle, tocsin.WhatWeapon}, what)
}

// degree rounds to whole degrees, which is about the size of a first-level
// area.
func degree(v *float64) *float64 {
	if v == nil {
		return nil
	}
	r := math.Round(*v)
	return &r
}

// coarser is no finer than a first-level area.
func coarser(p tocsin.Precision) tocsin.Precision {
	switch p {
	case tocsin.PrecisionPoint, tocsin.PrecisionCity, tocsin.PrecisionAdmin2:
		return tocsin.PrecisionAdmin1
	}
	return p
}

// State implements [store.SummaryReader]: it differs where what is hidden
// differs, so that nothing kept for one state is shown in another.
func (v *veiled) State(ctx context.Context) (int64, error) {
	state, err := v.Reader.State(ctx)
	h := fnv.New32a()
	fmt.Fprint(h, v.viewer)
	for _, s := range v.hidden {
		fmt.Fprint(h, s.Name, s.Dyads, s.Places, s.Words, s.from)
	}
	return state<<16 ^ int64(h.Sum32()), err
}
