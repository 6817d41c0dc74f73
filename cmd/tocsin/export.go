package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"tocsin"
	"tocsin/export"
	"tocsin/store"
)

type exportCmd struct {
	recordFlags
	queryFlags
	Format string `enum:"csv,jsonl,parquet,geojson,gdelt-events,gdelt-mentions,polecat,icews,annotations" default:"csv" help:"csv, jsonl, parquet, geojson, gdelt-events, gdelt-mentions, polecat, icews or annotations."`
	Out    string `short:"o" placeholder:"NAME" help:"Write NAME with the format's ending, its codebook and its manifest (default: the data alone, to standard output)."`
}

// Help gives examples below the flags.
func (exportCmd) Help() string {
	return `Writes the events that the filters select. With --out it writes three files: the data, a codebook of its columns, and a manifest with the hash of the data, the filters and every source. The same record gives the same bytes.

Examples:
  tocsin export --dyad USA,VEN --format csv > events.csv
  tocsin export --format gdelt-events --limit 0 --out gdelt/venezuela`
}

// Run writes the export.
func (c *exportCmd) Run(t *terminal) error {
	f := export.Format(c.Format)
	return c.view(func(ctx context.Context, r store.Reader) error {
		if c.Out == "" {
			return export.Write(t.out, f, c.rows(ctx, r, nil))
		}
		m := export.Manifest{Tool: toolVersion(), Format: f, Query: c.set()}
		var err error
		if m.Tables, err = export.Tables(); err != nil {
			return err
		}
		if err := c.data(ctx, r, f, &m); err != nil {
			return err
		}
		err = writeFile(c.Out+".codebook.md", func(w io.Writer) error { return export.WriteCodebook(w, f) })
		if err != nil {
			return err
		}
		return writeFile(c.Out+".manifest.json", func(w io.Writer) error {
			enc := json.NewEncoder(w)
			enc.SetIndent("", "  ")
			return enc.Encode(m)
		})
	})
}

// data writes the file of events and fills the manifest.
func (c *exportCmd) data(ctx context.Context, r store.Reader, f export.Format, m *export.Manifest) error {
	sum := sha256.New()
	sources := map[tocsin.ReportID]bool{}
	err := writeFile(c.Out+f.Extension(), func(w io.Writer) error {
		return export.Write(io.MultiWriter(w, sum), f, c.rows(ctx, r, func(row *export.Row) {
			m.Events++
			for _, x := range row.Mentions {
				sources[x.Report.ID] = true
			}
		}))
	})
	if err != nil {
		return err
	}
	m.SHA256 = hex.EncodeToString(sum.Sum(nil))
	for id := range sources {
		rep, err := r.Report(ctx, id)
		if err != nil {
			return err
		}
		m.Sources = append(m.Sources, export.Source{Report: id, URL: rep.URL, Publisher: rep.Publisher, TextSHA256: rep.TextSHA256})
	}
	slices.SortFunc(m.Sources, func(a, b export.Source) int { return strings.Compare(string(a.Report), string(b.Report)) })
	return nil
}

// rows yields the selected events with their mentions; seen, if there is one,
// sees each.
func (c *exportCmd) rows(ctx context.Context, r store.Reader, seen func(*export.Row)) iter.Seq2[export.Row, error] {
	return func(yield func(export.Row, error) bool) {
		stopped := fmt.Errorf("stopped")
		err := c.each(ctx, r, func(e *tocsin.Event) error {
			row := export.Row{Event: *e}
			ids := make([]string, len(e.Members))
			for i, m := range e.Members {
				ids[i] = m.Mention
			}
			ms, err := r.Mentions(ctx, ids)
			if err != nil {
				return err
			}
			for i := range ms {
				row.Mentions = append(row.Mentions, ms[i].Mention)
			}
			if seen != nil {
				seen(&row)
			}
			if !yield(row, nil) {
				return stopped
			}
			return nil
		})
		if err != nil && err != stopped {
			yield(export.Row{}, err)
		}
	}
}

// set are the filters that were given.
func (f *queryFlags) set() map[string]string {
	out := map[string]string{}
	for k, v := range map[string]string{
		"dyad": f.Dyad, "actor": f.Actor, "type": f.Type, "status": f.Status, "place": f.Place, "holder": f.Holder, "since": f.Since, "until": f.Until,
	} {
		if v != "" {
			out[k] = v
		}
	}
	if f.Background {
		out["background"] = "true"
	}
	if f.Limit > 0 {
		out["limit"] = fmt.Sprint(f.Limit)
	}
	return out
}

// writeFile writes a file whole or not at all.
func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.Create(name + ".part")
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Close()
		os.Remove(f.Name())
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
