package eval

import (
	"fmt"
	"slices"
	"strings"

	"tocsin"
)

// A field is one question that a matched mention answers right or wrong. The
// answer is a canonical string; "" means that the record has nothing there.
type field struct {
	name string
	of   func(*tocsin.Mention) string
	opt  bool // not asked where neither side has anything
}

// fields lists the questions in the order they are printed.
func fields() []field {
	return []field{
		{"actors", func(m *tocsin.Mention) string { return countries(m.Actors) }, false},
		{"recipients", func(m *tocsin.Mention) string { return countries(m.Recipients) }, false},
		{"actor_sectors", func(m *tocsin.Mention) string { return sectors(m.Actors) }, false},
		{"recipient_sectors", func(m *tocsin.Mention) string { return sectors(m.Recipients) }, false},
		{"modes", func(m *tocsin.Mention) string { return set(slices.Clone(m.Modes)) }, false},
		{"holders", holders, false},
		{"status", statuses, false},
		{"background", func(m *tocsin.Mention) string { return fmt.Sprint(m.Background) }, false},
		{"time", when, true},
		{"place", where, true},
		{"quantities", quantities, true},
	}
}

// set joins the distinct members of xs in order; an empty set is "".
func set(xs []string) string {
	slices.Sort(xs)
	return strings.Join(slices.Compact(xs), " | ")
}

func countries(ps []tocsin.Party) string {
	var out []string
	for _, p := range ps {
		out = append(out, "<"+firstOf(p.Country, p.Name, p.Text)+">")
	}
	return set(out)
}

func sectors(ps []tocsin.Party) string {
	var out []string
	for _, p := range ps {
		primary := ""
		if len(p.Sectors) > 0 {
			primary = p.Sectors[0]
		}
		out = append(out, p.Country+"/"+primary)
	}
	return set(out)
}

// voice is the holder as scores see it: the narrator, or a country.
func voice(h tocsin.Holder) string {
	if h.Kind == tocsin.Narrator {
		return "narrator"
	}
	return "by " + h.Country
}

func holders(m *tocsin.Mention) string {
	var out []string
	for _, c := range m.Claims {
		out = append(out, voice(c.Holder))
	}
	return set(out)
}

func statuses(m *tocsin.Mention) string {
	var out []string
	for _, c := range m.Claims {
		out = append(out, string(c.Status))
	}
	return set(out)
}

func claims(m *tocsin.Mention) string {
	var out []string
	for _, c := range m.Claims {
		out = append(out, voice(c.Holder)+" "+string(c.Status))
	}
	return set(out)
}

func when(m *tocsin.Mention) string {
	if m.Time == nil {
		return ""
	}
	return m.Time.First.String() + "/" + m.Time.Last.String()
}

// where: a place of no country is as good as no place to the score's question,
// which is about the country, but a place in some country differs from both.
func where(m *tocsin.Mention) string {
	if m.Place == nil {
		return ""
	}
	return m.Place.Country
}

func quantities(m *tocsin.Mention) string {
	var out []string
	for _, q := range m.Quantities {
		out = append(out, q.What+" "+limit(q.Low)+".."+limit(q.High)+" "+string(q.Bound))
	}
	return set(out)
}

func limit(x *float64) string {
	if x == nil {
		return ""
	}
	return fmt.Sprint(*x)
}

func firstOf(xs ...string) string {
	for _, x := range xs {
		if x != "" {
			return x
		}
	}
	return ""
}
