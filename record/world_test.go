package record_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

// A world makes up acts and the reports that tell them: some pairs of states
// are busy, most are not; some acts are told by many reports, most by a few;
// a day's reports tell the acts of the last days, and every seventh report is
// a reprint. Sizes are those of real news: 5 mentions and 1.3 KB of excerpts a
// report, 1.1 KB a mention.
type world struct {
	*rand.Rand
	perDay, actsPerDay int
	states             []string
	day                tocsin.Day
	acts               []worldAct
	last               record.Entry // of own words
	n                  int
}

type worldAct struct {
	kind, cameo, quad, verb, a, b, town string
	lat, lon                            float64
	day                                 tocsin.Day
	count                               float64
	denied, planned                     bool
}

// newWorld is the same world for the same seed: with so many reports a day.
func newWorld(seed uint64, perDay, actsPerDay int) *world {
	w := &world{Rand: rand.New(rand.NewPCG(seed, 7)), perDay: perDay, actsPerDay: actsPerDay, day: tocsin.Day{Year: 2001, Month: 1, Date: 1}}
	w.states = strings.Fields("ARG AUS AUT BEL BGD BGR BOL BRA CAN CHE CHL COL CRI CUB CZE DEU DNK DOM ECU EGY ESP EST ETH FIN FRA GBR GHA GRC GTM HND HRV HUN IDN IND IRL ISL ITA JAM JPN KEN KOR LTU LVA MAR MEX MYS NGA NLD NOR NZL PAN PER PHL POL PRT PRY ROU SWE TUR URY USA VEN VNM ZAF")
	w.Shuffle(len(w.states), func(i, j int) { w.states[i], w.states[j] = w.states[j], w.states[i] })
	return w
}

// state draws a country, some far more often than others.
func (w *world) state() string {
	return w.states[int(float64(len(w.states))*w.Float64()*w.Float64())]
}

func (w *world) act() worldAct {
	kinds := [][4]string{
		{"ASSAULT", "190", "material conflict", "attacked"}, {"ACCUSE", "112", "verbal conflict", "accused"}, {"MOBILIZE", "154", "material conflict", "sent ships against"},
		{"CONSULT", "042", "verbal cooperation", "met envoys of"}, {"SANCTION", "163", "material conflict", "imposed sanctions on"}, {"COERCE", "173", "material conflict", "detained citizens of"},
		{"THREATEN", "138", "verbal conflict", "threatened"}, {"PROTEST", "141", "material conflict", "marched against"}, {"AID", "073", "material cooperation", "sent food to"},
	}
	k := kinds[w.IntN(len(kinds))]
	a := worldAct{kind: k[0], cameo: k[1], quad: k[2], verb: k[3], a: w.state(), b: w.state(), day: w.day.AddDays(-w.IntN(3)), count: float64(1 + w.IntN(40))}
	n := w.IntN(400)
	a.town, a.lat, a.lon = fmt.Sprintf("Town %d", n), float64(n%120)-60, float64(n%300)-150
	a.denied, a.planned = w.IntN(8) == 0, w.IntN(10) == 0
	return a
}

// words are so many words that tell nothing.
func (w *world) words(n int) string {
	const stock = "after talks with partners in the region officials added that measures would follow soon while witnesses spoke of heavy traffic near the harbour and several roads remained closed until late evening according to local radio"
	all := strings.Fields(stock)
	var b strings.Builder
	for range n {
		b.WriteByte(' ')
		b.WriteString(all[w.IntN(len(all))])
	}
	return b.String()
}

// report tells five acts; now and then a day ends.
func (w *world) report() record.Entry {
	if w.n%w.perDay == 0 {
		w.day = w.day.AddDays(1)
		w.acts = w.acts[:0]
		for range w.actsPerDay {
			w.acts = append(w.acts, w.act())
		}
	}
	w.n++
	if w.n%7 == 0 {
		return w.reprint()
	}
	e := w.entry(w.IntN(300))
	e.Doc = &tocsin.Doc{}
	for i := range 5 {
		w.sentence(&e, "Background"+w.words(12+w.IntN(10))+".")
		i := int(float64(len(w.acts)) * w.Float64() * w.Float64() * float64(i+1) / 5)
		e.Mentions = append(e.Mentions, w.mention(&e, w.acts[i]))
	}
	e.Doc.Text = e.Report.Text
	w.seal(&e)
	w.last = e
	return e
}

// reprint is the report before by another outlet, cut short.
func (w *world) reprint() record.Entry {
	e := w.entry(300 + w.IntN(100))
	e.Report.Text, e.Doc = w.last.Report.Text, w.last.Doc
	for i, m := range w.last.Mentions {
		m.ID, m.Report = fmt.Sprintf("%s-%d", e.Report.ID, i), w.source(&e.Report)
		e.Mentions = append(e.Mentions, m)
	}
	w.seal(&e)
	return e
}

