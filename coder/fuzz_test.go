package coder

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"tocsin"
)

var loadOnce = sync.OnceValues(func() (*Coder, error) { return Load("en") })

// scramble makes a Doc whose words name events and whose tree, parties and
// quotes are random, with cycles and several roots.
func scramble(r *rand.Rand) *tocsin.Doc {
	words := strings.Fields("attack accuse threaten deploy soldier seize sanction meet on by of to Iran die say deny the year and who kill protest ambassador recall año")
	tags := strings.Fields("NOUN VERB PROPN ADP DET PRON CCONJ NUM ADJ")
	rels := strings.Fields("nsubj obj obl nmod case conj xcomp ccomp advcl acl acl:relcl nsubj:pass aux:pass nmod:poss amod compound appos root obl:agent mark cop det parataxis")
	n := r.IntN(30)
	d := &tocsin.Doc{Report: "f", Lang: "en", Date: tocsin.Day{Year: 2026, Month: 3, Date: 12}}
	var text strings.Builder
	for range n {
		w := words[r.IntN(len(words))]
		start := text.Len()
		text.WriteString(w)
		d.Tokens = append(d.Tokens, tocsin.Token{Start: start, End: text.Len(), Form: w, Lemma: w, UPOS: tags[r.IntN(len(tags))], XPOS: "VBN", Rel: rels[r.IntN(len(rels))]})
		text.WriteByte(' ')
	}
	d.Text = text.String()
	cut := 0
	if n > 0 {
		cut = r.IntN(n)
	}
	for _, s := range []tocsin.Span{{Start: 0, End: cut}, {Start: cut, End: n}} {
		if !s.IsZero() {
			d.Sents = append(d.Sents, s)
		}
		for i := s.Start; i < s.End; i++ {
			if d.Tokens[i].Head = s.Start + r.IntN(s.Len()+1) - 1; d.Tokens[i].Head < s.Start {
				d.Tokens[i].Head = -1
			}
		}
	}
	annotate(d, r)
	return d
}

func annotate(d *tocsin.Doc, r *rand.Rand) {
	span := func() tocsin.Span {
		a := r.IntN(len(d.Tokens))
		return tocsin.Span{Start: a, End: a + 1 + r.IntN(len(d.Tokens)-a)}
	}
	for range len(d.Tokens) / 3 {
		s := span()
		head := s.Start + r.IntN(s.Len())
		switch r.IntN(6) {
		case 0, 1:
			d.Actors = append(d.Actors, tocsin.Actor{Span: s, Head: head, Country: []string{"", "IRN", "USA"}[r.IntN(3)], Kind: tocsin.Person, From: -1})
		case 2:
			d.Places = append(d.Places, tocsin.Place{Span: s, Head: head, Country: "IRN", Precision: tocsin.PrecisionCity})
		case 3:
			d.Times = append(d.Times, tocsin.When{Span: s, Head: head, Kind: "DATE", First: d.Date, Last: d.Date})
		case 4:
			d.Quantities = append(d.Quantities, tocsin.Quantity{Span: s, Head: head, Num: s.Start, What: tocsin.WhatPersonnel, Bound: tocsin.Exactly})
		case 5:
			d.Quotes = append(d.Quotes, tocsin.Quote{Source: s, Head: head, Holder: tocsin.Person, Party: r.IntN(3) - 1, Cue: span(), Stance: "assert", Content: []tocsin.Span{span()}, SaidOn: r.IntN(3) - 1, Outer: r.IntN(3) - 1})
		}
	}
}

// FuzzCode: no Doc stops the coder, and what it records points at the text.
func FuzzCode(f *testing.F) {
	for i := range uint64(300) {
		f.Add(i)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		c, err := loadOnce()
		if err != nil {
			t.Fatal(err)
		}
		d := scramble(rand.New(rand.NewPCG(seed, 1)))
		runes := []rune(d.Text)
		for _, m := range c.Code(d) {
			if len(m.Claims) == 0 || string(runes[m.Trigger.Start:m.Trigger.End]) != m.Trigger.Text || m.Sentence.Index >= len(d.Sents) {
				t.Errorf("mention %+v", m)
			}
		}
	})
}
