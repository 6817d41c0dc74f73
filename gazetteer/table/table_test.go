package table

import (
	"errors"
	"testing"
)

func sample(t testing.TB) []byte {
	t.Helper()
	var b Builder
	b.Add(Record{ID: "UA.07", Name: "Kharkiv", Country: "UA", Kind: Admin1, Lat: 49.7, Lon: 36.5, Population: 2_600_000, Admin1: -1, Admin2: -1}, 0)
	b.Add(Record{ID: "UA.07.1", Name: "Izium Raion", Country: "UA", Kind: Admin2, Lat: 49.2, Lon: 37.2, Population: 200_000, Admin1: 0, Admin2: -1}, 0)
	n := b.Add(Record{Name: "Kharkiv", Country: "UA", Kind: Seat1, Lat: 49.98081, Lon: 36.25272, Population: 1_433_886, Admin1: 0, Admin2: 1}, 706483)
	b.Name(0, "Kharkiv", 0)
	b.Name(n, "Kharkiv", 0)
	b.Name(n, "Kharkov", Alternate|Respelled)
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestRoundTrip(t *testing.T) {
	tab, err := Open(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := tab.Verify(); err != nil {
		t.Fatal(err)
	}
	from, to := tab.Find(Fold("KHÁRKIV"))
	if to-from != 2 || tab.Hit(from).Record != 0 {
		t.Fatalf("entries %d to %d", from, to)
	}
	from, to = tab.Find(Fold("Kharkov"))
	if to-from != 1 || tab.Hit(from) != (Hit{2, Alternate | Respelled}) {
		t.Fatalf("alternate: %d to %d", from, to)
	}
	r := tab.Record(2)
	if r.ID != "706483" || r.Name != "Kharkiv" || r.Admin1 != 0 || r.Admin2 != 1 || r.Country != "UA" {
		t.Errorf("%+v", r)
	}
	if d := r.Lat - 49.98081; d > 3e-5 || d < -3e-5 {
		t.Errorf("latitude %f", r.Lat)
	}
	if d := r.Population - 1_433_886; d > 400 || d < -400 {
		t.Errorf("population %d", r.Population)
	}
	if from, to := tab.Find(Fold("Xanadu")); from != to {
		t.Error("found Xanadu")
	}
}

func TestFold(t *testing.T) {
	for _, c := range [][2]string{
		{"Deir ez-Zor", "deir  ez zor"}, {"São Paulo", "SAO PAULO"}, {"Sana'a", "Sanaa"}, {"Ta‘izz", "Taizz"},
		{"St. Petersburg", "St Petersburg"}, {"Łódź", "Lodz"}, {"Straße", "Strasse"}, {"Đà Nẵng", "Da Nang"}, {" Gaza ", "Gaza"},
	} {
		if Fold(c[0]) != Fold(c[1]) && Fold(c[0]).Sum() != Fold(c[1]).Sum() {
			t.Errorf("%q and %q differ", c[0], c[1])
		}
	}
	if Fold("Newport").Sum() == Fold("New Port").Sum() {
		t.Error("a space counts for nothing")
	}
	if !Fold(" -'.").Empty() {
		t.Error("punctuation is a name")
	}
}

func TestOpenRefuses(t *testing.T) {
	good := sample(t)
	for name, data := range map[string][]byte{
		"empty": nil, "short": good[:len(good)-1], "long": append(append([]byte{}, good...), 0), "header": good[:20], "magic": append([]byte{1}, good[1:]...),
	} {
		if _, err := Open(data); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzOpen damages the table: an error or wrong answers, never a panic.
func FuzzOpen(f *testing.F) {
	good := sample(f)
	f.Add(good, "Kharkiv")
	f.Add(good[:40], "")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		tab, err := Open(data)
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Fatal(err)
			}
			return
		}
		from, to := tab.Find(Fold(name))
		for i := from; i < to && i < from+100; i++ {
			_ = tab.Record(tab.Hit(i).Record)
		}
		for n := range min(tab.Len(), 100) {
			_, _ = tab.Record(n), tab.Code(n)
		}
		_ = tab.Verify()
	})
}
