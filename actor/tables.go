package actor

import (
	"fmt"
	"strings"

	"tocsin"
)

// addTerm reads: name, short name, sex, country, office, sectors, from, to.
func (a *Annotator) addTerm(c []string) error {
	t := &term{woman: c[2] == "f", country: c[3], office: c[4]}
	var err error
	if t.sectors, err = sectors(c[5]); err != nil {
		return err
	}
	if t.from, err = openDay(c[6]); err != nil {
		return err
	}
	if t.to, err = openDay(c[7]); err != nil {
		return err
	}
	if !t.to.IsZero() && t.to.Before(t.from) {
		return fmt.Errorf("term ends on %s before it begins: %w", t.to, tocsin.ErrInvalid)
	}
	if _, ok := a.names[t.country]; !ok && !international(t.country) {
		return fmt.Errorf("office of unknown country %q: %w", t.country, tocsin.ErrInvalid)
	}
	for _, d := range [...]tocsin.Day{t.from, t.to} {
		if a.compiled.Before(d) {
			a.compiled = d
		}
	}
	a.terms = append(a.terms, t)
	key := officeKey{t.country, t.office}
	a.held[key] = append(a.held[key], t)
	names := strings.Split(c[0], "|")
	t.name = names[0]
	for _, n := range names {
		a.holder(n, holderName, t)
	}
	for _, n := range shortNames(c[1], names) {
		a.holder(n, surname, t)
	}
	return nil
}

// holder enters a name of the person of a term, once.
func (a *Annotator) holder(name string, s sense, t *term) {
	l := a.proper(name, s)
	if n := len(l.holders); n == 0 || l.holders[n-1] != t {
		l.holders = append(l.holders, t)
	}
}

// shortNames reads the short names of a person: those of the cell, none for
// "-", the last words of the full names if the cell is empty.
func shortNames(cell string, names []string) []string {
	switch cell {
	case "-":
		return nil
	case "":
		var out []string
		for _, n := range names {
			out = append(out, n[strings.LastIndexByte(n, ' ')+1:])
		}
		return out
	}
	return list(cell)
}

// openDay reads 2013, 2013-04 or 2013-04-19; a bare year or month is its
// first day. Empty is the zero day.
func openDay(s string) (tocsin.Day, error) {
	switch len(s) {
	case 0:
		return tocsin.Day{}, nil
	case 4:
		s += "-01-01"
	case 7:
		s += "-01"
	}
	return tocsin.ParseDay(s)
}

// addAgents reads: words, sectors, kind, scope, office. The kind "-" makes
// the words modifiers or, with the scope transparent, counting nouns.
func (a *Annotator) addAgents(c []string) error {
	g, err := newAgent(c)
	if err != nil {
		return err
	}
	many := *g
	many.plural = true
	for _, w := range list(c[0]) {
		one, more := a.forms(w, c[3] == "mod")
		for _, f := range one {
			a.addAgent(f, g, c[3])
		}
		for _, f := range more {
			a.addAgent(f, &many, c[3])
		}
	}
	return nil
}

// forms are the singular and plural forms of an entry of the agents table.
func (a *Annotator) forms(entry string, modifier bool) (one, many []string) {
	if a.grammar.lang == "es" {
		if bare, ok := strings.CutSuffix(entry, "="); ok {
			return []string{bare}, []string{bare}
		}
		if modifier && !strings.Contains(entry, " ") {
			return inflect(entry)
		}
		return spanishForms(entry)
	}
	first, more, ok := strings.Cut(entry, "/")
	if !ok {
		more = plural(first)
	}
	if modifier {
		return []string{first}, nil
	}
	return []string{first}, []string{more}
}

func (a *Annotator) addAgent(form string, g *agent, scope string) {
	switch scope {
	case "transparent":
		a.trie.add(form).through = true
	case "mod":
		a.trie.add(form).mod = g
	default:
		a.trie.add(form).head = g
	}
}

// addSpelling reads: the name of a person of the offices table, other full
// names and short names that the language has for the person.
func (a *Annotator) addSpelling(c []string) error {
	l := a.trie.find(c[0])
	if l == nil || len(l.holders) == 0 {
		return fmt.Errorf("names of unknown person %q: %w", c[0], tocsin.ErrInvalid)
	}
	for _, t := range l.holders {
		for _, n := range list(c[1]) {
			a.holder(n, holderName, t)
		}
		for _, n := range shortNames(c[2], list(c[1])) {
			a.holder(n, surname, t)
		}
	}
	return nil
}

func newAgent(c []string) (*agent, error) {
	g := &agent{office: c[4]}
	var err error
	if c[2] != "-" {
		if g.kind, err = kind(c[2]); err != nil {
			return nil, err
		}
	}
	cell := c[1]
	if cell != "" {
		switch cell[0] {
		case '?':
			g.force, cell = weak, cell[1:]
		case '!':
			g.force, cell = overrun, cell[1:]
		case '+':
			g.force, cell = added, cell[1:]
		}
	}
	if cell != "-" {
		if g.sectors, err = sectors(cell); err != nil {
			return nil, err
		}
	}
	switch c[3] {
	case "state":
		g.scope = stateScope
	case "people":
		g.scope = peopleScope
	case "armed":
		g.scope = armedScope
	case "body":
		g.scope = bodyScope
	case "none", "mod", "transparent":
	default:
		return nil, fmt.Errorf("unknown scope %q: %w", c[3], tocsin.ErrInvalid)
	}
	return g, nil
}

// addLands reads: nouns for a kind of state ("emirate"), the states of it.
func (a *Annotator) addLands(c []string) error {
	for _, iso := range list(c[1]) {
		if _, ok := a.names[iso]; !ok {
			return fmt.Errorf("unknown country %q: %w", iso, tocsin.ErrInvalid)
		}
	}
	for _, w := range list(c[0]) {
		a.lands[w] = list(c[1])
	}
	return nil
}

// addShip reads: the prefix of a ship's name, country, sectors.
func (a *Annotator) addShip(c []string) error {
	s, err := sectors(c[2])
	if err != nil {
		return err
	}
	if _, ok := a.names[c[1]]; !ok {
		return fmt.Errorf("ship of unknown country %q: %w", c[1], tocsin.ErrInvalid)
	}
	a.ships[c[0]] = append(a.ships[c[0]], &party{country: c[1], sectors: s, kind: tocsin.Organisation})
	return nil
}
