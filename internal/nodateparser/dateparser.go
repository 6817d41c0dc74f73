// Package dateparser stands in for the module of this path, which go-htmldate
// imports for its extensive mode. Tocsin uses the fast mode only, which never
// calls it; the real module takes a quarter of a second and 95 MB at every
// start of the program to compile its tables of 200 languages. It has the names
// that go-htmldate v1.10.1 mentions, and a parser that finds nothing.
package dateparser

import (
	"errors"
	"time"
)

// A ParserType names a way of parsing.
type ParserType int

// The ways that go-htmldate asks for.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// A PreferredDateSource says how to complete a partial date.
type PreferredDateSource int

// Past completes towards the past.
const Past PreferredDateSource = 1

// A Configuration holds the settings that go-htmldate makes; CurrentTime is
// also read by its fast mode.
type Configuration struct {
	CurrentTime         time.Time
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// A Date is the result of parsing.
type Date struct{ Time time.Time }

// A Parser finds nothing.
type Parser struct{ ParserTypes []ParserType }

// ErrNone is what every parse returns.
var ErrNone = errors.New("dateparser: not part of this program")

// Parse returns no date.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) { return Date{}, ErrNone }
