package web_test

import (
	"net/http"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// ownSituation: a desk that wants to follow something of its own makes a
// situation, mends what it mistyped, reads it, prints it and lets it go.
func ownSituation(u *user) {
	u.opens("/")
	u.follows("New situation", "Nueva situación")
	u.fills("Title", "Título", "Maize and rice")
	u.fills("Pairs of countries", "Pares de países", "Kenya and Tanzania")
	u.fills("Higher rung", "Peldaño más alto", "on")
	u.fails("Save", "Guardar", http.StatusUnprocessableEntity)
	u.sees("is not a pair such as NOR-ISL", "no es un par como NOR-ISL")
	if got := u.holds("Title", "Título"); got != "Maize and rice" {
		u.Errorf("what was typed is gone: %q", got)
	}
	u.snap("flaw")
	u.fills("Pairs of countries", "Pares de países", "KEN-TZA")
	u.sends("Save", "Guardar")
	u.sees("Maize and rice", "Maize and rice")
	u.sees("Kenya – Tanzania", "Kenia – Tanzania")
	u.fills("Reported since", "Informado desde", "2031-03-01")
	u.sends("Show", "Mostrar")
	u.sees("Kenya imposed tariffs on Tanzanian rice on Wednesday", "Kenya imposed tariffs on Tanzanian rice on Wednesday")
	since(u, "2031-03-01")
	printed(u)

	u.follows("Edit", "Editar")
	u.fills("Yes, remove it", "Sí, eliminarla", "on")
	u.sends("Remove this situation", "Eliminar esta situación")
	u.misses("Maize and rice", "Maize and rice")
}

// printed looks at a page as it comes out on paper: what it says, and nothing
// to press.
func printed(u *user) {
	u.Helper()
	call(u, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	u.misses("Health", "Lugares")
	u.sees("Kenya imposed tariffs", "Kenya imposed tariffs")
	if ink := do(u, "ink", chromedp.Evaluate[string](`getComputedStyle(document.documentElement).backgroundColor`)); !strings.Contains(ink, "255, 255, 255") {
		u.Errorf("printed on %s", ink)
	}
	u.snap("printed")
	u.prefers("light")
}
