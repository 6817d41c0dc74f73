package api

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/sse"

	"tocsin"
	"tocsin/export"
	"tocsin/store"
)

type streamInput struct {
	After int64  `query:"after" minimum:"-1" default:"-1" doc:"Number of the last change that is known; -1 for those from now on."`
	Last  string `header:"Last-Event-ID" doc:"Sent by browsers that connect again; goes before after."`
}

// streaming registers the stream of changes.
func (a *server) streaming(api huma.API) {
	sse.Register(api, get("/changes/stream", "stream-changes", "Changes as they happen (server-sent events)"), map[string]any{"change": store.Change{}}, a.stream)
}

// batch is how many changes are read at once.
const batch = 500

func (a *server) stream(ctx context.Context, in *streamInput, send sse.Sender) {
	after := in.After
	if n, err := strconv.ParseInt(in.Last, 10, 64); err == nil {
		after = n
	}
	tick := time.NewTicker(a.Poll)
	defer tick.Stop()
	for {
		cs, err := a.since(ctx, &after)
		if err != nil {
			return // the reader connects again
		}
		for _, c := range cs {
			if err := send(sse.Message{ID: int(c.Number), Data: c}); err != nil {
				return
			}
			after = c.Number
		}
		if len(cs) == batch {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// since reads the changes after a number; -1 becomes that of the last one.
func (a *server) since(ctx context.Context, after *int64) (cs []store.Change, err error) {
	return cs, a.view(ctx, func(r store.Reader) error {
		for *after < 0 {
			last, err := lastChange(ctx, r)
			if err != nil {
				return err
			}
			*after = last
		}
		cs, err = r.Changes(ctx, *after, batch)
		return err
	})
}

// lastChange searches for the number of the last change, which a reader
// cannot ask for.
func lastChange(ctx context.Context, r store.Reader) (int64, error) {
	low, high := int64(0), int64(1)
	some := func(after int64) (bool, error) { cs, err := r.Changes(ctx, after, 1); return len(cs) > 0, err }
	for {
		more, err := some(high)
		if err != nil {
			return 0, err
		}
		if !more {
			break
		}
		low, high = high, 2*high
	}
	for low < high {
		mid := (low + high) / 2
		more, err := some(mid)
		if err != nil {
			return 0, err
		}
		if more {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, nil
}

type exportInput struct {
	Filters
	Format string `query:"format" default:"csv" enum:"csv,jsonl,parquet,geojson,gdelt-events,gdelt-mentions,polecat,icews,annotations"`
}

// exporting registers the formats of researchers.
func (a *server) exporting(api huma.API) {
	op := get("/export", "export-events", "Events in the formats of researchers")
	op.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{"application/octet-stream": {}}}}
	huma.Register(api, op, a.export)
}

func mediaType(f export.Format) string {
	switch f {
	case export.CSV:
		return "text/csv; charset=utf-8"
	case export.JSONLines, export.Annotations:
		return "application/x-ndjson"
	case export.GeoJSON:
		return "application/geo+json"
	case export.Parquet:
		return "application/vnd.apache.parquet"
	}
	return "text/tab-separated-values; charset=utf-8"
}

func (a *server) export(_ context.Context, in *exportInput) (*huma.StreamResponse, error) {
	f := export.Format(in.Format)
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", mediaType(f))
		hc.SetHeader("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "tocsin"+f.Extension()))
		if err := a.writeExport(hc.Context(), hc.BodyWriter(), f, in.query()); err != nil {
			a.Log.Error("export", "error", err)
			panic(http.ErrAbortHandler) // so that nobody takes half a file for the whole
		}
	}}, nil
}

func (a *server) writeExport(ctx context.Context, w io.Writer, f export.Format, q store.Query) error {
	return a.store.View(ctx, func(r store.Reader) error {
		return export.Write(w, f, func(yield func(export.Row, error) bool) {
			stopped := fmt.Errorf("stopped")
			err := eachEvent(ctx, r, q, func(e *tocsin.Event) error {
				ids := make([]string, len(e.Members))
				for i, m := range e.Members {
					ids[i] = m.Mention
				}
				ms, err := r.Mentions(ctx, ids)
				if err == nil && !yield(export.Row{Event: *e, Mentions: bare(ms)}, nil) {
					err = stopped
				}
				return err
			})
			if err != nil && err != stopped {
				yield(export.Row{}, err)
			}
		})
	})
}
