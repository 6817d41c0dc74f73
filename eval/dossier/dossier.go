// Package dossier measures the merging of reports on gold dossiers: several
// reports of one crisis with the events they tell, the claims compared, and
// which report copies which.
package dossier

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"tocsin"
)

// A Dossier is one crisis.
type Dossier struct {
	ID          string       `json:"id"`
	Reports     []Report     `json:"reports"`
	Events      []Event      `json:"events"`
	Comparisons []Comparison `json:"comparisons"`
	NotSame     [][2]string  `json:"not_same"`
	Dyads       [][2]string  `json:"dyads"`
	Ladder      []Rung       `json:"ladder"`
	Alerts      []Alert      `json:"alerts"`
}

// A Report is one report with what is known of its origin.
type Report struct {
	tocsin.Report
	CopyOf *tocsin.ReportID `json:"copy_of"`
	Noise  bool             `json:"noise"` // of something else altogether
}

// An Event is one event with its mentions.
type Event struct {
	ID          string     `json:"id"`
	Type        string     `json:"type"`
	Actors      []string   `json:"actors"`
	Recipients  []string   `json:"recipients"`
	First       tocsin.Day `json:"first"`
	Last        tocsin.Day `json:"last"`
	Background  bool       `json:"background"`
	Status      string     `json:"status_final"`
	Articles    int        `json:"articles"`
	Independent int        `json:"independent_sources"`
	Mentions    []Mention  `json:"mentions"`
}

// A Mention is a sentence of a report that tells the event.
type Mention struct {
	Report   tocsin.ReportID `json:"report"`
	Sentence string          `json:"sentence"`
	Trigger  string          `json:"trigger"`

	start, end int // of the sentence in code points of the report's text
	from, to   int // of the trigger
}

// A Comparison is the claims on one number of an event.
type Comparison struct {
	Event     string        `json:"event"`
	What      string        `json:"what"`
	Unit      string        `json:"unit"`
	Claims    []Claim       `json:"claims"`
	Relations []tocsin.Pair `json:"relations"`
}

// A Claim is one voice on a number.
type Claim struct {
	Report tocsin.ReportID `json:"report"`
	Holder string          `json:"holder"`
	Low    *float64        `json:"low"`
	High   *float64        `json:"high"`
	Bound  tocsin.Bound    `json:"bound"`
}

// Read reads a dossier. The error names the file and wraps
// [tocsin.ErrInvalid] if a sentence or trigger is not in its report.
func Read(file string) (*Dossier, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("dossier: %w", err)
	}
	d, err := Parse(b)
	if err != nil {
		return nil, fmt.Errorf("dossier: %s: %w", file, err)
	}
	return d, nil
}

// Parse is [Read] for the bytes of a file.
func Parse(b []byte) (*Dossier, error) {
	d := &Dossier{}
	if err := json.Unmarshal(b, d); err != nil {
		return nil, fmt.Errorf("%w: %w", tocsin.ErrInvalid, err)
	}
	texts := map[tocsin.ReportID]string{}
	for _, r := range d.Reports {
		texts[r.ID] = r.Text
	}
	for i := range d.Events {
		for j := range d.Events[i].Mentions {
			m := &d.Events[i].Mentions[j]
			if err := m.locate(texts[m.Report]); err != nil {
				return nil, fmt.Errorf("event %s: report %s: %w", d.Events[i].ID, m.Report, err)
			}
		}
	}
	return d, nil
}

func (m *Mention) locate(text string) error {
	at := strings.Index(text, m.Sentence)
	if at < 0 {
		return fmt.Errorf("no sentence %.40q: %w", m.Sentence, tocsin.ErrInvalid)
	}
	m.start = utf8.RuneCountInString(text[:at])
	m.end = m.start + utf8.RuneCountInString(m.Sentence)
	in := strings.Index(m.Sentence, m.Trigger)
	if in < 0 {
		return fmt.Errorf("no trigger %q: %w", m.Trigger, tocsin.ErrInvalid)
	}
	m.from = m.start + utf8.RuneCountInString(m.Sentence[:in])
	m.to = m.from + utf8.RuneCountInString(m.Trigger)
	return nil
}
