package gazetteer

import (
	"strings"
	"unicode/utf8"
)

// A class is a set of roles that a word can play beside a name.
type class uint64

const (
	inName       class = 1 << iota // a lower-case word inside a name of the tables
	inside                         // an article or preposition inside names: Rio de Janeiro
	facility                       // airport, prison: a point at the place named before it
	facilityPart                   // international, military: may stand between name and facility
	area                           // province, oblast
	waters
	airspace
	soil
	coast
	border
	direction
	locative
	ofWord
	title // Mr, General: a person's name follows
	never // capitalised words that are hardly ever the town of that name
	neutral
	settlement // town, village: "the town of X"
	vessel     // frigate, USS: a name that follows is a ship's
	ailment    // virus, fever: named after a place, and none
	article
	toFrom // to, from
	atWord // in, at, near
	inWord
	joining // and, or
	andWord
	betweenWord
	withWord
	offWord
	offshoreWord // waters off, around, near, of
	overWord     // airspace of, over
	linking      // the second word of a preposition: "frente a"
	quality      // territorial: may stand between the owner and its waters
	atSea        // international: waters of nobody in particular
	nationalWord
	possessive
	sameWord // broader, same: may stand between the article and "region"
	thisWord
	besideWord // near, at: the border
	thereWord
	whereWord
	anaphor       // takes up a place named before
	nameStart     // a small letter that begins a name: mar Rojo
	airspaceStart // espacio, before aéreo
)

// classes are the names that words.tsv uses.
var classes = map[string]class{
	"inside": inside, "facility": facility, "facility-part": facilityPart, "area": area, "waters": waters,
	"airspace": airspace, "soil": soil, "coast": coast, "border": border, "direction": direction,
	"locative": locative, "of": ofWord, "title": title, "never": never, "neutral": neutral, "settlement": settlement, "ailment": ailment, "vessel": vessel,
	"article": article, "to-from": toFrom, "at": atWord, "in": inWord, "joining": joining, "and": andWord, "between": betweenWord,
	"with": withWord, "off": offWord, "offshore": offshoreWord, "over": overWord, "linking": linking, "quality": quality,
	"at-sea": atSea, "national": nationalWord, "possessive": possessive, "same": sameWord, "this": thisWord,
	"beside": besideWord, "there": thereWord, "airspace-start": airspaceStart, "where": whereWord,
}

// classOf looks a word up in lower case without allocating. Full stops at the
// end do not count: "Gen." is "gen".
func (a *Annotator) classOf(word string) class {
	var store [32]byte
	buf := store[:0]
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf || len(buf) == len(store) {
			return a.classOfWide(word)
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf = append(buf, c)
	}
	n := len(buf)
	for n > 1 && buf[n-1] == '.' {
		n--
	}
	return a.words[string(buf[:n])]
}

// classOfWide is classOf for a word with letters beyond ASCII.
func (a *Annotator) classOfWide(word string) class {
	if len(word) > 32 {
		return 0
	}
	return a.words[strings.ToLower(word)]
}
