package web

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"tocsin"
	"tocsin/record"
	"tocsin/store"
)

// The kinds of doubt for which an event needs an eye.
const (
	doubtWeak       = "weak"          // a telling hardly tied to the others
	doubtAlike      = "alike"         // another event looks almost the same
	doubtContradict = "contradiction" // claims on a number contradict each other
	doubtDisputed   = "disputed"      // some tell it as done, others deny it
	doubtEdited     = "edited"        // the outlet corrected or withdrew a sentence
	doubtUnnamed    = "unnamed"       // nobody is named who did it
)

func doubtKinds() []string {
	return []string{doubtWeak, doubtAlike, doubtContradict, doubtDisputed, doubtEdited, doubtUnnamed}
}

// A doubt says why an event needs an eye.
type doubt struct {
	Kind    string  `json:"kind"`
	Other   string  `json:"other,omitempty"`   // event that looks alike
	Mention string  `json:"mention,omitempty"` // telling in doubt
	Text    string  `json:"text,omitempty"`    // evidence, or what the outlet did
	Sum     float64 `json:"evidence,omitempty"`
}

// Where merging is near its threshold: the sum of the signs that tie a telling
// to the one it is most like, and the mean evidence between two events, of
// which zero makes them one.
const (
	hardlyTied  = 3.7
	almostAlike = -1.0
)

// reviewDepth is how many of the events that changed last the queue looks at.
const reviewDepth = 200

// Looking for what is alike takes milliseconds for each event, in large
// records tens of them. So a page looks for as long as this, and goes on where
// it is asked for again.
const (
	patience     = 15 * time.Millisecond
	longPatience = 2 * time.Second // where the reader asks for nothing else
)

// A reviewRow is an event that needs an eye.
type reviewRow struct {
	Event    tocsin.Event `json:"event"`
	Change   int64        `json:"change"` // its last one
	Doubts   []doubt      `json:"doubts"`
	Compared bool         `json:"compared"` // with the events that could be the same
}

// doubts remembers which events look alike until they change.
type doubts struct {
	mu sync.Mutex
	by map[string]compared
}

// compared is what looks like an event, as of a change.
type compared struct {
	change int64
	alike  []doubt
}

func (d *doubts) get(event string, change int64) (alike []doubt, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, ok := d.by[event]
	return c.alike, ok && c.change == change
}

func (d *doubts) put(event string, c compared) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.by == nil || len(d.by) > 10*reviewDepth {
		d.by = map[string]compared{}
	}
	d.by[event] = c
}

// compare adds the events that look like that of a row, if that is known or
// there is time left to look.
func (r *request) compare(x *reviewRow, until time.Time) error {
	alike, ok := r.server.doubts.get(x.Event.ID, x.Change)
	if !ok && r.server.Now().After(until) {
		r.passing = true
		return nil
	}
	if !ok {
		why, err := record.Explain(r.ctx, r.read, x.Event.ID)
		if err != nil {
			return err
		}
		for _, n := range why.Near {
			if !n.Barred && n.Mean > almostAlike {
				alike = append(alike, doubt{Kind: doubtAlike, Other: n.Event.ID, Text: n.Evidence.String(), Sum: n.Mean})
			}
		}
		r.server.doubts.put(x.Event.ID, compared{x.Change, alike})
	}
	x.Doubts, x.Compared = append(x.Doubts, alike...), true
	return nil
}

// doubtsAlone are those that an event shows by itself.
func doubtsAlone(e *tocsin.Event) []doubt {
	var out []doubt
	for _, c := range e.Comparisons {
		if slices.ContainsFunc(c.Relations, func(p tocsin.Pair) bool { return p.Is == tocsin.Contradicts }) {
			out = append(out, doubt{Kind: doubtContradict, Text: c.What})
		}
	}
	if e.Status == tocsin.Disputed {
		out = append(out, doubt{Kind: doubtDisputed})
	}
	for _, m := range e.Members {
		if m.Edit != "" {
			out = append(out, doubt{Kind: doubtEdited, Mention: m.Mention, Text: m.Edit})
		}
		if sum, ok := tie(m.Why); ok && sum < hardlyTied {
			out = append(out, doubt{Kind: doubtWeak, Mention: m.Mention, Text: m.Why, Sum: sum})
		}
	}
	if len(e.Actors) == 0 {
		out = append(out, doubt{Kind: doubtUnnamed})
	}
	return out
}

// tie is the sum of the signs that tie a member to the others; false for the
// only one.
func tie(why string) (sum float64, ok bool) {
	for _, part := range strings.Split(why, ", ") {
		if k := strings.LastIndexByte(part, ' '); k > 0 {
			if v, err := strconv.ParseFloat(part[k+1:], 64); err == nil {
				sum, ok = sum+v, true
			}
		}
	}
	return sum, ok
}

// changed are the events that changed last, the latest first, each with its
// last change.
func (r *request) changed() (ids []string, last map[string]int64, err error) {
	last = map[string]int64{}
	for to := r.sum.Changes; to > 0 && len(ids) < reviewDepth; {
		from := max(0, to-noticePage)
		cs, err := r.read.Changes(r.ctx, from, int(to-from))
		if err != nil {
			return nil, nil, err
		}
		for _, c := range slices.Backward(cs) {
			if c.Event != "" && last[c.Event] == 0 {
				last[c.Event] = c.Number
				ids = append(ids, c.Event)
			}
		}
		to = from
	}
	return ids[:min(len(ids), reviewDepth)], last, nil
}

