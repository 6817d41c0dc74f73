package web_test

import (
	"strconv"
	"strings"
)

// earlyWarning: did the pair step up a rung, by which rule, against what, and
// because of which events? What would have rung on past days?
func earlyWarning(u *user) {
	u.opens("/")
	u.follows("Alerts", "Alertas")
	u.snap("list")
	rings := 0
	for _, title := range u.texts("li.event h2") {
		if strings.Contains(title, u.say("Ecuador → Peru: Higher rung", "Ecuador → Perú: Peldaño más alto")) {
			rings++
		}
	}
	if rings != 1 { // six reports tell the attack, two of them as reprints
		u.Errorf("one attack rings %d times", rings)
	}
	u.follows("Reporting changed: Ecuador → Peru", "La información cambió: Ecuador → Perú")
	facts := terms(u, "main dl.facts")
	for _, want := range []string{u.say("Rule", "Regla"), u.say("Value", "Valor"), u.say("Baseline", "Referencia"), u.say("Rings at", "Salta en"), u.say("Days looked at", "Días considerados"), u.say("Opened", "Abierta")} {
		if facts[want] == "" {
			u.Errorf("%s: the alert does not tell %q: %v", u.where(), want, facts)
		}
	}
	behind := u.texts("section[aria-labelledby=behind] li.event")
	if len(behind) == 0 || len(behind) > 10 {
		u.Errorf("%d events behind an alert", len(behind))
	}
	for _, e := range behind {
		if strings.Contains(e, u.say("background", "antecedente")) || strings.Contains(e, u.say("planned,", "planeado")) {
			u.Errorf("history or a plan rings: %s", e)
		}
	}
	u.sees("It is no forecast", "No es un pronóstico")
	u.sees("independent source", "fuentes independientes")
	u.snap("alert")

	u.fills("false alarm", "falsa alarma", "on")
	u.fills("Note", "Nota", "a drill, says the original")
	u.fills("Your name", "Su nombre", "Ana")
	u.sends("Keep", "Guardar")
	u.sees("Ana", "Ana")
	u.sees("a drill, says the original", "a drill, says the original")
	backTested(u)
}

// backTested asks what would have rung, and finds the verdict counted.
func backTested(u *user) {
	u.Helper()
	u.follows("Alerts", "Alertas")
	u.follows("Back-test of the rules", "Prueba retrospectiva de las reglas")
	u.fills("Situation", "Situación", "Zarumilla border")
	u.fills("From", "Desde", "2031-03-03")
	u.sends("Run", "Ejecutar")
	rung := len(u.texts("table.list tbody tr[data-row]"))
	if rung == 0 {
		u.Fatalf("%s: nothing would have rung", u.where())
	}
	u.sees("0 hits, 1 false alarms, "+strconv.Itoa(rung-1)+" not judged", "0 aciertos, 1 falsas alarmas, "+strconv.Itoa(rung-1)+" sin juzgar")
	u.snap("backtest")
}