func (w *world) entry(outlet int) record.Entry {
	id := tocsin.ReportID(fmt.Sprintf("%04x%06d", w.IntN(1<<16), w.n))
	return record.Entry{Report: tocsin.Report{
		ID: id, URL: fmt.Sprintf("https://outlet%d.example/world/%s/%s-and-some-words-of-the-title", outlet, w.day, id), Title: "Report" + w.words(7),
		Publisher: fmt.Sprintf("Outlet %d", outlet), Published: w.day, Lang: "en", Found: map[string]string{"published": "json-ld", "publisher": "meta", "title": "json-ld"},
	}}
}

// seal adds the line of custody.
func (w *world) seal(e *record.Entry) {
	sum := sha256.Sum256([]byte(e.Report.ID + tocsin.ReportID(e.Report.Text)))
	e.Custody = store.Custody{FinalURL: e.Report.URL, Fetched: w.day.Time().Add(time.Duration(w.n) * time.Second), RawSHA256: hex.EncodeToString(sum[:]), Tool: "test"}
}

func (w *world) source(r *tocsin.Report) tocsin.SourceRef {
	return tocsin.SourceRef{ID: r.ID, URL: r.URL, Title: r.Title, Publisher: r.Publisher, Published: r.Published, Lang: r.Lang}
}

// sentence adds a sentence to text and Doc and returns it.
func (w *world) sentence(e *record.Entry, text string) tocsin.Sentence {
	start := len(e.Report.Text)
	e.Report.Text += text + " "
	n := len(e.Doc.Tokens)
	e.Doc.Tokens = append(e.Doc.Tokens, tocsin.Token{Start: start, End: start + len(text)})
	e.Doc.Sents = append(e.Doc.Sents, tocsin.Span{Start: n, End: n + 1})
	return tocsin.Sentence{Index: len(e.Doc.Sents) - 1, Segment: tocsin.Segment{Start: start, End: start + len(text), Text: text}}
}

// mention tells an act in words of its own.
func (w *world) mention(e *record.Entry, a worldAct) tocsin.Mention {
	return w.tell(e, a, w.sentence(e, fmt.Sprintf("%s forces %s %s near %s and %.0f people were hurt,%s.", a.a, a.verb, a.b, a.town, a.count, w.words(6+w.IntN(12)))), 12)
}

// tell makes the mention of an act in a sentence; every so many are history.
func (w *world) tell(e *record.Entry, a worldAct, s tocsin.Sentence, history int) tocsin.Mention {
	seg := func(words string) tocsin.Segment {
		i := strings.Index(s.Text, words)
		return tocsin.Segment{Start: s.Start + i, End: s.Start + i + len(words), Text: words}
	}
	m := tocsin.Mention{
		ID: fmt.Sprintf("%s-%d", e.Report.ID, len(e.Mentions)), Type: a.kind, CAMEO: a.cameo, Quad: a.quad, Score: -5, Modes: []string{}, Contexts: []string{"military"}, Framing: []tocsin.Segment{},
		Report: w.source(&e.Report), Sentence: s, Trigger: seg(a.verb),
		Actors:     []tocsin.Party{{Segment: seg(a.a), Country: a.a, Sectors: []string{"GOV", "MIL"}}},
		Recipients: []tocsin.Party{{Segment: seg(a.b), Country: a.b, Sectors: []string{"GOV"}}},
		Quantities: []tocsin.Measure{}, Background: history > 0 && w.IntN(max(history, 1)) == 0,
		Claims: []tocsin.Claim{{Holder: tocsin.Holder{Kind: tocsin.Narrator, Sectors: []string{}}, Status: tocsin.Occurred}},
	}
	if w.IntN(3) > 0 { // a third leave the day open
		m.Time = &tocsin.EventTime{Segment: seg("near"), Timex: a.day.String(), First: a.day, Last: a.day, Basis: tocsin.Relative}
	}
	if w.IntN(2) == 0 {
		m.Place = &tocsin.EventPlace{Segment: seg(a.town), Name: a.town, Country: a.b, Lat: &a.lat, Lon: &a.lon, Gazetteer: "geonames:1", Precision: tocsin.PrecisionCity}
	}
	w.claims(&m, a, seg)
	return m
}

// claims adds numbers, on which tellers differ, and voices.
func (w *world) claims(m *tocsin.Mention, a worldAct, seg func(string) tocsin.Segment) {
	if w.IntN(3) == 0 {
		n := a.count + float64(w.IntN(3))
		m.Quantities = append(m.Quantities, tocsin.Measure{Segment: seg("people"), What: "injured", Unit: "person", Low: &n, High: &n, Bound: tocsin.Exactly, Names: []string{}})
	}
	if w.IntN(3) > 0 {
		return
	}
	s, cue := seg(a.a), seg("near")
	h := tocsin.Holder{Kind: tocsin.Government, Segment: &s, Name: "Government of " + a.a, Country: a.a, Sectors: []string{"GOV"}}
	c := tocsin.Claim{Holder: h, Cue: &cue, Status: tocsin.Occurred}
	switch {
	case a.denied:
		c.Holder.Name, c.Holder.Country, c.Status = "Government of "+a.b, a.b, tocsin.Negated
	case a.planned && m.Time == nil:
		c.Status = tocsin.Planned
	}
	m.Claims = []tocsin.Claim{c}
}
