package actor_test

import (
	"testing"

	"tocsin"
	"tocsin/actor"
	"tocsin/nlp"
)

// TestNamesakes: the surname of somebody whom the report names in full is
// theirs, whoever holds an office under the same surname.
func TestNamesakes(t *testing.T) {
	engine, err := nlp.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	actors, err := actor.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for text, wrong := range map[string]string{
		"A man named Usman Khan stabbed two people on a bridge. Police shot Khan dead.":                 "Imran Khan",
		"The teacher, Elena Putin, was arrested in a village. Neighbours said Putin was a quiet woman.": "Vladimir Putin",
		"Carlos Morales, a farmer, was shot on Friday. The men who killed Morales fled on foot.":        "Evo Morales",
	} {
		doc := &tocsin.Doc{Text: text, Lang: "en", Date: tocsin.Day{Year: 2019, Month: 10, Date: 2}}
		engine.Annotate(doc)
		actors.Annotate(doc)
		for _, a := range doc.Actors {
			if a.Name == wrong {
				t.Errorf("%q is taken for %s in %q", doc.Slice(a.Span), wrong, text)
			}
		}
	}
	doc := &tocsin.Doc{Text: "Imran Khan met his ministers on Monday. Khan told them to wait.", Lang: "en", Date: tocsin.Day{Year: 2019, Month: 10, Date: 2}}
	engine.Annotate(doc)
	actors.Annotate(doc)
	n := 0
	for _, a := range doc.Actors {
		if a.Name == "Imran Khan" {
			n++
		}
	}
	if n < 2 {
		t.Errorf("the office holder himself is found %d times", n)
	}
}
