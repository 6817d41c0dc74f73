package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/notify"
	"tocsin/store"
	"tocsin/watch"
)

// An alertRow is an alert with what was told of it.
type alertRow struct {
	store.Alert
	State   string         `json:"state"`
	Updates int            `json:"updates"`
	Mark    *watch.Mark    `json:"mark,omitempty"`
	Told    []store.Notice `json:"notices"`
}

type alertList struct {
	Alerts     []alertRow
	Situations []string
	Rules      []string
	States     []string
}

// alertFilter is what the address of a list of alerts selects.
type alertFilter struct {
	situation, rule, state string
	a, b                   string
}

func (r *request) alertFilter() (f alertFilter, err error) {
	f = alertFilter{situation: r.form.Get("situation"), rule: r.form.Get("rule"), state: r.form.Get("state")}
	if f.state != "" && !slices.Contains(states(), f.state) {
		return f, fmt.Errorf("state %q: %w", f.state, tocsin.ErrInvalid)
	}
	if d := r.form.Get("dyad"); d != "" {
		f.a, f.b, err = countries(d, ",")
	}
	return f, err
}

func (f *alertFilter) selects(a *alertRow) bool {
	return (f.situation == "" || f.situation == a.Situation) && (f.rule == "" || f.rule == a.Rule) && (f.state == "" || f.state == a.State) &&
		(f.a == "" || f.a == a.From && f.b == a.To || f.a == a.To && f.b == a.From)
}

// alertPages hands out alerts, the latest first, until take has enough.
func (r *request) alertPages(before int64, take func(alertRow) bool) error {
	marks, err := watch.Marks(r.ctx, r.read)
	if err != nil {
		return err
	}
	for {
		as, err := r.read.Alerts(r.ctx, false, before, noticePage)
		if err != nil {
			return err
		}
		for _, a := range as {
			before = a.Number
			row, err := r.alertRow(a, marks)
			if err != nil {
				return err
			}
			if !take(row) {
				return nil
			}
		}
		if len(as) < noticePage {
			return nil
		}
	}
}

func (r *request) alertRow(a store.Alert, marks []watch.Mark) (alertRow, error) {
	told, err := r.server.bell.notices(r.ctx, r.read, a.Number)
	row := alertRow{Alert: a, State: stateOf(&a, told), Told: told, Mark: watch.MarkOf(marks, &a)}
	for _, n := range told {
		if n.Kind == store.NoticeUpdate {
			row.Updates++
		}
	}
	return row, err
}

// alertsPage lists the alerts that the address selects, the latest first.
func alertsPage(r *request) (*answer, error) {
	f, err := r.alertFilter()
	if err != nil {
		return nil, err
	}
	before, err := strconv.ParseInt(cmp.Or(r.form.Get("after"), "0"), 10, 64)
	if err != nil || before < 0 {
		return nil, fmt.Errorf("cursor: %w", tocsin.ErrInvalid)
	}
	d := alertList{Alerts: []alertRow{}, Rules: watch.RuleKinds(), States: states()}
	next := ""
	err = r.alertPages(before, func(a alertRow) bool {
		if !f.selects(&a) {
			return true
		}
		if len(d.Alerts) == r.limit() {
			next = strconv.FormatInt(d.Alerts[len(d.Alerts)-1].Number, 10)
			return false
		}
		d.Alerts = append(d.Alerts, a)
		return true
	})
	if err != nil {
		return nil, err
	}
	if d.Situations, err = r.situationNames(); err != nil {
		return nil, err
	}
	return &answer{view: "alerts", title: r.words.T("alerts.title"), data: d, json: d.Alerts, rows: alertCells(d.Alerts), items: r.noticeItems(d.Alerts), next: next}, nil
}

func alertCells(as []alertRow) *table {
	t := &table{head: []string{"alert", "state", "opened", "seen", "closed", "situation", "rule", "from", "to", "value", "baseline", "threshold", "updates", "verdict", "headline", "events"}}
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	for _, a := range as {
		is, closed := "", ""
		if a.Mark != nil {
			is = a.Mark.Verdict
		}
		if !a.Open {
			closed = a.Closed.String()
		}
		t.rows = append(t.rows, []string{strconv.FormatInt(a.Number, 10), a.State, a.Opened.String(), a.Seen.String(), closed, a.Situation, a.Rule, a.From, a.To,
			number(a.Value), number(a.Baseline), number(a.Threshold), strconv.Itoa(a.Updates), is, a.Headline, strings.Join(a.Events, " ")})
	}
	return t
}

// noticeItems are what was told of alerts, the latest first.
func (r *request) noticeItems(as []alertRow) []item {
	var told []store.Notice
	for _, a := range as {
		told = append(told, a.Told...)
	}
	slices.SortFunc(told, func(a, b store.Notice) int { return cmp.Compare(b.Number, a.Number) })
	out := []item{}
	for _, n := range told {
		text := r.words.notice(n) + ". " + r.words.T("alert.rule") + ": " + r.words.watch.Formula(&n.Alert)
		out = append(out, item{"notice-" + strconv.FormatInt(n.Number, 10), r.words.Label("notice", n.Kind) + ": " + r.alertTitle(&n.Alert), text, "/alerts/" + strconv.FormatInt(n.Alert.Number, 10), n.At})
	}
	return out
}

type alertData struct {
	alertRow
	Events []tocsin.Event `json:"-"`
	Gone   int            `json:"-"` // events that have left the record since
}

// alertPage explains one alert: the rule, what it measured, and the events
// behind it.
func alertPage(r *request) (*answer, error) {
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	a, err := r.read.Alert(r.ctx, number)
	if err != nil {
		return nil, err
	}
	marks, err := watch.Marks(r.ctx, r.read)
	if err != nil {
		return nil, err
	}
	d := alertData{}
	if d.alertRow, err = r.alertRow(a, marks); err != nil {
		return nil, err
	}
	if d.Events, err = r.known(a.Events); err != nil {
		return nil, err
	}
	d.Gone = max(0, len(a.Events)-len(d.Events))
	return &answer{view: "alert", title: r.alertTitle(&a), data: d, events: d.Events, items: r.noticeItems([]alertRow{d.alertRow})}, nil
}

// capPage is an alert as a message of the Common Alerting Protocol.
func capPage(r *request) (*answer, error) {
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	a, err := r.read.Alert(r.ctx, number)
	if err != nil {
		return nil, err
	}
	told, err := r.server.bell.notices(r.ctx, r.read, a.Number)
	if err != nil {
		return nil, err
	}
	b, err := notify.CAP(told, "tocsin@"+r.Host, r.origin())
	return &answer{file: &file{"application/cap+xml", "alert-" + strconv.FormatInt(number, 10) + ".cap.xml", b}}, err
}
