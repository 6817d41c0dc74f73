package ecb

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tocsin"
)

// Neutral is the day of publication where a topic tells none: a Tuesday
// without any event of the corpus.
func Neutral() tocsin.Day { return tocsin.Day{Year: 2010, Month: 6, Date: 15} }

const (
	head      = 6  // lines that may say when a page was put out
	lineWords = 16 // such a line is short
	oldest    = 1990
	newest    = 2014 // the corpus is of that year
)

const (
	months = `(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`
	year   = `((?:19|20)\d\d)`
)

// layouts are the ways to write a full day; the groups are year, month and day
// in the order that follows. Digits in figures with slashes stand in American
// order, unless that gives no day.
func layouts() []layout {
	return []layout{
		{regexp.MustCompile(months + `\.? (\d{1,2})(?:st|nd|rd|th)?,? ` + year), [3]int{3, 1, 2}},
		{regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)? ` + months + `\.?,? ` + year), [3]int{3, 2, 1}},
		{regexp.MustCompile(year + ` ?[-/.] ?` + months + ` ?[-/.] ?(\d\d?)\b`), [3]int{1, 2, 3}},
		{regexp.MustCompile(year + ` ?[-/.] ?(\d\d?) ?[-/.] ?(\d\d?)\b`), [3]int{1, 2, 3}},
		{regexp.MustCompile(`\b(\d\d?) ?/ ?(\d\d?) ?/ ?` + year), [3]int{3, 1, 2}},
		{regexp.MustCompile(`\b(\d\d?) ?/ ?(\d\d?) ?/ ?` + year), [3]int{3, 2, 1}},
		{regexp.MustCompile(`/` + year + `(\d\d)(\d\d)\b`), [3]int{1, 2, 3}},
	}
}

type layout struct {
	form  *regexp.Regexp
	order [3]int
}

func (l *layout) find(text string) (tocsin.Day, bool) {
	for _, m := range l.form.FindAllStringSubmatch(strings.ToLower(text), -1) {
		y, _ := strconv.Atoi(m[l.order[0]])
		month, err := strconv.Atoi(m[l.order[1]])
		if err != nil {
			month = 1 + strings.Index("jan feb mar apr may jun jul aug sep oct nov dec", m[l.order[1]])/4
		}
		date, _ := strconv.Atoi(m[l.order[2]])
		d := tocsin.Day{Year: y, Month: time.Month(month), Date: date}
		if back, err := tocsin.ParseDay(d.String()); err == nil && back == d && y >= oldest && y <= newest {
			return d, true
		}
	}
	return tocsin.Day{}, false
}

// told is the day of publication that the page tells: in its address or in a
// short line before the text that is no sentence.
func (d *Document) told() (tocsin.Day, bool) {
	forms := layouts()
	lines := strings.SplitN(d.Text, "\n", head+1)
	lines = lines[:min(len(lines), head)]
	lines = slices.DeleteFunc(lines, func(l string) bool {
		return strings.HasSuffix(l, ".") || len(strings.Fields(l)) > lineWords
	})
	for _, text := range append([]string{d.Address}, lines...) {
		for i := range forms {
			if day, ok := forms[i].find(text); ok {
				return day, true
			}
		}
	}
	return tocsin.Day{}, false
}

// date sets the days of publication of a topic's articles.
func date(docs []Document) {
	n := map[tocsin.Day]int{}
	usual := Neutral()
	for i := range docs {
		if docs[i].Day, docs[i].Dated = docs[i].told(); docs[i].Dated {
			n[docs[i].Day]++
		}
	}
	for d, k := range n {
		if c := cmp.Or(k-n[usual], usual.Sub(d)); c > 0 || n[usual] == 0 {
			usual = d
		}
	}
	for i := range docs {
		if !docs[i].Dated {
			docs[i].Day = usual
		}
	}
}

// Undated takes from mentions what was reckoned from the day of publication of
// an article that tells none: days that are not stated in full, and that a day
// lies so far back that it is history.
func Undated(ms []tocsin.Mention) {
	for i := range ms {
		m := &ms[i]
		if m.Time == nil {
			continue
		}
		m.Background = false
		if m.Time.Basis != tocsin.Stated {
			m.Time = nil
		}
	}
}
