package coder

import (
	"embed"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"tocsin"
	"tocsin/plover"
)

//go:embed data
var tables embed.FS

// A Lexicon is the predicate lexicon of one language: ways to name events,
// and words that only look like it. It is not changed after loading and safe
// for concurrent use.
type Lexicon struct {
	rules    map[string][]*rule // head lemma: its rules, heaviest first
	classes  *classes
	govern   map[string]governing
	modes    []refinement
	contexts map[string][]string // lemma: contexts
	domains  map[string]bool     // lemmas of sport, markets and shows
	endings  [][2]string         // of verb forms, and of the infinitives they come from
	size     int
}

// rule is one row of the lexicon, compiled. The sense of a quiet row has no
// type: where it wins there is no event.
type rule struct {
	sense  *Sense
	pat    pattern
	unless []cond

	example, counter string

	result bool // names what an attack did to its victims: merged with the attack
	commit bool // its content is not coded apart: promises, threats, demands
	attr   bool // coded before a noun, too ("captured airmen")
	preset bool // its modes are what holds if the words around tell none
	loose  bool // says enough only in a report about politics or arms
	strong bool // means the event in any text: sport and markets do not borrow it
}

// columns of a table of senses, in order. There is one table for each PLOVER
// type, and quiet.tsv for readings that name no event. The heaviest pattern
// that fits wins: words weigh more than classes, classes more than "*".
//
//	pattern             see cond
//	modes, contexts     of PLOVER, joined by commas
//	cameo               the finest code the words support
//	actor, recipient    slots, best first (see Slot)
//	flags               reciprocal: both sides act; result: what an attack did to
//	                    its victims; commit: its content is not coded apart;
//	                    attr: also before a noun; default: the modes hold if the
//	                    words around tell none; loose: only in a report about
//	                    politics or arms; strong: even beside words of sport
//	unless              needs of which none may be met
//	example             a sentence that tells the event
//	counter-example     a sentence with the word that does not
var columns = []string{"pattern", "modes", "cameo", "contexts", "actor", "recipient", "flags", "unless", "example", "counter-example"}

const quietTable = "quiet.tsv"

// LoadLexicon reads the embedded tables of a language (BCP 47: "en"). An error
// names the file and line, or wraps [tocsin.ErrLanguage].
func LoadLexicon(lang string) (*Lexicon, error) {
	l := &Lexicon{rules: map[string][]*rule{}}
	if err := l.load(lang); err != nil {
		return nil, fmt.Errorf("coder: %w", err)
	}
	for _, rs := range l.rules {
		slices.SortStableFunc(rs, func(a, b *rule) int { return b.pat.weight - a.pat.weight })
	}
	return l, nil
}

// Size is the number of senses, without the rows that keep words quiet.
func (l *Lexicon) Size() int { return l.size }

func (l *Lexicon) load(lang string) error {
	text, err := readTables(lang)
	if err != nil {
		return err
	}
	if l.classes, err = parseClasses("classes.tsv", text["classes.tsv"]); err != nil {
		return err
	}
	if l.classes.roles, err = parseWords("words.tsv", text["words.tsv"]); err != nil {
		return err
	}
	if l.classes.adjuncts, err = parseAdjuncts("adjuncts.tsv", text["adjuncts.tsv"]); err != nil {
		return err
	}
	if l.govern, err = parseGovernors("governors.tsv", text["governors.tsv"]); err != nil {
		return err
	}
	if l.modes, err = parseModes("modes.tsv", text["modes.tsv"]); err != nil {
		return err
	}
	if l.contexts, err = parseContexts("contexts.tsv", text["contexts.tsv"]); err != nil {
		return err
	}
	if l.endings, err = parseEndings("endings.tsv", text["endings.tsv"]); err != nil {
		return err
	}
	if l.domains, err = parseDomains("domains.tsv", text["domains.tsv"]); err != nil {
		return err
	}
	if err = l.classes.markLeisure(l.domains); err != nil {
		return err
	}
	errs := []error{l.addSenses(quietTable, text[quietTable], "")}
	for _, t := range plover.Types() {
		file := strings.ToLower(string(t)) + ".tsv"
		errs = append(errs, l.addSenses(file, text[file], t))
	}
	if l.classes.personal() {
		l.unaccent()
	}
	return errors.Join(errs...)
}

