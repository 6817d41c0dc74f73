// Package conllu reads and writes CoNLL-U, the ten-column format of Universal
// Dependencies, one sentence at a time, and turns it into a [tocsin.Doc] and
// back. Nothing is dropped between [Reader] and [Writer]; the conversion to a
// Doc skips empty nodes, enhanced dependencies and comments it does not know.
//
// The format is described at universaldependencies.org/format.html. White
// space between words is kept the way UDPipe keeps it, as SpaceAfter=No and
// SpacesAfter=\n in MISC.
package conllu

import "strings"

// Limits on what a Reader accepts, so that hostile input cannot fill memory.
const (
	MaxLine  = 1 << 20 // bytes in one line
	MaxWords = 10_000  // words in one sentence, also empty nodes and ranges each
)

// A Word is one syntactic word. A column that holds "_" is kept as "_".
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int // 1-based word of the same sentence, 0 the root, -1 not annotated ("_")
	Rel, Deps, Misc                string
}

// A Range is a multiword token: the words First to Last, 1-based and
// inclusive, are written as Form.
type Range struct {
	First, Last int
	Form        string
	Feats       string // "_", or Typo=Yes
	Misc        string
}

// An Empty is an empty node N.Sub of the enhanced graph, after word N.
type Empty struct {
	After, Sub int
	Cols       [9]string // FORM to MISC as written
}

// A Sentence is one block of the file.
type Sentence struct {
	Line     int      // line of the file where the block starts, from 1
	Comments []string // without the line break, with the "#"
	Words    []Word
	Ranges   []Range // in order, disjoint
	Empties  []Empty // in order
}

// Comment returns the value of a comment of the form "# key = value" or of a
// bare "# key"; ok tells whether it is there.
func (s *Sentence) Comment(key string) (value string, ok bool) {
	for _, c := range s.Comments {
		k, v, _ := strings.Cut(strings.TrimLeft(c, "# \t"), "=")
		if strings.TrimSpace(k) == key {
			return strings.TrimSpace(v), true
		}
	}
	return "", false
}

// Attr returns the value of one name in a MISC or FEATS column.
func Attr(column, name string) (value string, ok bool) {
	for column != "" {
		var kv string
		kv, column, _ = strings.Cut(column, "|")
		if k, v, found := strings.Cut(kv, "="); found && k == name {
			return v, true
		}
	}
	return "", false
}
