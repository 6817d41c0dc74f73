// Package eval scores the program: mentions against gold records as RECORDS.md
// defines it, analysed words against treebanks, and pinned floors that a score
// may not fall below.
package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"tocsin"
)

// A Gold is one report with the mentions that a reader finds in it.
type Gold struct {
	Report   GoldReport       `json:"report"`
	Mentions []tocsin.Mention `json:"mentions"`
}

// A GoldReport is a report with the bounds of its sentences in code points.
type GoldReport struct {
	tocsin.Report
	Sentences [][2]int `json:"sentences"`
}

// A CodeFunc codes one report.
type CodeFunc func(tocsin.Report) ([]tocsin.Mention, error)

// ReadGold reads gold records, one a line. Errors name the line.
func ReadGold(r io.Reader) ([]Gold, error) {
	var out []Gold
	err := eachLine(r, func(line []byte) error {
		var g Gold
		if err := json.Unmarshal(line, &g); err != nil {
			return err
		}
		out = append(out, g)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("eval: gold: %w", err)
	}
	return out, nil
}

// ReadMentions reads mention records, one a line. Errors name the line.
func ReadMentions(r io.Reader) ([]tocsin.Mention, error) {
	var out []tocsin.Mention
	err := eachLine(r, func(line []byte) error {
		var m tocsin.Mention
		if err := json.Unmarshal(line, &m); err != nil {
			return err
		}
		out = append(out, m)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("eval: mentions: %w", err)
	}
	return out, nil
}

// WriteMentions writes mention records, one a line.
func WriteMentions(w io.Writer, ms []tocsin.Mention) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for i := range ms {
		if err := enc.Encode(&ms[i]); err != nil {
			return err
		}
	}
	return nil
}

// Predict codes the report of every record and returns all mentions in order.
// A language that is not supported gives no mentions; any other error ends it.
func Predict(gold []Gold, code CodeFunc) ([]tocsin.Mention, error) {
	var out []tocsin.Mention
	for i := range gold {
		rep := gold[i].Report.Report
		ms, err := code(rep)
		if err != nil && !errors.Is(err, tocsin.ErrLanguage) {
			return nil, fmt.Errorf("eval: %s: %w", rep.ID, err)
		}
		out = append(out, ms...)
	}
	return out, nil
}

// eachLine calls do for every line that is not blank.
func eachLine(r io.Reader, do func([]byte) error) error {
	in := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 && len(trim(line)) > 0 {
			if err := do(line); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func trim(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r' || b[len(b)-1] == ' ') {
		b = b[:len(b)-1]
	}
	return b
}
