package factuality

// A kin is a set of the word classes that rules ask for, as bits. What words
// belong to each a language's words table tells.
type kin uint64

// The classes.
const (
	isTo        kin = 1 << iota // marks an infinitive
	isThat                      // opens a clause of what is said
	isLet                       // verb with a bare infinitive
	isIf                        // opens a condition
	isOpen                      // opens a clause that is left open: "asked whether"
	isCondition                 // opens the condition of a "would"
	isEven                      // makes a condition a concession: "even though"
	isWithout                   // empties the noun it introduces
	isOnly                      // takes the sting out of a negation: "not only"
	isAlmost                    // negates only the verb after it
	isAble                      // auxiliary whose negation is plain: "could not"
	isWould                     // a past speaker's future
	isHad                       // short for "would" or "had"
	isHabit                     // adverb of what happens again and again
	isLike                      // verb that "would" makes a wish of
	isAsking                    // opens a question that takes its act as done
	isGo                        // foretells in its progressive
	isBe                        // auxiliary of the progressive and passive
	isHave                      // auxiliary of the perfect
	isUnder                     // preposition of what goes on: "is under siege"
	isFor                       // preposition of how long
	isSpell                     // noun for a stretch of time
	isSince                     // since when
	isNobody                    // pronoun of an empty argument
	isNo                        // determiner of an empty argument
	isNone                      // determiner of a wholly empty subject
	isThe                       // definite determiner
	isManage                    // adjective whose past means that it was done: "was able to"
	isApprove                   // verb that makes a law by its act
	isLaw                       // noun for what is made so
	isTalk                      // verb that plans in its progressive: "is talking of leaving"
	isWish                      // verb that leaves open only a bare clause: "insist that he leave"
	isSuggest                   // such a verb that leaves open any
	isJoin                      // light verb whose act stands behind isInto
	isInto                      // preposition of that act
	isPending                   // opens a clause that waits with its governor: "until they leave"
	isInverts                   // auxiliary that opens a condition: "had they left"
	isBut                       // puts one thing in the place of another
	isAim                       // preposition of a purpose
	isMeans                     // preposition of what an act consists in: "by firing"
)

// kinNames are the classes as tables call them.
var kinNames = map[string]kin{
	"to": isTo, "that": isThat, "let": isLet, "if": isIf, "open": isOpen, "condition": isCondition,
	"even": isEven, "without": isWithout,
	"only": isOnly, "almost": isAlmost, "able": isAble, "would": isWould, "had": isHad, "habit": isHabit, "like": isLike,
	"asking": isAsking, "go": isGo, "be": isBe, "have": isHave, "under": isUnder, "for": isFor, "spell": isSpell,
	"since": isSince, "nobody": isNobody, "no": isNo, "none": isNone, "the": isThe, "manage": isManage,
	"approve": isApprove, "law": isLaw, "talk": isTalk, "wish": isWish, "suggest": isSuggest, "join": isJoin,
	"into": isInto, "aim": isAim, "inverts": isInverts, "but": isBut, "pending": isPending, "means": isMeans,
}
