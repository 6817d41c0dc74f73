package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"tocsin"
	"tocsin/store"
)

// maxReport is how many bytes a posted report may have.
const maxReport = 2 << 20

// changing registers what changes the record.
func (a *server) changing(api huma.API) {
	post := func(path, id, summary string) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodPost, Path: "/api/v1" + path, Summary: summary, DefaultStatus: http.StatusCreated, MaxBodyBytes: maxReport,
			Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity}}
	}
	if a.Recorder == nil {
		return
	}
	huma.Register(api, post("/corrections", "correct", "Correct the record, with author and reason"), a.correct)
	huma.Register(api, post("/corrections/{number}/undo", "undo-correction", "Take a correction back"), a.undo)
	if a.Code != nil {
		huma.Register(api, post("/reports", "post-report", "Code a report and merge it into the record"), a.post)
	}
}

// NumberInput names a thing by its number.
type NumberInput struct {
	Number int64 `path:"number" minimum:"1"`
}

type correctInput struct {
	Body struct {
		Kind     string   `json:"kind" enum:"merge,split,fix,reject,note" doc:"merge: the mentions tell one event. split: the first one's event does not hold the others. fix: a field of the event that holds the mention has the value. reject: the mentions tell no event. note: a remark."`
		Mentions []string `json:"mentions" minItems:"1" doc:"IDs of mentions: they stay when reports are coded again."`
		Field    string   `json:"field,omitempty" doc:"Of fix: a field of the event."`
		Value    string   `json:"value,omitempty" doc:"Of fix: the value as JSON. Of note: the text."`
		Author   string   `json:"author,omitempty" doc:"Who corrects; with login, the person who is logged in."`
		Reason   string   `json:"reason" minLength:"1"`
	}
}

func (a *server) correct(ctx context.Context, in *correctInput) (*one[store.Correction], error) {
	author, err := a.editor(ctx, in.Body.Author)
	if err != nil {
		return nil, err
	}
	c := store.Correction{Author: author, Kind: in.Body.Kind, Mentions: in.Body.Mentions, Field: in.Body.Field, Value: in.Body.Value, Reason: in.Body.Reason}
	if err := a.Recorder.Correct(ctx, &c); err != nil {
		return nil, a.problem(err)
	}
	return &one[store.Correction]{c}, nil
}

type undoInput struct {
	NumberInput
	Body struct {
		Author string `json:"author,omitempty" doc:"Who takes it back; with login, the person who is logged in."`
	}
}

func (a *server) undo(ctx context.Context, in *undoInput) (*one[store.Correction], error) {
	author, err := a.editor(ctx, in.Body.Author)
	if err != nil {
		return nil, err
	}
	if author == "" {
		return nil, huma.Error422UnprocessableEntity("author is needed")
	}
	if err := a.Recorder.Undo(ctx, in.Number, author); err != nil {
		return nil, a.problem(err)
	}
	var out store.Correction
	return &one[store.Correction]{out}, a.view(ctx, func(r store.Reader) error {
		cs, err := r.Corrections(ctx)
		for _, c := range cs {
			if c.Number == in.Number {
				out = c
			}
		}
		return err
	})
}

type reportInput struct {
	Body struct {
		ID        string     `json:"id,omitempty" doc:"Stable name; made from address and text if it is not given."`
		URL       string     `json:"url,omitempty" format:"uri"`
		Title     string     `json:"title,omitempty"`
		Byline    string     `json:"byline,omitempty"`
		Publisher string     `json:"publisher,omitempty"`
		Published tocsin.Day `json:"published" format:"date"`
		Lang      string     `json:"lang,omitempty" doc:"BCP 47; identified if it is not given."`
		Text      string     `json:"text" minLength:"1"`
	}
}

// A posted is what became of a posted report.
type posted struct {
	Status int
	Body   told
}

func (a *server) post(ctx context.Context, in *reportInput) (*posted, error) {
	if _, err := a.editor(ctx, ""); err != nil {
		return nil, err
	}
	b := &in.Body
	entry, err := a.Code(ctx, tocsin.Report{ID: tocsin.ReportID(b.ID), URL: b.URL, Title: b.Title, Byline: b.Byline, Publisher: b.Publisher, Published: b.Published, Lang: b.Lang, Text: b.Text})
	if err != nil {
		return nil, a.problem(err)
	}
	added, err := a.Recorder.Add(ctx, entry)
	if err != nil {
		return nil, a.problem(err)
	}
	out, err := a.report(ctx, &idInput{string(entry.Report.ID)})
	if err != nil {
		return nil, err
	}
	status := http.StatusCreated
	if added == 0 {
		status = http.StatusOK
	}
	return &posted{status, out.Body}, nil
}
