package number

import (
	"embed"
	"fmt"

	"tocsin/internal/tsv"
)

//go:embed data
var tables embed.FS

// kinds are the parts as the tables call them.
var kinds = map[string]Kind{
	"unit": Unit, "teen": Teen, "ten": Ten, "hundreds": Hundreds, "hundred": Hundred, "scale": Scale, "bare": Bare,
	"group": Group, "article": Article, "and": And, "hyphen": Hyphen, "link": Link, "half": Half, "fraction": Fraction,
	"several": Several, "point": Point,
}

// Load parses the embedded table of a language (BCP 47: "en"). An error names
// the file and line, or wraps [tocsin.ErrLanguage].
func Load(lang string) (*Language, error) {
	file := lang + ".tsv"
	text, err := tsv.Text(tables, file)
	if err != nil {
		return nil, fmt.Errorf("number: %w", err)
	}
	l := &Language{words: map[string]Word{}, magnitudes: map[string]float64{}}
	if err := tsv.Rows(file, text, 3, l.add); err != nil {
		return nil, fmt.Errorf("number: %w", err)
	}
	return l, nil
}
