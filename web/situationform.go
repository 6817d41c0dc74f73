package web

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tocsin/store"
	"tocsin/watch"
)

// A situationForm is what the form of a situation shows at first.
type situationForm struct {
	Name                        string // of the situation that is edited; empty for a new one
	Title, Dyads, Places, Words string
	Rules                       []string // kinds that are on
	Kinds                       []string
	Visibility                  string
	Visibilities                []string
	Embargo                     string // days
	Action                      string
}

// newSituationPage shows an empty form; an address may fill in a pair.
func newSituationPage(r *request) (*answer, error) {
	if !r.mayEdit() {
		return nil, errForbidden
	}
	f := situationForm{Dyads: r.form.Get("dyad"), Rules: []string{"ladder", "record"}, Kinds: watch.RuleKinds(), Visibility: watch.Public, Visibilities: watch.Visibilities(), Embargo: "0", Action: "/situations/new"}
	return &answer{view: "situationform", title: r.words.T("situation.new"), data: f}, nil
}

// editSituationPage shows the form of a situation that was made at the desk.
func editSituationPage(r *request) (*answer, error) {
	s, err := r.desks(r.PathValue("name"))
	if err != nil {
		return nil, err
	}
	f := situationForm{Name: s.Name, Title: s.Title, Kinds: watch.RuleKinds(), Visibility: s.Visibility, Visibilities: watch.Visibilities(), Embargo: strconv.Itoa(s.Embargo), Action: "/situations/" + s.Name + "/edit"}
	var dyads []string
	for _, d := range s.Dyads {
		dyads = append(dyads, d[0]+"-"+d[1])
	}
	f.Dyads, f.Places, f.Words = strings.Join(dyads, ", "), strings.Join(s.Places, ", "), strings.Join(s.Words, ", ")
	for _, k := range s.Rules {
		f.Rules = append(f.Rules, k.Kind)
	}
	return &answer{view: "situationform", title: r.words.T("situation.edit", s.Title), data: f}, nil
}

// desks is a situation that a form may change.
func (r *request) desks(name string) (watch.Situation, error) {
	switch {
	case !r.mayEdit():
		return watch.Situation{}, errForbidden
	case r.ofFile(name):
		return watch.Situation{}, errOfFile
	}
	return r.situation(name)
}

// errOfFile is the answer to a form for a situation of the file.
var errOfFile = errors.New("the situation stands in the file of situations")

// HasRule reports whether a kind of rule is ticked in the form.
func (v *view) HasRule(kind string, begin []string) bool {
	if v.sent("situation") {
		return slices.Contains(v.r.PostForm["rule"], kind)
	}
	return slices.Contains(begin, kind)
}

// createSituation makes a situation of a form.
func createSituation(r *request) (string, error) { return r.keepSituation("", newSituationPage) }

// changeSituation replaces a situation by what its form says.
func changeSituation(r *request) (string, error) {
	return r.keepSituation(r.PathValue("name"), editSituationPage)
}

func (r *request) keepSituation(name string, page pageFunc) (string, error) {
	var taken []string
	var old watch.Situation
	err := r.look(func() (err error) {
		if taken, err = r.situationNames(); err == nil && name != "" {
			old, err = r.desks(name)
		}
		return err
	})
	if err != nil {
		return "", err
	}
	s, f := r.readSituation(name, taken, &old)
	if len(f) == 0 {
		err = r.server.Store.Update(r.ctx, func(w store.Writer) error { return watch.Save(r.ctx, w, &s) })
		if err := r.told(err, f, map[string]string{"name": "title", "rules": "rule"}); err != nil {
			return "", err
		}
	}
	if len(f) > 0 {
		return "", &refused{f, page}
	}
	return "/situations/" + s.Name, nil
}

// reserved are the names that addresses use for something else.
func reserved() []string { return []string{"new"} }

