package events

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"tocsin"
)

// merged are the types of older sets and those of PLOVER 2 that they became.
func merged(t string) []string {
	switch t {
	case "DEMAND":
		return []string{"REQUEST"}
	case "DISAPPROVE", "INVESTIGATE":
		return []string{"ACCUSE"}
	case "FIGHT":
		return []string{"ASSAULT"}
	case "YIELD":
		return []string{"CONCEDE", "RETREAT"}
	}
	return []string{t}
}

// gsrParties are the parties of a record: a list, or a text where there is none.
type gsrParties []struct {
	Text   string `json:"actorText"`
	Code   string `json:"code"`
	Sector string `json:"sector"`
}

// UnmarshalJSON takes a text for no party.
func (p *gsrParties) UnmarshalJSON(b []byte) error {
	*p = nil
	if len(b) > 0 && b[0] != '[' {
		return nil
	}
	type plain gsrParties
	return json.Unmarshal(b, (*plain)(p))
}

func (p gsrParties) sides() []Side {
	var out []Side
	for _, x := range p {
		s := Side{Text: x.Text, Country: x.Code}
		if x.Code == "JAP" {
			s.Country = "JPN" // a slip of the set
		}
		if len(x.Sector) >= 3 {
			s.Role = x.Sector[:3]
		}
		out = append(out, s)
	}
	return out
}

// ReadGSR reads the PLOVER gold records: a JSON array of sentences with one
// event each. Their dates are placeholders and are not read.
func ReadGSR(r io.Reader) ([]Case, error) {
	var recs []struct {
		ID     string     `json:"id"`
		Text   string     `json:"text"`
		Lang   string     `json:"language"`
		Event  string     `json:"event"`
		Source gsrParties `json:"source"`
		Target gsrParties `json:"target"`
	}
	if err := json.NewDecoder(r).Decode(&recs); err != nil {
		return nil, fmt.Errorf("events: %w: %w", tocsin.ErrInvalid, err)
	}
	var out []Case
	for i, x := range recs {
		if x.Text == "" || x.Event == "" {
			return nil, fmt.Errorf("events: record %d: no text or event: %w", i+1, tocsin.ErrInvalid)
		}
		c := Case{ID: x.ID, Text: x.Text, Lang: x.Lang}
		c.Gold = []Event{{Types: merged(x.Event), Source: x.Source.sides(), Target: x.Target.sides()}}
		out = append(out, c)
	}
	return out, nil
}

// ReadPLV reads a table of sentences: text, source, target, PLOVER type and
// quad, between tabs, below a header.
func ReadPLV(r io.Reader) ([]Case, error) {
	var out []Case
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		line := strings.TrimRight(in.Text(), "\r")
		if n == 1 || line == "" {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 4 || f[0] == "" || f[3] == "" {
			return nil, fmt.Errorf("events: line %d: want sentence, source, target, type: %w", n, tocsin.ErrInvalid)
		}
		out = append(out, Case{ID: fmt.Sprint(n), Text: f[0], Lang: "en",
			Gold: []Event{{Types: merged(f[3]), Source: []Side{{Text: f[1]}}, Target: []Side{{Text: f[2]}}}}})
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("events: %w: %w", tocsin.ErrInvalid, err)
	}
	return out, nil
}
