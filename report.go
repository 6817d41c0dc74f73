// Package tocsin is the vocabulary of the program: a [Report] comes in, a
// [Doc] is what is learned about it, a [Mention] is one event as one sentence
// tells it, and an [Event] is what mentions agree on. The package holds types
// and small methods only; the work is done by the stages beside it.
package tocsin

// A ReportID names one report. It is stable: the same source text has the
// same ID.
type ReportID string

// A Report is one news report as it was received. It is never changed.
type Report struct {
	ID        ReportID `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title,omitempty"`
	Byline    string   `json:"byline,omitempty"`
	Publisher string   `json:"publisher,omitempty"`
	Published Day      `json:"published"`
	Lang      string   `json:"lang,omitempty"` // BCP 47; empty until identified
	Text      string   `json:"text"`

	// Found says where each field came from: "json-ld", "meta", "dateline",
	// "url", "flag", "given". Keys are the JSON names of the fields above.
	Found map[string]string `json:"found,omitempty"`
}
