package watch

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tocsin"
	"tocsin/store"
)

func loaded(t *testing.T, lang string) *Words {
	t.Helper()
	w, err := LoadWords(lang)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestTables: both languages say the same things with the same values.
func TestTables(t *testing.T) {
	en, es := loaded(t, "en"), loaded(t, "es")
	place := regexp.MustCompile(`\{[^}]*\}`)
	for key, text := range en.text {
		a, b := place.FindAllString(text, -1), place.FindAllString(es.text[key], -1)
		slices.Sort(a)
		slices.Sort(b)
		if es.text[key] == "" || !slices.Equal(a, b) {
			t.Errorf("%s: %v in English, %v in Spanish", key, a, b)
		}
	}
	for key := range es.text {
		if en.text[key] == "" {
			t.Errorf("%s is in Spanish only", key)
		}
	}
	for _, kind := range RuleKinds() {
		for _, key := range []string{"rule." + kind, kind + ".headline", kind + ".formula"} {
			if en.text[key] == "" {
				t.Errorf("no %s", key)
			}
		}
	}
	if _, err := LoadWords("xx"); err == nil {
		t.Error("words in no language")
	}
}

func TestFill(t *testing.T) {
	es := loaded(t, "es")
	value := func(name string) (any, bool) {
		v, ok := map[string]any{"n": 1234567.0, "x": 2.345, "r": 1.3, "code": 13.0, "s": "a {n}"}[name]
		return v, ok
	}
	for text, want := range map[string]string{
		"{n} and {x}": "1234567 and 2,35", "{x:1}": "2,3", "{x:pct} %": "235 %", "{r:rung}": "1c", "{code:mid}": "bloqueo", "{s}": "a {n}", "{none}": "?", "{open": "{open", "}": "}",
	} {
		if got := es.fill(text, value); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for _, r := range []Rung{{}, {Level: 1, Step: "1a"}, {Level: 1, Step: "1d"}, {Level: 4}} {
		if got := rungOf(r.numbered()); got != r {
			t.Errorf("%+v becomes %+v", r, got)
		}
	}
}

// crisis makes every rule ring that needs no years: talks, then a quiet
// month, then acts of conflict day by day, the dead among them.
func crisis() []tocsin.Event {
	out := several("CONSULT", -39, -20)
	for d := 22; d <= 30; d++ {
		out = append(out, several("ACCUSE", d, d)...)
		out = append(out, several("REJECT", d, d)...)
		out = append(out, several("PROTEST", d, d)...)
	}
	attack, dead := act("attack", "ASSAULT", 30, "XXA", "XXB", 4), 40.0
	attack.Comparisons = []tocsin.Comparison{{What: tocsin.WhatKilled, Claims: []tocsin.ValueClaim{{Low: &dead}}}}
	return append(append(out, attack), several("SANCTION", 30, 30)...)
}

// TestAlertWords: every rule that rings says so in both languages, with all
// its values, and forecasts nothing.
func TestAlertWords(t *testing.T) {
	kinds := slices.DeleteFunc(RuleKinds(), func(k string) bool { return k == kindFarrington })
	fs := Findings(with(kinds...), known(31, crisis()...))
	rang := map[string]bool{}
	for _, f := range fs {
		a := f.Alert
		rang[a.Rule] = f.Rings
		for _, lang := range []string{"en", "es"} {
			w := loaded(t, lang)
			for _, text := range []string{w.Headline(&a), w.Formula(&a), w.Notice(&store.Notice{Kind: store.NoticeCancel, Alert: a})} {
				if text == "" || strings.ContainsAny(text, "{}?") || strings.Contains(text, a.Rule+".") {
					t.Errorf("%s, %s: %s", a.Rule, lang, text)
				}
			}
		}
		if a.Headline != loaded(t, "en").Headline(&a) || !strings.Contains(loaded(t, "es").Headline(&a), "XXA hacia XXB") {
			t.Errorf("%s", a.Headline)
		}
	}
	for _, k := range kinds {
		if !rang[k] {
			t.Errorf("%s did not ring", k)
		}
	}
}

// TestReadingWords: every indicator has a name, a value and a formula in both
// languages.
func TestReadingWords(t *testing.T) {
	k := known(31, crisis()...)
	k.Since = day0.AddDays(-400)
	rs := Readings(with(), k)
	names := map[string]bool{}
	for i := range rs {
		names[rs[i].Name] = true
		for _, lang := range []string{"en", "es"} {
			name, text, formula := loaded(t, lang).Reading(&rs[i])
			if name == "reading."+rs[i].Name || text == "" || strings.HasPrefix(formula, "reading.") || strings.ContainsAny(text+formula, "{}?") {
				t.Errorf("%s in %s: %s | %s | %s", rs[i].Name, lang, name, text, formula)
			}
		}
	}
	for _, want := range []string{"ladder", "intensity sum", "intensity mean", "conflict ratio", "materiality", "reciprocity", "surprise", "EARS", "NB-CUSUM", "dead", "change point", "dispute of facts"} {
		if !names[want] {
			t.Errorf("no %s", want)
		}
	}
}

func TestArrow(t *testing.T) {
	attack, words := act("attack", "ASSAULT", 20, "XXA", "XXB", 4), act("words", "ACCUSE", 8, "XXA", "XXB", 0)
	for _, c := range []struct {
		day               int
		direction, reason string
		events            []tocsin.Event
	}{
		{22, Deteriorated, "level", []tocsin.Event{attack, words}},
		{30, Improved, "level", []tocsin.Event{attack, act("later", "CONSULT", 29, "XXB", "XXA", 0)}},
		{22, Unchanged, "none", nil},
		{14, Unchanged, "same", []tocsin.Event{words, act("before", "REJECT", 3, "XXA", "XXB", 0)}},
		{14, Deteriorated, "ratio", append(several("CONSULT", 1, 7), several("ACCUSE", 8, 14)...)},
		{14, Improved, "ratio", append(several("ACCUSE", 1, 7), several("CONSULT", 8, 14)...)},
	} {
		a := ArrowOf(with(), known(c.day, c.events...), 7)
		if a.Direction != c.direction || a.Reason != c.reason {
			t.Errorf("%+v, want %s for %s", a, c.direction, c.reason)
		}
		for _, lang := range []string{"en", "es"} {
			if text := loaded(t, lang).Arrow(&a); strings.ContainsAny(text, "{}?") || !strings.HasSuffix(text, ".") || loaded(t, lang).Text("arrow."+a.Direction) == "arrow."+a.Direction {
				t.Errorf("%s", text)
			}
		}
	}
}

// several are acts of a type, one a day.
func several(kind string, from, to int) (out []tocsin.Event) {
	for d := from; d <= to; d++ {
		out = append(out, act(fmt.Sprintf("%s%03d", kind, d+100), kind, d, "XXA", "XXB", 0))
	}
	return out
}
