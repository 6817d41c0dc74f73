package actor

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// A class is a set of roles that words play around parties. Which words have
// which is for each language in data/LANG.words.tsv.
type class uint64

// The classes. Prepositions go by what they lead to, verbs by what they do to
// the party they take.
const (
	indefinite  class = 1 << iota // a, some: the noun is new
	ofWord                        // of Peru
	fromWord                      // from Peru
	forWord                       // spokesman for the army
	toWord                        // aide to the president
	byWord                        // led by
	withWord                      // frigates with marines
	inWord                        // the minister in Peru
	whereWord                     // a phrase that says where
	whitherWord                   // a phrase of direction
	looseWord                     // a phrase that belongs to the verb, not to the noun
	apartWord                     // the same after a person's name
	saying
	hostile
	estranging
	controlling
	holding // detain, arrest
	freeing
	freedom // release
	leading
	sending
	blaming  // "for" after it gives the reason
	charging // "with" after it gives the means
	muster   // company
	sailing  // nouns
	flying
	unmanned
	land
	vagueLand // country, which may be anyone's own
	groupNoun
	agencyNoun
	blocNoun
	apartNoun // neighbour, ally: not one's own side
	rivalNoun
	men
	crew
	diplomatic
	exiled
	aide
	stately
	two
	three
	four
	uncounted
	paired
	worldwide
	foreignWord
	local
	ethnicWord
	negative
	whole
	opposed  // pro-
	borrowed // -backed
	future
	frontier    // border: what is near it is not beyond it
	hostileName // puppet, enemy: whom one so calls is of the other side
	onslaught   // attack, raid: nouns for harm that somebody does
	against     // verbs that set their subject against another
	dying
	flank      // side, half: a part that a nation in front tells
	versus     // against Peru
	returning  // release, hand over: verbs for letting go whom one held
	answering  // response, gesture: nouns for what one does towards another
	impersonal // verbs without any subject: haber, llover
)

// pronounSorts are the names that the words tables give the sorts.
var pronounSorts = map[string]pronounSort{
	"i": speaker, "we": speakers, "he": man, "she": woman, "it": thing, "they": several,
	"single": single, "any": anybody, "who": relative, "that": demonstrative,
}

var classes = map[string]class{
	"indefinite": indefinite, "of": ofWord, "from": fromWord, "for": forWord, "to": toWord, "by": byWord, "with": withWord,
	"in": inWord, "where": whereWord, "whither": whitherWord, "loose": looseWord, "apart": apartWord,
	"saying": saying, "frontier": frontier, "hostile": hostile, "estranging": estranging, "controlling": controlling, "holding": holding,
	"freeing": freeing, "freedom": freedom, "leading": leading, "sending": sending, "blaming": blaming, "charging": charging,
	"muster": muster, "sailing": sailing, "flying": flying, "unmanned": unmanned, "land": land, "vague-land": vagueLand,
	"group": groupNoun, "agency": agencyNoun, "bloc": blocNoun, "other": apartNoun, "rival": rivalNoun, "men": men, "crew": crew,
	"diplomatic": diplomatic, "exiled": exiled, "aide": aide, "stately": stately, "two": two, "three": three, "four": four,
	"uncounted": uncounted, "paired": paired, "worldwide": worldwide, "foreign": foreignWord, "local": local,
	"ethnic": ethnicWord, "negative": negative, "whole": whole, "opposed": opposed, "borrowed": borrowed, "future": future, "impersonal": impersonal,
	"hostile-name": hostileName, "onslaught": onslaught, "against": against, "dying": dying, "flank": flank, "versus": versus, "returning": returning, "answering": answering,
}

// A grammar is the row of languages.tsv for the language: the traits that
// change how its phrases are read.
type grammar struct {
	after bool   // adjectives stand behind their noun: "tropas rusas"
	small bool   // words of nationality begin with a small letter
	drops bool   // verbs do without a subject
	lang  string // whose rules of number and gender the tables follow
}

