package watch

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tocsin"
)

// A Problem is what is wrong with one field of a situation, so that a form can
// say so beside it.
type Problem struct {
	Field string `json:"field"` // name, title, dyads, places, words, visibility, embargo or rules
	Code  string `json:"code"`  // stable; the texts stand under problem.CODE in the tables
	Value string `json:"value"` // what is wrong
	index int    // of the rule
}

// Error says it in English; [Words.Problem] says it in other languages.
func (p Problem) Error() string { return p.Field + ": " + english().Problem(p) }

// Problems are what is wrong with a situation; as an error they wrap
// [tocsin.ErrInvalid].
type Problems []Problem

// Error says the first one.
func (ps Problems) Error() string {
	parts := make([]string, len(ps))
	for i, p := range ps {
		parts[i] = p.Error()
	}
	return strings.Join(parts, "; ")
}

// Unwrap gives [tocsin.ErrInvalid].
func (Problems) Unwrap() error { return tocsin.ErrInvalid }

// err is nil without problems.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// The most that a situation may hold: a form is typed by people, and every
// page looks at all of it.
const (
	mostText  = 200 // characters of a title, a name or a word
	mostItems = 100 // dyads, places, words
)

// Problems checks a situation; defaults need not be filled in.
func (s *Situation) Problems() Problems {
	var ps Problems
	add := func(field, code, value string) { ps = append(ps, Problem{Field: field, Code: code, Value: value}) }
	if !isName(s.Name) {
		add("name", "form", s.Name)
	}
	for _, t := range []struct{ field, text string }{{"name", s.Name}, {"title", s.Title}, {"words", strings.Join(s.Words[:min(1, len(s.Words))], "")}} {
		if len([]rune(t.text)) > mostText {
			add(t.field, "length", fmt.Sprint(mostText))
		}
	}
	if len(s.Dyads) == 0 && len(s.Places) == 0 {
		add("dyads", "needed", "")
	}
	for _, n := range []struct {
		field string
		n     int
	}{{"dyads", len(s.Dyads)}, {"places", len(s.Places)}, {"words", len(s.Words)}} {
		if n.n > mostItems {
			add(n.field, "most", fmt.Sprint(mostItems))
		}
	}
	if slices.Contains(s.Words, "") {
		add("words", "empty", "")
	}
	if !slices.Contains(Visibilities(), cmp.Or(s.Visibility, Public)) {
		add("visibility", "choice", s.Visibility)
	}
	if s.Embargo < 0 || s.Embargo > mostDaysBack {
		add("embargo", "range", fmt.Sprint(s.Embargo))
	}
	return slices.Concat(ps, s.countryProblems(), s.ruleProblems())
}

func (s *Situation) countryProblems() (ps Problems) {
	for _, d := range s.Dyads {
		pair := d[0] + "," + d[1]
		switch {
		case !isCountry(d[0]) || !isCountry(d[1]):
			ps = append(ps, Problem{Field: "dyads", Code: "country", Value: pair})
		case d[0] == d[1]:
			ps = append(ps, Problem{Field: "dyads", Code: "same", Value: pair})
		}
	}
	for _, p := range s.Places {
		if !isCountry(p) {
			ps = append(ps, Problem{Field: "places", Code: "country", Value: p})
		}
	}
	return ps
}

// mostDaysBack is how far a rule or an embargo may reach.
const mostDaysBack = 3660

func (s *Situation) ruleProblems() (ps Problems) {
	kinds := map[string]bool{}
	for i, r := range s.Rules {
		code, value := r.problem()
		if kinds[r.Kind] {
			code, value = "twice", r.Kind
		}
		kinds[r.Kind] = true
		if code != "" {
			ps = append(ps, Problem{"rules", code, value, i})
		}
	}
	return ps
}

// problem is the code of what is wrong with a rule as it would be with its
// defaults; empty if nothing is.
func (r Rule) problem() (code, value string) {
	if _, ok := Defaults(r.Kind); !ok {
		return "kind", r.Kind
	}
	for _, v := range []int{r.Window, r.Memory, r.Floor, r.Hold} {
		if v < 0 || v > mostDaysBack {
			return "range", fmt.Sprintf("%s: %d", r.Kind, v)
		}
	}
	r.fill()
	probability := slices.Contains([]string{kindRatio, kindSurprise, kindChange}, r.Kind)
	for _, v := range []float64{r.Threshold, r.Release} {
		if v != v || v < 0 || probability && v >= 1 {
			return "range", fmt.Sprintf("%s: %g", r.Kind, v)
		}
	}
	if !r.eases() {
		return "release", fmt.Sprintf("%s: %g, %g", r.Kind, r.Release, r.Threshold)
	}
	return "", ""
}

// complete fills in the defaults of a situation without problems.
func (s *Situation) complete(origin string) {
	s.Title = cmp.Or(s.Title, s.Name)
	s.Visibility = cmp.Or(s.Visibility, Public)
	s.Origin = origin
	for i, w := range s.Words {
		s.Words[i] = strings.ToLower(w)
	}
	if len(s.Rules) == 0 {
		s.Rules = DefaultRules()
	}
	for i := range s.Rules {
		s.Rules[i].fill()
	}
}

// fill puts the defaults of its kind into the zero fields of a rule.
func (r *Rule) fill() {
	d, _ := Defaults(r.Kind)
	r.Window, r.Memory = cmp.Or(r.Window, d.Window), cmp.Or(r.Memory, d.Memory)
	r.Floor, r.Hold = cmp.Or(r.Floor, d.Floor), cmp.Or(r.Hold, d.Hold)
	r.Threshold = cmp.Or(r.Threshold, d.Threshold)
	if r.Release == 0 {
		if r.Release = d.Release; !r.eases() {
			r.Release = r.Threshold
		}
	}
}

// eases reports whether the release is no harder to reach than the threshold.
func (r *Rule) eases() bool {
	if r.Kind == kindSurprise {
		return r.Release >= r.Threshold
	}
	return r.Release <= r.Threshold
}
