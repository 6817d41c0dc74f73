package events

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"tocsin"
)

// ReadMUC reads stories with their templates, one JSON object a line or in one
// array. Kept are stories with a template of an attack, a bombing, a
// kidnapping or arson. The templates name no country: it is taken from the
// words of the story, see [nations].
func ReadMUC(r io.Reader) ([]Case, error) {
	dec := json.NewDecoder(r)
	var out []Case
	for n := 1; ; n++ {
		var x mucStory
		err := dec.Decode(&x)
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("events: story %d: %w: %w", n, tocsin.ErrInvalid, err)
		}
		if c, ok := x.story(); ok {
			out = append(out, c)
		}
	}
}

// mucStory is a story. A template lists things, a thing its mentions, a
// mention its words and place.
type mucStory struct {
	ID        string `json:"docid"`
	Text      string `json:"doctext"`
	Templates []struct {
		Type   string    `json:"incident_type"`
		Target [][][]any `json:"Target"`
		Victim [][][]any `json:"Victim"`
	} `json:"templates"`
}

func (x *mucStory) story() (Case, bool) {
	c := Case{ID: x.ID, Text: x.Text, Lang: "en"}
	for _, t := range x.Templates {
		if !slices.ContainsFunc([]string{"attack", "bombing", "kidnapping", "arson"}, func(w string) bool { return strings.Contains(t.Type, w) }) {
			continue
		}
		for _, thing := range append(slices.Clone(t.Target), t.Victim...) {
			for _, mention := range thing {
				if len(mention) == 0 {
					continue
				}
				if words, ok := mention[0].(string); ok {
					c.Harmed = appendNew(c.Harmed, headWord(words))
				}
			}
		}
		c.Gold = []Event{{Types: []string{"ASSAULT"}}}
	}
	c.Countries = nations(x.Text)
	return c, len(c.Gold) > 0
}

func appendNew(list []string, w string) []string {
	if w == "" || slices.Contains(list, w) {
		return list
	}
	return append(list, w)
}

// headWord is the last word of a noun phrase before its first preposition,
// lower case: "the mayor of Lima": mayor.
func headWord(phrase string) string {
	head := ""
	for _, w := range words(phrase) {
		switch w {
		case "of", "in", "at", "from", "for", "near", "on", "with", "who", "that":
			if head != "" {
				return head
			}
		}
		head = w
	}
	return head
}

// words are the letters and digits of a text, lower case.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// latin are stems by which stories of the corpus name the countries of its
// region; the corpus covers no other.
func latin() [][2]string {
	return [][2]string{
		{"salvador", "SLV"}, {"guatemal", "GTM"}, {"hondur", "HND"}, {"nicaragua", "NIC"}, {"managua", "NIC"},
		{"costa ric", "CRI"}, {"panama", "PAN"}, {"colombia", "COL"}, {"bogota", "COL"}, {"medellin", "COL"},
		{"venezuela", "VEN"}, {"caracas", "VEN"}, {"ecuador", "ECU"}, {"quito", "ECU"}, {"peru", "PER"}, {"lima", "PER"},
		{"bolivia", "BOL"}, {"la paz", "BOL"}, {"chile", "CHL"}, {"argentin", "ARG"}, {"buenos aires", "ARG"},
		{"uruguay", "URY"}, {"paraguay", "PRY"}, {"brazil", "BRA"}, {"mexic", "MEX"}, {"cuba", "CUB"}, {"havana", "CUB"},
		{"haiti", "HTI"}, {"dominican", "DOM"}, {"tegucigalpa", "HND"},
	}
}

// nations are the countries of the region that a story names most often: one,
// or more that are named equally often.
func nations(text string) []string {
	text = " " + strings.Join(words(text), " ")
	counts := map[string]int{}
	for _, p := range latin() {
		counts[p[1]] += strings.Count(text, " "+p[0])
	}
	best := 1
	var out []string
	for _, p := range latin() {
		switch n := counts[p[1]]; {
		case n > best:
			best, out = n, []string{p[1]}
		case n == best:
			out = appendNew(out, p[1])
		}
	}
	return out
}
