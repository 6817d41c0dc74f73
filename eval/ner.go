package eval

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"tocsin"
)

// A Tagged is one sentence with the tags of its names.
type Tagged struct {
	Tokens []string
	Tags   []string // IOB2: B-PER, I-PER, O
}

// ReadIOB2 reads sentences of tab-separated columns: number, token, tag.
// Lines that start with # are remarks; a blank line ends a sentence.
func ReadIOB2(r io.Reader) ([]Tagged, error) {
	in := bufio.NewScanner(r)
	var out []Tagged
	var s Tagged
	flush := func() {
		if len(s.Tokens) > 0 {
			out, s = append(out, s), Tagged{}
		}
	}
	for n := 1; in.Scan(); n++ {
		line := strings.TrimRight(in.Text(), "\r")
		switch {
		case line == "":
			flush()
		case line[0] == '#':
		default:
			f := strings.Split(line, "\t")
			if len(f) < 3 {
				return nil, fmt.Errorf("eval: iob2: line %d: %d columns, want at least 3: %w", n, len(f), tocsin.ErrInvalid)
			}
			s.Tokens, s.Tags = append(s.Tokens, f[1]), append(s.Tags, f[2])
		}
	}
	flush()
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("eval: iob2: %w", err)
	}
	return out, nil
}

// ReadCoNLL reads sentences as CoNLL-2002 and 2003 lay them out: a word, any
// other columns, and its tag last, parted by blanks or tabs; a blank line ends
// a sentence.
func ReadCoNLL(r io.Reader) ([]Tagged, error) {
	in := bufio.NewScanner(r)
	var out []Tagged
	var s Tagged
	for n := 1; in.Scan(); n++ {
		f := strings.Fields(in.Text())
		switch {
		case len(f) == 0 && len(s.Tokens) > 0:
			out, s = append(out, s), Tagged{}
		case len(f) == 1:
			return nil, fmt.Errorf("eval: names: line %d: a word without a tag: %w", n, tocsin.ErrInvalid)
		case len(f) > 1:
			s.Tokens, s.Tags = append(s.Tokens, f[0]), append(s.Tags, f[len(f)-1])
		}
	}
	if len(s.Tokens) > 0 {
		out = append(out, s)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("eval: names: %w", err)
	}
	return out, nil
}

// Spans returns the names of a sentence as spans of tokens. An I- tag that
// continues nothing starts a name. Only PER, LOC and ORG count.
func (s *Tagged) Spans() []tocsin.Entity {
	var out []tocsin.Entity
	open := false
	for i, tag := range s.Tags {
		prefix, label, _ := strings.Cut(tag, "-")
		if label != "PER" && label != "LOC" && label != "ORG" {
			open = false
			continue
		}
		if prefix == "I" && open && out[len(out)-1].Label == label {
			out[len(out)-1].End = i + 1
			continue
		}
		out = append(out, tocsin.Entity{Span: tocsin.Span{Start: i, End: i + 1}, Label: label})
		open = true
	}
	return out
}

// CompareNames scores the names of one sentence: a name is right if span and
// label agree.
func CompareNames(gold, got []tocsin.Entity) Tally {
	t := Tally{Predicted: len(got), Gold: len(gold)}
	in := make(map[tocsin.Entity]bool, len(gold))
	for _, e := range gold {
		in[e] = true
	}
	for _, e := range got {
		if in[e] {
			t.Right++
			in[e] = false
		}
	}
	return t
}

// Add returns the sum of two tallies.
func (t Tally) Add(o Tally) Tally {
	return Tally{t.Right + o.Right, t.Predicted + o.Predicted, t.Gold + o.Gold}
}
