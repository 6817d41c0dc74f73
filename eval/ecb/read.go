// Package ecb measures "same event" clustering on ECB+ (Cybulska and Vossen
// 2014): articles by topic, in which words that name events are marked and
// those that name one event share a chain, across articles too.
//
// What is measured: the articles are coded, and the mentions of each topic
// merged. A coded mention whose trigger overlaps a marked action is matched to
// it, in the sentences that the corpus lists as annotated with care. B³ is
// taken over the matched mentions, chains against merged events; mentions
// without a chain are events of their own. Beside it stands a baseline on the
// same mentions: those of one topic whose triggers have the same head lemma
// are one event.
//
// The corpus tells no days of publication, but two articles of five tell their
// own: in the address of the page or in a line of the page before the text
// ("Updated: 3 May 2012"). The others count as published on the day of most
// articles of the topic that tell one, or on a neutral day, and days that a
// coder reckons from it ("on Saturday", "a year ago") are none of the text's:
// they are to be left out, see [Undated].
package ecb

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// Topics are those of the first 35 that tell of violence, politics or
// accidents: the others are of sport, show business and science.
func Topics() []int {
	return []int{3, 8, 9, 11, 12, 13, 14, 16, 18, 19, 20, 21, 22, 23, 24, 26, 28, 30, 32, 33, 34}
}

// A Document is one article.
type Document struct {
	Name    string     // 8_1ecb
	Address string     // of the page, if its first line is one
	Text    string     // without it
	Day     tocsin.Day // of publication
	Dated   bool       // it tells the day itself
	Actions []Action   // of the listed sentences, in the order of the text
}

// An Action is a marked word or phrase, in code points of the text, half-open.
type Action struct {
	Start, End int
	Chain      string // names the event; unique in a topic
}

// Read reads the articles of a topic from the folder of the corpus, in the
// order of their names. Errors name the file and wrap [tocsin.ErrInvalid].
func Read(corpus fs.FS, topic int) ([]Document, error) {
	listed, err := readListed(corpus)
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(corpus, path.Join("ECB+", strconv.Itoa(topic), "*.xml"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("ecb: topic %d has no articles: %w", topic, errors.Join(err, tocsin.ErrInvalid))
	}
	slices.Sort(files)
	var out []Document
	for _, f := range files {
		b, err := fs.ReadFile(corpus, f)
		if err != nil {
			return nil, fmt.Errorf("ecb: %w", err)
		}
		name := strings.TrimSuffix(path.Base(f), ".xml")
		d, err := parse(name, b, listed[name])
		if err != nil {
			return nil, fmt.Errorf("ecb: %s: %w", f, err)
		}
		out = append(out, *d)
	}
	date(out)
	return out, nil
}

// readListed reads which sentences are annotated with care, by article.
func readListed(corpus fs.FS) (map[string]map[int]bool, error) {
	const name = "ECBplus_coreference_sentences.csv"
	f, err := corpus.Open(name)
	if err != nil {
		return nil, fmt.Errorf("ecb: %w", err)
	}
	defer f.Close()
	rows := csv.NewReader(f)
	out := map[string]map[int]bool{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("ecb: %s: %w: %w", name, err, tocsin.ErrInvalid)
		}
		n, err := strconv.Atoi(row[len(row)-1])
		if err != nil || len(row) < 3 {
			continue // the head line
		}
		doc := row[0] + "_" + row[1]
		if out[doc] == nil {
			out[doc] = map[int]bool{}
		}
		out[doc][n] = true
	}
}

// xmlDocument is the file as it is laid out: words, marked spans of words, and
// chains of spans.
type xmlDocument struct {
	Tokens []struct {
		ID       int    `xml:"t_id,attr"`
		Sentence int    `xml:"sentence,attr"`
		Text     string `xml:",chardata"`
	} `xml:"token"`
	Markables struct {
		Items []struct {
			XMLName xml.Name
			ID      int `xml:"m_id,attr"`
			Anchors []struct {
				Token int `xml:"t_id,attr"`
			} `xml:"token_anchor"`
		} `xml:",any"`
	} `xml:"Markables"`
	Relations struct {
		Items []struct {
			XMLName xml.Name
			ID      string `xml:"r_id,attr"`
			Note    string `xml:"note,attr"`
			Sources []struct {
				ID int `xml:"m_id,attr"`
			} `xml:"source"`
		} `xml:",any"`
	} `xml:"Relations"`
}

