package web_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"strings"
)

// buildDataset: the events of a pair as files, twice the same to the byte.
func buildDataset(u *user) {
	u.opens("/")
	u.follows("Events", "Hechos")
	u.presses("Filter", "Filtrar")
	u.fills("Pair", "Par", "ECU,PER")
	u.fills("Type", "Tipo", u.say("attack", "ataque"))
	u.sends("Show", "Mostrar")
	u.sees("Ecuador → Peru: attack", "Ecuador → Perú: ataque")
	u.misses("accusation (allegation)", "acusación (alegación)")
	u.snap("filtered")

	u.presses("Filter", "Filtrar")
	u.fills("Type", "Tipo", u.say("all", "todos"))
	u.sends("Show", "Mostrar")
	filter := u.where()
	shown := len(u.texts("li.event[data-row]"))
	if shown < 8 || !strings.Contains(filter, "dyad=ECU") {
		u.Fatalf("%d events at %s", shown, filter)
	}
	for _, form := range []string{"JSON", "CSV", "GeoJSON", "RSS", "JSON Feed"} {
		first, head := u.saves(form, form)
		again, _ := u.saves(form, form)
		if !bytes.Equal(first, again) {
			u.Errorf("%s: two files of one record differ", form)
		}
		if n := entries(u, form, first); n < shown {
			u.Errorf("%s (%s): %d events, the page shows %d", form, head.Get("Content-Type"), n, shown)
		}
	}
}

// entries counts the events of a file, by the reader of its form.
func entries(u *user, form string, body []byte) int {
	u.Helper()
	switch form {
	case "CSV":
		rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
		if err != nil {
			u.Errorf("csv: %v", err)
		}
		return len(rows) - 1
	case "RSS":
		var feed struct {
			Items []struct{} `xml:"channel>item"`
		}
		if err := xml.Unmarshal(body, &feed); err != nil {
			u.Errorf("rss: %v", err)
		}
		return len(feed.Items)
	default:
		var list struct {
			Data, Features, Items []struct{}
		}
		if err := json.Unmarshal(body, &list); err != nil {
			u.Errorf("%s: %v", form, err)
		}
		return len(list.Data) + len(list.Features) + len(list.Items)
	}
}
