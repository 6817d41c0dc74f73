package timeml

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"tocsin"
)

// The files of the tables of TempEval-2.
const (
	tokensFile     = "base-segmentation.tab"
	daysFile       = "dct.tab"
	extentsFile    = "timex-extents.tab"
	attributesFile = "timex-attributes.tab"
)

// maxLine bounds a line of a table.
const maxLine = 1 << 16

// A place is a word of the tables: document, sentence and word, from 1.
type place struct {
	document       string
	sentence, word int
}

// A mark is one expression of the tables.
type mark struct {
	document string
	sentence int
	id       string
}

// A tables holds the documents while they are read.
type tables struct {
	docs  []*Document
	named map[string]*Document
	words map[place][2]int // bytes of the text
	last  place
	index map[mark]*Timex
	order []mark
}

// ReadTables reads the reports that TempEval-2 lays out as tables: words one a
// line, days of creation, and the extents and attributes of expressions. The
// text is put together from the words with spaces between, and an empty line
// between sentences. Errors wrap [tocsin.ErrInvalid] or [fs.ErrNotExist] and
// name file and line.
func ReadTables(dir fs.FS) ([]*Document, error) {
	t := tables{named: map[string]*Document{}, words: map[place][2]int{}, index: map[mark]*Timex{}}
	for _, f := range []struct {
		name  string
		cells int
		row   func(cells []string) error
	}{{tokensFile, 4, t.addWord}, {daysFile, 2, t.addDay}, {extentsFile, 5, t.addExtent}, {attributesFile, 8, t.addAttribute}} {
		if err := rows(dir, f.name, f.cells, f.row); err != nil {
			return nil, err
		}
	}
	for _, m := range t.order {
		if x := t.index[m]; t.named[m.document] != nil {
			t.named[m.document].Times = append(t.named[m.document].Times, *x)
		}
	}
	return t.docs, nil
}

// rows calls row for each line of a table.
func rows(dir fs.FS, name string, least int, row func(cells []string) error) error {
	f, err := dir.Open(name)
	if err != nil {
		return fmt.Errorf("timeml: %w", err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, maxLine)
	for n := 1; in.Scan(); n++ {
		cells := strings.Split(strings.TrimRight(in.Text(), "\r"), "\t")
		if len(cells) < least {
			return fmt.Errorf("timeml: %s:%d: %d columns, want %d: %w", name, n, len(cells), least, tocsin.ErrInvalid)
		}
		if err := row(cells); err != nil {
			return fmt.Errorf("timeml: %s:%d: %w: %w", name, n, err, tocsin.ErrInvalid)
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("timeml: %s: %w: %w", name, err, tocsin.ErrInvalid)
	}
	return nil
}

var errNumber = errors.New("want document, sentence, word")

func placeOf(cells []string) (place, error) {
	s, err1 := strconv.Atoi(cells[1])
	w, err2 := strconv.Atoi(cells[2])
	if err1 != nil || err2 != nil {
		return place{}, errNumber
	}
	return place{cells[0], s, w}, nil
}

func (t *tables) addWord(cells []string) error {
	p, err := placeOf(cells)
	if err != nil {
		return err
	}
	doc := t.named[p.document]
	switch {
	case doc == nil:
		doc = &Document{Name: p.document}
		t.named[p.document] = doc
		t.docs = append(t.docs, doc)
	case p.sentence != t.last.sentence:
		doc.Text += "\n\n"
	default:
		doc.Text += " "
	}
	start := len(doc.Text)
	doc.Text += cells[3]
	t.words[p], t.last = [2]int{start, len(doc.Text)}, p
	return nil
}

func (t *tables) addDay(cells []string) error {
	d, err := tocsin.ParseDay(cells[1])
	if err != nil {
		return err
	}
	if doc := t.named[cells[0]]; doc != nil {
		doc.Day = d
	}
	return nil
}

// addExtent adds one word to an expression.
func (t *tables) addExtent(cells []string) error {
	p, err := placeOf(cells)
	if err != nil {
		return err
	}
	at, ok := t.words[p]
	if !ok {
		return fmt.Errorf("no such word")
	}
	m := mark{p.document, p.sentence, cells[4]}
	x := t.index[m]
	if x == nil {
		x = &Timex{Start: at[0], End: at[1]}
		t.index[m] = x
		t.order = append(t.order, m)
	}
	x.Start, x.End = min(x.Start, at[0]), max(x.End, at[1])
	return nil
}

func (t *tables) addAttribute(cells []string) error {
	p, err := placeOf(cells)
	if err != nil {
		return err
	}
	x := t.index[mark{p.document, p.sentence, cells[4]}]
	if x == nil {
		return nil // an expression without words
	}
	switch cells[6] {
	case "type":
		x.Kind = cells[7]
	case "val", "value":
		x.Value = cells[7]
	}
	return nil
}
