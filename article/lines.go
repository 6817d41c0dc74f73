package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"tocsin"
)

// A LineError says which line of JSON Lines is bad, and why.
type LineError struct {
	Line int // from 1
	Err  error
}

// Error is "line 7: cause".
func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap returns the cause, which wraps tocsin.ErrInvalid or
// tocsin.ErrNoDate.
func (e *LineError) Unwrap() error { return e.Err }

// A line is one report as JSON Lines carries it.
type line struct {
	ID        looseString `json:"id"`
	Text      *string     `json:"text"`
	Published string      `json:"published"`
	Lang      string      `json:"lang"`
	Title     string      `json:"title"`
	Byline    string      `json:"byline"`
	Publisher string      `json:"publisher"`
	URL       string      `json:"url"`
}

// A looseString also takes a number: archives often number their reports.
type looseString string

// UnmarshalJSON accepts a string, a number or null.
func (s *looseString) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		return json.Unmarshal(b, (*string)(s))
	}
	var n *json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return errors.New("id is neither a string nor a number")
	}
	if n != nil {
		*s = looseString(*n)
	}
	return nil
}

// Lines yields the reports of JSON Lines, one object a line:
//
//	{"id","text","published","lang","title","byline","publisher","url"}
//
// Only text and published are needed. Text is the string exactly as given:
// nothing is trimmed or normalised, so offsets into it are offsets into the
// sender's string. A bad line is yielded as a *[LineError] and the sequence goes
// on with the next; an error of r itself ends it. Blank lines are skipped.
func Lines(r io.Reader, opt Options) iter.Seq2[tocsin.Report, error] { return bare(lines(r, opt)) }

func lines(r io.Reader, opt Options) iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		br := bufio.NewReaderSize(r, 64<<10)
		for n := 1; ; n++ {
			b, err := readLine(br)
			if n == 1 {
				b = bytes.TrimPrefix(b, utf8BOM)
			}
			if err == nil && len(bytes.TrimSpace(b)) > 0 || errors.Is(err, errLong) {
				rep, err := lineReport(b, err, n, &opt)
				if !yield(piece(rep, b, err)) {
					return
				}
				continue
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Piece{}, fmt.Errorf("article: read: line %d: %w", n, err))
				return
			}
		}
	}
}

var errLong = fmt.Errorf("article: longer than %d bytes: %w", MaxLine, tocsin.ErrInvalid)

// readLine returns the next line without its line feed; io.EOF comes alone,
// after the last line. Of a line over MaxLine it keeps nothing.
func readLine(br *bufio.Reader) ([]byte, error) {
	var out []byte
	long := false
	for {
		part, err := br.ReadSlice('\n')
		long = long || len(out)+len(part) > MaxLine+1
		if long {
			out = nil
		} else {
			out = append(out, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return nil, errLong
		case errors.Is(err, io.EOF) && len(out) > 0:
			return out, nil
		case err != nil:
			return nil, err
		}
		return out[:len(out)-1], nil
	}
}

func lineReport(b []byte, err error, n int, opt *Options) (tocsin.Report, error) {
	var rep tocsin.Report
	if err == nil {
		rep, err = parseLine(b, opt)
	}
	if err != nil {
		return tocsin.Report{}, &LineError{Line: n, Err: err}
	}
	return rep, nil
}

func parseLine(b []byte, opt *Options) (tocsin.Report, error) {
	var in line
	if !utf8.Valid(b) {
		return tocsin.Report{}, fmt.Errorf("article: not UTF-8: %w", tocsin.ErrInvalid)
	}
	if err := json.Unmarshal(b, &in); err != nil {
		return tocsin.Report{}, fmt.Errorf("article: %v: %w", err, tocsin.ErrInvalid)
	}
	if in.Text == nil {
		return tocsin.Report{}, fmt.Errorf("article: no \"text\": %w", tocsin.ErrInvalid)
	}
	return in.report(opt)
}

func (in *line) report(opt *Options) (tocsin.Report, error) {
	d := &draft{}
	d.Found = map[string]string{}
	d.Text = *in.Text
	d.ID = tocsin.ReportID(in.ID)
	if in.Published != "" {
		day, _, ok := parseStamp(in.Published)
		if !ok {
			return tocsin.Report{}, fmt.Errorf("article: published: %q is no day: %w", in.Published, tocsin.ErrInvalid)
		}
		d.day(day, fromGiven)
	}
	d.set("lang", &d.Lang, in.Lang, fromGiven)
	d.set("title", &d.Title, in.Title, fromGiven)
	d.set("byline", &d.Byline, in.Byline, fromGiven)
	d.set("publisher", &d.Publisher, in.Publisher, fromGiven)
	d.set("url", &d.URL, in.URL, fromGiven)
	d.day(opt.Date, fromFlag)
	d.set("lang", &d.Lang, opt.Lang, fromFlag)
	d.set("publisher", &d.Publisher, opt.Publisher, fromFlag)
	return d.finish()
}
