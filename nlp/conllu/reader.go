package conllu

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"tocsin"
)

// A Reader reads sentences from a stream. It is not safe for concurrent use.
type Reader struct {
	in   *bufio.Scanner
	line int
}

// NewReader returns a Reader on r. It buffers.
func NewReader(r io.Reader) *Reader {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 1<<16), MaxLine)
	return &Reader{in: in}
}

// Read returns the next sentence, or io.EOF after the last. Every other error
// names the line and wraps [tocsin.ErrInvalid], or is the stream's own. The
// heads of a sentence form a tree with one root, or are all absent.
func (r *Reader) Read() (*Sentence, error) {
	s := &Sentence{}
	for r.in.Scan() {
		r.line++
		line := r.clean()
		if strings.TrimSpace(line) == "" {
			if s.Line != 0 {
				return r.finish(s)
			}
			continue
		}
		if s.Line == 0 {
			s.Line = r.line
		}
		if err := s.add(line); err != nil {
			return nil, fmt.Errorf("conllu: line %d: %w: %w", r.line, err, tocsin.ErrInvalid)
		}
	}
	if err := r.in.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("conllu: line %d: longer than %d bytes: %w", r.line+1, MaxLine, tocsin.ErrInvalid)
	} else if err != nil {
		return nil, fmt.Errorf("conllu: line %d: %w", r.line+1, err)
	}
	if s.Line == 0 {
		return nil, io.EOF
	}
	return r.finish(s)
}

// clean returns the current line without a carriage return and, at the start
// of the file, without a byte order mark.
func (r *Reader) clean() string {
	line := strings.TrimSuffix(r.in.Text(), "\r")
	if r.line == 1 {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	return line
}

func (r *Reader) finish(s *Sentence) (*Sentence, error) {
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("conllu: sentence at line %d: %w: %w", s.Line, err, tocsin.ErrInvalid)
	}
	return s, nil
}

// add reads one line that is not blank.
func (s *Sentence) add(line string) error {
	if !utf8.ValidString(line) {
		return errors.New("not UTF-8")
	}
	if line[0] == '#' {
		if len(s.Words)+len(s.Ranges)+len(s.Empties) > 0 {
			return errors.New("comment after the first word")
		}
		if len(s.Comments) >= MaxWords {
			return fmt.Errorf("more than %d comments", MaxWords)
		}
		s.Comments = append(s.Comments, line)
		return nil
	}
	cols, err := split(line)
	if err != nil {
		return err
	}
	id := cols[0]
	switch {
	case strings.ContainsRune(id, '-'):
		return s.addRange(cols)
	case strings.ContainsRune(id, '.'):
		return s.addEmpty(cols)
	}
	return s.addWord(cols)
}

// split cuts a line into its ten columns, none of which may be empty.
func split(line string) (cols [10]string, err error) {
	rest, more := line, true
	for i := range cols {
		if !more {
			return cols, fmt.Errorf("%d columns, want 10", i)
		}
		cols[i], rest, more = strings.Cut(rest, "\t")
		if strings.TrimSpace(cols[i]) == "" {
			return cols, fmt.Errorf("column %d is empty", i+1)
		}
	}
	if more {
		return cols, errors.New("more than 10 columns")
	}
	return cols, nil
}

func (s *Sentence) addWord(c [10]string) error {
	id, err := number(c[0])
	if err != nil || id != len(s.Words)+1 {
		return fmt.Errorf("ID %q, want %d", c[0], len(s.Words)+1)
	}
	if id > MaxWords {
		return fmt.Errorf("more than %d words in a sentence", MaxWords)
	}
	head := -1
	if c[6] != "_" {
		if head, err = number(c[6]); err != nil {
			return fmt.Errorf("HEAD %q is not a word number", c[6])
		}
	}
	if (c[6] == "_") != (c[7] == "_") {
		return errors.New("HEAD without DEPREL or DEPREL without HEAD")
	}
	s.Words = append(s.Words, Word{
		Form: c[1], Lemma: c[2], UPOS: c[3], XPOS: c[4], Feats: c[5],
		Head: head, Rel: c[7], Deps: c[8], Misc: c[9],
	})
	return nil
}

func (s *Sentence) addRange(c [10]string) error {
	a, b, _ := strings.Cut(c[0], "-")
	first, err := number(a)
	last, err2 := number(b)
	if err != nil || err2 != nil || first != len(s.Words)+1 || last <= first || last > MaxWords {
		return fmt.Errorf("range %q does not start at word %d or is empty", c[0], len(s.Words)+1)
	}
	if n := len(s.Ranges); n > 0 && s.Ranges[n-1].Last >= first {
		return fmt.Errorf("range %q overlaps the one before", c[0])
	}
	for i, v := range c {
		if v != "_" && i != 0 && i != 1 && i != 5 && i != 9 {
			return fmt.Errorf("range %q: column %d must be _", c[0], i+1)
		}
	}
	s.Ranges = append(s.Ranges, Range{First: first, Last: last, Form: c[1], Feats: c[5], Misc: c[9]})
	return nil
}

func (s *Sentence) addEmpty(c [10]string) error {
	a, b, _ := strings.Cut(c[0], ".")
	after, sub := len(s.Words), 1
	if n := len(s.Empties); n > 0 && s.Empties[n-1].After == after {
		sub = s.Empties[n-1].Sub + 1
	}
	gotAfter, err := number(a)
	gotSub, err2 := number(b)
	if err != nil || err2 != nil || gotAfter != after || gotSub != sub || sub > MaxWords {
		return fmt.Errorf("empty node %q, want %d.%d", c[0], after, sub)
	}
	s.Empties = append(s.Empties, Empty{After: after, Sub: sub, Cols: [9]string(c[1:])})
	return nil
}

// number reads digits only: no sign, no leading zero.
func number(s string) (int, error) {
	n, err := strconv.ParseUint(s, 10, 31)
	if err == nil && len(s) > 1 && s[0] == '0' {
		err = strconv.ErrSyntax
	}
	return int(n), err
}
