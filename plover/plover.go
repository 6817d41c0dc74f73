// Package plover is the ontology: event types, modes, contexts and sectors of
// PLOVER 2.0 with the crosswalk to CAMEO and to the hostility levels of the
// Militarized Interstate Disputes data.
package plover

// A Type is one of the sixteen PLOVER event types, in capitals.
type Type string

// A Mode refines a type: "violence" of THREATEN.
type Mode string
