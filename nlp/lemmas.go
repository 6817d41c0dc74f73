package nlp

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
	"tocsin/internal/tsv"
)

// loadForms reads the table of forms whose lemma is certain, which a language
// need not have. They outrank what the model learned: a rare strong form
// ("hirieron") is often new to it and made a verb that looks like it.
func (p *parser) loadForms(name string) error {
	text, err := tsv.Text(models, name)
	if errors.Is(err, tocsin.ErrLanguage) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("nlp: %w", err)
	}
	err = tsv.Rows(name, text, 3, func(cells []string) error {
		for form := range strings.SplitSeq(cells[2], "|") {
			if form == "" {
				return fmt.Errorf("an empty form: %w", tocsin.ErrInvalid)
			}
			p.lemmas[form+"\t"+cells[0]] = cells[1]
			p.lemmas[title(form)+"\t"+cells[0]] = cells[1]
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("nlp: %w", err)
	}
	return nil
}

// title is the form as it opens a sentence.
func title(form string) string {
	r, n := utf8.DecodeRuneInString(form)
	return string(unicode.ToUpper(r)) + form[n:]
}
