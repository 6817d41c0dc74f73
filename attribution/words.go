package attribution

import (
	"strings"

	"tocsin"
)

// A kin is a set of the word classes that rules ask for, as bits. What words
// belong to each a language's words table tells; what they are for stands
// there and here.
type kin uint64

// The classes.
const (
	isThat       kin = 1 << iota // opens a clause of what is said
	isWho                        // relative pronoun that can be the subject
	isWhich                      // relative pronoun that can stand for a whole clause
	isRelObj                     // relative pronoun that can be the object
	isAs                         // "quoted as saying"
	isBy                         // the one who acts in a passive
	isTo                         // marks an infinitive
	isOf                         // joins nouns inside a noun phrase
	isIn                         // "in charge", "in view"
	isQuote                      // verb that passes on the words of its object
	isCall                       // verb that names what was said: "called this a lie"
	isShow                       // verb that asserts only if a paper or picture does it
	isBare                       // verb whose clause often lacks "that"
	isAddress                    // verb whose object is who hears
	isQuoting                    // verb that introduces nothing but direct speech
	isBlow                       // verb that strikes with words or with arms
	isLight                      // verb that only carries a cue noun
	isSeem                       // verb whose subject is what seems so
	isHave                       // auxiliary of the perfect
	isYou                        // the reader, who is no source
	isIt                         // pronoun of a body: "it said"
	isHe                         // pronoun of a person
	isBody                       // pronoun of a body or group
	isMe                         // the speaker himself
	isThing                      // pronoun that has no mind
	isBack                       // word for what was just said
	isThe                        // definite determiner
	isNo                         // determiner of an empty subject
	isNobody                     // pronoun of an empty subject
	isNot                        // negates its verb
	isOpener                     // opens a clause of its own after an aside
	isLater                      // opens a time clause that stays the narrator's
	isContrast                   // opens a contrast that stays the narrator's
	isAround                     // opens a circumstance that is no part of an attitude
	isAbout                      // preposition of what an attitude is about
	isVia                        // preposition of the medium
	isFrom                       // preposition of who words are from
	isRate                       // preposition that counts as well: "per day"
	isMedium                     // noun for what carries words
	isGathering                  // noun for those who hear, and a medium as well
	isCarrier                    // noun that only carries words of others
	isRumour                     // noun that is its own source
	isClaim                      // noun for what was said, which can be denied
	isIdiom                      // cue noun that is none after isIn
	isDesk                       // noun for who speaks for a body
	isOfficial                   // noun for who speaks for nobody in particular
	isRuling                     // noun of the body that makes an official its own
	isState                      // word inside a name that makes it a public body
	isLabel                      // word before a colon that is no speaker
	isFighter                    // noun for those who strike with arms
	isLink                       // preposition that only links a clause of what is said
	isDative                     // preposition of who is accused, asked or told
	isMind                       // noun for those who can have an attitude
	dropsSubject                 // the language leaves pronouns of the subject out
)

// kinNames are the classes as tables call them.
var kinNames = map[string]kin{
	"that": isThat, "who": isWho, "which": isWhich, "relobj": isRelObj, "as": isAs, "by": isBy, "to": isTo, "of": isOf,
	"in": isIn, "quote": isQuote, "call": isCall, "show": isShow, "bare": isBare, "address": isAddress, "quoting": isQuoting,
	"blow": isBlow, "light": isLight, "seem": isSeem, "have": isHave, "you": isYou, "it": isIt, "he": isHe, "body": isBody,
	"me": isMe, "thing": isThing, "back": isBack, "the": isThe, "no": isNo, "nobody": isNobody, "not": isNot,
	"opener": isOpener, "later": isLater, "contrast": isContrast, "around": isAround, "about": isAbout, "via": isVia,
	"from": isFrom, "rate": isRate, "medium": isMedium, "gathering": isGathering, "carrier": isCarrier, "rumour": isRumour,
	"claim": isClaim, "idiom": isIdiom, "desk": isDesk, "official": isOfficial, "ruling": isRuling, "state": isState,
	"label": isLabel, "link": isLink, "dative": isDative, "fighter": isFighter, "mind": isMind,
}

// A word is what the words table says of a lemma.
type word struct {
	kin  kin
	kind tocsin.Kind // of the holder that it stands for as head of a source
}

// wordOf looks a token up by its lemma or, if that is unknown, by the verb that
// its form belongs to.
func (a *Annotator) wordOf(t *tocsin.Token, lemma string) word {
	w, ok := a.words[lemma]
	if !ok && t.UPOS == "VERB" {
		w = a.words[a.cues.forms[strings.ToLower(t.Form)]]
	}
	return w
}
