package web_test

// traceClaim: who said it first, who only repeats it, how many know it of
// their own?
func traceClaim(u *user) {
	u.opens("/")
	u.fills("Search", "Buscar", "Zarumilla")
	u.sends("Search", "Buscar")
	u.at("mataron a cuatro soldados", "mataron a cuatro soldados").follows("Choque entre soldados en el Zarumilla", "Choque entre soldados en el Zarumilla")
	u.sees("Reprinted by", "Reproducida por")
	u.at("Killed", "Muertos").follows("The event with all its reports", "El hecho con todas sus noticias")
	u.sees("6 reports · 4 independent sources", "6 noticias · 4 fuentes independientes")
	u.at("Diario Ribera", "Diario Ribera").sees("in the words of Agencia Cordillera", "con las palabras de Agencia Cordillera")
	u.at("Agencia Cordillera: ", "Agencia Cordillera: ").sees("3 reports", "3 noticias")
	u.sees("denied by", "negado por")
	u.snap("event")
	u.follows("6 reports · 4 independent sources", "6 noticias · 4 fuentes independientes")
	u.sees("reprints of one text", "las copias de un texto")
}
