package export

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/plover"
)

// writeTabs writes tab-separated lines, with a head if there is one.
func writeTabs(w io.Writer, head []string, rows iter.Seq2[Row, error], lines func(*Row) [][]string) error {
	out := bufio.NewWriter(w)
	if head != nil {
		fmt.Fprintln(out, strings.Join(head, "\t"))
	}
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	for row, err := range rows {
		if err != nil {
			return err
		}
		for _, cells := range lines(&row) {
			for i, c := range cells {
				if i > 0 {
					out.WriteByte('\t')
				}
				clean.WriteString(out, c)
			}
			out.WriteByte('\n')
		}
	}
	return out.Flush()
}

// numeric makes a number of an ID, for layouts that want one: the first 63
// bits of its FNV-1a hash.
func numeric(id string) string {
	h := fnv.New64a()
	io.WriteString(h, id)
	return strconv.FormatUint(h.Sum64()>>1, 10)
}

func compact(d tocsin.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

// first is the leading party of a side.
func first(ps []tocsin.Participant) tocsin.Participant {
	if len(ps) == 0 {
		return tocsin.Participant{}
	}
	return ps[0]
}

// gdeltEvent is the 61 columns of a GDELT 2.0 event: 5 of identity and day,
// twice 10 of actors, 10 of the action, three times 8 of places, 2 of origin.
func (c crosswalk) gdeltEvent(row *Row) [][]string {
	e := &row.Event
	day := e.First
	out := []string{numeric(e.ID), compact(day), compact(day)[:6], strconv.Itoa(day.Year), fmt.Sprintf("%.4f", float64(day.Year)+float64(day.Time().YearDay()-1)/365)}
	a, b := first(e.Actors), first(e.Recipients)
	if len(e.Recipients) == 0 && len(e.Actors) > 1 { // an act with each other
		b = e.Actors[1]
	}
	out = append(out, c.gdeltActor(a)...)
	out = append(out, c.gdeltActor(b)...)
	root, base := "", ""
	if len(e.CAMEO) >= 2 {
		root, base = e.CAMEO[:2], e.CAMEO[:min(3, len(e.CAMEO))]
	}
	out = append(out, "1", e.CAMEO, base, root, quadClass(root), strconv.FormatFloat(plover.Goldstein(e.CAMEO), 'f', -1, 64),
		strconv.Itoa(len(row.Mentions)), strconv.Itoa(len(e.Origins)), strconv.Itoa(e.Reports), "")
	out = append(out, c.gdeltCountry(a.Country)...)
	out = append(out, c.gdeltCountry(b.Country)...)
	out = append(out, c.gdeltPlace(e.Place)...)
	url := ""
	if len(row.Mentions) > 0 {
		url = row.Mentions[0].Report.URL
	}
	return [][]string{append(out, compact(e.Reported)+"000000", url)}
}

// quadClass is 1 to 4 by CAMEO root: words and deeds of cooperation, words
// and deeds of conflict.
func quadClass(root string) string {
	switch {
	case root == "":
		return ""
	case root <= "05":
		return "1"
	case root <= "08":
		return "2"
	case root <= "13":
		return "3"
	}
	return "4"
}

func (c crosswalk) gdeltActor(p tocsin.Participant) []string {
	out := make([]string, 10)
	if p.Country == "" && p.Name == "" {
		return out
	}
	code := c.cameo(p.Country)
	out[1] = strings.ToUpper(p.Name)
	out[2] = code
	for i, s := range p.Sectors {
		if i < 3 {
			out[7+i] = s
			code += s
		}
	}
	out[0] = code
	return out
}

// gdeltCountry places an actor in its country, without a point: the
// country's middle says nothing of where anything was.
func (c crosswalk) gdeltCountry(iso string) []string {
	out := make([]string, 8)
	out[0] = "0"
	if x, ok := c[iso]; ok {
		out[0], out[1], out[2], out[7] = "1", x.name, x.fips, x.fips
	}
	return out
}

func (c crosswalk) gdeltPlace(p *tocsin.Site) []string {
	out := make([]string, 8)
	out[0] = "0"
	if p == nil {
		return out
	}
	kind := map[tocsin.Precision]string{tocsin.PrecisionCountry: "1", tocsin.PrecisionAdmin1: "5", tocsin.PrecisionAdmin2: "5"}[p.Precision]
	if kind == "" {
		kind = "4"
	}
	if p.Country == "USA" {
		kind = map[string]string{"4": "3", "5": "2", "1": "1"}[kind]
	}
	return []string{kind, p.Name, c[p.Country].fips, "", "", number(p.Lat), number(p.Lon), strings.TrimPrefix(p.Gazetteer, "geonames:")}
}

// gdeltMentions is the 16 columns of each mention; offsets count code points
// of the text, exactly.
func (c crosswalk) gdeltMentions(row *Row) [][]string {
	var out [][]string
	for _, m := range row.Mentions {
		offset := func(ps []tocsin.Party) string {
			if len(ps) == 0 {
				return "-1"
			}
			return strconv.Itoa(ps[0].Start)
		}
		id := m.Report.URL
		if id == "" {
			id = string(m.Report.ID)
		}
		out = append(out, []string{
			numeric(row.Event.ID), compact(row.Event.First) + "000000", compact(m.Report.Published) + "000000", "1", m.Report.Publisher, id,
			strconv.Itoa(m.Sentence.Index + 1), offset(m.Actors), offset(m.Recipients), strconv.Itoa(m.Trigger.Start), "1", "100", "", "", "", "",
		})
	}
	return out
}

func polecatColumns() []string {
	return strings.Split("Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,"+
		"Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,"+
		"Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,"+
		"GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version", ",")
}

func (c crosswalk) polecat(row *Row) [][]string {
	e := &row.Event
	out := []string{e.ID, e.First.String(), e.Type, strings.Join(e.Modes, ";"), strconv.FormatFloat(e.Score, 'f', -1, 64), strings.ToUpper(e.Quad), strings.Join(e.Contexts, ";")}
	var lead tocsin.Mention
	if len(row.Mentions) > 0 {
		lead = row.Mentions[0]
	}
	out = append(out, c.polecatParty(first(e.Actors), lead.Actors)...)
	out = append(out, c.polecatParty(first(e.Recipients), lead.Recipients)...)
	place := make([]string, 10)
	if p := e.Place; p != nil {
		raw := ""
		if lead.Place != nil {
			raw = lead.Place.Text
		}
		city, province := "", ""
		switch p.Precision {
		case tocsin.PrecisionCity, tocsin.PrecisionPoint:
			city = p.Name
		case tocsin.PrecisionAdmin1, tocsin.PrecisionAdmin2:
			province = p.Name
		}
		place = []string{p.Name, city, "", province, p.Country, number(p.Lat), number(p.Lon), strings.TrimPrefix(p.Gazetteer, "geonames:"), raw, string(p.Precision)}
	}
	out = append(out, place...)
	return [][]string{append(out, lead.Report.Publisher, lead.Report.Published.String(), "", "", "", lead.Report.Lang, "tocsin")}
}

// polecatParty is the eight columns of one side.
func (c crosswalk) polecatParty(p tocsin.Participant, told []tocsin.Party) []string {
	raw, primary := "", ""
	if len(told) > 0 {
		raw = told[0].Text
	}
	if len(p.Sectors) > 0 {
		primary = p.Sectors[0]
	}
	return []string{p.Name, p.Country, c[p.Country].cow, primary, strings.Join(p.Sectors, ";"), "", raw, ""}
}

func icewsColumns() []string {
	return strings.Split("Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,"+
		"Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude", ",")
}

func (c crosswalk) icews(row *Row) [][]string {
	e := &row.Event
	a, b := first(e.Actors), first(e.Recipients)
	if len(e.Recipients) == 0 && len(e.Actors) > 1 {
		b = e.Actors[1]
	}
	story, sentence, publisher := "", "", ""
	if len(row.Mentions) > 0 {
		m := row.Mentions[0]
		story, sentence, publisher = string(m.Report.ID), strconv.Itoa(m.Sentence.Index+1), m.Report.Publisher
	}
	city, province, where, lat, lon := "", "", "", "", ""
	if p := e.Place; p != nil {
		where, lat, lon = c.name(p.Country), number(p.Lat), number(p.Lon)
		switch p.Precision {
		case tocsin.PrecisionCity, tocsin.PrecisionPoint:
			city = p.Name
		case tocsin.PrecisionAdmin1, tocsin.PrecisionAdmin2:
			province = p.Name
		}
	}
	return [][]string{{numeric(e.ID), e.First.String(), a.Name, strings.Join(a.Sectors, ","), c.name(a.Country), strings.Join(append([]string{e.Type}, e.Modes...), " "), e.CAMEO,
		strconv.FormatFloat(plover.Goldstein(e.CAMEO), 'f', -1, 64), b.Name, strings.Join(b.Sectors, ","), c.name(b.Country), story, sentence, publisher,
		city, "", province, where, lat, lon}}
}
