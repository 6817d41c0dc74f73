package web_test

import (
	"strings"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A focus is where the keyboard is.
type focus struct {
	Name string // words of the element, or of its label; empty: nowhere
	Seen bool   // it is in view, under nothing, with a ring around it
	In   string // words of its row
	Tag  string
	Why  string // it cannot be seen
}

// focused tells where the keyboard is, and demands that a person can see it.
func (u *user) focused() focus {
	u.Helper()
	f := do(u, "focus", chromedp.Evaluate[focus](focusScript))
	if !f.Seen {
		u.Errorf("%s: nobody sees that the keyboard is on %s %q: %s", u.where(), f.Tag, f.Name, f.Why)
	}
	return f
}

// mostStops is how far a person would go on with the Tab key.
const mostStops = 250

// tabs presses Tab until the keyboard is on something named so, in the user's
// row if there is one.
func (u *user) tabs(en, es string) {
	u.Helper()
	want := u.say(en, es)
	for range mostStops {
		u.keys(kb.Tab)
		f := u.focused()
		if f.Name == want && strings.Contains(f.In, u.row) {
			return
		}
		if f.Name == "" && f.Tag == "" {
			break // past the last stop
		}
	}
	u.Fatalf("%s: the Tab key does not come to %q (row %q)", u.where(), want, u.row)
}

// byKeyboard does the brief, the comparison and the citation without a mouse.
func byKeyboard(u *user) {
	u.opens("/")
	u.keys(kb.Tab)
	if f := u.focused(); f.Name != u.say("Skip to the content", "Ir al contenido") {
		u.Errorf("the first stop is %q", f.Name)
	}
	u.keys(kb.Enter)
	u.at("Iceland – Norway", "Islandia – Noruega").tabs("What is new", "Qué hay de nuevo")
	u.enters()

	u.tabs("Reported since", "Informado desde")
	u.keys("03122031") // the browser's own order of month and day
	u.tabs("Show", "Mostrar")
	u.enters()
	if !strings.Contains(u.where(), "since=2031-03-12") {
		u.Errorf("typed a day, came to %s", u.where())
	}
	u.at("Norway freed 14", "Norway freed 14").tabs("Compare the claims", "Comparar las afirmaciones")
	u.enters()
	u.sees("Every claim on this number", "Cada afirmación sobre esta cifra")
	u.tabs("Harbour Lantern", "Harbour Lantern")
	u.snap("claims")
	u.enters()
	u.tabs("The event with all its reports", "El hecho con todas sus noticias")
	u.enters()
	u.tabs("Cite", "Citar")
	u.keys(kb.Enter)
	u.tabs("Sentence, voice, outlet, day, address and permanent link", "Frase, voz, medio, día, dirección y enlace permanente")
	if u.script {
		u.tabs("Copy", "Copiar")
		u.keys(kb.Enter)
		if text := u.clipboard(); !strings.Contains(text, u.base+"/events/") {
			u.Errorf("copied %q", text)
		}
	}
}

// shortcuts are the keys of the script, and the wish to have none.
func shortcuts(u *user) {
	if !u.script {
		u.Skip("they are the script's")
	}
	u.opens("/events")
	u.keys("j")
	first := u.focused()
	u.keys("j")
	second := u.focused()
	u.keys("k")
	if again := u.focused(); first.Name == "" || first.In == second.In || again.Name != first.Name || again.In != first.In {
		u.Errorf("j, j, k: %q, %q, %q", first.Name, second.Name, again.Name)
	}
	u.keyed("o")
	u.sees(first.Name, first.Name)
	u.keys("/")
	if f := u.focused(); f.Tag != "input#find" {
		u.Errorf("/ leads to %q", f.Tag)
	}
	u.keys("jj")
	u.keys(kb.Escape)
	u.keyed("?")
	if at := u.where(); at != "/help#keys" {
		u.Errorf("? leads to %s", at)
	}
	u.keys("g")
	u.keyed("m")
	if at := u.where(); at != "/map" {
		u.Errorf("g m leads to %s", at)
	}
	u.opens("/review")
	u.keys("j")
	u.keyed("o")
	u.keys("e")
	u.sees("Set the fields that differ", "Poner los campos que difieren")
	u.opens("/review")
	u.keys("j")
	u.keys("m") // a desk without a login asks for a name first
	if f := u.focused(); f.Name != u.say("Your name", "Su nombre") {
		u.Errorf("m leads to %q", f.Name)
	}
	u.follows("Turn keys off", "Desactivar teclas")
	u.opens("/events")
	u.keys("j")
	if f := u.focused(); f.Name != "" {
		u.Errorf("keys are off, yet j leads to %q", f.Name)
	}
	u.follows("Turn keys on", "Activar teclas")
}

// everyStop goes through a page with the Tab key alone: each stop can be
// seen, none holds the keyboard, and the way back is the same.
func everyStop(u *user, at string) {
	u.Helper()
	u.visits(at)
	stops := 0
	for ; ; stops++ {
		u.keys(kb.Tab)
		if f := u.focused(); f.Tag == "" {
			break
		}
		if stops > mostStops*4 {
			u.Fatalf("%s: the Tab key does not leave the page", at)
		}
	}
	if stops < 15 {
		u.Errorf("%s: only %d stops", at, stops)
	}
	do(u, "back", chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
	if f := u.focused(); f.Tag == "" {
		u.Errorf("%s: no way back", at)
	}
}
