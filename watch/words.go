package watch

import (
	"embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"tocsin"
	"tocsin/internal/tsv"
	"tocsin/store"
)

//go:embed data/*.tsv
var tables embed.FS

// Words are the package's own words in one language: what alerts, indicators
// and problems say. Sentences of reports are never in them.
type Words struct {
	text    map[string]string
	decimal string // mark of fractions
}

// LoadWords reads the words of a language. The error wraps
// [tocsin.ErrLanguage] if there are none, and names file and line of a bad
// table.
func LoadWords(lang string) (*Words, error) {
	name := lang + ".tsv"
	text, err := tsv.Text(tables, name)
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	w := &Words{text: map[string]string{}}
	err = tsv.Rows(name, text, 2, func(f []string) error {
		if _, dup := w.text[f[0]]; dup || f[1] == "" {
			return fmt.Errorf("%q stands twice or for nothing: %w", f[0], tocsin.ErrInvalid)
		}
		w.text[f[0]] = f[1]
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	w.decimal = w.Text("decimal")
	return w, nil
}

// english are the words in which alerts are kept. The table is part of the
// program; a test holds that it loads.
var english = sync.OnceValue(func() *Words {
	w, err := LoadWords("en")
	if err != nil {
		return &Words{decimal: "."}
	}
	return w
})

// Text is the text of a key, or the key where there is none.
func (w *Words) Text(key string) string {
	if t, ok := w.text[key]; ok {
		return t
	}
	return key
}

// fill puts values into the places {name} and {name:form} of a text. Forms are
// rung, pct (of a share), mid (the name of an action), a number of digits
// after the point, or none: as short as it goes.
func (w *Words) fill(text string, value func(name string) (any, bool)) string {
	var b strings.Builder
	for {
		head, rest, ok := strings.Cut(text, "{")
		b.WriteString(head)
		if !ok {
			return b.String()
		}
		place, tail, ok := strings.Cut(rest, "}")
		if !ok {
			b.WriteString("{" + rest)
			return b.String()
		}
		name, form, _ := strings.Cut(place, ":")
		if v, ok := value(name); ok {
			b.WriteString(w.form(v, form))
		} else {
			b.WriteString("?")
		}
		text = tail
	}
}

func (w *Words) form(v any, form string) string {
	f, number := v.(float64)
	if !number {
		return fmt.Sprint(v)
	}
	switch form {
	case "rung":
		return rungOf(f).String()
	case "mid":
		return w.Text("mid." + strconv.Itoa(int(f)))
	case "pct":
		return w.number(100*f, 0)
	case "":
		return w.short(f)
	}
	digits, err := strconv.Atoi(form)
	if err != nil {
		return w.short(f)
	}
	return w.number(f, digits)
}

func (w *Words) number(f float64, digits int) string {
	return strings.Replace(strconv.FormatFloat(f, 'f', digits, 64), ".", w.decimal, 1)
}

// short is a number with three digits that count, and whole ones in full.
func (w *Words) short(f float64) string {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.FormatFloat(f, 'f', 0, 64)
	}
	return strings.Replace(strconv.FormatFloat(f, 'g', 3, 64), ".", w.decimal, 1)
}

// numbered is a rung as a number: 2 to 5, and 1.1 to 1.4 for 1a to 1d.
func (r Rung) numbered() float64 {
	if r.Step == "" {
		return float64(r.Level)
	}
	return float64(r.Level) + float64(r.Step[len(r.Step)-1]-'a'+1)/10
}

// rungOf is the rung of a number.
func rungOf(f float64) Rung {
	r := Rung{Level: int(f)}
	if step := int(math.Round(10 * (f - math.Trunc(f)))); r.Level == 1 && step >= 1 && step <= 4 {
		r.Step = "1" + string(rune('a'+step-1))
	}
	return r
}

// Rule names a kind of rule.
func (w *Words) Rule(kind string) string { return w.Text("rule." + kind) }

// Field names a field of a form.
func (w *Words) Field(name string) string { return w.Text("field." + name) }

// Problem says what is wrong with a field, to stand beside it.
func (w *Words) Problem(p Problem) string {
	return w.fill(w.Text("problem."+p.Code), func(name string) (any, bool) { return p.Value, name == "value" })
}

// Headline says in one sentence what an alert rings for.
func (w *Words) Headline(a *store.Alert) string {
	label := a.Title
	if a.From != "" {
		label = w.fill(w.Text("towards"), ofAlert(a))
	}
	return w.Text("changed") + ": " + label + ": " + w.fill(w.Text(a.Rule+".headline"), ofAlert(a))
}

// Formula says how an alert was computed.
func (w *Words) Formula(a *store.Alert) string {
	return w.fill(w.Text(a.Rule+".formula"), ofAlert(a))
}

// Notice says what a notice tells: the headline, or that it holds no longer.
func (w *Words) Notice(n *store.Notice) string {
	headline := w.Headline(&n.Alert)
	if n.Kind != store.NoticeCancel {
		return headline
	}
	return w.fill(w.Text("back"), func(name string) (any, bool) {
		return map[string]any{"seen": n.Alert.Seen, "headline": headline}[name], true
	})
}

// ofAlert finds the values that the texts of an alert take: its inputs by
// name, its figures, parties and days.
func ofAlert(a *store.Alert) func(string) (any, bool) {
	return func(name string) (any, bool) {
		for _, in := range a.Inputs {
			if in.Name == name {
				return in.Value, true
			}
		}
		v, ok := map[string]any{"value": a.Value, "baseline": a.Baseline, "threshold": a.Threshold,
			"from": a.From, "to": a.To, "first": a.Window[0], "last": a.Window[1]}[name]
		return v, ok
	}
}
