package actor

import "strings"

// plural is the regular English plural of the last word.
func plural(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "man") && !strings.HasSuffix(w, "rman"):
		return w[:n-2] + "en"
	case strings.HasSuffix(w, "y") && n > 1 && !strings.ContainsRune("aeiou", rune(w[n-2])):
		return w[:n-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	}
	return w + "s"
}

// inflect returns the singular and the plural forms of a Spanish adjective
// given in the masculine singular: venezolano, francés, iraní, belga.
func inflect(w string) (one, many []string) {
	switch last := w[len(w)-1]; {
	case last == 'o':
		stem := w[:len(w)-1]
		return []string{w, stem + "a"}, []string{stem + "os", stem + "as"}
	case last == 'a' || last == 'e':
		return []string{w}, []string{w + "s"}
	case strings.HasSuffix(w, "í") || strings.HasSuffix(w, "ú"):
		return []string{w}, []string{w + "s", w + "es"}
	}
	return []string{w, w + "a"}, []string{w + "es", w + "as"}
}

// spanishForms returns the singular and plural forms of an entry of a Spanish
// table: "soldado", "ministro/a de Defensa", "portavoz". Words up to the first
// preposition are inflected; "/a" after the first gives it a feminine.
func spanishForms(entry string) (one, many []string) {
	words := strings.Fields(entry)
	first, feminine := strings.CutSuffix(words[0], "/a")
	words[0] = first
	one = []string{strings.Join(words, " ")}
	many = []string{strings.Join(pluralWords(words), " ")}
	if feminine {
		words[0] = femaleOf(first)
		one = append(one, strings.Join(words, " "))
		many = append(many, strings.Join(pluralWords(words), " "))
	}
	return one, many
}

func femaleOf(w string) string {
	if stem, ok := strings.CutSuffix(w, "o"); ok {
		return stem + "a"
	}
	if stem, ok := strings.CutSuffix(w, "e"); ok {
		return stem + "a"
	}
	return w + "a"
}

// pluralWords puts the words before the first preposition into the plural.
func pluralWords(words []string) []string {
	out := make([]string, len(words))
	inside := false
	for i, w := range words {
		switch w {
		case "de", "del", "en", "a", "al", "con", "sin", "por", "para", "contra", "y":
			inside = true
		}
		if out[i] = w; !inside {
			out[i] = spanishPlural(w)
		}
	}
	return out
}

// spanishPlural is the regular plural: juez, jueces; país, países; lunes,
// lunes. The tables fold accents, so they need not move.
func spanishPlural(w string) string {
	switch {
	case strings.HasSuffix(w, "z"):
		return w[:len(w)-1] + "ces"
	case strings.HasSuffix(w, "és"), strings.HasSuffix(w, "ís"):
		return w + "es"
	case strings.HasSuffix(w, "s"):
		return w
	case strings.ContainsRune("aeiouáéó", lastRune(w)):
		return w + "s"
	}
	return w + "es"
}

func lastRune(w string) rune {
	var last rune
	for _, r := range w {
		last = r
	}
	return last
}
