package gazetteer

import (
	"math"
	"testing"

	"tocsin"
)

// pick is the place that bears a name in a text, without entities.
func pick(t *testing.T, text, name string) tocsin.Place {
	t.Helper()
	d := crudeDoc(text, plainWords)
	load(t).Annotate(d)
	for _, p := range d.Places {
		if d.Slice(p.Span) == name {
			return p
		}
	}
	t.Errorf("%q: no place %q in %+v", text, name, d.Places)
	return tocsin.Place{}
}

// TestNear: a name is understood beside the other places of the report.
func TestNear(t *testing.T) {
	for _, c := range []struct{ text, name, country string }{
		{"Ontario police searched homes in London, in Sarnia and in Windsor. Officials in Toronto spoke.", "London", "CAN"},
		{"Police searched homes in London and in Paris. Officials in Berlin spoke.", "London", "GBR"},
		{"Fires burned near Athens and Macon. Atlanta sent help, officials in Savannah said.", "Athens", "USA"},
		{"Fires burned near Athens. Piraeus sent help, officials in Thessaloniki said.", "Athens", "GRC"},
		{"Nigeria and Benin warned Niger. Officials in Abuja and Lagos spoke of Niger.", "Niger", "NER"},
		{"Castro feared the Cubans of Havana. He said America's ships had left.", "America", "USA"},
	} {
		if p := pick(t, c.text, c.name); p.Country != c.country {
			t.Errorf("%q: %s is in %q, want %q", c.text, c.name, p.Country, c.country)
		}
	}
}

// TestShortForms: abbreviations and names in capitals.
func TestShortForms(t *testing.T) {
	for _, c := range []struct{ text, name, want string }{
		{"BEIRUT (Agency) - Two officials met.", "BEIRUT", "Beirut"},
		{"He moved to B.C. in spring.", "B.C", "British Columbia"},
		{"Rain fell on NSW on Sunday.", "NSW", "New South Wales"},
		{"The People's Republic of China signed.", "People's Republic of China", "China"},
		{"Troops of Cote d'Ivoire left.", "Cote d'Ivoire", "Ivory Coast"},
	} {
		if p := pick(t, c.text, c.name); p.Name != c.want {
			t.Errorf("%q: %q is %q, want %q", c.text, c.name, p.Name, c.want)
		}
	}
	for _, text := range []string{"The wall dates from 500 B.C. and stands.", "They shouted STOP at the door."} {
		if got := readPlaces(t, text); len(got) != 0 {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestCentres: areas lie in their middle, not where most people live.
func TestCentres(t *testing.T) {
	for _, c := range []struct {
		name     string
		lat, lon float64
	}{
		{"Ontario", 50, -85.5}, {"Queensland", -20, 145}, {"Xinjiang", 41, 85}, {"Loreto", -4.1, -74.4},
	} {
		found := false
		for _, e := range load(t).Lookup(c.name) {
			found = found || e.Precision == tocsin.PrecisionAdmin1 && math.Abs(e.Lat-c.lat) < 1 && math.Abs(e.Lon-c.lon) < 1.5
		}
		if !found {
			t.Errorf("%s: no area near %.1f, %.1f in %+v", c.name, c.lat, c.lon, load(t).Lookup(c.name))
		}
	}
	a := load(t)
	if lat, lon, ok := a.Centre(tocsin.Place{Country: "KEN", Precision: tocsin.PrecisionCountry}); !ok || lat != 1 || lon != 38 {
		t.Error(lat, lon, ok)
	}
	if _, _, ok := a.Centre(tocsin.Place{Country: "KEN", Precision: tocsin.PrecisionSea}); ok {
		t.Error("a sea has the centre of a country")
	}
	if got := a.CountryCode("Burma"); got != "MMR" {
		t.Errorf("Burma: %q", got)
	}
}
