package web

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// A bell remembers what was told of alerts; it is read once and then on from
// there.
type bell struct {
	mu   sync.Mutex
	last int64
	by   map[int64][]store.Notice // by alert
}

// latest is the number of the last notice.
func (b *bell) latest(ctx context.Context, read store.Reader) (int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	err := b.catchUp(ctx, read)
	return b.last, err
}

// notices are those of an alert, oldest first.
func (b *bell) notices(ctx context.Context, read store.Reader, alert int64) ([]store.Notice, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	err := b.catchUp(ctx, read)
	return b.by[alert], err
}

// noticePage is how many notices or changes are read at once.
const noticePage = 500

// catchUp reads what was told since it last did.
func (b *bell) catchUp(ctx context.Context, read store.Reader) error {
	for {
		ns, err := read.Notices(ctx, b.last, noticePage)
		if err != nil || len(ns) == 0 {
			return err
		}
		if b.by == nil {
			b.by = map[int64][]store.Notice{}
		}
		for _, n := range ns {
			b.by[n.Alert.Number] = append(b.by[n.Alert.Number], n)
		}
		b.last = ns[len(ns)-1].Number
	}
}

// The states of an alert.
const (
	stateOpen      = "open"      // the rule holds
	stateUpdated   = "updated"   // it stepped up since, or is no longer disputed
	stateCancelled = "cancelled" // it has not held for its days
)

func states() []string { return []string{stateOpen, stateUpdated, stateCancelled} }

func stateOf(a *store.Alert, told []store.Notice) string {
	switch {
	case !a.Open:
		return stateCancelled
	case slices.ContainsFunc(told, func(n store.Notice) bool { return n.Kind == store.NoticeUpdate }):
		return stateUpdated
	}
	return stateOpen
}

// judge keeps an analyst's mark on an alert: was it worth it?
func judge(r *request) (string, error) {
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return "", errNoPage
	}
	var a store.Alert
	if err := r.look(func() error { a, err = r.read.Alert(r.ctx, number); return err }); err != nil {
		return "", err
	}
	f := flaws{}
	m := watch.Mark{Key: a.Key, Day: a.Opened, Verdict: r.PostForm.Get("verdict"), Note: strings.TrimSpace(r.PostForm.Get("note")), Author: r.author(), At: r.server.Now().UTC()}
	if m.Author == "" {
		f["author"] = r.words.T("flaw.author")
	} else {
		err := r.server.Store.Update(r.ctx, func(w store.Writer) error { return watch.PutMark(r.ctx, w, m) })
		if err := r.told(err, f, nil); err != nil {
			return "", err
		}
	}
	if len(f) > 0 {
		return "", &refused{f, alertPage}
	}
	return "/alerts/" + strconv.FormatInt(number, 10) + "#verdict", nil
}

// pairName names a directed pair for people; the situation's title stands for
// the pair that is all of it.
func (r *request) pairName(situation, from, to string) string {
	if from == "" {
		return cmp.Or(r.situationTitle(situation), situation)
	}
	return r.words.Country(from) + " → " + r.words.Country(to)
}

// alertTitle says what an alert says: that reporting changed, and nothing of
// what will happen.
func (r *request) alertTitle(a *store.Alert) string {
	return r.words.T("alert.changed", r.pairName(a.Situation, a.From, a.To), r.words.watch.Rule(a.Rule))
}

// AlertHeadline says in one sentence what an alert rings for.
func (v *view) AlertHeadline(a store.Alert) string {
	v.words.nameSides(&a)
	return v.words.watch.Headline(&a)
}

// nameSides puts names of countries in the place of their codes.
func (w *words) nameSides(a *store.Alert) {
	if a.From != "" {
		a.From, a.To = w.Country(a.From), w.Country(a.To)
	}
}

// AlertFormula says how an alert was computed.
func (v *view) AlertFormula(a store.Alert) string { return v.words.watch.Formula(&a) }

// NoticeText says what a notice tells.
func (v *view) NoticeText(n store.Notice) string { return v.words.notice(n) }

func (w *words) notice(n store.Notice) string {
	w.nameSides(&n.Alert)
	return w.watch.Notice(&n)
}

// RuleName names a kind of rule.
func (v *view) RuleName(kind string) string { return v.words.watch.Rule(kind) }

// AlertTitle is an alert in one line.
func (v *view) AlertTitle(a store.Alert) string { return v.r.alertTitle(&a) }

// Figure writes a measured value with three digits.
func (v *view) Figure(f float64) string {
	short, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 3, 64), 64) // what was just written parses
	return v.Num(short)
}

// known are the events that are still in the record, in the order of ids.
func (r *request) known(ids []string) ([]tocsin.Event, error) {
	out := []tocsin.Event{}
	for _, id := range ids {
		e, err := r.read.Event(r.ctx, id)
		if errors.Is(err, tocsin.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(o tocsin.Event) bool { return o.ID == e.ID }) {
			out = append(out, e)
		}
	}
	return out, nil
}