func readTables(lang string) (map[string]string, error) {
	dir := path.Join("data", lang)
	entries, err := tables.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("language %q: %w", lang, tocsin.ErrLanguage)
	}
	out := map[string]string{}
	for _, e := range entries {
		b, err := tables.ReadFile(path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		out[e.Name()] = string(b)
	}
	return out, nil
}

// all returns every sense's rule once, without the quiet ones.
func (l *Lexicon) all() []*rule {
	var out []*rule
	for lemma, rs := range l.rules {
		for _, r := range rs {
			if r.sense.Type != "" && r.pat.lemmas[0] == lemma {
				out = append(out, r)
			}
		}
	}
	return out
}

// addSenses reads one table of senses of type t ("" for the quiet ones).
func (l *Lexicon) addSenses(file, text string, t plover.Type) error {
	return eachRow(file, text, len(columns), func(at string, f []string) error {
		r, err := l.parseRule(at, f, t)
		if err != nil {
			return err
		}
		for _, lemma := range r.pat.lemmas {
			l.rules[lemma] = append(l.rules[lemma], r)
		}
		if t != "" {
			l.size += len(r.pat.lemmas)
		}
		return nil
	})
}

func (l *Lexicon) parseRule(at string, f []string, t plover.Type) (*rule, error) {
	p, err := parsePattern(f[0], l.classes)
	if err != nil {
		return nil, err
	}
	s := &Sense{Source: at, Pattern: f[0], Type: t, CAMEO: f[2], Contexts: split(f[3])}
	for _, m := range split(f[1]) {
		if !plover.ValidMode(t, plover.Mode(m)) {
			return nil, fmt.Errorf("%s is no mode of %s", m, t)
		}
		s.Modes = append(s.Modes, plover.Mode(m))
	}
	for _, c := range s.Contexts {
		if !plover.ValidContext(c) {
			return nil, fmt.Errorf("no context %s", c)
		}
	}
	if t == "" {
		p.weight++ // of two equal readings the quiet one wins
	} else if !plover.ValidCAMEO(s.CAMEO) {
		return nil, fmt.Errorf("no CAMEO code %q", s.CAMEO)
	}
	s.Actor, s.Recipient = slots(f[4]), slots(f[5])
	s.Negative = slices.ContainsFunc(p.needs, func(c cond) bool { return c.key == "neg" && !c.not })
	r := &rule{sense: s, pat: p, example: f[8], counter: f[9]}
	if err := r.setFlags(f[6]); err != nil {
		return nil, err
	}
	r.unless, err = parseConds(f[7], l.classes)
	return r, err
}

func (r *rule) setFlags(s string) error {
	for _, f := range split(s) {
		switch f {
		case "reciprocal":
			r.sense.Reciprocal = true
		case "result":
			r.result, r.sense.Result = true, true
		case "commit":
			r.commit = true
		case "attr":
			r.attr = true
		case "default":
			r.preset = true
		case "loose":
			r.loose, r.pat.weight = true, 0 // only where nothing else fits
		case "strong":
			r.strong = true
		default:
			return fmt.Errorf("no flag %s", f)
		}
	}
	return nil
}

func slots(s string) []Slot {
	var out []Slot
	for _, x := range split(s) {
		out = append(out, Slot(x))
	}
	return out
}

// split cuts at commas; "" is no part.
func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// eachRow calls row for every line of a table below its header, with
// "file:line" and the cells, of which the last ones may be left out. Lines
// that start with # are remarks. All bad lines are reported at once.
func eachRow(file, text string, width int, row func(at string, f []string) error) error {
	var errs []error
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if n == 1 || line == "" || line[0] == '#' {
			continue
		}
		at := fmt.Sprintf("%s:%d", file, n)
		f := strings.Split(line, "\t")
		if len(f) > width {
			errs = append(errs, fmt.Errorf("%s: %d columns, at most %d", at, len(f), width))
			continue
		}
		for len(f) < width {
			f = append(f, "")
		}
		if err := row(at, f); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", at, err))
		}
	}
	return errors.Join(errs...)
}
