package web_test

import (
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

// morningBrief: what changed since I last looked, for this pair? Only what was
// reported since, each line with sentence, voice, outlet and day; history
// apart, and in no count.
func morningBrief(u *user) {
	u.opens("/")
	u.follows("Trawlers off Jan Mayen", "Trawlers off Jan Mayen")
	u.fills("Reported since", "Informado desde", "2031-03-12")
	u.sends("Show", "Mostrar")
	u.sees("Norway freed 14 Icelandic crew members on Tuesday", "Norway freed 14 Icelandic crew members on Tuesday")
	since(u, "2031-03-12")
	u.snap("situation")

	u.opens("/")
	u.at("Iceland – Norway", "Islandia – Noruega").follows("What is new", "Qué hay de nuevo")
	u.fills("Reported since", "Informado desde", "2031-03-12")
	u.sends("Show", "Mostrar")
	if !strings.Contains(u.where(), "since=2031-03-12") {
		u.Errorf("a brief that cannot be kept as a bookmark: %s", u.where())
	}
	u.sees("Norway freed 14 Icelandic crew members on Tuesday", "Norway freed 14 Icelandic crew members on Tuesday")
	u.misses("seized an Icelandic trawler", "seized an Icelandic trawler") // reported before
	u.misses("In 1994 Norwegian", "In 1994 Norwegian")
	since(u, "2031-03-12")
	u.snap("since")

	// The whole crisis: its history stands below the news, marked as such.
	u.fills("Reported since", "Informado desde", "2031-03-01")
	u.sends("Show", "Mostrar")
	since(u, "2031-03-01")
	u.at("In 1994 Norwegian and Icelandic ships clashed", "In 1994 Norwegian and Icelandic ships clashed").sees("background", "antecedente")
	if news := do(u, "news", chromedp.Evaluate[string](`[...document.querySelectorAll("main article")].filter(a => !a.closest(".past")).map(a => a.innerText).join(" ")`)); strings.Contains(news, "1994") || !strings.Contains(news, "seized") {
		u.Errorf("history among the news: %.800s", news)
	}
	u.at("seized an Icelandic trawler near Jan Mayen", "seized an Icelandic trawler near Jan Mayen").sees("independent source", "fuentes independientes")

	// From a line to its words in the report.
	u.at("seized an Icelandic trawler near Jan Mayen", "seized an Icelandic trawler near Jan Mayen").follows("Meridian Wire", "Meridian Wire")
	u.sees("Norway seizes Icelandic trawler near Jan Mayen", "Norway seizes Icelandic trawler near Jan Mayen")
	if !strings.Contains(u.where(), "/reports/demo-01#m-") {
		u.Errorf("the outlet leads to %s", u.where())
	}
}

// since demands of every line of a brief a sentence, a voice, an outlet and a
// day that is not before the one asked for.
func since(u *user, day string) {
	u.Helper()
	const look = `[...document.querySelectorAll("main article")].flatMap(a => [...a.querySelectorAll(".tellings > li")].map(l => ({
		Event: a.querySelector("h3").innerText, Sentence: l.querySelector("blockquote").innerText, Voice: (l.querySelector(".status") || {innerText: ""}).innerText,
		Outlet: (l.querySelector("p a[href^='/reports/']") || {innerText: ""}).innerText, Day: (l.querySelector("time") || {dateTime: ""}).dateTime})))`
	lines := do(u, "lines", chromedp.Evaluate[[]struct{ Event, Sentence, Voice, Outlet, Day string }](look))
	if len(lines) < 3 {
		u.Fatalf("%s: only %d lines", u.where(), len(lines))
	}
	for _, l := range lines {
		if l.Event == "" || l.Sentence == "" || l.Voice == "" || l.Outlet == "" || l.Day < day {
			u.Errorf("%s: a line lacks something or is too old: %+v", u.where(), l)
		}
	}
}

// numberCheck: how many soldiers? Which figures can be true together, and
// which not?
func numberCheck(u *user) {
	u.opens("/")
	u.follows("Ecuador – Peru", "Ecuador – Perú")
	u.at("El Ejército peruano movilizó 1.200 soldados", "El Ejército peruano movilizó 1.200 soldados").follows("Compare the claims", "Comparar las afirmaciones")
	u.sees("The claims contradict each other", "Las afirmaciones se contradicen")
	claims := rows(u, "section[aria-labelledby=c0] tbody tr[data-row]")
	if len(claims) != 3 {
		u.Fatalf("%d claims: %q", len(claims), claims)
	}
	// No., value, bound, unit, said on, who says so, outlet, sentence, to the others
	for i, want := range [][]string{
		{"1.200 soldados", u.say("exactly", "exactamente"), "Diario Ribera", u.say("compatible with 2", "compatible con 2"), u.say("contradicts 3", "contradice 3")},
		{"more than 1,000 soldiers", u.say("more than", "más de"), "Peru", "Meridian Wire", u.say("compatible with 1", "compatible con 1"), u.say("contradicts 3", "contradice 3")},
		{"800 soldados", u.say("exactly", "exactamente"), "Ecuador", "El Observador Andino", u.say("contradicts 1, 2", "contradice 1, 2")},
	} {
		for _, w := range want {
			if got := strings.Join(claims[i], " | "); !strings.Contains(got, w) {
				u.Errorf("claim %d lacks %q: %s", i+1, w, got)
			}
		}
		for j, cell := range claims[i] {
			if cell == "" {
				u.Errorf("claim %d: cell %d is empty: %q", i+1, j, claims[i])
			}
		}
	}
	u.sees("Can be true together (2)", "Pueden ser ciertas a la vez (2)")
	u.snap("compared")

	// Two figures of the same attack, and one that its voice has replaced.
	u.opens("/dyads/ECU-PER")
	u.at("Ecuador → Peru: attack", "Ecuador → Perú: ataque").follows("Compare the claims", "Comparar las afirmaciones")
	u.sees("Replaced since by the same voice", "Sustituidas después por la misma voz")
	u.follows("Agencia Cordillera", "Agencia Cordillera")
	u.sees("cuatro soldados", "cuatro soldados")
}

// terms are the facts of a list of terms.
func terms(u *user, selector string) map[string]string {
	u.Helper()
	return do(u, selector, chromedp.Evaluate[map[string]string](fmt.Sprintf(`Object.fromEntries([...document.querySelectorAll(%s + " > dt")].map(t => [t.innerText, t.nextElementSibling.innerText]))`, quoted(selector))))
}

// rows are the cells of the rows that a selector finds.
func rows(u *user, selector string) [][]string {
	u.Helper()
	out := do(u, selector, chromedp.Evaluate[[][]string](fmt.Sprintf(`[...document.querySelectorAll(%s)].map(r => [...r.cells].map(c => c.innerText))`, quoted(selector))))
	for i := range out {
		for j := range out[i] {
			out[i][j] = clean(out[i][j])
		}
	}
	return out
}