// readSituation reads a form. What its old self has that no form shows stays.
func (r *request) readSituation(name string, taken []string, old *watch.Situation) (watch.Situation, flaws) {
	f := flaws{}
	s := *old
	s.Title = strings.TrimSpace(r.PostForm.Get("title"))
	s.Name = cmp.Or(name, slug(cmp.Or(r.PostForm.Get("name"), s.Title)))
	switch {
	case s.Title == "":
		f["title"] = r.words.T("flaw.title")
	case s.Name == "" || slices.Contains(reserved(), s.Name):
		f["title"] = r.words.T("flaw.name")
	case name == "" && slices.Contains(taken, s.Name):
		f["title"] = r.words.T("flaw.taken", s.Name)
	}
	s.Dyads, s.Places, s.Words = r.readDyads(f), r.readPlaces(f), split(r.PostForm.Get("words"))
	if len(s.Dyads)+len(s.Places) == 0 && f["dyads"] == "" && f["places"] == "" {
		f["dyads"] = r.words.T("flaw.empty")
	}
	s.Rules = r.readRules(f, old.Rules)
	s.Visibility, s.Author, s.Changed = r.PostForm.Get("visibility"), r.author(), r.server.Now().UTC()
	if days := strings.TrimSpace(r.PostForm.Get("embargo")); days != "" {
		var err error
		if s.Embargo, err = strconv.Atoi(days); err != nil {
			f["embargo"] = r.words.T("flaw.number")
		}
	}
	return s, f
}

// split cuts what a person wrote at commas, semicolons and ends of lines.
func split(text string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ';' || c == '\n' || c == '\r' }) {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}

// readDyads reads pairs such as NOR-ISL.
func (r *request) readDyads(f flaws) [][2]string {
	var out [][2]string
	for _, part := range split(r.PostForm.Get("dyads")) {
		a, b, err := countries(strings.NewReplacer("–", "-", "/", "-", " ", "").Replace(part), "-")
		switch {
		case err != nil:
			f["dyads"] = r.words.T("flaw.dyad", part)
		case a == b:
			f["dyads"] = r.words.T("flaw.same", part)
		case !r.isKnown(a) || !r.isKnown(b):
			f["dyads"] = r.words.T("flaw.country", part)
		default:
			out = append(out, [2]string{a, b})
		}
	}
	return out
}

// isKnown reports whether a code is of a country; those from XAA to XZZ are
// for users to assign.
func (r *request) isKnown(code string) bool {
	return code[0] == 'X' || r.words.Country(code) != code
}

func (r *request) readPlaces(f flaws) []string {
	var out []string
	for _, part := range split(strings.ToUpper(r.PostForm.Get("places"))) {
		if !isCountry(part) || !r.isKnown(part) {
			f["places"] = r.words.T("flaw.country", part)
			continue
		}
		out = append(out, part)
	}
	return out
}

// readRules keeps the thresholds of rules that stay on.
func (r *request) readRules(f flaws, old []watch.Rule) []watch.Rule {
	var out []watch.Rule
	for _, kind := range r.PostForm["rule"] {
		if !slices.Contains(watch.RuleKinds(), kind) {
			f["rule"] = r.words.T("flaw.choice")
			continue
		}
		rule := watch.Rule{Kind: kind}
		if i := slices.IndexFunc(old, func(o watch.Rule) bool { return o.Kind == kind }); i >= 0 {
			rule = old[i]
		}
		if !slices.ContainsFunc(out, func(o watch.Rule) bool { return o.Kind == kind }) {
			out = append(out, rule)
		}
	}
	if len(out) == 0 && f["rule"] == "" {
		f["rule"] = r.words.T("flaw.rules")
	}
	return out
}

const longestSlug = 48

// slug makes a name for addresses out of a title: lower-case letters and
// digits joined by hyphens.
func slug(title string) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(title)) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteRune(c)
		case !unicode.Is(unicode.Mn, c) && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= longestSlug {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

// removeSituation forgets a situation; what its alerts told stays.
func removeSituation(r *request) (string, error) {
	name := r.PathValue("name")
	err := r.look(func() error { _, err := r.desks(name); return err })
	if err != nil {
		return "", err
	}
	if r.PostForm.Get("sure") == "" {
		return "", &refused{flaws{"sure": r.words.T("flaw.sure")}, editSituationPage}
	}
	err = r.server.Store.Update(r.ctx, func(w store.Writer) error { return watch.Forget(r.ctx, w, name) })
	if err != nil {
		return "", fmt.Errorf("web: %w", err)
	}
	return "/situations", nil
}

// OfFile reports whether a situation stands in the file.
func (v *view) OfFile(name string) bool { return v.r.ofFile(name) }
