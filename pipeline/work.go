package pipeline

import (
	"iter"

	"tocsin"
)

// A Result is what became of one report.
type Result struct {
	Report   tocsin.Report
	Doc      *tocsin.Doc      // nil after an error
	Mentions []tocsin.Mention // nil after an error
	Err      error
}

// Work codes reports, jobs of them at a time, and hands every result to save
// in the order of the reports. A report that fails is a Result with Err and
// does not stop the others. An error of the source, or of save, ends the work
// and is returned.
func (p *Pipeline) Work(jobs int, reports iter.Seq2[tocsin.Report, error], save func(Result) error) error {
	return work(max(jobs, 1), reports, p.result, save)
}

func (p *Pipeline) result(rep tocsin.Report) Result {
	r := Result{Report: rep}
	r.Doc, r.Mentions, r.Err = p.Code(rep)
	return r
}

// work keeps at most jobs calls of do running. Each report has a slot in a
// queue that keeps their order.
func work(jobs int, reports iter.Seq2[tocsin.Report, error], do func(tocsin.Report) Result, save func(Result) error) error {
	queue, stop, source := make(chan chan Result, jobs), make(chan struct{}), make(chan error, 1)
	go func() {
		defer close(queue)
		source <- feed(reports, do, queue, make(chan struct{}, jobs), stop)
	}()
	var failed error
	for slot := range queue {
		r := <-slot
		if failed != nil {
			continue
		}
		if failed = save(r); failed != nil {
			close(stop)
		}
	}
	if failed != nil {
		return failed
	}
	return <-source
}

// feed starts a call of do for every report until the source ends or stop is
// closed. room holds one token for each running call.
func feed(reports iter.Seq2[tocsin.Report, error], do func(tocsin.Report) Result, queue chan<- chan Result, room chan struct{}, stop <-chan struct{}) error {
	for rep, err := range reports {
		if err != nil {
			return err
		}
		slot := make(chan Result, 1)
		select {
		case <-stop:
			return nil
		case room <- struct{}{}:
		}
		queue <- slot
		go func() {
			slot <- do(rep)
			<-room
		}()
	}
	return nil
}
