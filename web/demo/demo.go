// Package demo holds invented reports of invented crises, by outlets that do
// not exist, dated years ahead so that nobody takes them for news. They show
// what the desk does with wire copies, denials, plans, numbers that
// contradict each other, and history.
package demo

import (
	"context"
	"embed"
	"fmt"
	"iter"
	"runtime"
	"time"

	"tocsin"
	"tocsin/article"
	"tocsin/pipeline"
	"tocsin/record"
	"tocsin/store"
	"tocsin/watch"
)

//go:embed reports.jsonl situations.toml
var files embed.FS

// Situations are those that the reports tell of, with their rules.
func Situations() (*watch.Config, error) {
	const name = "situations.toml"
	b, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	return watch.ParseConfig(name, b)
}

// Reports yields the invented reports in the order of publication.
func Reports() iter.Seq2[tocsin.Report, error] {
	return func(yield func(tocsin.Report, error) bool) {
		f, err := files.Open("reports.jsonl")
		if err != nil {
			yield(tocsin.Report{}, err)
			return
		}
		defer f.Close()
		for rep, err := range article.Read(f, article.Options{}) {
			if !yield(rep, err) {
				return
			}
		}
	}
}

// Fill codes the reports and adds them to a record; tool is the version of
// the program. It returns how many there are.
func Fill(ctx context.Context, s store.Store, tool string) (int, error) {
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		return 0, fmt.Errorf("demo: %w", err)
	}
	rec, err := record.New(s, record.KeepText, time.Now)
	if err != nil {
		return 0, fmt.Errorf("demo: %w", err)
	}
	var entries []record.Entry
	err = p.Work(runtime.GOMAXPROCS(0), Reports(), func(r pipeline.Result) error {
		if r.Err != nil {
			return r.Err
		}
		entries = append(entries, record.Entry{Report: r.Report, Mentions: r.Mentions, Doc: r.Doc,
			Custody: store.Custody{FinalURL: r.Report.URL, Fetched: time.Now().UTC(), Tool: tool}})
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("demo: %w", err)
	}
	// One at a time, as they would come in: the history of the record then
	// tells how events grew.
	for _, e := range entries {
		if _, err := rec.Add(ctx, e); err != nil {
			return 0, fmt.Errorf("demo: %w", err)
		}
	}
	return len(entries), ring(ctx, s)
}

// ring applies the rules to every day from the first report to the last one,
// as if they had been watched all along.
func ring(ctx context.Context, s store.Store) error {
	c, err := Situations()
	if err != nil {
		return err
	}
	var h *record.History
	if err := s.View(ctx, func(r store.Reader) error { h, err = record.ReadHistory(ctx, r); return err }); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	last := h.Last()
	for _, day := range []tocsin.Day{last.AddDays(-days), last} {
		if _, err := watch.Evaluate(ctx, s, c, day, time.Now()); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	}
	return nil
}

// days is how far the reports reach back from the last one.
const days = 18
