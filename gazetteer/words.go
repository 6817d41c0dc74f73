package gazetteer

import "unicode/utf8"

// A class is a set of roles that a word can play beside a name.
type class uint32

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
)

// classes are the names that words.tsv uses.
var classes = map[string]class{
	"inside": inside, "facility": facility, "facility-part": facilityPart, "area": area, "waters": waters,
	"airspace": airspace, "soil": soil, "coast": coast, "border": border, "direction": direction,
	"locative": locative, "of": ofWord, "title": title, "never": never, "neutral": neutral, "settlement": settlement, "ailment": ailment, "vessel": vessel,
}

// classOf looks a word up in lower case without allocating. Full stops at the
// end do not count: "Gen." is "gen".
func (a *Annotator) classOf(word string) class {
	if len(word) > 24 || word == "" {
		return 0
	}
	var buf [24]byte
	n := 0
	for ; n < len(word); n++ {
		c := word[n]
		if c >= utf8.RuneSelf {
			return 0
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[n] = c
	}
	for n > 1 && buf[n-1] == '.' {
		n--
	}
	return a.words[string(buf[:n])]
}
