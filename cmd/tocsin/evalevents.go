package main

import (
	"path/filepath"
	"strings"

	"tocsin"
	"tocsin/eval/events"
	"tocsin/pipeline"
)

type evalEventsCmd struct {
	File  string `arg:"" help:"File of the set."`
	Kind  string `name:"set" placeholder:"NAME" help:"plover-gsr, plv, petr2, fight or muc (default: told by the file's name)."`
	Worst int    `placeholder:"N" help:"Cases that went wrong to print."`

	Floors string `placeholder:"FILE" help:"Fail if a figure is below the floor that this file sets for the set."`
	Update bool   `help:"Raise the floors to the figures; never lowers one."`
}

// Help says what the figures mean.
func (evalEventsCmd) Help() string {
	return `Events against records that others have made. plover-gsr: type and pair are shares of sentences with a mention of the right type, and with both countries. plv: recall and precision of types; pair_* with the two parties given. petr2: F of CAMEO triples, by PLOVER type and by CAMEO root. fight: CAMEO roots with the roles of actor and target. muc: shares of stories with an attack in the right country, and on a victim or target by its head word.`
}

// Run codes every case of the set and scores the result.
func (c *evalEventsCmd) Run(t *terminal) error {
	name := c.Kind
	if name == "" {
		name = setOf(c.File)
	}
	set, err := events.Find(name)
	if err != nil {
		return usageError{err}
	}
	cases, err := readFile(c.File, set.Read)
	if err != nil {
		return err
	}
	p, err := pipeline.New(pipeline.Options{Lang: "en"})
	if err != nil {
		return err
	}
	score, err := set.Compare(cases, func(rep tocsin.Report) ([]tocsin.Mention, error) {
		_, ms, err := p.Code(rep)
		return ms, err
	}, undated())
	if err != nil {
		return err
	}
	score.Print(t.out, c.Worst)
	floors := floorFlags{Floors: c.Floors, Set: "events-" + set.Name, Update: c.Update}
	return floors.check("", score.Figures())
}

// setOf guesses the set from the name under which it is distributed.
func setOf(file string) string {
	base := filepath.Base(file)
	for _, x := range [][2]string{{"plover-gsr", "plover-gsr"}, {"plv", "plv"}, {"petr2", "petr2"}, {"spanish-fight", "fight"}} {
		if strings.HasPrefix(base, x[0]) {
			return x[1]
		}
	}
	return "muc"
}
