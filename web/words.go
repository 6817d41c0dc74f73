package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"tocsin"
	"tocsin/internal/tsv"
	"tocsin/watch"
)

// words are the texts of the interface in one language. Sentences of reports
// are never among them: those stay as they were written.
type words struct {
	lang    string
	texts   map[string]string
	regions display.Namer
	watch   *watch.Words // what alerts, indicators and arrows say
}

// languages are those of the interface, the first is the default.
func languages() []string { return []string{"en", "es"} }

func loadWords() (map[string]*words, error) {
	out := map[string]*words{}
	for _, lang := range languages() {
		w := &words{lang: lang, texts: map[string]string{}, regions: display.Regions(language.Make(lang))}
		name := lang + ".tsv"
		text, err := tsv.Text(tables, name)
		if err == nil {
			err = tsv.Rows(name, text, 2, func(c []string) error {
				if _, twice := w.texts[c[0]]; twice {
					return fmt.Errorf("%s is there twice: %w", c[0], tocsin.ErrInvalid)
				}
				w.texts[c[0]] = c[1]
				return nil
			})
		}
		if err != nil {
			return nil, err
		}
		if w.watch, err = watch.LoadWords(lang); err != nil {
			return nil, err
		}
		out[lang] = w
	}
	return out, nil
}

// language is what the reader asked for: in the address, by an earlier
// choice, or in the browser.
func (s *Server) language(r *http.Request, form url.Values) *words {
	asked := form.Get("lang")
	if c, err := r.Cookie("lang"); asked == "" && err == nil {
		asked = c.Value
	}
	if w := s.words[asked]; w != nil {
		return w
	}
	tags, _, _ := language.ParseAcceptLanguage(r.Header.Get("Accept-Language")) // a bad header asks for nothing
	for _, t := range tags {
		base, _ := t.Base()
		if w := s.words[base.String()]; w != nil {
			return w
		}
	}
	return s.words[languages()[0]]
}

// choices are the preferences that an address can set, with their values.
func choices() map[string][]string {
	return map[string][]string{"lang": languages(), "theme": {"light", "dark", "auto"}, "keys": {"on", "off"}}
}

const year = 365 * 24 * 60 * 60

// remember keeps a preference that the address sets.
func remember(w http.ResponseWriter, form url.Values) {
	for name, values := range choices() {
		for _, v := range values {
			if form.Get(name) == v {
				http.SetCookie(w, &http.Cookie{Name: name, Value: v, Path: "/", MaxAge: year, HttpOnly: true, SameSite: http.SameSiteLaxMode})
			}
		}
	}
}

// choice is a preference of the reader, "" for none.
func (r *request) choice(name string) string {
	asked := r.form.Get(name)
	if c, err := r.Cookie(name); asked == "" && err == nil {
		asked = c.Value
	}
	for _, v := range choices()[name] {
		if v == asked {
			return v
		}
	}
	return ""
}

// T is the text of a key, with args put in as fmt does.
func (w *words) T(key string, args ...any) string {
	text, ok := w.texts[key]
	switch {
	case !ok:
		return key
	case len(args) > 0:
		return fmt.Sprintf(text, args...)
	}
	return text
}

// Label is the text of a value of a kind ("type", "ASSAULT"), or the value
// itself where the tables have none.
func (w *words) Label(kind string, value any) string {
	v := fmt.Sprint(value)
	if text, ok := w.texts[kind+"."+v]; ok {
		return text
	}
	return v
}

// Count is a number with its noun: "1 report", "3 reports".
func (w *words) Count(n int, noun string) string {
	if n == 1 {
		return w.Num(1) + " " + w.T(noun+".one")
	}
	return w.Num(float64(n)) + " " + w.T(noun+".many")
}

// Num writes a number with the signs of the language: 4,500,000.5 or
// 4.500.000,5.
func (w *words) Num(v any) string {
	var f float64
	switch x := v.(type) {
	case int:
		f = float64(x)
	case int64:
		f = float64(x)
	case float64:
		f = x
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if len(s) > 18 {
		s = strconv.FormatFloat(f, 'f', 2, 64)
	}
	sign := ""
	if s[0] == '-' {
		sign, s = "−", s[1:]
	}
	whole, part, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + w.T("number.group") + whole[i:]
	}
	if part != "" {
		whole += w.T("number.point") + part
	}
	return sign + whole
}

// Day writes a day as people do: 20 Aug 2025.
func (w *words) Day(d tocsin.Day) string {
	if d.IsZero() {
		return w.T("day.none")
	}
	return fmt.Sprintf("%d %s %d", d.Date, w.T("month."+strconv.Itoa(int(d.Month))), d.Year)
}

// Days writes the days of an act.
func (w *words) Days(first, last tocsin.Day) string {
	if first == last || last.IsZero() {
		return w.Day(first)
	}
	return w.Day(first) + " – " + w.Day(last)
}

// Country names a country by its ISO 3166-1 alpha-3 code, or one of the codes
// for what is no country.
func (w *words) Country(code string) string {
	if text, ok := w.texts["code."+code]; ok {
		return text
	}
	if r, err := language.ParseRegion(code); err == nil && r.IsCountry() {
		return cmp.Or(w.regions.Name(r), code)
	}
	return code
}
