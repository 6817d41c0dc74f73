// Package timeml reads reports annotated with TIMEX3 in TimeML and scores
// time expressions against them: spans, types and values.
package timeml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tocsin"
)

// A Timex is one TIMEX3 of a report.
type Timex struct {
	Start, End int    // bytes of Document.Text, half-open
	Kind       string // DATE, TIME, DURATION or SET
	Value      string // TIMEX3 value: 1998-01-08, P3D, PRESENT_REF
}

// A Document is one TimeML file: the text of its TEXT element, the day of its
// DCT element, and the expressions inside the text in order.
type Document struct {
	Name  string
	Text  string
	Day   tocsin.Day // zero if the creation time gives no day
	Times []Timex
}

// A reader keeps the state of reading one file.
type reader struct {
	doc          Document
	text         strings.Builder
	inText, inDC bool
	open         int // index of the open TIMEX3 in doc.Times, -1 for none
}

// Read reads one TimeML file. Errors wrap [tocsin.ErrInvalid]. A TIMEX3 inside
// another is passed over.
func Read(r io.Reader) (*Document, error) {
	dec := xml.NewDecoder(r)
	s := reader{open: -1}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("timeml: %w: %w", err, tocsin.ErrInvalid)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			s.begin(t)
		case xml.EndElement:
			s.end(t.Name.Local)
		case xml.CharData:
			if s.inText {
				s.text.Write(t)
			}
		}
	}
	s.doc.Text = s.text.String()
	return &s.doc, nil
}

func (s *reader) begin(t xml.StartElement) {
	switch t.Name.Local {
	case "DCT":
		s.inDC = true
	case "TEXT":
		s.inText = true
	case "TIMEX3":
		s.timex(t)
	}
}

func (s *reader) timex(t xml.StartElement) {
	var x Timex
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "type":
			x.Kind = a.Value
		case "value":
			x.Value = a.Value
		}
	}
	switch {
	case s.inDC && len(x.Value) >= len("2006-01-02"):
		if d, err := tocsin.ParseDay(x.Value[:len("2006-01-02")]); err == nil {
			s.doc.Day = d
		}
	case s.inText && s.open < 0:
		x.Start = s.text.Len()
		s.open = len(s.doc.Times)
		s.doc.Times = append(s.doc.Times, x)
	}
}

func (s *reader) end(name string) {
	switch name {
	case "DCT":
		s.inDC = false
	case "TEXT":
		s.inText = false
	case "TIMEX3":
		if s.open >= 0 {
			s.doc.Times[s.open].End = s.text.Len()
			s.open = -1
		}
	}
}

// ReadDir reads every file under dir whose name ends in ".tml", in the order
// of their paths, and every folder with the tables of TempEval-2. A report that stands there twice, with the same name and
// text, is read once. Errors name the file.
func ReadDir(dir string) ([]*Document, error) {
	var out []*Document
	seen := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && filepath.Base(path) == tokensFile {
			docs, err := ReadTables(os.DirFS(filepath.Dir(path)))
			out = append(out, docs...)
			return err
		}
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".tml") {
			return err
		}
		doc, err := readFile(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		doc.Name = filepath.Base(path)
		if text, ok := seen[doc.Name]; ok && text == doc.Text {
			return nil
		}
		seen[doc.Name] = doc.Text
		out = append(out, doc)
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("timeml: %s: no .tml files and no tables: %w", dir, tocsin.ErrNotFound)
	}
	return out, err
}

func readFile(path string) (*Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Read(f)
}
