package web

import (
	"slices"
	"strconv"

	"tocsin"
)

// The calendar's size: weeks shown, and the side of a day with its gap.
const (
	calendarWeeks = 26
	daySide       = 24
	dayStep       = 27
	calendarLeft  = 36
	calendarTop   = 20
)

// A calendarDay is one square of the calendar.
type calendarDay struct {
	Day    tocsin.Day `json:"day"`
	X      int        `json:"-"`
	Y      int        `json:"-"`
	Shade  int        `json:"-"` // 0 to 4, by the number of events
	Future bool       `json:"-"`
	dayCount
}

type calendarData struct {
	Width, Height int
	Days          []calendarDay
	Months        []tick
	Busy          []calendarDay // days with events, the latest first
	Earlier       string
}

// calendarPage shows how much each day saw. Days with nothing reported are
// drawn empty: that is not the same as nothing happened.
func calendarPage(r *request) (*answer, error) {
	until, err := r.day("until")
	if err != nil {
		return nil, err
	}
	if until.IsZero() {
		until = r.sum.Latest
	}
	if until.IsZero() {
		return &answer{view: "calendar", title: r.words.T("calendar.title"), data: calendarData{}}, nil
	}
	counts, err := r.dayCounts(until)
	if err != nil {
		return nil, err
	}
	d := r.calendar(counts, until)
	if d.Earlier, err = r.earlier(until); err != nil {
		return nil, err
	}
	cells := &table{head: []string{"day", "events", "conflict", "level"}}
	for _, x := range d.Busy {
		cells.rows = append(cells.rows, []string{x.Day.String(), strconv.Itoa(x.Events), strconv.Itoa(x.Conflict), strconv.Itoa(x.Level)})
	}
	return &answer{view: "calendar", title: r.words.T("calendar.title"), data: d, json: d.Busy, rows: cells}, nil
}

// dayCounts are those of the news that the address selects, from the first
// day that the calendar shows.
func (r *request) dayCounts(until tocsin.Day) (map[tocsin.Day]*dayCount, error) {
	q, err := r.query()
	if err != nil {
		return nil, err
	}
	q.Background, q.Since, q.Until = false, firstDay(until), until
	days, err := r.read.Days(r.ctx, q)
	out := make(map[tocsin.Day]*dayCount, len(days))
	for _, d := range days {
		out[d.Day] = &dayCount{d.Events, d.Conflict, d.Level}
	}
	return out, err
}

// firstDay is the first day of a calendar that ends with a day.
func firstDay(until tocsin.Day) tocsin.Day {
	return monday(until).AddDays(-7 * (calendarWeeks - 1))
}

// earlier is the address of the calendar before this one, "" if there was no
// news then.
func (r *request) earlier(until tocsin.Day) (string, error) {
	q, err := r.query()
	if err != nil {
		return "", err
	}
	q.Background, q.Since, q.Until, q.After, q.Limit = false, tocsin.Day{}, firstDay(until).AddDays(-1), "", 1
	es, _, err := r.read.Acts(r.ctx, q)
	if err != nil || len(es) == 0 {
		return "", err
	}
	return r.with("until", q.Until.String()), nil
}

func (r *request) calendar(counts map[tocsin.Day]*dayCount, until tocsin.Day) calendarData {
	first := firstDay(until)
	d := calendarData{Width: calendarLeft + calendarWeeks*dayStep, Height: calendarTop + 7*dayStep}
	most := 1
	for _, c := range counts {
		most = max(most, c.Events)
	}
	for i := range 7 * calendarWeeks {
		day := first.AddDays(i)
		x := calendarDay{Day: day, X: calendarLeft + i/7*dayStep, Y: calendarTop + i%7*dayStep, Future: until.Before(day)}
		if c := counts[day]; c != nil && !x.Future {
			x.dayCount = *c
			x.Shade = 1 + 3*(c.Events-1)/max(1, most-1)
			d.Busy = append(d.Busy, x)
		}
		if day.Date <= 7 && i%7 == 0 {
			d.Months = append(d.Months, tick{x.X, r.words.T("month." + strconv.Itoa(int(day.Month)))})
		}
		d.Days = append(d.Days, x)
	}
	slices.Reverse(d.Busy)
	return d
}
