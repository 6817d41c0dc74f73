package eval

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/nlp/conllu"
)

// A Judged is how sure readers were that the act one word names happened.
type Judged struct {
	Split, Sentence string // "dev"; the sent_id of the treebank
	Word            int    // the word's number in its sentence, from 1
	Form            string
	Score           float64 // -3 it certainly did not happen … 3 it certainly did
}

// ReadJudged reads a table of judgements: split, sent_id, word_id, form,
// lemma, upos, annotators and factuality in columns with a head line. Errors
// name the line.
func ReadJudged(r io.Reader) ([]Judged, error) {
	var out []Judged
	in := bufio.NewScanner(r)
	for line := 1; in.Scan(); line++ {
		c := strings.Split(in.Text(), "\t")
		if line == 1 && c[0] == "split" || in.Text() == "" {
			continue
		}
		if len(c) != 8 {
			return nil, fmt.Errorf("eval: judgements: line %d: %d columns, want 8: %w", line, len(c), tocsin.ErrInvalid)
		}
		word, err := strconv.Atoi(c[2])
		score, err2 := strconv.ParseFloat(c[7], 64)
		if err != nil || err2 != nil || word < 1 || !(score >= -3 && score <= 3) {
			return nil, fmt.Errorf("eval: judgements: line %d: word %q or score %q: %w", line, c[2], c[7], tocsin.ErrInvalid)
		}
		out = append(out, Judged{Split: c[0], Sentence: c[1], Word: word, Form: c[3], Score: score})
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("eval: judgements: %w", err)
	}
	return out, nil
}

// PickSentences copies the sentences of a CoNLL-U file whose sent_id is wanted
// and not yet copied; what it copies is no longer wanted.
func PickSentences(out *bytes.Buffer, file []byte, wanted map[string]bool) {
	for block := range bytes.SplitSeq(bytes.ReplaceAll(file, []byte("\r\n"), []byte("\n")), []byte("\n\n")) {
		_, rest, _ := bytes.Cut(block, []byte("# sent_id = "))
		id, _, _ := bytes.Cut(rest, []byte("\n"))
		if name := string(bytes.TrimSpace(id)); wanted[name] {
			delete(wanted, name)
			out.Write(bytes.Trim(block, "\n"))
			out.WriteString("\n\n")
		}
	}
}

// Closeness counts how near predicted scores come to judged ones.
type Closeness struct {
	Gold, Predicted []float64 // in pairs
}

// CompareScores pairs the judgements of one split, or of all for "", with a
// system's scores, one for each token of doc, whose sentences are those of the treebank in order.
// Judgements of sentences that the treebank lacks are left out. An error tells
// of a word that is not the judged one.
func CompareScores(judged []Judged, split string, bank []*conllu.Sentence, doc *tocsin.Doc, scores []float64) (*Closeness, error) {
	if len(bank) != len(doc.Sents) || len(scores) != len(doc.Tokens) {
		return nil, fmt.Errorf("eval: judgements: %d sentences and %d scores, want %d and %d: %w", len(doc.Sents), len(scores), len(bank), len(doc.Tokens), tocsin.ErrInvalid)
	}
	at := map[string]tocsin.Span{}
	for k, s := range bank {
		if id, ok := s.Comment("sent_id"); ok {
			at[id] = doc.Sents[k]
		}
	}
	out := &Closeness{}
	for _, j := range judged {
		s, ok := at[j.Sentence]
		if !ok || split != "" && j.Split != split {
			continue
		}
		i := s.Start + j.Word - 1
		if i >= s.End || doc.Tokens[i].Form != j.Form {
			return nil, fmt.Errorf("eval: judgements: sentence %s has no word %d %q: %w", j.Sentence, j.Word, j.Form, tocsin.ErrInvalid)
		}
		out.Gold, out.Predicted = append(out.Gold, j.Score), append(out.Predicted, scores[i])
	}
	return out, nil
}

// Pearson is the correlation of the pairs, -1 to 1; 0 if one side is constant.
func (c *Closeness) Pearson() float64 {
	n := float64(len(c.Gold))
	var sx, sy, sxx, syy, sxy float64
	for k, x := range c.Gold {
		y := c.Predicted[k]
		sx, sy, sxx, syy, sxy = sx+x, sy+y, sxx+x*x, syy+y*y, sxy+x*y
	}
	d := (n*sxx - sx*sx) * (n*syy - sy*sy)
	if d <= 0 {
		return 0
	}
	return (n*sxy - sx*sy) / math.Sqrt(d)
}

// MAE is the mean distance of the pairs, 0 to 6.
func (c *Closeness) MAE() float64 {
	sum := 0.0
	for k, x := range c.Gold {
		sum += math.Abs(x - c.Predicted[k])
	}
	return sum / max(1, float64(len(c.Gold)))
}

// Values lists the figures: predicates (their number), pearson, mae.
func (c *Closeness) Values() []Value {
	return []Value{{Name: "predicates", Value: float64(len(c.Gold))}, {Name: "pearson", Value: c.Pearson()}, {Name: "mae", Value: c.MAE()}}
}

// Print writes every figure, "name value" a line.
func (c *Closeness) Print(w io.Writer) {
	for _, v := range c.Values() {
		fmt.Fprintf(w, "%-20s %.4g\n", v.Name, v.Value)
	}
}