// addGrammar reads: language, place of adjectives, first letter of words of
// nationality, subjects, merged words.
func (a *Annotator) addGrammar(lang string) func(c []string) error {
	return func(c []string) error {
		if c[0] != lang {
			return nil
		}
		a.grammar = grammar{after: c[1] == "after", small: c[2] == "small", drops: c[3] == "dropped", lang: lang}
		a.trie.merged = map[string][]string{}
		for _, m := range list(c[4]) {
			whole, parts, ok := strings.Cut(m, "=")
			if !ok {
				return fmt.Errorf("merged word %q without its parts: %w", m, tocsin.ErrInvalid)
			}
			a.trie.merged[whole] = strings.Fields(parts)
		}
		return nil
	}
}

// addWords reads: words, the class they share. Sexes are told by endings.
func (a *Annotator) addWords(c []string) error {
	switch c[1] {
	case "female", "male":
		for _, w := range list(c[0]) {
			a.sexes[w] = c[1][0]
		}
		return nil
	case "north", "south", "east", "west":
		for _, w := range list(c[0]) {
			a.compass[w] = c[1][0]
		}
		return nil
	}
	if s, ok := pronounSorts[c[1]]; ok {
		for _, w := range list(c[0]) {
			a.pronouns[w] = s
		}
		return nil
	}
	k, ok := classes[c[1]]
	if !ok {
		return fmt.Errorf("unknown class %q: %w", c[1], tocsin.ErrInvalid)
	}
	for _, w := range list(c[0]) {
		a.words[w] |= k
	}
	return nil
}

// sexOfNoun is 'f' or 'm' for a noun that tells it, by itself or, after a
// hyphen in the table, by its ending; else 0.
func (a *Annotator) sexOfNoun(form string) byte {
	f := strings.ToLower(form)
	if s, ok := a.sexes[f]; ok {
		return s
	}
	for n := len(f) - 1; n >= 2; n-- {
		if s, ok := a.sexes["-"+f[len(f)-n:]]; ok {
			return s
		}
	}
	return 0
}

// classOf looks a word up in small letters.
func (a *Annotator) classOf(word string) class {
	var store [32]byte
	return a.words[string(small(store[:0], word))]
}

// pronounOf says what a pronoun stands for.
func (a *Annotator) pronounOf(word string) pronounSort {
	var store [32]byte
	return a.pronouns[string(small(store[:0], word))]
}

// small appends a word in small letters to buf, as far as it has room.
func small(buf []byte, word string) []byte {
	for _, c := range word {
		if len(buf) > cap(buf)-utf8.UTFMax {
			break
		}
		buf = utf8.AppendRune(buf, unicode.ToLower(c))
	}
	return buf
}

// classify looks up the forms and lemmas of all tokens.
func (r *reader) classify() {
	r.forms, r.class = make([]class, len(r.doc.Tokens)), make([]class, len(r.doc.Tokens))
	for t := range r.doc.Tokens {
		tok := &r.doc.Tokens[t]
		r.forms[t] = r.a.classOf(tok.Form)
		r.class[t] = r.forms[t]
		if tok.Lemma != tok.Form && tok.Lemma != "" {
			r.class[t] |= r.a.classOf(tok.Lemma)
		}
	}
}

// like reports whether the form or lemma of token t has one of the classes k.
func (r *reader) like(t int, k class) bool {
	return t >= 0 && t < len(r.class) && r.class[t]&k != 0
}

// marked reports whether the preposition of t has one of the classes k.
func (r *reader) marked(t int, k class) bool {
	c := r.child(t, "case")
	return c >= 0 && r.forms[c]&k != 0
}

// owns reports whether t is a possessive: a dependent of its own kind, or a
// determiner ("su ejército").
func (r *reader) owns(t int) bool {
	tok := &r.doc.Tokens[t]
	return tok.Rel == "nmod:poss" || tok.Rel == "det" && strings.Contains(tok.Feats, "Poss=Yes") && r.a.pronounOf(tok.Form) != notPronoun
}
