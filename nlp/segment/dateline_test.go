package segment

import (
	"strings"
	"testing"
)

func TestDatelines(t *testing.T) {
	s, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"LIMA, May 3, 2024 (Andes Wire) - Two soldiers were killed on Monday.":                 "LIMA, May 3, 2024 (Andes Wire) -|Two soldiers were killed on Monday.",
		"SANTIAGO DE CHILE — The navy left port. It sailed north.":                             "SANTIAGO DE CHILE —|The navy left port.|It sailed north.",
		"LA PAZ, 4 jul — Bolivia cerró un paso.":                                               "LA PAZ, 4 jul —|Bolivia cerró un paso.",
		"EL PASO, 4 de julio de 2022 (Andes) – Two men were held.":                             "EL PASO, 4 de julio de 2022 (Andes) –|Two men were held.",
		"LIMA 2 jets fell — nobody knew why.":                                                  "LIMA 2 jets fell — nobody knew why.",
		"US troops — all of them — left.":                                                      "US troops — all of them — left.",
		"NATO ships — three of them — left port.":                                              "NATO ships — three of them — left port.",
		"Lima - the capital - was calm.":                                                       "Lima - the capital - was calm.",
		"UNICEF said the well-known site was hit.":                                             "UNICEF said the well-known site was hit.",
		"The army moved.\nKYIV (Own report) -- Shells fell on a school, the mayor told radio.": "The army moved.|KYIV (Own report) --|Shells fell on a school, the mayor told radio.",
	} {
		tokens, sents := s.Segment(text)
		var got []string
		for _, x := range sents {
			got = append(got, text[tokens[x[0]][0]:tokens[x[1]-1][1]])
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("got  %s\nwant %s", g, want)
		}
	}
}
