package article

import "strings"

// The longest paragraph, in bytes, that can be furniture of the page by its
// opening words, and by a phrase that only publishers write.
const (
	maxFurniture = 160
	maxNotice    = 320
)

// isFurniture recognises a short paragraph that speaks of the page or the
// outlet and not of the news: calls to read, share or subscribe, notices about
// comments, cookies and copyright.
func isFurniture(s string) bool {
	if len(s) > maxNotice {
		return false
	}
	low := strings.ToLower(strings.Trim(s, " .:…»>→*[]()¡!¿?"))
	if len(s) <= maxFurniture && (labels[low] || hasPrefix(low, calls)) {
		return true
	}
	return hasPrefix(low, openings) || contains(low, notices)
}

func hasPrefix(s string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func contains(s string, list []string) bool {
	for _, p := range list {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// labels are paragraphs that are furniture if they say nothing else.
var labels = setOf("", "ad", "advert", "advertisement", "article continues below", "anuncio", "comentarios", "comments",
	"compartir", "contenido relacionado", "email", "leer más", "print", "publicidad", "read more", "recommended",
	"related", "related articles", "related content", "related stories", "relacionadas", "share", "share this",
	"share this article", "sign up", "sponsored", "story continues below", "story continues below advertisement",
	"subscribe", "temas", "temas relacionados", "topics", "trending", "watch", "more on this story", "lea además", "te recomendamos")

// calls open short paragraphs that send the reader elsewhere.
var calls = []string{
	"read more:", "read also:", "also read:", "see also:", "watch:", "listen:", "related:", "more on this",
	"lea:", "lea también", "lee también", "lea además", "leer más:", "lea más:", "mira:", "mire:", "vea:", "vea también", "ver también",
	"le puede interesar", "te puede interesar", "puede leer:", "síguenos en ", "siguenos en ", "síganos en ",
	"photo:", "photo :", "image:", "foto:", "©", "copyright ", "(photo by ", "[photo", "click here ", "tap here ",
}

// openings begin paragraphs that ask the reader to subscribe or follow.
var openings = []string{
	"sign up for ", "sign up to ", "subscribe to ", "subscribe now", "never miss ", "get the latest ", "get our ",
	"follow us on ", "for the latest stories and ", "for more news ", "download our ", "download the ", "if you enjoyed this ",
	"suscríbete ", "suscríbase ", "hazte miembro ", "hazte socio ", "regístrate ", "descarga la app",
	"please understand that comments ", "we ask that comments ", "have something to add", "we want to hear ",
}

// notices are phrases that stand in notices only.
var notices = []string{
	"all rights reserved", "todos los derechos reservados", "is the copyrighted property of",
	"may not be published, broadcast, rewritten", "written permission must be obtained", "comments are moderated",
	"comments may be republished", "our privacy policy", "our newsletter", "nuestro boletín", "nuestra newsletter",
	"this website uses cookies", "this site uses cookies", "utiliza cookies", "you're already a subscriber", "you’re already a subscriber",
	"already have an account", "to continue reading", "para seguir leyendo", "to view the full story", "únete desde tu celular",
	"canal de telegram", "canal de whatsapp", "our whatsapp channel", "canal de youtube",
}

func setOf(words ...string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}
