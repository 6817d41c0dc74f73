// Package plover is the ontology: event types, modes, contexts and sectors of
// PLOVER 2.0 with the crosswalk to CAMEO and to the hostility levels of the
// Militarized Interstate Disputes data.
package plover

import "slices"

// A Type is one of the sixteen PLOVER event types, in capitals.
type Type string

// A Mode refines a type: "violence" of THREATEN.
type Mode string

// The event types, from cooperation to conflict.
const (
	Agree     Type = "AGREE"
	Consult   Type = "CONSULT"
	Support   Type = "SUPPORT"
	Concede   Type = "CONCEDE"
	Cooperate Type = "COOPERATE"
	Aid       Type = "AID"
	Retreat   Type = "RETREAT"
	Request   Type = "REQUEST"
	Accuse    Type = "ACCUSE"
	Reject    Type = "REJECT"
	Threaten  Type = "THREATEN"
	Protest   Type = "PROTEST"
	Sanction  Type = "SANCTION"
	Mobilize  Type = "MOBILIZE"
	Coerce    Type = "COERCE"
	Assault   Type = "ASSAULT"
)

// The quad classes, in the words of the published records.
const (
	VerbalCooperation   = "verbal cooperation"
	MaterialCooperation = "material cooperation"
	VerbalConflict      = "verbal conflict"
	MaterialConflict    = "material conflict"
)

// Types returns the sixteen types, from cooperation to conflict.
func Types() []Type { return slices.Clone(tables().order) }

// ValidType reports whether t is one of the sixteen types.
func ValidType(t Type) bool { return tables().types[t] != nil }

// Modes returns the modes of a type in the order of the manual; nil if it has
// none.
func Modes(t Type) []Mode {
	if e := tables().types[t]; e != nil {
		return slices.Clone(e.modes)
	}
	return nil
}

// ValidMode reports whether m is a mode of t.
func ValidMode(t Type, m Mode) bool {
	e := tables().types[t]
	return e != nil && slices.Contains(e.modes, m)
}

// Quad returns the quad class of a type: one of the four constants, or ""
// for no type.
func Quad(t Type) string {
	if e := tables().types[t]; e != nil {
		return e.quad
	}
	return ""
}

// Score returns the PLOVER score, -10 (conflict) to 10 (cooperation): that of
// the type, or of the most intense of the modes if any. Modes that are not of
// the type are passed over. It is 0 for no type.
func Score(t Type, modes []Mode) float64 {
	e := tables().types[t]
	if e == nil {
		return 0
	}
	best, found := e.score, false
	for _, m := range modes {
		i := slices.Index(e.modes, m)
		if i >= 0 && (!found || intensity(e.scores[i]) > intensity(best)) {
			best, found = e.scores[i], true
		}
	}
	return best
}

func intensity(score float64) float64 { return max(score, -score) }

// ValidContext reports whether c is one of PLOVER's contexts.
func ValidContext(c string) bool { _, ok := tables().contexts[c]; return ok }

// ValidSector reports whether s is one of PLOVER's sectors (GOV, MIL, …).
func ValidSector(s string) bool { _, ok := tables().sectors[s]; return ok }

// SectorMeaning returns what a sector stands for in plain words, or "".
func SectorMeaning(s string) string { return tables().sectors[s] }

// ValidInternational reports whether c is one of the codes that take the place
// of a country: IGO, UNO, EUR, NGO, ISM, IMG, MNC.
func ValidInternational(c string) bool { _, ok := tables().international[c]; return ok }
