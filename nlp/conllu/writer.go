package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
)

// A Writer writes sentences to a stream. Call Flush at the end.
type Writer struct{ out *bufio.Writer }

// NewWriter returns a Writer on w. It buffers.
func NewWriter(w io.Writer) *Writer { return &Writer{bufio.NewWriter(w)} }

// Flush writes what is buffered.
func (w *Writer) Flush() error { return w.out.Flush() }

// Write prints one sentence and the blank line after it. The columns are
// printed as they are.
func (w *Writer) Write(s *Sentence) error {
	for _, c := range s.Comments {
		w.out.WriteString(c)
		w.out.WriteByte('\n')
	}
	ranges, empties := s.Ranges, s.Empties
	empties = w.empties(empties, 0)
	for i := range s.Words {
		id := i + 1
		if len(ranges) > 0 && ranges[0].First == id {
			r := ranges[0]
			w.row(fmt.Sprintf("%d-%d", r.First, r.Last), r.Form, "_", "_", "_", r.Feats, "_", "_", "_", r.Misc)
			ranges = ranges[1:]
		}
		w.word(id, &s.Words[i])
		empties = w.empties(empties, id)
	}
	return w.out.WriteByte('\n')
}

func (w *Writer) word(id int, t *Word) {
	head := "_"
	if t.Head >= 0 {
		head = strconv.Itoa(t.Head)
	}
	w.row(strconv.Itoa(id), t.Form, t.Lemma, t.UPOS, t.XPOS, t.Feats, head, t.Rel, t.Deps, t.Misc)
}

// empties prints the empty nodes after one word and returns the others.
func (w *Writer) empties(list []Empty, after int) []Empty {
	for len(list) > 0 && list[0].After == after {
		c := list[0].Cols
		w.row(fmt.Sprintf("%d.%d", after, list[0].Sub), c[:]...)
		list = list[1:]
	}
	return list
}

func (w *Writer) row(id string, cols ...string) {
	w.out.WriteString(id)
	for _, c := range cols {
		w.out.WriteByte('\t')
		w.out.WriteString(c)
	}
	w.out.WriteByte('\n')
}
