package coder

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"tocsin"
	"tocsin/plover"
)

// record writes down an act as a mention.
func (s *scene) record(a *act) tocsin.Mention {
	d := s.doc
	m := tocsin.Mention{
		Report:   tocsin.SourceRef{ID: d.Report, URL: d.URL, Title: d.Title, Publisher: d.Publisher, Published: d.Date, Lang: d.Lang},
		Sentence: tocsin.Sentence{Index: s.index, Segment: s.segment(s.v.s)},
		Type:     string(a.Type), Modes: s.modes(a), Contexts: append([]string{}, a.Contexts...), CAMEO: a.CAMEO,
		Quad: plover.Quad(a.Type), Trigger: s.segment(a.Trigger),
		Actors: s.doers(a), Recipients: s.parties(a.recipients),
		Time: s.eventTime(a.when), Place: s.eventPlace(a.where),
		Quantities: append([]tocsin.Measure{}, a.quantities...), Claims: a.claims, Background: a.background, Framing: s.framing(),
	}
	m.Score = plover.Score(a.Type, modesOf(m.Modes))
	m.MID = s.mid(a, &m)
	m.ID = mentionID(&m)
	return m
}

// mentionID is stable: it depends on the report, the words and the type only.
func mentionID(m *tocsin.Mention) string {
	h := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d\x00%d\x00%s\x00%s", m.Report.ID, m.Trigger.Start, m.Trigger.End, m.Trigger.Text, m.Type))
	return hex.EncodeToString(h[:8])
}

// doers are the actors; where the subject is dropped their words are the verb.
func (s *scene) doers(a *act) []tocsin.Party {
	out := s.parties(a.actors)
	for i := range out {
		if a.elided >= 0 {
			out[i].Segment = s.segment(tocsin.Span{Start: a.elided, End: a.elided + 1})
		}
	}
	return out
}

func (s *scene) parties(is []int) []tocsin.Party {
	out := []tocsin.Party{}
	for _, i := range is {
		x := &s.doc.Actors[i]
		p := tocsin.Party{Segment: s.segment(x.Span), Name: exportName(x), Country: x.Country, Sectors: exportSectors(x), Wikidata: x.Wikidata}
		if x.Private {
			p.Wikidata = ""
		}
		out = append(out, p)
	}
	return out
}

// exportName keeps the names of private persons out of the records.
func exportName(x *tocsin.Actor) string {
	if x.Private {
		return ""
	}
	return x.Name
}

func exportSectors(x *tocsin.Actor) []string { return append([]string{}, x.Sectors...) }

// framing lists the loaded words of the sentence.
func (s *scene) framing() []tocsin.Segment {
	out := []tocsin.Segment{}
	for _, i := range s.frames[s.index] {
		if f := &s.doc.Frames[i]; s.v.s.Contains(f.Start) {
			out = append(out, s.segment(f.Span))
		}
	}
	return out
}

// modes are those the sentence tells, or for a noun that takes up an event
// again those of the earlier mention.
func (s *scene) modes(a *act) []string {
	out := []string{}
	for _, m := range a.Modes {
		out = append(out, string(m))
	}
	if len(out) > 0 || a.background || !s.nominal(a) || !definite(s.v, a.Head) {
		return out
	}
	for i := len(s.earlier) - 1; i >= 0; i-- {
		if m := &s.earlier[i]; m.Type == string(a.Type) && len(m.Modes) > 0 {
			return slices.Clone(m.Modes)
		}
	}
	return out
}

func modesOf(names []string) []plover.Mode {
	var out []plover.Mode
	for _, n := range names {
		out = append(out, plover.Mode(n))
	}
	return out
}

// mid reads the event as a militarized dispute between two states; nil where
// it is none.
func (s *scene) mid(a *act, m *tocsin.Mention) *tocsin.MID {
	clash := a.Sense.Reciprocal && a.Type == plover.Assault
	actor := stateOf(m.Actors)
	other := stateOf(m.Recipients)
	if clash && len(m.Actors) > 1 {
		other = stateOf(m.Actors[1:])
	}
	if other == "" && m.Place != nil && (a.Type == plover.Assault || a.Type == plover.Coerce) {
		other = m.Place.Country // what is hit or taken is on somebody's soil
	}
	if actor == "" || actor == other || other == "" && a.Type != plover.Mobilize {
		return nil
	}
	if s.civil(a, m) {
		return nil
	}
	code, level := plover.MID(a.Type, modesOf(m.Modes), m.CAMEO, m.Contexts, clash)
	if code == plover.NoAction {
		return nil
	}
	return &tocsin.MID{Code: code, Level: level}
}

// civil holds for what is no use of force between states though its mode is one:
// accounts frozen, and arrests that the police make at home.
func (s *scene) civil(a *act, m *tocsin.Mention) bool {
	if a.Type == plover.Coerce && slices.Contains(a.Sense.Contexts, "economic") {
		return true
	}
	if !slices.Contains(m.Modes, "arrest") && !slices.Contains(m.Modes, "abduct") || m.Place == nil || m.Place.Country != m.Actors[0].Country {
		return false
	}
	return slices.Contains(m.Actors[0].Sectors, "COP") || slices.Contains(m.Actors[0].Sectors, "JUD")
}

// stateOf is the first party's country if it is a state's.
func stateOf(ps []tocsin.Party) string {
	if len(ps) == 0 || plover.ValidInternational(ps[0].Country) {
		return ""
	}
	return ps[0].Country
}
