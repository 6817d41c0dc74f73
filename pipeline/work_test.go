package pipeline

import (
	"errors"
	"iter"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"tocsin"
)

func numbered(n int, last error) iter.Seq2[tocsin.Report, error] {
	return func(yield func(tocsin.Report, error) bool) {
		for i := range n {
			if !yield(tocsin.Report{ID: tocsin.ReportID(strconv.Itoa(i))}, nil) {
				return
			}
		}
		if last != nil {
			yield(tocsin.Report{}, last)
		}
	}
}

func TestWorkKeepsOrderAndLimit(t *testing.T) {
	var running, most atomic.Int32
	do := func(r tocsin.Report) Result {
		most.Store(max(most.Load(), running.Add(1)))
		n, _ := strconv.Atoi(string(r.ID))
		time.Sleep(time.Duration(n%3) * time.Millisecond)
		running.Add(-1)
		return Result{Report: r}
	}
	var got, want []string
	for i := range 40 {
		want = append(want, strconv.Itoa(i))
	}
	err := work(4, numbered(40, nil), do, func(r Result) error { got = append(got, string(r.Report.ID)); return nil })
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("order %v, error %v", got, err)
	}
	if most.Load() > 4 {
		t.Errorf("%d at a time", most.Load())
	}
}

func TestWorkEnds(t *testing.T) {
	do := func(r tocsin.Report) Result { return Result{Report: r} }
	bad := errors.New("bad source")
	n := 0
	if err := work(3, numbered(5, bad), do, func(Result) error { n++; return nil }); !errors.Is(err, bad) || n != 5 {
		t.Errorf("error %v after %d", err, n)
	}
	full := errors.New("disk full")
	n = 0
	if err := work(3, numbered(500, nil), do, func(Result) error { n++; return full }); !errors.Is(err, full) || n != 1 {
		t.Errorf("error %v after %d", err, n)
	}
}
