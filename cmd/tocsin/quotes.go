package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"tocsin"
	"tocsin/pipeline"
)

type quotesCmd struct {
	inputs
	Format    string `enum:"table,jsonl" default:"table" help:"What to print: table, a view for people, or jsonl, one quotation a line."`
	Attitudes bool   `help:"Print what somebody only wants, likes or weighs as well: “backs the plan”."`
	Color     string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never. NO_COLOR is honoured."`
}

// Help says what is printed and gives examples.
func (quotesCmd) Help() string {
	return `For every quotation, direct or indirect: the words that name its source and the holder they stand for, the cue and how it puts it (said, claimed, admitted, denied, doubted, accused, asked, ordered, thought), what is said, the day and the medium. How it puts it is read from the cue: it is the report's word, not a verdict. Cues inside another quotation follow it, with its number as "within". Positions count Unicode code points of the text.

Examples:
  tocsin quotes --date 2025-08-20 report.txt
  tocsin quotes --format jsonl reports.jsonl | jq -r 'select(.stance == "denied") | .cue.text'`
}

// Run prints the quotations of every input.
func (c *quotesCmd) Run(t *terminal) error {
	out := t.styled(c.Color)
	err := c.work(t, c.saver(out, t))
	return errors.Join(err, out.Flush())
}

