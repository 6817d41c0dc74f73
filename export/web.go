package export

import (
	"encoding/json"
	"io"
	"iter"

	"tocsin"
)

// writeGeoJSON writes a FeatureCollection (RFC 7946). An event that is known
// to a country, region or sea only has no geometry: a point in its middle
// would tell a place that nobody told.
func writeGeoJSON(w io.Writer, rows iter.Seq2[Row, error]) error {
	if _, err := io.WriteString(w, `{"type":"FeatureCollection","features":[`); err != nil {
		return err
	}
	separator := "\n"
	for row, err := range rows {
		if err != nil {
			return err
		}
		b, err := json.Marshal(feature(&row.Event))
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, separator+string(b)); err != nil {
			return err
		}
		separator = ",\n"
	}
	_, err := io.WriteString(w, "\n]}\n")
	return err
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"`
}

func feature(e *tocsin.Event) any {
	var at *point
	if p := e.Place; p != nil && p.Lat != nil && p.Lon != nil && (p.Precision == tocsin.PrecisionPoint || p.Precision == tocsin.PrecisionCity) {
		at = &point{"Point", [2]float64{*p.Lon, *p.Lat}}
	}
	return struct {
		Type       string       `json:"type"`
		ID         string       `json:"id"`
		Geometry   *point       `json:"geometry"`
		Properties tocsin.Event `json:"properties"`
	}{"Feature", e.ID, at, *e}
}

// An annotation of the W3C Web Annotation model: the body is the event, the
// target the words of a report that name it.
type annotation struct {
	Context string `json:"@context"`
	ID      string `json:"id"`
	Type    string `json:"type"`
	Body    struct {
		Type    string `json:"type"`
		Value   string `json:"value"`
		Purpose string `json:"purpose"`
		Event   string `json:"tocsin:event"`
	} `json:"body"`
	Target struct {
		Source   string `json:"source"`
		Selector []any  `json:"selector"`
	} `json:"target"`
}

type quoteSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}

type positionSelector struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// writeAnnotations writes one annotation a line for each mention.
func writeAnnotations(w io.Writer, rows iter.Seq2[Row, error]) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for row, err := range rows {
		if err != nil {
			return err
		}
		for i := range row.Mentions {
			if err := enc.Encode(annotate(&row.Event, &row.Mentions[i])); err != nil {
				return err
			}
		}
	}
	return nil
}

// contextLen is how many code points beside the words help to find them again.
const contextLen = 32

func annotate(e *tocsin.Event, m *tocsin.Mention) annotation {
	a := annotation{Context: "http://www.w3.org/ns/anno.jsonld", ID: "urn:tocsin:mention:" + m.ID, Type: "Annotation"}
	a.Body.Type, a.Body.Value, a.Body.Purpose, a.Body.Event = "TextualBody", m.Type, "classifying", "urn:tocsin:event:"+e.ID
	a.Target.Source = m.Report.URL
	if a.Target.Source == "" {
		a.Target.Source = "urn:tocsin:report:" + string(m.Report.ID)
	}
	text := []rune(m.Sentence.Text)
	from := min(max(m.Trigger.Start-m.Sentence.Start, 0), len(text))
	to := min(max(m.Trigger.End-m.Sentence.Start, from), len(text))
	a.Target.Selector = []any{
		quoteSelector{"TextQuoteSelector", m.Trigger.Text, string(text[max(0, from-contextLen):from]), string(text[to:min(len(text), to+contextLen)])},
		positionSelector{"TextPositionSelector", m.Trigger.Start, m.Trigger.End},
	}
	return a
}
