package main

import (
	"errors"
	"fmt"

	"tocsin"
	"tocsin/eval/dossier"
	"tocsin/merge"
	"tocsin/pipeline"
)

type dossierCmd struct {
	Files  []string `arg:"" name:"file" help:"Gold dossiers (JSON), scored together."`
	Faults bool     `help:"List what went wrong."`
	floorFlags
}

// Help says what the figures mean.
func (dossierCmd) Help() string {
	return `Codes every report of each dossier, merges the mentions, and prints one "name value" a line. matched: share of gold mentions that were coded; b3_p, b3_r, b3_f, ceaf_e: clustering of those; not_same: pairs of look-alikes kept apart; claims: gold claims on numbers that were found; relations: relations between those that are right; sources: events with the right number of independent sources; status: with the right final status; background: told history not counted as new; copies: reports whose original is right; ladder: days on which a dyad's level is right; alerts_r, alerts_p: days on which the ladder rings.

Example:
  tocsin eval dossier --faults crisis.json`
}

// Run scores the dossiers.
func (c *dossierCmd) Run(t *terminal) error {
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		return err
	}
	m, err := merge.Load()
	if err != nil {
		return err
	}
	var tally dossier.Tally
	for _, file := range c.Files {
		d, err := dossier.Read(file)
		if err != nil {
			return err
		}
		mentions, reports, err := codeAll(p, d)
		if err != nil {
			return err
		}
		copies := merge.Copies(reports)
		tally.Add(d, mentions, m.Events(merge.Set{Mentions: mentions, Copies: copies}), copies)
	}
	if c.Faults {
		for _, f := range tally.Faults {
			fmt.Fprintln(t.out, f)
		}
	}
	got := map[string]float64{}
	for _, f := range tally.Figures() {
		fmt.Fprintf(t.out, "%s %.3f\n", f.Name, f.Value)
		got[f.Name] = f.Value
	}
	return c.check(c.Files[0], got)
}

// codeAll reads the reports of a dossier; those in a language that is not
// supported are left out.
func codeAll(p *pipeline.Pipeline, d *dossier.Dossier) (mentions []tocsin.Mention, reports []tocsin.Report, err error) {
	for _, r := range d.Reports {
		reports = append(reports, r.Report)
		_, ms, err := p.Code(r.Report)
		if errors.Is(err, tocsin.ErrLanguage) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		mentions = append(mentions, ms...)
	}
	return mentions, reports, nil
}
