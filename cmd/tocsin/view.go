package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"tocsin/locale"

	"charm.land/lipgloss/v2"

	"tocsin"
)

// view prints records for people. Styles are always written; the writer
// beneath drops what the terminal, a pipe or NO_COLOR does not want.
type view struct {
	w     io.Writer
	words locale.Catalog
	width int // columns to wrap at
	err   error
}

// newView is a view on a terminal that writes to w, a buffer before it.
func (t *terminal) newView(w io.Writer) *view {
	return &view{w: w, words: t.words, width: columns(t.out)}
}

var _ io.Writer = (*view)(nil)

// Write remembers the first error, so that the caller checks once.
func (v *view) Write(b []byte) (int, error) {
	if v.err != nil {
		return 0, v.err
	}
	n, err := v.w.Write(b)
	v.err = err
	return n, err
}

func bold(s string) string  { return lipgloss.NewStyle().Bold(true).Render(s) }
func faint(s string) string { return lipgloss.NewStyle().Faint(true).Render(s) }

// tint colours an event by its quad: cooperation green, words of conflict
// yellow, deeds of conflict red. The words say the same.
func tint(quad, s string) string {
	colour := map[string]string{"verbal cooperation": "10", "material cooperation": "2", "verbal conflict": "3", "material conflict": "9"}[quad]
	return lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color(colour)).Render(s)
}

// report prints one report: first what is news, then Background.
func (v *view) report(rep tocsin.Report, ms []tocsin.Mention) {
	title := rep.Title
	if title == "" {
		title = string(rep.ID)
	}
	fmt.Fprintln(v, bold(title))
	fmt.Fprintln(v, faint(strings.Join(nonEmpty(rep.Publisher, rep.Published.String()+how(rep, "published"), rep.URL), " · ")))
	var news, past []tocsin.Mention
	for _, m := range ms {
		if m.Background {
			past = append(past, m)
		} else {
			news = append(news, m)
		}
	}
	if len(ms) == 0 {
		fmt.Fprintln(v, "\n  "+v.words.Text("No events found."))
	}
	v.mentions(news)
	if len(past) > 0 {
		fmt.Fprintln(v, "\n"+bold(v.words.Text("Background"))+faint("  "+v.words.Text("told as history, not news")))
		v.mentions(past)
	}
	fmt.Fprintln(v)
}

// how says where a field was found, if that is not plain.
func how(rep tocsin.Report, field string) string {
	if f := rep.Found[field]; f != "" && f != "given" {
		return " (" + f + ")"
	}
	return ""
}

func nonEmpty(s ...string) []string {
	var out []string
	for _, x := range s {
		if x != "" {
			out = append(out, x)
		}
	}
	return out
}

// mentions prints each sentence once, with its events under it.
func (v *view) mentions(ms []tocsin.Mention) {
	last := -1
	for i, m := range ms {
		if m.Sentence.Index != last {
			last = m.Sentence.Index
			var here []tocsin.Mention
			for _, n := range ms[i:] {
				if n.Sentence.Index == last {
					here = append(here, n)
				}
			}
			fmt.Fprintln(v, "\n"+lipgloss.Wrap(marked(m.Sentence, here), v.width, " "))
		}
		v.mention(m)
	}
}

// marked is the sentence with the words that name its events in bold.
func marked(s tocsin.Sentence, ms []tocsin.Mention) string {
	rs := []rune(s.Text)
	var b strings.Builder
	at := 0
	for _, m := range ms {
		from, to := m.Trigger.Start-s.Start, m.Trigger.End-s.Start
		if from < at || to > len(rs) {
			continue
		}
		b.WriteString(string(rs[at:from]) + bold(string(rs[from:to])))
		at = to
	}
	return b.String() + string(rs[at:])
}

