package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

type backtestData struct {
	Situations []watch.Situation `json:"-"`
	Situation  string            `json:"situation"`
	From       tocsin.Day        `json:"from"`
	To         tocsin.Day        `json:"to"`
	Asked      bool              `json:"-"`
	Test       *watch.Test       `json:"test"`
}

// The bounds of a back-test, in days: as it comes, and at most.
const (
	backtestDays = 30
	mostBacktest = 731
)

// backtestPage tells what the rules would have rung, day by day, from what a
// reader of each day could have known.
func backtestPage(r *request) (*answer, error) {
	all, err := r.situations()
	if err != nil {
		return nil, err
	}
	d := backtestData{Situations: all, Situation: r.form.Get("situation"), Asked: r.form.Get("from") != ""}
	if d.From, err = r.day("from"); err != nil {
		return nil, err
	}
	if d.To, err = r.day("to"); err != nil {
		return nil, err
	}
	if d.To.IsZero() || r.sum.Latest.Before(d.To) {
		d.To = r.sum.Latest
	}
	if d.From.IsZero() {
		d.From = d.To.AddDays(-backtestDays)
	}
	if n := d.To.Sub(d.From); n < 0 || n > mostBacktest {
		return nil, fmt.Errorf("%d days: %w", n, tocsin.ErrInvalid)
	}
	if d.Situation != "" {
		if _, err := r.situation(d.Situation); err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(slices.Clone(all), func(s watch.Situation) bool { return s.Name != d.Situation })
	}
	out := &answer{view: "backtest", title: r.words.T("backtest.title")}
	if d.Asked {
		if d.Test, err = r.test(all, d.From, d.To); err != nil {
			return nil, err
		}
		out.rows = ringCells(d.Test)
	}
	out.data = d
	return out, nil
}

// test runs the rules over the days, once for each state of the record.
func (r *request) test(situations []watch.Situation, from, to tocsin.Day) (*watch.Test, error) {
	marks, err := watch.Marks(r.ctx, r.read)
	if err != nil {
		return nil, err
	}
	type key struct {
		what     string
		from, to tocsin.Day
	}
	k := key{fmt.Sprint(situations, marks), from, to}
	if t, ok := r.shelf.memo.Load(k); ok {
		return t.(*watch.Test), nil
	}
	h, err := r.server.Archive.History(r.ctx)
	if err != nil {
		return nil, err
	}
	t, err := watch.BackTest(&watch.Config{Situations: situations}, h, from, to, marks)
	if err != nil {
		return nil, err
	}
	slices.Reverse(t.Rings) // the latest first
	r.shelf.memo.Store(k, t)
	return t, nil
}

func ringCells(t *watch.Test) *table {
	out := &table{head: []string{"opened", "closed", "situation", "rule", "from", "to", "value", "baseline", "updates", "mark", "headline", "events"}}
	for _, x := range t.Rings {
		is, closed := "", ""
		if x.Mark != nil {
			is = x.Mark.Verdict
		}
		if !x.Closed.IsZero() {
			closed = x.Closed.String()
		}
		a := &x.Alert
		out.rows = append(out.rows, []string{a.Opened.String(), closed, a.Situation, a.Rule, a.From, a.To, strconv.FormatFloat(a.Value, 'g', -1, 64),
			strconv.FormatFloat(a.Baseline, 'g', -1, 64), strconv.Itoa(len(x.Updates)), is, a.Headline, strings.Join(a.Events, " ")})
	}
	return out
}

// judgeReplay keeps the marks of the form below a back-test; each stands for
// the alert of its rule, pair and day, also in the list of alerts.
func judgeReplay(r *request) (string, error) {
	q := url.Values{}
	for _, name := range []string{"situation", "from", "to"} {
		q.Set(name, r.PostForm.Get(name))
	}
	r.form = q
	f := flaws{}
	given := r.readMarks(f)
	if len(f) == 0 {
		err := r.server.Store.Update(r.ctx, func(w store.Writer) error { return putMarks(r, w, given) })
		if err := r.told(err, f, map[string]string{"verdict": ""}); err != nil {
			return "", err
		}
	}
	if len(f) > 0 {
		return "", &refused{f, backtestPage}
	}
	return "/backtest?" + q.Encode(), nil
}

// readMarks reads the fields "verdict:DAY:KEY".
func (r *request) readMarks(f flaws) []watch.Mark {
	author := r.author()
	if author == "" {
		f["author"] = r.words.T("flaw.author")
	}
	var out []watch.Mark
	for name, values := range r.PostForm {
		rest, ok := strings.CutPrefix(name, "verdict:")
		day, key, cut := strings.Cut(rest, ":")
		if !ok || !cut || len(key) > longestKey {
			continue
		}
		opened, err := tocsin.ParseDay(day)
		if err != nil {
			f[""] = r.words.T("flaw.choice")
			continue
		}
		out = append(out, watch.Mark{Key: key, Day: opened, Verdict: values[0], Author: author, At: r.server.Now().UTC()})
	}
	return out
}

// putMarks keeps the marks that differ from those that stand there.
func putMarks(r *request, w store.Writer, given []watch.Mark) error {
	all, err := watch.Marks(r.ctx, w)
	if err != nil {
		return err
	}
	for _, m := range given {
		old := watch.MarkOf(all, &store.Alert{Key: m.Key, Opened: m.Day, Closed: m.Day})
		if old == nil && m.Verdict == "" || old != nil && old.Verdict == m.Verdict {
			continue
		}
		if err := watch.PutMark(r.ctx, w, m); err != nil {
			return err
		}
	}
	return nil
}

// longestKey is how long the name of an alert can be.
const longestKey = 200

// Verdicts are what an alert can have been; the empty one takes back.
func (v *view) Verdicts() []string { return []string{watch.Hit, watch.FalseAlarm, ""} }

// VerdictOf is what an alert was, empty if nobody has said.
func (v *view) VerdictOf(m *watch.Mark) string {
	is := ""
	if m != nil {
		is = m.Verdict
	}
	return v.Kept("verdict", "verdict", is)
}
