package web

import (
	"fmt"
	"strings"

	"tocsin"
	"tocsin/watch"
)

// The size of the ladder and of the week chart, in user units.
const (
	chartWidth  = 720
	chartLeft   = 44
	chartTop    = 10
	ladderRow   = 22
	weekHeight  = 60 // of each half
	ladderReach = 365
)

// rungs are the places of a ladder, lowest first.
func rungs() []watch.Rung {
	out := []watch.Rung{{}}
	for _, step := range []string{"1a", "1b", "1c", "1d"} {
		out = append(out, watch.Rung{Level: 1, Step: step})
	}
	for level := 2; level <= 5; level++ {
		out = append(out, watch.Rung{Level: level})
	}
	return out
}

// A ladderChart is the drawing of one direction of a pair.
type ladderChart struct {
	From, To      string
	Width, Height int
	Lines         []ladderLine
	Path          string
	Marks         []ladderMark
	Ticks         []tick
	Now           watch.Rung
}

type ladderLine struct {
	Y     int
	Label string
}

type tick struct {
	X     int
	Label string
}

// A ladderMark is a day on which a pair changed its rung, or a plan.
type ladderMark struct {
	X, Y      int
	Day       tocsin.Day
	Rung      watch.Rung
	Events    []string
	Contested bool
	Planned   bool
}

// ladderChart draws one direction over the last year at most.
func (r *request) ladderChart(from, to string, places []watch.Place, plans []plan) ladderChart {
	all := rungs()
	c := ladderChart{From: from, To: to, Width: chartWidth, Height: chartTop + len(all)*ladderRow + 20, Now: last(places)}
	y := func(g watch.Rung) int {
		for i, x := range all {
			if x == g {
				return chartTop + (len(all)-1-i)*ladderRow + ladderRow/2
			}
		}
		return 0
	}
	for _, g := range all {
		c.Lines = append(c.Lines, ladderLine{y(g), g.String()})
	}
	first, end := r.reach(places, plans, from)
	days := max(1, end.Sub(first))
	x := func(d tocsin.Day) int {
		return chartLeft + max(0, d.Sub(first))*(chartWidth-chartLeft-16)/days
	}
	var path strings.Builder
	for _, p := range places {
		if path.Len() == 0 {
			fmt.Fprintf(&path, "M%d %d", x(p.Day), y(p.Rung))
		} else {
			fmt.Fprintf(&path, "H%dV%d", x(p.Day), y(p.Rung))
		}
		if !p.Day.Before(first) {
			c.Marks = append(c.Marks, ladderMark{X: x(p.Day), Y: y(p.Rung), Day: p.Day, Rung: p.Rung, Events: p.Events, Contested: p.Contested})
		}
	}
	if path.Len() > 0 {
		fmt.Fprintf(&path, "H%d", x(end))
	}
	c.Path = path.String()
	for _, p := range plans {
		if p.from == from && !p.day.Before(first) {
			c.Marks = append(c.Marks, ladderMark{X: x(p.day), Y: y(p.rung), Day: p.day, Rung: p.rung, Events: []string{p.id}, Planned: true})
		}
	}
	c.Ticks = r.ticks(first, end, x)
	return c
}

// reach are the days that a ladder covers.
func (r *request) reach(places []watch.Place, plans []plan, from string) (first, end tocsin.Day) {
	first, end = r.sum.Latest, r.sum.Latest
	for _, p := range places {
		if p.Day.Before(first) {
			first = p.Day
		}
	}
	for _, p := range plans {
		if p.from == from && end.Before(p.day) {
			end = p.day
		}
	}
	if end.Sub(first) > ladderReach {
		first = end.AddDays(-ladderReach)
	}
	return first, end
}

// ticks are up to six days along an axis.
func (r *request) ticks(first, end tocsin.Day, x func(tocsin.Day) int) []tick {
	const most = 6
	step := max(1, (end.Sub(first)+most-1)/most)
	var out []tick
	for d := first; !end.Before(d); d = d.AddDays(step) {
		out = append(out, tick{x(d), fmt.Sprintf("%d %s", d.Date, r.words.T("month."+decimalInt(int(d.Month))))})
	}
	return out
}

// A weekChart is the drawing of the weeks: conflict above the line,
// cooperation below it.
type weekChart struct {
	Width, Height, Middle int
	Bars                  []weekBar
	Ticks                 []tick
	Most                  int
}

type weekBar struct {
	week
	X, W           int
	UpY, UpH, Down int
}

func (r *request) weekChart(ws []week) weekChart {
	c := weekChart{Width: chartWidth, Height: 2*weekHeight + 2*chartTop + 20, Middle: chartTop + weekHeight, Most: 1}
	for _, w := range ws {
		c.Most = max(c.Most, w.Conflict, w.Cooperation)
	}
	step := (chartWidth - chartLeft - 16) / max(1, len(ws))
	for i, w := range ws {
		b := weekBar{week: w, X: chartLeft + i*step, W: step - 4}
		b.UpH, b.Down = w.Conflict*weekHeight/c.Most, w.Cooperation*weekHeight/c.Most
		b.UpY = c.Middle - b.UpH
		c.Bars = append(c.Bars, b)
		if i%5 == 0 {
			c.Ticks = append(c.Ticks, tick{b.X + b.W/2, fmt.Sprintf("%d %s", w.Start.Date, r.words.T("month."+decimalInt(int(w.Start.Month))))})
		}
	}
	return c
}

// Some are the weeks with anything in them, for the table beside the chart.
func (c weekChart) Some() []week {
	var out []week
	for _, b := range c.Bars {
		if b.Conflict+b.Cooperation > 0 {
			out = append(out, b.week)
		}
	}
	return out
}

// sparkShown is how many weeks the small series has.
const sparkShown = 13

// Spark is the small series of conflict in a list: one bar a week.
func (v *view) Spark(ws []week) []weekBar {
	const height, width = 24, 5
	most := 1
	for _, w := range ws {
		most = max(most, w.Conflict)
	}
	out := make([]weekBar, len(ws))
	for i, w := range ws {
		h := w.Conflict * height / most
		out[i] = weekBar{week: w, X: i * (width + 1), W: width, UpY: height - h, UpH: h}
	}
	return out
}
