package plover

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

var (
	//go:embed data/types.tsv
	typesTSV string
	//go:embed data/names.tsv
	namesTSV string
	//go:embed data/cameo.tsv
	cameoTSV string
	//go:embed data/mid.tsv
	midTSV string
)

type entry struct {
	quad   string
	score  float64
	modes  []Mode
	scores []float64 // of modes, same order
}

type ontology struct {
	order                            []Type
	types                            map[Type]*entry
	contexts, sectors, international map[string]string
	cameo                            map[string]Crosswalk
	mid                              map[int]Action
}

// tables are the embedded tables, read once. They are part of the program:
// one that does not parse is a bug, which the tests would show first.
var tables = sync.OnceValue(func() *ontology {
	o, err := parse(typesTSV, namesTSV, cameoTSV, midTSV)
	if err != nil {
		panic(err)
	}
	return o
})

func parse(types, names, cameo, mid string) (*ontology, error) {
	o := &ontology{
		types:    map[Type]*entry{},
		contexts: map[string]string{}, sectors: map[string]string{}, international: map[string]string{},
		cameo: map[string]Crosswalk{}, mid: map[int]Action{},
	}
	for _, t := range []struct {
		name, text string
		columns    int
		row        func([]string) error
	}{
		{"types.tsv", types, 4, o.typeRow},
		{"names.tsv", names, 3, o.nameRow},
		{"cameo.tsv", cameo, 5, o.cameoRow},
		{"mid.tsv", mid, 3, o.midRow},
	} {
		if err := rows(t.name, t.text, t.columns, t.row); err != nil {
			return nil, fmt.Errorf("plover: %w", err)
		}
	}
	return o, nil
}

// rows calls row for each line below the header.
func rows(name, text string, columns int, row func([]string) error) error {
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if i == 0 {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != columns {
			return fmt.Errorf("%s:%d: %d columns, want %d", name, i+1, len(f), columns)
		}
		if err := row(f); err != nil {
			return fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	return nil
}

func (o *ontology) typeRow(f []string) error {
	score, err := strconv.ParseFloat(f[2], 64)
	if err != nil {
		return err
	}
	t := Type(f[0])
	if f[1] == "" {
		o.order = append(o.order, t)
		o.types[t] = &entry{quad: f[3], score: score}
		return nil
	}
	e := o.types[t]
	if e == nil {
		return fmt.Errorf("mode %s before its type %s", f[1], t)
	}
	e.modes, e.scores = append(e.modes, Mode(f[1])), append(e.scores, score)
	return nil
}

func (o *ontology) nameRow(f []string) error {
	list := map[string]map[string]string{
		"context": o.contexts, "sector": o.sectors, "international": o.international,
	}[f[0]]
	if list == nil {
		return fmt.Errorf("no list %q", f[0])
	}
	list[f[1]] = f[2]
	return nil
}

func (o *ontology) cameoRow(f []string) error {
	g, err := strconv.ParseFloat(f[4], 64)
	if err != nil {
		return err
	}
	c := Crosswalk{Type: Type(f[1]), Mode: Mode(f[2]), Goldstein: g}
	if f[3] != "" {
		c.Contexts = strings.Split(f[3], ";")
	}
	if _, twice := o.cameo[f[0]]; twice {
		return fmt.Errorf("code %s twice", f[0])
	}
	o.cameo[f[0]] = c
	return nil
}

func (o *ontology) midRow(f []string) error {
	code, err := strconv.Atoi(f[0])
	if err != nil {
		return err
	}
	level, err := strconv.Atoi(f[1])
	if err != nil {
		return err
	}
	o.mid[code] = Action{Code: code, Level: level, Name: f[2]}
	return nil
}
