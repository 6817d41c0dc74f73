package web_test

// traceClaim: who said it first, who only repeats it, how many know it of
// their own, and what did an outlet change afterwards?
func traceClaim(u *user) {
	u.opens("/")
	u.fills("Search", "Buscar", "Zarumilla")
	u.sends("Search", "Buscar")
	u.at("mataron a cuatro soldados", "mataron a cuatro soldados").follows("Choque entre soldados en el Zarumilla", "Choque entre soldados en el Zarumilla")
	u.sees("Reprinted by", "Reproducida por")
	u.at("Killed", "Muertos").follows("The event with all its reports", "El hecho con todas sus noticias")
	u.sees("Told by 6 reports, from 4 independent sources", "Contado en 6 noticias, de 4 fuentes independientes")
	u.at("First told by", "Contado primero por").sees("Agencia Cordillera, 10 Mar 2031", "Agencia Cordillera, 10 mar 2031")
	u.at("Diario Ribera", "Diario Ribera").sees("in the words of Agencia Cordillera", "con las palabras de Agencia Cordillera")
	u.at("Agencia Cordillera: ", "Agencia Cordillera: ").sees("3 reports", "3 noticias")
	u.sees("denied by", "negado por")
	u.snap("event")
	u.follows("6 reports · 4 independent sources", "6 noticias · 4 fuentes independientes")
	u.sees("reprints of one text", "las copias de un texto")

	u.opens("/reports/demo-24")
	u.sees("11 people", "11 people")
	u.sees("From version demo-24 → demo-35", "De la versión demo-24 → demo-35")
	u.at("11 people", "11 people").follows("The event with all its reports", "El hecho con todas sus noticias")
	u.sees("What outlets changed afterwards", "Qué cambiaron los medios después")
	u.at("Was:", "Antes:").sees("11 people were injured", "11 people were injured")
	u.at("Now:", "Ahora:").sees("at least eight people were injured", "at least eight people were injured")
	u.snap("edit")
}
