package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"tocsin/store"
)

// held is an answer that is kept until it is whole.
type held struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (h *held) WriteHeader(status int)      { h.status = status }
func (h *held) Write(p []byte) (int, error) { return h.body.Write(p) }

// tagged gives answers an ETag, and answers 304 where the reader has the same
// already. Streams, exports and metrics go straight through.
func tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || !strings.HasPrefix(r.URL.Path, "/api/") || strings.HasSuffix(r.URL.Path, "/stream") || strings.HasSuffix(r.URL.Path, "/export") {
			next.ServeHTTP(w, r)
			return
		}
		h := &held{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(h, r)
		if h.status == http.StatusOK {
			sum := sha256.Sum256(h.body.Bytes())
			tag := `"` + hex.EncodeToString(sum[:16]) + `"`
			w.Header().Set("ETag", tag)
			w.Header().Set("Cache-Control", "private, no-cache")
			if matches(r.Header.Get("If-None-Match"), tag) {
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		w.WriteHeader(h.status)
		w.Write(h.body.Bytes())
	})
}

// matches compares as RFC 9110 wants it for reading: weak tags count.
func matches(header, tag string) bool {
	for t := range strings.SplitSeq(header, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			return true
		}
	}
	return false
}

// metrics are what Prometheus reads.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func (a *server) metrics() (*metrics, error) {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tocsin_http_requests_total", Help: "Requests by route and status."}, []string{"route", "status"}),
		seconds:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "tocsin_http_request_seconds", Help: "Time to answer by route.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 14)}, []string{"route"}),
	}
	for _, c := range []prometheus.Collector{m.requests, m.seconds, collectors.NewGoCollector(), &gauges{server: a}} {
		if err := m.registry.Register(c); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

// status notes what was answered; the stream flushes through it.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap lets [http.ResponseController] reach the connection.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// count measures requests by the route of mux that answers them, so that
// addresses people invent make no new series.
func (m *metrics) count(mux *http.ServeMux, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, route := mux.Handler(r)
		s := &status{ResponseWriter: w, code: http.StatusOK}
		start := time.Now()
		defer func() {
			m.requests.WithLabelValues(route, strconv.Itoa(s.code)).Inc()
			m.seconds.WithLabelValues(route).Observe(time.Since(start).Seconds())
		}()
		next.ServeHTTP(s, r)
	})
}

// gauges read the record when they are asked.
type gauges struct{ *server }

var openAlerts = prometheus.NewDesc("tocsin_alerts_open", "Alerts that are open.", []string{"situation"}, nil)

// Describe implements [prometheus.Collector].
func (g *gauges) Describe(out chan<- *prometheus.Desc) { out <- openAlerts }

// Collect implements [prometheus.Collector].
func (g *gauges) Collect(out chan<- prometheus.Metric) {
	by := map[string]int{}
	ctx := context.Background() // a collector gets none
	err := g.store.View(ctx, func(r store.Reader) error {
		as, err := r.Alerts(ctx, true, 0, 10_000)
		for _, a := range as {
			by[a.Situation]++
		}
		return err
	})
	if err != nil {
		out <- prometheus.NewInvalidMetric(openAlerts, err)
		return
	}
	for s, n := range by {
		out <- prometheus.MustNewConstMetric(openAlerts, prometheus.GaugeValue, float64(n), s)
	}
}
