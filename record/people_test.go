package record

import (
	"reflect"
	"testing"

	"tocsin"
)

// TestSetField: a fixed value is the event's own, and what follows from the
// type follows the new one.
func TestSetField(t *testing.T) {
	lat := 1.5
	shared := []tocsin.Participant{{Name: "Government of Norway", Country: "NOR", Sectors: []string{"GOV"}}}
	place := &tocsin.Site{Name: "Vik", Lat: &lat}
	e := tocsin.Event{
		Type: "ASSAULT", Modes: []string{"firearms"}, CAMEO: "193", Quad: "material conflict", Score: -9,
		MID: &tocsin.MID{Code: 16, Level: 4}, Actors: shared, Place: place,
	}
	for _, c := range []struct{ field, value string }{{"actors", `[{"name":"Government of Denmark","country":"DNK"}]`}, {"place", `{"name":"Skagen"}`}, {"type", `"CONSULT"`}} {
		if err := setField(&e, c.field, c.value); err != nil {
			t.Fatal(err)
		}
	}
	if shared[0].Country != "NOR" || place.Name != "Vik" {
		t.Errorf("what the event shared was changed: %+v, %+v", shared, place)
	}
	if len(e.Actors) != 1 || e.Actors[0].Country != "DNK" || e.Actors[0].Sectors != nil || e.Place.Name != "Skagen" || e.Place.Lat != nil {
		t.Errorf("got %+v at %+v", e.Actors, e.Place)
	}
	if e.Quad != "verbal cooperation" || e.Score <= 0 || e.CAMEO != "" || len(e.Modes) > 0 || e.MID.Level > 1 {
		t.Errorf("a CONSULT with quad %s, score %v, code %q, modes %v, MID %+v", e.Quad, e.Score, e.CAMEO, e.Modes, e.MID)
	}
	before := e
	for field, value := range map[string]string{"actors": "3", "first": `"Monday"`, "id": `"x"`, "type": "{"} {
		if err := setField(&e, field, value); err == nil || !reflect.DeepEqual(e, before) {
			t.Errorf("%s = %s: %v", field, value, err)
		}
	}
}
