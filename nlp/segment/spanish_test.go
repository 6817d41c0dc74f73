package segment

import (
	"strings"
	"testing"
)

func loadSpanish(t testing.TB) *Segmenter {
	t.Helper()
	s, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// showWords writes the parts of a multi-word token joined by +.
func showWords(words []Word, sents [][2]int) string {
	var b strings.Builder
	for k, s := range sents {
		if k > 0 {
			b.WriteString(" |")
		}
		for i := s[0]; i < s[1]; i++ {
			switch {
			case i > s[0] && words[i].Start == words[i-1].Start:
				b.WriteString("+")
			case b.Len() > 0:
				b.WriteString(" ")
			}
			b.WriteString(words[i].Form)
		}
	}
	return b.String()
}

func TestSpanishWords(t *testing.T) {
	s := loadSpanish(t)
	for text, want := range map[string]string{
		"Llegaron al puerto del norte.":          "Llegaron a+el puerto de+el norte .",
		"Del Gobierno no se sabe nada.":          "De+el Gobierno no se sabe nada .",
		"FUERA DEL PUERTO":                       "FUERA DE+EL PUERTO",
		"Al Qaeda lo negó.":                      "Al Qaeda lo negó .",
		"Lo dijo Vicente Del Castillo.":          "Lo dijo Vicente Del Castillo .",
		"Quiso verlo y decírselo.":               "Quiso ver+lo y decir+se+lo .",
		"Huyó acusándolo de mentir.":             "Huyó acusando+lo de mentir .",
		"«Dámelo», gritó.":                       "« Da+me+lo » , gritó .",
		"Siéntese y dígame la verdad.":           "Siente+se y diga+me la verdad .",
		"Vámonos.":                               "Vamos+nos .",
		"Tras irse, volvió para oírlos.":         "Tras ir+se , volvió para oír+los .",
		"Carlos reparte charlas y perlas.":       "Carlos reparte charlas y perlas .",
		"La muerte de los gobiernos modernos.":   "La muerte de los gobiernos modernos .",
		"Los ángeles y las cárceles del sábado.": "Los ángeles y las cárceles de+el sábado .",
		"Marte, el arte fuerte del informe.":     "Marte , el arte fuerte de+el informe .",
		"Murieron 3.200 personas (el 4,5%).":     "Murieron 3.200 personas ( el 4,5 % ) .",
	} {
		if got := showWords(s.Words(text)); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestSpanishSentences(t *testing.T) {
	s := loadSpanish(t)
	for text, want := range map[string]int{
		"El Sr. Ruiz viajó a EE. UU. para firmar.":               1,
		"La Dra. Gómez recibió al Gral. Soto a las 5 p. m. hoy.": 1,
		"El art. 7 del n.º 12 sigue en vigor.":                   1,
		"Ud. no lo sabe. Yo tampoco.":                            2,
		"¿Quién disparó? Nadie lo vio.":                          2,
		"¡Basta! ¡No más muertes!":                               2,
		"«No cederemos», dijo el ministro. Luego se fue.":        2,
		"—Salgan —ordenó el juez—. No hay más que decir.":        2,
		"La marcha (¿o fue un motín?) duró tres horas.":          1,
		"El 3.5.2019 hubo 1.250 detenidos. Quedaron libres 40.":  2,
		"Protestaron ayer...\n\nHoy hay calma":                   2,
	} {
		if _, sents := s.Segment(text); len(sents) != want {
			words, sents := s.Words(text)
			t.Errorf("%q: %d sentences, want %d: %s", text, len(sents), want, showWords(words, sents))
		}
	}
}

// FuzzWords: words are in order, those of one token share its bytes, and
// nothing but white space is left out.
func FuzzWords(f *testing.F) {
	f.Add("Del río, dáselo al juez.")
	f.Add("DÁRSELAS \xff él")
	s := loadSpanish(f)
	f.Fuzz(func(t *testing.T, text string) {
		words, sents := s.Words(text)
		tokens, _ := s.Segment(text)
		k := -1
		for i, w := range words {
			if i == 0 || w.Start != words[i-1].Start {
				k++
			}
			if w.Form == "" || k >= len(tokens) || tokens[k] != [2]int{w.Start, w.End} {
				t.Fatalf("word %d, %+v, is not of token %d of %v", i, w, k, tokens)
			}
		}
		if k != len(tokens)-1 {
			t.Fatalf("%d of %d tokens", k+1, len(tokens))
		}
		at := 0
		for _, x := range sents {
			if x[0] != at || x[1] <= x[0] {
				t.Fatalf("sentences %v", sents)
			}
			at = x[1]
		}
		if at != len(words) {
			t.Fatalf("sentences cover %d of %d words", at, len(words))
		}
	})
}
