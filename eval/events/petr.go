package events

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
)

// ReadPETR reads the validation sentences of the PETRARCH coders. The files
// look like XML but close some elements twice, so they are read line by line:
// a Sentence, its EventCoding elements, its Text.
func ReadPETR(r io.Reader) ([]Case, error) { return readPETR(r, "en") }

// ReadFight reads the same form with Spanish text, where a line may begin
// with an identifier and a bar.
func ReadFight(r io.Reader) ([]Case, error) {
	cases, err := readPETR(r, "es")
	for i := range cases {
		if _, text, ok := strings.Cut(cases[i].Text, " | "); ok {
			cases[i].Text = strings.TrimSpace(text)
		}
	}
	return cases, err
}

func readPETR(r io.Reader, lang string) ([]Case, error) {
	var out []Case
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	text := false
	for n := 1; in.Scan(); n++ {
		line := strings.TrimSpace(in.Text())
		switch {
		case strings.HasPrefix(line, "<Sentence "):
			c := Case{ID: attribute(line, "id"), Lang: lang}
			if d := attribute(line, "date"); len(d) == 8 {
				c.Day, _ = tocsin.ParseDay(d[:4] + "-" + d[4:6] + "-" + d[6:])
			}
			out = append(out, c)
		case len(out) == 0:
		case strings.HasPrefix(line, "<EventCoding "):
			e, ok, err := coding(line)
			if err != nil {
				return nil, fmt.Errorf("events: line %d: %w", n, err)
			}
			if ok {
				out[len(out)-1].Gold = append(out[len(out)-1].Gold, e)
			}
		case line == "<Text>":
			text = true
		case line == "</Text>":
			text = false
		case text:
			c := &out[len(out)-1]
			c.Text = strings.TrimSpace(c.Text + " " + html.UnescapeString(line))
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("events: %w: %w", tocsin.ErrInvalid, err)
	}
	return slices.DeleteFunc(out, func(c Case) bool { return c.Text == "" }), nil
}

// attribute is the value of name="value" in an element, or "".
func attribute(line, name string) string {
	_, rest, ok := strings.Cut(line, " "+name+`="`)
	if !ok {
		return ""
	}
	v, _, _ := strings.Cut(rest, `"`)
	return v
}

// coding reads one EventCoding; ok is false for one that says "no events".
func coding(line string) (e Event, ok bool, err error) {
	code, _, _ := strings.Cut(attribute(line, "eventcode"), "_")
	if attribute(line, "noevents") != "" || code == "" {
		return e, false, nil
	}
	if len(code) < 2 {
		return e, false, fmt.Errorf("event code %q: %w", code, tocsin.ErrInvalid)
	}
	e = Event{Root: code[:2], Source: sideOf(attribute(line, "sourcecode")), Target: sideOf(attribute(line, "targetcode"))}
	if x, ok := plover.FromCAMEO(code); ok {
		e.Types = []string{string(x.Type)}
	}
	return e, true, nil
}

// sideOf reads a CAMEO actor code: a country or international code of three
// letters, then roles; "---" is an unknown country.
func sideOf(code string) []Side {
	if len(code) < 3 {
		return nil
	}
	s := Side{Text: code, Country: code[:3]}
	switch {
	case s.Country == "---":
		s.Country = ""
	case plover.ValidSector(s.Country): // a role without a country
		return []Side{{Text: code, Role: s.Country}}
	}
	if rest := code[3:]; len(rest) >= 3 {
		s.Role = rest[:3]
	}
	if s.Country == "" && s.Role == "" {
		return nil
	}
	return []Side{s}
}
