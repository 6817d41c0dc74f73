package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"sync"
	"time"

	"tocsin"
	"tocsin/api"
	"tocsin/article"
	"tocsin/pipeline"
	"tocsin/record"
	"tocsin/store"
	"tocsin/watch"
)

// newAPI is the handler of /api/, /metrics and /healthz over a record. c may
// be nil, for no situations; login says that changes need an editor.
func newAPI(s store.Store, c *watch.Config, login bool) (http.Handler, error) {
	rec, err := record.New(s, record.KeepExcerpts, time.Now)
	if err != nil {
		return nil, err
	}
	return api.New(s, api.Options{Version: toolVersion(), Recorder: rec, Code: coderOfPosts(), Login: login, Config: c, Archive: watch.NewArchive(s)})
}

// coderOfPosts reads posted reports. The models are loaded with the first
// one: most desks only read.
func coderOfPosts() func(context.Context, tocsin.Report) (record.Entry, error) {
	models := sync.OnceValues(func() (*pipeline.Pipeline, error) { return pipeline.New(pipeline.Options{}) })
	return func(_ context.Context, r tocsin.Report) (record.Entry, error) {
		switch {
		case r.Text == "":
			return record.Entry{}, fmt.Errorf("no text: %w", tocsin.ErrInvalid)
		case r.Published.IsZero():
			return record.Entry{}, tocsin.ErrNoDate
		}
		if r.ID == "" {
			r.ID = article.HashID(r.Text)
		}
		p, err := models()
		if err != nil {
			return record.Entry{}, err
		}
		doc, mentions, err := p.Code(r)
		if err != nil {
			return record.Entry{}, err
		}
		r.Lang = doc.Lang
		raw := sha256.Sum256([]byte(r.Text))
		return record.Entry{Report: r, Mentions: mentions, Doc: doc, Custody: store.Custody{FinalURL: r.URL, RawSHA256: hex.EncodeToString(raw[:]), Fetched: time.Now().UTC(), Tool: toolVersion()}}, nil
	}
}
