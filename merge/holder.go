package merge

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tocsin"
)

// A voice is a holder as one claim names it.
type voice struct {
	name    string
	kind    tocsin.Kind
	country string
	sectors string
	lang    string
	words   []string // of the name, without titles and accents
}

// voices maps the names of holders to the name under which each is told: the
// fullest. "President Maduro" is "Nicolás Maduro", and a ministry in one
// language is that in another if it is of the same country and sectors.
func (g *Group) voices() map[string]string {
	all := g.allVoices()
	slices.SortFunc(all, func(a, b voice) int {
		return cmp.Or(len(b.words)-len(a.words), cmp.Compare(a.name, b.name), cmp.Compare(a.lang, b.lang), cmp.Compare(a.country, b.country), cmp.Compare(a.sectors, b.sectors))
	})
	out := map[string]string{}
	for i := range all {
		if _, done := out[all[i].name]; done {
			continue
		}
		out[all[i].name] = all[i].name
		found := map[string]bool{}
		for j := range i {
			if all[i].alike(&all[j]) {
				found[out[all[j].name]] = true
			}
		}
		if len(found) == 1 { // what could be two is neither
			for name := range found {
				out[all[i].name] = name
			}
		}
	}
	return out
}

// allVoices are the holders of all claims but the narrators', each once.
func (g *Group) allVoices() []voice {
	var all []voice
	type key struct{ name, kind, country, sectors, lang string }
	seen := map[key]bool{}
	for _, p := range g.profiles {
		for i := range p.m.Claims {
			c := &p.m.Claims[i]
			if c.Holder.Kind == tocsin.Narrator {
				continue
			}
			v := voice{name: p.holder(c), kind: c.Holder.Kind, country: c.Holder.Country, sectors: strings.Join(c.Holder.Sectors, " "), lang: p.m.Report.Lang}
			if k := (key{v.name, string(v.kind), v.country, v.sectors, v.lang}); !seen[k] {
				seen[k] = true
				v.read(g.titles)
				all = append(all, v)
			}
		}
	}
	return all
}

// read sets the words of a voice's name.
func (v *voice) read(titles map[string]bool) {
	for w := range strings.FieldsFuncSeq(plain(v.name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !titles[w] {
			v.words = append(v.words, w)
		}
	}
}

// alike reports whether two names are of one holder: a person's shorter name
// is part of the longer one and ends like it.
func (v *voice) alike(w *voice) bool {
	switch {
	case v.kind != w.kind || v.country != w.country && v.country != "" && w.country != "":
		return false
	case v.kind == tocsin.Person && len(v.words) > 0 && len(w.words) > 0:
		part := !slices.ContainsFunc(v.words, func(x string) bool { return !slices.Contains(w.words, x) })
		return part && v.words[len(v.words)-1] == w.words[len(w.words)-1]
	case slices.Equal(v.words, w.words) && len(v.words) > 0:
		return true // with and without accents
	case v.kind == tocsin.Government || v.kind == tocsin.Organisation:
		return v.lang != w.lang && v.country != "" && v.country == w.country && v.sectors != "" && v.sectors == w.sectors
	}
	return false
}

// plain is a text in lower case without accents.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}
