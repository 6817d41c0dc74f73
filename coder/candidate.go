// Package coder turns an annotated Doc into mentions: who did what to whom,
// when, where, with what forces, and who says so.
//
// The lexicon decides what is an event and of which type; nothing in this
// package is learned. A learned filter behind it was tried and left out:
// logistic regression over row, words, parties with their sectors, status,
// holder and the words around, trained on annotated news and the PLOVER gold
// records. By five-fold cross-validation on text in which every event is
// annotated it took F from .902 to .901 with features of the row, to .902 with
// the parties, to .895 with the words around. On sentences that it was not
// trained on and that mark one event each (plv) it took F from .682 to .687,
// .687 and .694, and to .717 when trained on the gold records alone, which mark
// one event a sentence as well: it learns to keep one event, not to tell events
// from what only sounds like them.
package coder

import (
	"tocsin"
	"tocsin/plover"
)

// A Sense is one row of the predicate lexicon: a way to name an event.
type Sense struct {
	Source     string        // file and line of the row, for explanations
	Pattern    string        // the row's pattern as written
	Type       plover.Type   // PLOVER event type
	Modes      []plover.Mode // modes that the words themselves tell
	CAMEO      string        // finest code the words support
	Contexts   []string      // PLOVER contexts that the words tell
	Actor      []Slot        // where the actor stands, best first
	Recipient  []Slot        // where the recipient stands, best first
	Reciprocal bool          // both sides are actors: met, clashed, signed
	Result     bool          // tells what violence, or an accident, did to people and things
	Negative   bool          // asks for a negated head: the negation is part of the act
}

// A Slot names a place in a predicate's frame:
//
//	subj   what acts: nsubj, or the by-phrase of a passive
//	obj    what is acted on: obj, or the subject of a passive
//	iobj   the indirect object
//	poss   the possessor or national adjective of an event noun ("Moscow's threat", "the Russian attack")
//	comp   the subject of the clause that the predicate governs ("accused X of attacking")
//
// Any other slot is a preposition, lower case ("with", "against", "to"): the
// nominal that the predicate governs through it (obl or nmod).
type Slot string

// A Candidate is one place where the lexicon sees an event.
type Candidate struct {
	Sense *Sense // the row, unrefined
	Head  int    // token that carries the syntax: the verb, or the event noun

	// What the sense says, refined by the words around it ("with drones") and
	// by the status ("will meet": AGREE). These are the values to record.
	Type     plover.Type
	Modes    []plover.Mode
	CAMEO    string
	Contexts []string
	Shifted  bool // Type was shifted by a planned status: the commitment itself has occurred

	Light   int         // the light verb that governs an event noun ("carried out" an attack); -1 without one
	Trigger tocsin.Span // the words that name the event
	Tried   []string    // restrictions tried and why they held, for explanations; may be nil
}
