package merge

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tocsin"
)

func TestActs(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang, word, other, of string
		one                   bool
	}{
		{"en", "shooting", "gunned", "en", true},
		{"en-GB", "arrested", "detenidos", "es", true},
		{"en", "bombed", "bombardeo", "es", true},
		{"en", "stabbed", "shot", "en", false},
		{"en", "charged", "convicted", "en", false},
		{"en", "painted", "painted", "en", false}, // no act that the table knows
		{"xx", "shooting", "shooting", "xx", false},
	} {
		if got := m.actsOf(c.lang, c.word)&m.actsOf(c.of, c.other)&^anyAct != 0; got != c.one {
			t.Errorf("%s and %s stand for one act: %v", c.word, c.other, got)
		}
	}
	if m.actsOf("en", "attacked")&anyAct == 0 || m.actsOf("en", "stabbed")&anyAct != 0 {
		t.Error("an attack may be any act, a stabbing is one")
	}
	for _, stem := range []string{"ab", "Shoot", "responsabilizaron"} {
		if err := addStem(map[string]acts{}, map[string]acts{}, stem, "act"); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%q: %v", stem, err)
		}
	}
}

func TestNamesIn(t *testing.T) {
	for text, want := range map[string]string{
		"Police in Vik arrested Karl Steen on Monday.": "karl monday steen vik",
		"Nobody was hurt.": "",
		"Police Arrest Karl Steen Over Killings In Vik":     "", // a headline
		"La policía de Arequipa detuvo a Luis Quispe ayer.": "arequipa luis quispe",
	} {
		if got := strings.Join(namesIn(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAppendNames(t *testing.T) {
	for text, want := range map[string]int{
		"Jan Novak, a fisherman": 2, "the fisherman Jan Novak": 2, "Swedish fishermen": 0, "a Swedish fisherman, Jan": 1, "gunmen": 0, "": 0, "Ö. Åkesson": 1,
	} {
		if got := len(appendNames(nil, text)); got != want {
			t.Errorf("%q has %d names, want %d", text, got, want)
		}
	}
}

// TestStory: a report tells its parties, then its names, then its persons;
// days are no names.
func TestStory(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	a := tocsin.Mention{
		Sentence:   tocsin.Sentence{Segment: tocsin.Segment{Text: "On Monday police in Vik arrested the fisherman Karl Steen."}},
		Recipients: []tocsin.Party{{Segment: tocsin.Segment{Text: "the fisherman Karl Steen"}, Country: "ISL"}},
	}
	parties, names, persons := known(Parties([]tocsin.Mention{a}))
	if !slices.Equal(parties, []string{"ISL"}) || !slices.Equal(names, []string{"~karl", "~monday", "~steen", "~vik"}) || len(persons) != 2 {
		t.Errorf("%q, %q, %q", parties, names, persons)
	}
	if n := len(m.marks(names)); n != 3 {
		t.Errorf("%d names without the day", n)
	}
	if parties, names, persons = known(Parties(nil)); len(parties)+len(names)+len(persons) > 0 {
		t.Errorf("nothing told: %q, %q, %q", parties, names, persons)
	}
}

// TestAllPairs: whatever is linked has a key in common, and no order matters,
// where all the reports of the pairs are one record.
func TestAllPairs(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	var set Set
	for _, p := range readPairs(t) {
		set.Mentions = append(set.Mentions, p.all...)
	}
	rs := m.Readings(&set)
	links, kin := 0, 0
	for _, a := range rs {
		for _, b := range rs {
			if a == b || !linked(&a.profile, &b.profile) {
				continue
			}
			if links++; !meet(a.Lookups(), b.Keys()) {
				t.Errorf("%s and %s are linked without a common key", a.Mention(), b.Mention())
			}
			if a.kin(&b.profile) && a.lag(&b.profile) > longAgo {
				kin++
			}
		}
	}
	if links < 100 || kin == 0 {
		t.Errorf("only %d links, %d of them by a story told long after: the test sees little", links, kin)
	}
	want := outline(m.Groups(set))
	r := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		r.Shuffle(len(set.Mentions), func(i, j int) { set.Mentions[i], set.Mentions[j] = set.Mentions[j], set.Mentions[i] })
		if got := outline(m.Groups(set)); got != want {
			t.Fatalf("another order, other events:\n%s\nwant:\n%s", got, want)
		}
	}
}

func outline(groups []Group) string {
	var out []string
	for _, g := range groups {
		ids := g.Mentions()
		slices.Sort(ids)
		out = append(out, strings.Join(ids, " "))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}