// saver returns the function that prints the quotations of a report.
func (c *quotesCmd) saver(out io.Writer, t *terminal) func(pipeline.Result) error {
	if c.Format == "table" {
		v := t.newView(out)
		return func(r pipeline.Result) error {
			v.quotes(r.Report, c.sayings(r))
			return v.err
		}
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return func(r pipeline.Result) error {
		for _, s := range c.sayings(r) {
			if err := enc.Encode(s); err != nil {
				return fmt.Errorf("write: %w", err)
			}
		}
		return nil
	}
}

// A saying is one quotation as it is printed.
type saying struct {
	Report   tocsin.ReportID  `json:"report"`
	Number   int              `json:"number"`   // from 1 in its report, in the order of the cues
	Sentence int              `json:"sentence"` // index of the cue's sentence
	Source   *tocsin.Segment  `json:"source"`   // null where it is only implied
	Holder   tocsin.Holder    `json:"holder"`
	Cue      tocsin.Segment   `json:"cue"`
	Lemma    string           `json:"lemma"`
	Stance   string           `json:"stance"` // said, claimed, admitted, denied, …: read from the cue
	Content  []tocsin.Segment `json:"content"`
	Quoted   []tocsin.Segment `json:"quoted"` // its parts inside quotation marks
	SaidOn   *tocsin.Day      `json:"said_on"`
	Medium   string           `json:"medium"`
	Relay    *tocsin.Segment  `json:"relayed_by"`
	Within   int              `json:"within"` // number of the quotation that it stands in; 0 for none
}

// sayings lists the quotations of a report. What was left out as an attitude
// holds no other.
func (c *quotesCmd) sayings(r pipeline.Result) []saying {
	m := pointMap{doc: r.Doc}
	number := map[int]int{}
	var out []saying
	for k := range r.Doc.Quotes {
		q := &r.Doc.Quotes[k]
		if !c.Attitudes && (q.Manner == "held" || q.Manner == "seemed") {
			continue
		}
		number[k] = len(out) + 1
		s := saying{
			Report: r.Report.ID, Number: len(out) + 1, Sentence: r.Doc.SentOf(q.Cue.Start), Source: m.optional(q.Source),
			Holder: m.holder(q), Cue: m.segment(q.Cue), Lemma: q.CueLemma, Stance: q.Manner,
			Content: m.segments(q.Content), Quoted: m.segments(q.Quoted), Medium: q.Medium, Relay: m.optional(q.Relay),
		}
		if q.SaidOn >= 0 {
			if day := r.Doc.Times[q.SaidOn].First; !day.IsZero() {
				s.SaidOn = &day
			}
		}
		out = append(out, s)
	}
	for k, n := range number {
		out[n-1].Within = number[r.Doc.Quotes[k].Outer]
	}
	return out
}

// A pointMap turns tokens into segments: bytes into code points, in one pass.
type pointMap struct {
	doc    *tocsin.Doc
	points []int // of the byte where each token starts, and ends
}

func (m *pointMap) segment(s tocsin.Span) tocsin.Segment {
	if m.points == nil {
		m.count()
	}
	return tocsin.Segment{Start: m.points[2*s.Start], End: m.points[2*s.End-1], Text: m.doc.Slice(s)}
}

func (m *pointMap) count() {
	m.points = make([]int, 2*len(m.doc.Tokens))
	at, n := 0, 0
	upTo := func(end int) int {
		if end < at { // tokens of one word share its bytes
			at, n = 0, 0
		}
		for range m.doc.Text[at:end] {
			n++
		}
		at = end
		return n
	}
	for i, t := range m.doc.Tokens {
		m.points[2*i], m.points[2*i+1] = upTo(t.Start), upTo(t.End)
	}
}

func (m *pointMap) segments(list []tocsin.Span) []tocsin.Segment {
	out := []tocsin.Segment{}
	for _, s := range list {
		out = append(out, m.segment(s))
	}
	return out
}

// optional is nil for no span.
func (m *pointMap) optional(s tocsin.Span) *tocsin.Segment {
	if s.IsZero() {
		return nil
	}
	out := m.segment(s)
	return &out
}

// holder is who stands behind a quotation; of private persons no name beyond
// the words of the text.
func (m *pointMap) holder(q *tocsin.Quote) tocsin.Holder {
	h := tocsin.Holder{Kind: q.Holder, Segment: m.optional(q.Source), Sectors: []string{}}
	if q.Party < 0 {
		return h
	}
	a := &m.doc.Actors[q.Party]
	if !a.Private {
		h.Name = a.Name
	}
	h.Country, h.Sectors = a.Country, append(h.Sectors, a.Sectors...)
	return h
}

// quotes prints the quotations of one report, each with its sentence's number.
func (v *view) quotes(rep tocsin.Report, list []saying) {
	title := rep.Title
	if title == "" {
		title = string(rep.ID)
	}
	fmt.Fprintln(v, bold(title))
	fmt.Fprintln(v, faint(strings.Join(nonEmpty(rep.Publisher, rep.Published.String()+how(rep, "published"), rep.URL), " · ")))
	if len(list) == 0 {
		fmt.Fprintln(v, "\n  No quotations found.")
	}
	for i := range list {
		v.quote(&list[i])
	}
	fmt.Fprintln(v)
}

func (v *view) quote(s *saying) {
	where := fmt.Sprintf("  %d", s.Number)
	if s.Within > 0 {
		where += fmt.Sprintf(", within %d", s.Within)
	}
	fmt.Fprintf(v, "\n%s  %s\n", bold(s.Stance), faint(strings.Join([]string{
		"“" + oneLine(s.Cue.Text) + "”", fmt.Sprintf("sentence %d", s.Sentence), fmt.Sprintf("at %d–%d", s.Cue.Start, s.Cue.End),
	}, " · ")+where))
	if s.Source != nil {
		v.row("source", oneLine(s.Source.Text))
	}
	v.row("holder", holderLine(s.Holder))
	for _, part := range s.Content {
		v.row("content", strings.ReplaceAll(lipgloss.Wrap(oneLine(part.Text), v.width-14, " "), "\n", "\n"+strings.Repeat(" ", 14)))
	}
	if s.SaidOn != nil {
		v.row("said on", s.SaidOn.String())
	}
	v.row("medium", s.Medium)
	if s.Relay != nil {
		v.row("relayed by", oneLine(s.Relay.Text))
	}
}

// oneLine is a text with its line breaks as spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// holderLine names the holder and says what is known of him.
func holderLine(h tocsin.Holder) string {
	parts := nonEmpty(h.Name, faint("["+strings.Join(nonEmpty(string(h.Kind), h.Country, strings.Join(h.Sectors, " ")), " ")+"]"))
	return strings.Join(parts, " ")
}