func (v *view) mention(m tocsin.Mention) {
	head := m.Type
	if len(m.Modes) > 0 {
		head += " " + strings.Join(m.Modes, ", ")
	}
	fmt.Fprintf(v, "  %s  %s\n", tint(m.Quad, head), faint(strings.Join(nonEmpty(v.words.Text(m.Quad), code("CAMEO ", m.CAMEO), strings.Join(m.Contexts, ", ")), " · ")))
	v.row("who", parties(m.Actors))
	v.row("to whom", parties(m.Recipients))
	if t := m.Time; t != nil {
		v.row("when", v.interval(t.First, t.Last)+faint("  “"+t.Text+"”, "+v.words.Text(string(t.Basis))))
	}
	if p := m.Place; p != nil {
		v.row("where", strings.Join(nonEmpty(p.Name, p.Country), ", ")+faint("  "+v.words.Text(string(p.Precision))))
	}
	for _, q := range m.Quantities {
		v.row("how many", v.measure(q))
	}
	for _, c := range m.Claims {
		v.row("says", v.claim(c))
	}
	if len(m.Framing) > 0 {
		var words []string
		for _, f := range m.Framing {
			words = append(words, "“"+f.Text+"”")
		}
		v.row("loaded", strings.Join(words, ", "))
	}
}

func (v *view) row(label, s string) {
	if s != "" {
		fmt.Fprintf(v, "    %s %s\n", faint(fmt.Sprintf("%-9s", v.words.Text(label))), s)
	}
}

func code(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// parties lists names, or the words of the text where no name is known.
func parties(ps []tocsin.Party) string {
	var out []string
	for _, p := range ps {
		name := p.Name
		if name == "" {
			name = p.Text
		}
		if tag := strings.Join(nonEmpty(p.Country, strings.Join(p.Sectors, " ")), " "); tag != "" {
			name += " " + faint("["+tag+"]")
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

func (v *view) interval(first, last tocsin.Day) string {
	if first == last {
		return first.String()
	}
	return first.String() + v.words.Text(" to ") + last.String()
}

// measure prints a quantity with its bound in words.
func (v *view) measure(q tocsin.Measure) string {
	word := map[tocsin.Bound]string{
		tocsin.About: "about ", tocsin.AtLeast: "at least ", tocsin.MoreThan: "more than ",
		tocsin.AtMost: "at most ", tocsin.LessThan: "less than ", tocsin.Indefinite: "several: at least ",
	}[q.Bound]
	n := ""
	switch {
	case q.Low != nil && q.High != nil && *q.Low != *q.High:
		n = number(*q.Low) + v.words.Text(" to ") + number(*q.High)
	case q.Low != nil:
		n = number(*q.Low)
	case q.High != nil:
		n = number(*q.High)
	}
	s := v.words.Text(word) + n + " " + q.Unit + faint("  "+v.words.Text(q.What))
	if len(q.Names) > 0 {
		s += ": " + strings.Join(q.Names, ", ")
	}
	return s
}

// number groups thousands; fractions are kept.
func number(x float64) string {
	s := strconv.FormatFloat(x, 'f', -1, 64)
	whole, frac, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	return whole
}

// claim prints who holds what status, in which words.
func (v *view) claim(c tocsin.Claim) string {
	who := v.words.Text("the report itself")
	if c.Holder.Kind != tocsin.Narrator {
		who = c.Holder.Name
		if who == "" && c.Holder.Segment != nil {
			who = c.Holder.Text
		}
		if c.Holder.Kind == tocsin.Unnamed {
			who += " " + v.words.Text("(unnamed)")
		}
		if c.Holder.Country != "" {
			who += " " + faint("["+c.Holder.Country+"]")
		}
	}
	s := who + ": " + bold(v.words.Text(string(c.Status)))
	var by []string
	if c.Cue != nil {
		by = append(by, "“"+c.Cue.Text+"”")
	}
	if c.Quoted {
		by = append(by, v.words.Text("in quotation marks"))
	}
	if c.SaidOn != nil {
		by = append(by, v.words.Textf("said on %s", c.SaidOn))
	}
	if c.RelayedBy != "" {
		by = append(by, v.words.Textf("relayed by %s", c.RelayedBy))
	}
	if len(by) > 0 {
		s += faint("  " + strings.Join(by, ", "))
	}
	return s
}
