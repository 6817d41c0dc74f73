package gazetteer

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"tocsin"
	"tocsin/internal/tsv"
)

var loaded = sync.OnceValues(func() (*Annotator, error) { return Load("en") })

func load(t testing.TB) *Annotator {
	t.Helper()
	a, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// plainWords are written small somewhere, so that a capital at the start of a
// sentence does not make them names.
var plainWords = smallWords("the a in on at of from troops officials police residents president minister general fighting rebels shelling soldiers they it he two there some after clashes mobile reading nice turkey march polish police may army union chad")

// readPlaces annotates a text and lists its places as "span|country|precision".
func readPlaces(t *testing.T, text string, ents ...tocsin.Entity) []string {
	t.Helper()
	d := crudeDoc(text, plainWords)
	d.Ents = ents
	load(t).Annotate(d)
	var out []string
	for _, p := range d.Places {
		out = append(out, fmt.Sprintf("%s|%s|%s", d.Slice(p.Span), p.Country, p.Precision))
		if p.Precision == tocsin.PrecisionCountry && (p.Lat != 0 || p.Lon != 0) {
			t.Errorf("%q: country %s at %f, %f", text, p.Name, p.Lat, p.Lon)
		}
		if !p.Contains(p.Head) {
			t.Errorf("%q: head %d outside %v", text, p.Head, p.Span)
		}
	}
	return out
}

func TestAnnotate(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// towns, areas, countries
		{"Shelling was heard in Kharkiv on Sunday.", "Kharkiv|UKR|city"},
		{"Two officials flew to Kiev and to Odessa.", "Kiev|UKR|city; Odessa|UKR|city"},
		{"Soldiers returned to Hong Kong and Pristina.", "Hong Kong|HKG|city; Pristina|KOS|city"},
		{"The army left Gaza City and Ramallah.", "Gaza City|PSE|city; Ramallah|PSE|city"},
		{"Fighting went on in Kandahar province.", "Kandahar province|AFG|admin1"},
		{"Fighting went on in Kandahar.", "Kandahar|AFG|city"},
		{"It rained in Puerto Rico and in Greenland.", "Puerto Rico|USA|admin1; Greenland|DNK|admin1"},
		{"The US and the UK signed.", "US|USA|country; UK|GBR|country"},
		// containment and context
		{"Police searched a house in Paris, Texas.", "Paris|USA|city; Texas|USA|admin1"},
		{"Police searched a house in Paris, France.", "Paris|FRA|city; France|FRA|country"},
		{"Police searched a house in Lexington, Ky. on Friday.", "Lexington|USA|city; Ky|USA|admin1"},
		{"The rebels hold Tripoli, Lebanon.", "Tripoli|LBN|city; Lebanon|LBN|country"},
		{"The rebels hold Tripoli.", "Tripoli|LBY|city"},
		{"Spain's king spoke in Cartagena. Spain and Spanish voters waited.", "Spain|ESP|country; Cartagena|ESP|city; Spain|ESP|country"},
		{"Colombia's president spoke in Cartagena.", "Colombia|COL|country; Cartagena|COL|city"},
		{"Leaders from China, Japan and Georgia met.", "China|CHN|country; Japan|JPN|country; Georgia|GEO|country"},
		// sea
		{"Two ships sailed to the waters off Venezuela.", "waters off Venezuela|VEN|sea"},
		{"A boat sank off the coast of Yemen.", "coast of Yemen|YEM|sea"},
		{"A boat sank off Lampedusa.", "Lampedusa|ITA|sea"},
		{"A drone crossed the Black Sea and the Strait of Hormuz.", "Black Sea||sea; Strait of Hormuz||sea"},
		{"The trawler entered Philippine territorial waters.", "Philippine territorial waters|PHL|sea"},
		{"The trawler stayed in international waters.", "international waters||sea"},
		// land by way of a name
		{"Jets violated Estonia's airspace.", "Estonia's airspace|EST|country"},
		{"Shells fell on Armenian territory.", "Armenian territory|ARM|country"},
		{"Troops massed along the border between Kenya and Somalia.", "border between Kenya and Somalia|KEN|region"},
		{"Troops massed along the Thai-Cambodian border.", "Thai-Cambodian border|THA|region"},
		{"Poland closed its border with Belarus.", "Poland|POL|country; its border with Belarus|POL|region"},
		{"Clashes spread in eastern Ukraine.", "eastern Ukraine|UKR|region"},
		{"A rocket hit Minsk airport.", "Minsk airport|BLR|point"},
		{"A bomb went off at Bagram.", "Bagram|AFG|point"},
		{"They fought for Scarborough Shoal and for Kashmir.", "Scarborough Shoal||point; Kashmir||region"},
		// taking up
		{"Fighting broke out in Crimea. Troops left the peninsula.", "Crimea|UKR|region; peninsula|UKR|region"},
		{"Kenya buried its dead. Police sealed off the capital.", "Kenya|KEN|country; capital|KEN|city"},
		{"Soldiers took Simferopol. Ships sailed to the peninsula.", "Simferopol|UKR|city; peninsula|UKR|region"},
		{"Nigerian planes flew to the north-east.", "north-east|NGA|region"},
		{"Fighting spread in north-eastern Syria. Police left the region.", "north-eastern Syria|SYR|region; region|SYR|region"},
		{"The Syrian town of Madaya starved.", "Madaya|SYR|city"},
		{"They met near the Qatari capital.", "Qatari capital|QAT|city"},
	} {
		if got := strings.Join(readPlaces(t, c.text), "; "); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestNoPlace(t *testing.T) {
	for _, text := range []string{
		"Turkey was served with reading and nice mobile phones in march.",
		"Gen. Lincoln Chafee spoke with Mrs. Paris Hilton.",
		"Police said President Jordan Henderson would resign.",
		"The Syrian minister and the Russian envoy agreed.",
		"May and March are months; Sunday is a day.",
		"Officials told us that it was about us.",
		"Border guards on horses watched the waters rise.",
		"A swat team and a polish company won the union vote.",
		"There was no reason to go.",
		"They were aboard the frigate Lafayette and the destroyer Lexington.",
		"The Marburg virus spread.",
		"They paid 300 US$ for it.",
	} {
		if got := readPlaces(t, text); len(got) > 0 {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// The name recogniser's word is taken over the table's.
func TestEntities(t *testing.T) {
	person := tocsin.Entity{Span: tocsin.Span{Start: 0, End: 1}, Label: "PER"}
	if got := readPlaces(t, "Jordan scored twice.", person); len(got) > 0 {
		t.Errorf("person: %v", got)
	}
	place := tocsin.Entity{Span: tocsin.Span{Start: 0, End: 1}, Label: "LOC"}
	if got := readPlaces(t, "Madaya starved for months.", place); strings.Join(got, ";") != "Madaya|SYR|city" {
		t.Errorf("small town: %v", got)
	}
	body := tocsin.Entity{Span: tocsin.Span{Start: 1, End: 4}, Label: "ORG"}
	if got := readPlaces(t, "The Bank of England waited.", body); len(got) > 0 {
		t.Errorf("organisation: %v", got)
	}
}

// Exchanging two countries in a text exchanges them in the places.
func TestMirror(t *testing.T) {
	const text = "%[1]s moved ships to the waters off %[2]s. %[1]s's airspace was closed, and the border between %[1]s and %[2]s too."
	read := func(x, y string) []string { return readPlaces(t, fmt.Sprintf(text, x, y)) }
	swap := strings.NewReplacer("Chile", "Peru", "Peru", "Chile", "CHL", "PER", "PER", "CHL")
	if a, b := strings.Join(read("Chile", "Peru"), ";"), strings.Join(read("Peru", "Chile"), ";"); swap.Replace(a) != b {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestLookup(t *testing.T) {
	a := load(t)
	for _, c := range []struct{ name, id, country string }{
		{"KIEV", "geonames:703448", "UKR"},
		{"Járkov", "geonames:706483", "UKR"},
		{"Black Sea", "tocsin:black-sea", ""},
		{"Venezuela", "geonames:VE", "VEN"},
		{"Nueva York", "geonames:US.NY", "USA"},
		{"deir ez zor", "geonames:SY.07", "SYR"},
		{"Alepo", "geonames:170063", "SYR"},
	} {
		es := a.Lookup(c.name)
		if len(es) == 0 || es[0].ID != c.id || es[0].Country != c.country {
			t.Errorf("%s: %+v, want %s %s", c.name, es, c.id, c.country)
		}
	}
	if es := a.Lookup("Xyzzyville"); es != nil {
		t.Errorf("no such place: %+v", es)
	}
	if es := a.Lookup("Venezuela"); len(es) > 0 && es[0].Lat == 0 {
		t.Error("a country's entry has no centre")
	}
}

func TestTablesComplain(t *testing.T) {
	for _, c := range []struct {
		add  func(*Annotator) func([]string) error
		rows string
		want string
	}{
		{func(a *Annotator) func([]string) error { return a.addCountry }, "# c\nAF\tAFG\tAfghanistan\t33\n", "2: 4 columns"},
		{func(a *Annotator) func([]string) error { return a.addCountry }, "AF\tAFGH\tAfghanistan\t33\t66\t\t\n", "1: country code"},
		{func(a *Annotator) func([]string) error { return a.addRegion }, "X\tsea\tsea\t95\t0\t\n", "1: coordinates"},
		{func(a *Annotator) func([]string) error { return a.addRegion }, "X\tlake\tsea\t5\t0\t\n", "1: type"},
		{func(a *Annotator) func([]string) error { return a.addWord }, "x\tfoo\n", "1: class"},
	} {
		a := &Annotator{own: map[uint64][]ownRef{}, words: map[string]class{}}
		least := 2
		if strings.Contains(c.want, "co") || strings.Contains(c.want, "type") {
			least = 5
		}
		if err := tsv.Rows("x.tsv", c.rows, least, c.add(a)); err == nil || !strings.HasPrefix(err.Error(), "x.tsv:"+c.want) {
			t.Errorf("%q: %v, want %s", c.rows, err, c.want)
		}
	}
}

// FuzzAnnotate feeds broken documents: no panic, places inside the text.
func FuzzAnnotate(f *testing.F) {
	f.Add("The border between Kenya and Somalia. The capital, off the coast of Al-", uint8(3), uint8(1))
	f.Add("U.S.-led 's airspace of its the waters", uint8(0), uint8(200))
	f.Fuzz(func(t *testing.T, text string, head, ent uint8) {
		d := crudeDoc(strings.ToValidUTF8(text, "?"), plainWords)
		for i := range d.Tokens {
			d.Tokens[i].Head = int(head) - 2
			d.Tokens[i].Rel = "nsubj"
		}
		if n := int(ent); n < 200 {
			d.Ents = []tocsin.Entity{{Span: tocsin.Span{Start: n, End: n + 3}, Label: "LOC"}}
		}
		load(t).Annotate(d)
		for _, p := range d.Places {
			if p.Start < 0 || p.End > len(d.Tokens) || p.IsZero() || p.Precision == "" || p.Lat < -90 || p.Lat > 90 {
				t.Fatalf("%+v", p)
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	a := load(b)
	d := crudeDoc(strings.Repeat("The minister flew from Paris to Kyiv on Tuesday, after shelling had killed ten people in Kharkiv and in the eastern Donetsk region, officials in Moscow and Washington said. Russian ships left the Black Sea. ", 20), plainWords)
	b.ReportAllocs()
	for b.Loop() {
		a.Annotate(d)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(d.Tokens)), "ns/token")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load("en"); err != nil {
			b.Fatal(err)
		}
	}
}

func TestPackedTableIsSound(t *testing.T) {
	a := load(t)
	if err := a.table.Verify(); err != nil {
		t.Error(err)
	}
	if n := a.table.Len(); n < 100_000 {
		t.Errorf("%d records", n)
	}
	if n := len(a.regions); n < 300 {
		t.Errorf("%d regions", n)
	}
}