// queue are the events that need an eye and that nobody has accepted as they
// stand.
func (r *request) queue(kind string) ([]reviewRow, error) {
	ids, last, err := r.changed()
	if err != nil {
		return nil, err
	}
	cs, err := r.read.Corrections(r.ctx)
	if err != nil {
		return nil, err
	}
	done, parted := acceptedMentions(cs), partedMentions(cs)
	until := r.server.Now().Add(patience)
	if kind == doubtAlike {
		until = until.Add(longPatience)
	}
	out := []reviewRow{}
	for _, id := range ids {
		e, err := r.read.Event(r.ctx, id)
		if err != nil || e.ID != id || isDone(&e, done) {
			continue // gone, or taken over by another
		}
		x := reviewRow{Event: e, Change: last[id], Doubts: doubtsAlone(&e)}
		if kind == "" || kind == doubtAlike {
			if err := r.compare(&x, until); err != nil {
				return nil, err
			}
		}
		if x.Doubts, err = r.undecided(&e, x.Doubts, parted); err != nil {
			return nil, err
		}
		if len(x.Doubts) > 0 && (kind == "" || slices.ContainsFunc(x.Doubts, func(d doubt) bool { return d.Kind == kind })) {
			out = append(out, x)
		}
	}
	return out, nil
}

// undecided leaves out what people have decided: events that they keep apart.
func (r *request) undecided(e *tocsin.Event, ds []doubt, parted map[[2]string]bool) ([]doubt, error) {
	if len(parted) == 0 {
		return ds, nil
	}
	var out []doubt
	for _, d := range ds {
		if d.Kind == doubtAlike {
			other, err := r.read.Event(r.ctx, d.Other)
			if err != nil && !errors.Is(err, tocsin.ErrNotFound) {
				return nil, err
			}
			if apart(e, &other, parted) {
				continue
			}
		}
		out = append(out, d)
	}
	return out, nil
}

func apart(a, b *tocsin.Event, parted map[[2]string]bool) bool {
	return slices.ContainsFunc(a.Members, func(m tocsin.Member) bool {
		return slices.ContainsFunc(b.Members, func(n tocsin.Member) bool { return parted[[2]string{m.Mention, n.Mention}] })
	})
}

// partedMentions are the pairs that people keep apart, either way round.
func partedMentions(cs []store.Correction) map[[2]string]bool {
	out := map[[2]string]bool{}
	for _, c := range cs {
		if c.Kind != store.Split || c.UndoneBy != "" {
			continue
		}
		for _, m := range c.Mentions[1:] {
			out[[2]string{c.Mentions[0], m}], out[[2]string{m, c.Mentions[0]}] = true, true
		}
	}
	return out
}

// acceptedMentions are those of events that somebody accepted as they stood.
func acceptedMentions(cs []store.Correction) map[string]bool {
	out := map[string]bool{}
	for _, c := range cs {
		if c.Kind == store.Remark && c.Value == accepted && c.UndoneBy == "" {
			for _, m := range c.Mentions {
				out[m] = true
			}
		}
	}
	return out
}

// isDone: a telling that came since is worth another look.
func isDone(e *tocsin.Event, done map[string]bool) bool {
	return !slices.ContainsFunc(e.Members, func(m tocsin.Member) bool { return !done[m.Mention] })
}

type reviewData struct {
	Rows  []reviewRow
	Kinds []string
	All   int
	Depth int
	Going bool // not every event is compared with the others yet
}

// reviewPage lists the events that need an eye, the latest change first.
func reviewPage(r *request) (*answer, error) {
	all, err := r.queue(r.form.Get("kind"))
	if err != nil {
		return nil, err
	}
	page, next := paged(r, all)
	d := reviewData{page, doubtKinds(), len(all), reviewDepth, r.passing}
	cells := &table{head: []string{"event", "what", "day", "doubt", "other", "mention", "evidence", "text"}}
	items, events := []item{}, []tocsin.Event{}
	for _, x := range page {
		events = append(events, x.Event)
		var why []string
		for _, k := range x.Doubts {
			why = append(why, r.words.Label("doubt", k.Kind))
			cells.rows = append(cells.rows, []string{x.Event.ID, r.headline(&x.Event), x.Event.First.String(), k.Kind, k.Other, k.Mention, strconv.FormatFloat(k.Sum, 'f', 1, 64), k.Text})
		}
		items = append(items, item{x.Event.ID, r.headline(&x.Event), strings.Join(why, "; "), "/events/" + x.Event.ID, x.Event.Reported.Time()})
	}
	return &answer{view: "review", title: r.words.T("review.title"), data: d, json: page, events: events, rows: cells, items: items, next: next}, nil
}

// alikePage says what ties an event together, and what keeps the events that
// look alike apart.
func alikePage(r *request) (*answer, error) {
	e, err := r.event("/alike")
	if err != nil {
		return nil, err
	}
	x, err := record.Explain(r.ctx, r.read, e.ID)
	if err != nil {
		return nil, err
	}
	cells := &table{head: []string{"event", "other", "mine", "theirs", "evidence", "mean", "barred", "signs"}}
	near := []tocsin.Event{}
	for _, n := range x.Near {
		near = append(near, n.Event)
		cells.rows = append(cells.rows, []string{e.ID, n.Event.ID, n.Mine.ID, n.Theirs.ID, strconv.FormatFloat(n.Evidence.Sum(), 'f', 1, 64), strconv.FormatFloat(n.Mean, 'f', 1, 64), strconv.FormatBool(n.Barred), n.Evidence.String()})
	}
	return &answer{view: "alike", title: r.words.T("alike.title", r.headline(&e)), data: x, json: near, events: near, rows: cells}, nil
}
