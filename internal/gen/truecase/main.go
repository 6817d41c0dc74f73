// Command truecase makes the lists of names and words of package nlp/truecase from running
// text, the names of the actor tables and the places of the gazetteer. A word is
// a name if text writes it with a capital inside sentences, and hardly ever
// without.
//
//	go run ./internal/gen/truecase -tables actor/data -places gazetteer/data/places.bin -vocabulary WORDS -index WORDS -out PREFIX TEXT...
package main

import (
	"bufio"
	"flag"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"tocsin/gazetteer/table"
	"tocsin/nlp/truecase"
)

// populous is how many people a place must have for its name to be listed.
const populous = 50_000

// lister counts how words are written.
type lister struct {
	lower map[string]int            // small: how often
	forms map[string]map[string]int // small: forms with capitals
	known map[string]bool           // words of the language, small
}

func main() {
	tables := flag.String("tables", "", "folder of tables of names")
	places := flag.String("places", "", "packed gazetteer")
	vocabulary := flag.String("vocabulary", "", "forms of the language, in the second column")
	index := flag.String("index", "", "more words, among them names in small letters")
	out := flag.String("out", "", "files to write, without .names.txt and .words.bin")
	flag.Parse()
	l := &lister{map[string]int{}, map[string]map[string]int{}, map[string]bool{}}
	for _, name := range flag.Args() {
		eachLine(name, l.text)
	}
	eachLine(*vocabulary, l.vocabulary)
	files, err := filepath.Glob(filepath.Join(*tables, "*.tsv"))
	check(err)
	for _, name := range files {
		eachLine(name, l.names)
	}
	check(l.places(*places))
	check(os.WriteFile(*out+".names.txt", []byte(strings.Join(l.list(), "\n")+"\n"), 0o644))
	eachLine(*index, l.vocabulary)
	check(os.WriteFile(*out+".words.bin", l.words(), 0o644))
}

// words is the set of the words of the language: its vocabulary, and what text
// writes small at least twice.
func (l *lister) words() truecase.Words {
	for word, n := range l.lower {
		if n >= 2 {
			l.known[word] = true
		}
	}
	w := truecase.NewWords(len(l.known))
	for word := range l.known {
		w.Add(word)
	}
	return w
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func eachLine(name string, do func(string)) {
	f, err := os.Open(name)
	check(err)
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		do(in.Text())
	}
	check(in.Err())
}

// text counts the words of running text but the first of each sentence.
func (l *lister) text(line string) {
	start := true
	for _, field := range strings.Fields(line) {
		word := strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) })
		word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		if !start && plain(word) {
			l.count(word)
		}
		start = strings.ContainsAny(field[len(field)-1:], ".!?:;\"”)") || strings.ContainsAny(field[:1], "\"“(")
	}
}

func (l *lister) count(word string) {
	low := strings.ToLower(word)
	if word == low {
		l.lower[low]++
		return
	}
	if l.forms[low] == nil {
		l.forms[low] = map[string]int{}
	}
	l.forms[low][word]++
}

func plain(word string) bool {
	return word != "" && len(word) == len(strings.ToLower(word)) && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
}

func (l *lister) vocabulary(line string) {
	if f := strings.Split(line, "\t"); len(f) > 1 && f[1] == strings.ToLower(f[1]) {
		l.known[f[1]] = true
	}
}

// names takes the words of a table that have capitals and are no words of
// the language otherwise.
func (l *lister) names(line string) {
	for _, word := range strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) }) {
		l.name(word)
	}
}

func (l *lister) name(word string) {
	low := strings.ToLower(word)
	if !plain(word) || len(word) < 3 || word == low || l.known[low] || l.lower[low] > 0 {
		return
	}
	l.count(word)
	l.count(word)
}

func (l *lister) places(file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	t, err := table.Open(b)
	if err != nil {
		return err
	}
	for i := range t.Len() {
		if r := t.Record(i); r.Population >= populous {
			l.names(r.Name)
		}
	}
	return nil
}

// list returns the names in order.
func (l *lister) list() []string {
	out := []string{"U.N.", "U.S.", "U.K.", "U.S.A.", "U.S.S.R.", "I"}
	for low, forms := range l.forms {
		total := 0
		best := ""
		for _, form := range slices.Sorted(maps.Keys(forms)) {
			total += forms[form]
			if best == "" || forms[form] > forms[best] {
				best = form
			}
		}
		if total >= 2 && len(low) > 1 && total >= 6*l.lower[low] {
			out = append(out, best)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
