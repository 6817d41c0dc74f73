package number

import "testing"

func TestReadSpanish(t *testing.T) {
	l, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text  string
		value float64
		used  int
	}{
		{"4.000 soldados", 4000, 1},
		{"4,5 millones de personas", 4.5e6, 2},
		{"mil millones", 1e9, 2},
		{"dos mil quinientos millones", 2.5e9, 4},
		{"tres billones cuatrocientos mil millones", 3.4e12, 5},
		{"mil quinientos hombres", 1500, 2},
		{"doscientas cincuenta y cuatro", 254, 4},
		{"cien mil", 1e5, 2},
		{"ciento veintiún mil", 121000, 3},
		{"treinta y un heridos", 31, 3},
		{"medio millón", 5e5, 2},
		{"millón y medio", 0, 0},
		{"un millón y medio", 1.5e6, 4},
		{"una docena", 12, 2},
		{"una treintena", 30, 2},
		{"dos centenares", 200, 2},
		{"medio centenar", 50, 2},
		{"un par", 2, 2},
		{"varios miles", 0, 0},
		{"dos coma cinco millones", 2.5e6, 4},
		{"un soldado", 0, 0},
		{"dos y tres", 2, 1},
		{"diez y cinco", 10, 1},
		{"y dos", 0, 0},
	} {
		_, values := found(l, c.text)
		v, n := Read(spanish(l, c.text))
		if v != c.value || n != c.used {
			t.Errorf("%q = %v in %d words (%v), want %v in %d", c.text, v, n, values, c.value, c.used)
		}
	}
}

func spanish(l *Language, text string) (out []Word) {
	for _, s := range token.FindAllString(text, -1) {
		w := l.words[s]
		if v, ok := l.Digit(s); ok {
			w = Word{Digits, v}
		}
		out = append(out, w)
	}
	return out
}

func TestDigitSpanish(t *testing.T) {
	l, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]float64{"7": 7, "1.234.567": 1234567, "0,5": 0.5, "4,5": 4.5, "4.5": 4.5, "4,000": 4000, "1.111,11": 1111.11, "12.345,6": 12345.6} {
		if got, ok := l.Digit(s); !ok || got != want {
			t.Errorf("Digit(%q) = %v %v, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "1.23.4", "12,3456,7", "13:40", "1,"} {
		if got, ok := l.Digit(s); ok {
			t.Errorf("Digit(%q) = %v, want none", s, got)
		}
	}
}
