package export

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"tocsin"
	"tocsin/plover"
)

// A Record is one event as a row of the project's own tables. Lists are
// separated by spaces, names by semicolons.
type Record struct {
	ID             string   `parquet:"id" json:"id"`
	First          string   `parquet:"first" json:"first"`
	Last           string   `parquet:"last" json:"last"`
	Dated          bool     `parquet:"dated" json:"dated"`
	Type           string   `parquet:"type" json:"type"`
	Modes          string   `parquet:"modes" json:"modes"`
	Contexts       string   `parquet:"contexts" json:"contexts"`
	CAMEO          string   `parquet:"cameo" json:"cameo"`
	Quad           string   `parquet:"quad" json:"quad"`
	Score          float64  `parquet:"score" json:"score"`
	Goldstein      float64  `parquet:"goldstein" json:"goldstein"`
	MIDAction      int32    `parquet:"mid_action" json:"mid_action"`
	MIDLevel       int32    `parquet:"mid_level" json:"mid_level"`
	Actors         string   `parquet:"actors" json:"actors"`
	ActorSectors   string   `parquet:"actor_sectors" json:"actor_sectors"`
	ActorCOW       string   `parquet:"actor_cow" json:"actor_cow"`
	Recipients     string   `parquet:"recipients" json:"recipients"`
	RecipientSects string   `parquet:"recipient_sectors" json:"recipient_sectors"`
	RecipientCOW   string   `parquet:"recipient_cow" json:"recipient_cow"`
	Place          string   `parquet:"place" json:"place"`
	Country        string   `parquet:"country" json:"country"`
	Lat            *float64 `parquet:"lat,optional" json:"lat"`
	Lon            *float64 `parquet:"lon,optional" json:"lon"`
	Precision      string   `parquet:"precision" json:"precision"`
	Gazetteer      string   `parquet:"gazetteer" json:"gazetteer"`
	Status         string   `parquet:"status" json:"status"`
	Background     bool     `parquet:"background" json:"background"`
	Reports        int32    `parquet:"reports" json:"reports"`
	Independent    int32    `parquet:"independent" json:"independent"`
	Origins        string   `parquet:"origins" json:"origins"`
	Holders        string   `parquet:"holders" json:"holders"`
	Numbers        string   `parquet:"numbers" json:"numbers"`
	FirstReport    string   `parquet:"first_report" json:"first_report"`
	Reported       string   `parquet:"reported" json:"reported"`
	Sentence       string   `parquet:"sentence" json:"sentence"`
	URL            string   `parquet:"url" json:"url"`
}

func (c crosswalk) record(row *Row) Record {
	e := &row.Event
	r := Record{
		ID: e.ID, First: e.First.String(), Last: e.Last.String(), Dated: e.Dated, Type: e.Type,
		Modes: strings.Join(e.Modes, " "), Contexts: strings.Join(e.Contexts, " "), CAMEO: e.CAMEO, Quad: e.Quad, Score: e.Score,
		Goldstein: plover.Goldstein(e.CAMEO), Actors: sides(e.Actors), ActorSectors: sectors(e.Actors), ActorCOW: c.cows(e.Actors),
		Recipients: sides(e.Recipients), RecipientSects: sectors(e.Recipients), RecipientCOW: c.cows(e.Recipients),
		Status: string(e.Status), Background: e.Background, Reports: int32(e.Reports), Independent: int32(len(e.Origins)),
		Origins: origins(e), Holders: strings.Join(e.Holders, "; "), Numbers: numbers(e),
		FirstReport: string(e.FirstReport), Reported: e.Reported.String(),
	}
	if e.MID != nil {
		r.MIDAction, r.MIDLevel = int32(e.MID.Code), int32(e.MID.Level)
	}
	if p := e.Place; p != nil {
		r.Place, r.Country, r.Lat, r.Lon, r.Precision, r.Gazetteer = p.Name, p.Country, p.Lat, p.Lon, string(p.Precision), p.Gazetteer
	}
	if len(row.Mentions) > 0 {
		r.Sentence, r.URL = row.Mentions[0].Sentence.Text, row.Mentions[0].Report.URL
	}
	return r
}

// columns are the names of a record's fields, cells its values.
func columns() []string {
	s := parquet.SchemaOf(Record{})
	var out []string
	for _, f := range s.Fields() {
		out = append(out, f.Name())
	}
	return out
}

func (r *Record) cells() ([]string, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		return nil, err
	}
	var out []string
	for _, name := range columns() {
		switch v := fields[name].(type) {
		case string:
			out = append(out, v)
		case bool:
			out = append(out, strconv.FormatBool(v))
		case float64:
			out = append(out, strconv.FormatFloat(v, 'f', -1, 64))
		default: // null
			out = append(out, "")
		}
	}
	return out, nil
}

func writeCSV(w io.Writer, c crosswalk, rows iter.Seq2[Row, error]) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns()); err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		r := c.record(&row)
		cells, err := r.cells()
		if err != nil {
			return err
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// writeJSONLines writes events whole, each with its mentions.
func writeJSONLines(w io.Writer, rows iter.Seq2[Row, error]) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for row, err := range rows {
		if err != nil {
			return err
		}
		line := struct {
			tocsin.Event
			Mentions []tocsin.Mention `json:"mentions"`
		}{row.Event, row.Mentions}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

func writeParquet(w io.Writer, c crosswalk, rows iter.Seq2[Row, error]) error {
	out := parquet.NewGenericWriter[Record](w, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("tocsin", "1", ""))
	for row, err := range rows {
		if err != nil {
			return err
		}
		if _, err := out.Write([]Record{c.record(&row)}); err != nil {
			return err
		}
	}
	return out.Close()
}

func sides(ps []tocsin.Participant) string {
	var out []string
	for _, p := range ps {
		if p.Country != "" {
			out = append(out, p.Country)
		} else {
			out = append(out, strings.ReplaceAll(p.Name, " ", "_"))
		}
	}
	return strings.Join(out, " ")
}

// sectors are the primary sectors of parties, "-" for none.
func sectors(ps []tocsin.Participant) string {
	var out []string
	for _, p := range ps {
		if len(p.Sectors) > 0 {
			out = append(out, p.Sectors[0])
		} else {
			out = append(out, "-")
		}
	}
	return strings.Join(out, " ")
}

func (c crosswalk) cows(ps []tocsin.Participant) string {
	var out []string
	for _, p := range ps {
		if n := c[p.Country].number; n != "" {
			out = append(out, n)
		}
	}
	return strings.Join(out, " ")
}

func origins(e *tocsin.Event) string {
	var out []string
	for _, o := range e.Origins {
		out = append(out, o.Name)
	}
	return strings.Join(out, "; ")
}

// numbers writes every claim on a number: "killed exactly 17..17 (Ministry)".
func numbers(e *tocsin.Event) string {
	var out []string
	for _, c := range e.Comparisons {
		for _, v := range c.Claims {
			out = append(out, c.What+" "+string(v.Bound)+" "+number(v.Low)+".."+number(v.High)+" ("+v.Holder+")")
		}
	}
	return strings.Join(out, "; ")
}
