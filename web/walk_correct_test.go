package web_test

import (
	"net/http"
	"slices"
	"strings"
)

// The people of the walk, and their password.
const (
	aReader  = "rita"
	anEditor = "eva"
	password = "a long pass phrase"
)

// logsIn goes to the login page and proves to be somebody.
func (u *user) logsIn(name string) {
	u.Helper()
	u.follows("Log in", "Entrar")
	u.fills("Name", "Nombre", name)
	u.fills("Password", "Contraseña", password)
	u.sends("Log in", "Entrar")
	u.sees(name, name)
}

// correct: a team mends the record; everything has an author and a reason,
// and can be undone. Readers may not.
func correct(u *user) {
	u.opens("/dyads/ECU-PER")
	u.follows("Ecuador → Peru: attack", "Ecuador → Perú: ataque")
	event, _, _ := strings.Cut(u.where(), "#")
	u.misses("This is not an event", "Esto no es un hecho")
	u.follows("Log in", "Entrar")
	u.fills("Name", "Nombre", anEditor)
	u.fills("Password", "Contraseña", "a guess, a wrong one")
	u.fails("Log in", "Entrar", http.StatusForbidden)
	u.sees("Wrong name or password", "Nombre o contraseña")
	u.opens(event)
	u.logsIn(aReader)
	u.opens(event)
	u.misses("This is not an event", "Esto no es un hecho")
	u.sends("Log out", "Salir")
	u.opens(event)
	u.logsIn(anEditor)
	u.opens(event)
	u.snap("forms")
	fixed(u)
	split(u, event)
	joined(u)
	struckOut(u, event)
}

// fixed sets fields of the event that is open, and takes one back.
func fixed(u *user) {
	u.Helper()
	u.presses("Fix a field", "Corregir un campo")
	u.fills("Status", "Estado", u.say("told as done", "dado por hecho"))
	u.fills("Where", "Dónde", "Zarumilla")
	u.fills("Reason", "Motivo", "read the original")
	u.sends("Set the fields that differ", "Poner los campos que difieren")
	u.at("eva: read the original", "eva: read the original").sees("field set", "campo fijado")
	u.sees("Zarumilla", "Zarumilla")
	u.at("status", "estado").sends("Undo", "Deshacer")
	u.sees("undone by eva", "deshecho por eva")
}

// split takes a telling out of an event, and puts it back.
func split(u *user, event string) {
	u.Helper()
	u.opens(event)
	u.sees("6 reports", "6 noticias")
	u.presses("Some tellings are of another event", "Algunos relatos son de otro hecho")
	u.fills("cinco soldados peruanos", "cinco soldados peruanos", "on")
	u.fills("Reason", "Motivo", "another clash")
	u.sends("Take them out", "Sacarlos")
	u.opens(event)
	u.sees("5 reports", "5 noticias")
	u.at("another clash", "another clash").sends("Undo", "Deshacer")
	u.opens(event)
	u.sees("6 reports", "6 noticias")
}

// joined makes one event of two that look alike, and two again.
func joined(u *user) {
	u.Helper()
	u.follows("Events that look alike", "Hechos parecidos")
	u.presses("Decide", "Decidir")
	u.fills("Reason", "Motivo", "one and the same")
	u.sends("Make one event of the two", "Hacer de los dos un solo hecho")
	u.sees("eva: one and the same", "eva: one and the same")
	u.at("one and the same", "one and the same").sends("Undo", "Deshacer")
}

// struckOut says that an event is none, and thinks better of it in the list
// of corrections.
func struckOut(u *user, event string) {
	u.Helper()
	u.opens(event)
	u.presses("This is not an event", "Esto no es un hecho")
	u.fills("Reason", "Motivo", "a drill")
	u.sends("Take it out of the record", "Sacarlo del registro")
	u.opens("/dyads/ECU-PER")
	if slices.ContainsFunc(u.texts("li.event h3"), func(s string) bool { return s == u.say("Ecuador → Peru: attack", "Ecuador → Perú: ataque") }) {
		u.Errorf("the event is still there")
	}
	u.follows("Review", "Revisión")
	u.snap("queue")
	u.follows("Corrections", "Correcciones")
	u.snap("corrections")
	u.at("eva: a drill", "eva: a drill").sends("Undo", "Deshacer")
	u.opens(event)
	u.sees("6 reports", "6 noticias")
}