func parse(name string, b []byte, listed map[int]bool) (*Document, error) {
	var x xmlDocument
	if err := xml.Unmarshal(b, &x); err != nil {
		return nil, fmt.Errorf("%w: %w", err, tocsin.ErrInvalid)
	}
	d := &Document{Name: name}
	d.takeAddress(&x)
	spans := d.write(&x)
	sentence := map[int]int{}
	for _, t := range x.Tokens {
		sentence[t.ID] = t.Sentence
	}
	chains := map[int]string{}
	for _, r := range x.Relations.Items {
		chain := r.Note
		if r.XMLName.Local != "CROSS_DOC_COREF" {
			chain = name + " " + r.ID
		}
		for _, s := range r.Sources {
			chains[s.ID] = chain
		}
	}
	for _, m := range x.Markables.Items {
		if !strings.Contains(m.XMLName.Local, "ACTION") || len(m.Anchors) == 0 {
			continue
		}
		if n, ok := sentence[m.Anchors[0].Token]; !ok || !listed[n] {
			continue
		}
		first, ok1 := spans[m.Anchors[0].Token]
		last, ok2 := spans[m.Anchors[len(m.Anchors)-1].Token]
		if !ok1 || !ok2 || last[1] <= first[0] {
			return nil, fmt.Errorf("markable %d: no such words: %w", m.ID, tocsin.ErrInvalid)
		}
		chain := chains[m.ID]
		if chain == "" {
			chain = fmt.Sprintf("%s %d alone", name, m.ID)
		}
		d.Actions = append(d.Actions, Action{Start: first[0], End: last[1], Chain: chain})
	}
	slices.SortFunc(d.Actions, func(a, b Action) int { return a.Start - b.Start })
	return d, nil
}

// takeAddress cuts the words of the first line if they are the address of a
// page: pages have it outside their text.
func (d *Document) takeAddress(x *xmlDocument) {
	if len(x.Tokens) == 0 || !strings.HasPrefix(x.Tokens[0].Text, "http") {
		return
	}
	n := 0
	for n < len(x.Tokens) && x.Tokens[n].Sentence == x.Tokens[0].Sentence {
		d.Address += x.Tokens[n].Text
		n++
	}
	x.Tokens = x.Tokens[n:]
}

// write makes running text of the words, a line for each sentence, and returns
// where each stands.
func (d *Document) write(x *xmlDocument) map[int][2]int {
	var text strings.Builder
	spans, n, quoted := map[int][2]int{}, 0, false
	put := func(s string) { text.WriteString(s); n += utf8.RuneCountInString(s) }
	for i, t := range x.Tokens {
		word := t.Text
		if word == "``" || word == "''" {
			word = `"`
		}
		opens := word == `"` && !quoted
		switch {
		case i == 0 || t.Sentence != x.Tokens[i-1].Sentence:
			if i > 0 {
				put("\n")
			}
			quoted, opens = false, word == `"`
		case !glued(x.Tokens[i-1].Text, word, quoted):
			put(" ")
		}
		if word == `"` {
			quoted = opens
		}
		start := n
		put(word)
		spans[t.ID] = [2]int{start, n}
	}
	d.Text = text.String()
	return spans
}

// glued reports whether no space stands between two words.
func glued(before, word string, quoted bool) bool {
	r, size := utf8.DecodeRuneInString(word)
	switch {
	case word == "":
		return true
	case word == `"`:
		return quoted
	case before == "``" || before == `"` && quoted || before == "(" || before == "$":
		return true
	case word == "n't" || r == '\'' && len(word) > size && unicode.IsLetter(rune(word[size])):
		return true
	}
	return strings.ContainsRune(".,;:!?)%", r) && len(word) == size
}
