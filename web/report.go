package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/store"
)

// A mark says what a stretch of a report stands for in the record.
type mark struct {
	start, end int // code points
	kind       string
	mention    string
}

// A piece is a stretch of text under one mark, or under none.
type piece struct {
	Text    string
	Kind    string // trigger, actor, …; empty for plain text
	Mention string
	Lead    bool // the first piece of its mark: it carries the label
	Anchor  string
}

// A block is a stretch of the report that is kept, in pieces.
type block struct {
	Start  int
	Sents  []int // indices of the sentences with events that begin in it
	Pieces []piece
	Gap    bool // words before it are not kept
}

type reportData struct {
	Report   store.Report    `json:"report"`
	Blocks   []block         `json:"-"`
	Mentions []store.Mention `json:"mentions"`
	Copies   []store.Line    `json:"copies,omitempty"`
	Versions []store.Report  `json:"-"`
	Whole    bool            `json:"whole"` // all of the text is kept
	Marks    bool            `json:"-"`
}

// reportPage shows a report beside what was read in it.
func reportPage(r *request) (*answer, error) {
	rep, err := r.read.Report(r.ctx, tocsin.ReportID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	rep.Text = rep.Covered()
	d := reportData{Report: rep, Whole: rep.Text != "", Marks: r.form.Get("marks") != "off"}
	if d.Mentions, err = r.read.MentionsOf(r.ctx, rep.ID); err != nil {
		return nil, err
	}
	if rep.URL != "" {
		if d.Versions, err = r.read.Versions(r.ctx, rep.URL); err != nil {
			return nil, err
		}
	}
	if d.Copies, err = r.read.Lines(r.ctx, store.LineQuery{CopyOf: rep.ID}); err != nil {
		return nil, err
	}
	var marks []mark
	if d.Marks {
		marks = marksOf(d.Mentions)
	}
	d.Blocks = blocks(&rep, d.Mentions, marks)
	return &answer{view: "report", title: cmp.Or(rep.Title, string(rep.ID)), data: d}, nil
}

// marksOf are the stretches that the record points at.
func marksOf(ms []store.Mention) []mark {
	var out []mark
	for i := range ms {
		m := &ms[i].Mention
		add := func(kind string, s tocsin.Segment) {
			if s.End > s.Start {
				out = append(out, mark{s.Start, s.End, kind, m.ID})
			}
		}
		add("trigger", m.Trigger)
		for _, p := range m.Actors {
			add("actor", p.Segment)
		}
		for _, p := range m.Recipients {
			add("recipient", p.Segment)
		}
		if m.Time != nil {
			add("time", m.Time.Segment)
		}
		if m.Place != nil {
			add("place", m.Place.Segment)
		}
		for _, q := range m.Quantities {
			add("number", q.Segment)
		}
		for _, c := range m.Claims {
			if c.Holder.Segment != nil {
				add("holder", *c.Holder.Segment)
			}
		}
	}
	return out
}

// blocks cuts what is kept of a report: its paragraphs, or its excerpts.
func blocks(rep *store.Report, ms []store.Mention, marks []mark) []block {
	var out []block
	add := func(start int, text string, gap bool) {
		if strings.TrimSpace(text) != "" {
			out = append(out, block{Start: start, Sents: sentences(ms, start, start+len([]rune(text))), Pieces: pieces(start, text, marks), Gap: gap})
		}
	}
	if rep.Text != "" {
		at := 0
		for line := range strings.Lines(rep.Text) {
			add(at, strings.TrimRight(line, "\r\n"), false)
			at += len([]rune(line))
		}
		return out
	}
	end := 0
	for _, x := range rep.Excerpts {
		add(x.Start, x.Text, x.Start > end+2)
		end = x.End
	}
	return out
}

// sentences are the sentences with events that begin in a stretch.
func sentences(ms []store.Mention, start, end int) []int {
	var out []int
	for i := range ms {
		if s := ms[i].Sentence; s.Start >= start && s.Start < end && !slices.Contains(out, s.Index) {
			out = append(out, s.Index)
		}
	}
	return out
}

// pieces cuts text wherever a mark begins or ends. Where marks overlap, the
// shortest one shows.
func pieces(start int, text string, marks []mark) []piece {
	runes := []rune(text)
	end := start + len(runes)
	cuts := []int{start, end}
	var inside []mark
	for _, m := range marks {
		if m.start < end && m.end > start {
			inside = append(inside, m)
			cuts = append(cuts, max(m.start, start), min(m.end, end))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []piece
	var before *mark
	labelled := map[*mark]bool{}
	for i := range len(cuts) - 1 {
		m := innermost(inside, cuts[i])
		p := piece{Text: string(runes[cuts[i]-start : cuts[i+1]-start])}
		if strings.TrimSpace(p.Text) == "" {
			m = nil // a space between two marks belongs to neither
		}
		if m != nil {
			p.Kind, p.Mention, p.Lead = m.kind, m.mention, !labelled[m]
			labelled[m] = true
			if m.kind == "trigger" && m.start == cuts[i] {
				p.Anchor = "t-" + m.mention
			}
		}
		if before == m && len(out) > 0 {
			out[len(out)-1].Text += p.Text
		} else {
			out = append(out, p)
		}
		before = m
	}
	return out
}

// innermost is the shortest mark over a position, a trigger before others.
func innermost(marks []mark, at int) *mark {
	var best *mark
	for i := range marks {
		m := &marks[i]
		if at < m.start || at >= m.end {
			continue
		}
		if best == nil || m.end-m.start < best.end-best.start || m.end-m.start == best.end-best.start && m.kind == "trigger" && best.kind != "trigger" {
			best = m
		}
	}
	return best
}

// Anchor is the place in the page of a stretch of text.
func (b block) Anchor() string { return "c" + strconv.Itoa(b.Start) }
