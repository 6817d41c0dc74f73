package sqlite

import (
	"reflect"
	"testing"

	"tocsin"
)

func TestShort(t *testing.T) {
	lat, lon := -12.5, 77.25
	d := tocsin.Day{Year: 2031, Month: 5, Date: 31}
	for _, s := range []short{
		{},
		{Event: tocsin.Event{ID: "e", Type: "ASSAULT", Modes: []string{"firearms", "unmanned"}, CAMEO: "190", Quad: "material conflict", Score: -9.5, MID: &tocsin.MID{Code: 17, Level: 4},
			Actors:     []tocsin.Participant{{Name: "Government of Ñ", Country: "XXA", Sectors: []string{"GOV", "MIL"}}, {Name: "Reef Guard", Sectors: []string{}}},
			Recipients: []tocsin.Participant{{Country: "XXB", Sectors: []string{}}}, First: d, Last: d.AddDays(3), Dated: true,
			Place:  &tocsin.Site{Name: "a strait", Country: "XXA", Lat: &lat, Lon: &lon, Gazetteer: "g:1", Precision: tocsin.PrecisionCity},
			Status: tocsin.Disputed, Background: true, Reports: 3, Holders: []string{"The Ministry", "Gazette"}, FirstReport: "r1", Reported: d},
			Members: []tocsin.ReportID{"r1", "r2"}, Told: d.AddDays(9)},
	} {
		got, err := decodeShort(s.encode())
		if err != nil || !reflect.DeepEqual(got, s) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, s)
		}
	}
	if _, err := decodeShort("e\x1eASSAULT"); err == nil {
		t.Error("half a short form is read")
	}
}

// FuzzShort: whatever stands in a row, reading it ends; and what was read is
// written and read again as the same.
func FuzzShort(f *testing.F) {
	full := short{Event: tocsin.Event{ID: "e", Actors: []tocsin.Participant{{Name: "a\x1db"}}, Place: &tocsin.Site{Name: "p"}, Reports: 1}, Members: []tocsin.ReportID{"r"}}
	f.Add(full.encode())
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := decodeShort(text)
		if err != nil {
			return
		}
		once := s.encode()
		again, err := decodeShort(once)
		if err != nil || again.encode() != once {
			t.Errorf("%q is written as %q, then %q, %v", text, once, again.encode(), err)
		}
	})
}
