package sqlite

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tocsin"
)

// A short is an event without what is claimed of it: what lists and ladders
// need of many events at once. It is kept as text with control characters
// between its parts, since reading JSON would cost ten times as much as
// finding the row.
type short struct {
	tocsin.Event
	Members []tocsin.ReportID // reports that tell it, each once
	Told    tocsin.Day        // day of the latest one
}

// The separators, from the widest to the narrowest.
const (
	fieldEnd = "\x1e"
	itemEnd  = "\x1f"
	partEnd  = "\x1d"
)

func shortOf(e *tocsin.Event) short {
	s := short{Event: *e}
	seen := make(map[tocsin.ReportID]bool, len(e.Members))
	for _, m := range e.Members {
		if !seen[m.Report] {
			seen[m.Report] = true
			s.Members = append(s.Members, m.Report)
		}
	}
	return s
}

// event is what is known of the whole event.
func (s *short) event() tocsin.Event {
	e := s.Event
	e.Members = make([]tocsin.Member, len(s.Members))
	for i, id := range s.Members {
		e.Members[i].Report = id
	}
	return e
}

// encode writes the parts in the order in which decodeShort reads them.
func (s *short) encode() string {
	var b strings.Builder
	put := func(v string) { b.WriteString(clean(v) + fieldEnd) }
	list := func(vs []string) {
		for _, v := range vs {
			b.WriteString(clean(v) + itemEnd)
		}
		b.WriteString(fieldEnd)
	}
	put(s.ID)
	put(s.Type)
	list(s.Modes)
	put(s.CAMEO)
	put(s.Quad)
	put(strconv.FormatFloat(s.Score, 'g', -1, 64))
	if s.MID != nil {
		b.WriteString(strconv.Itoa(s.MID.Code) + partEnd + strconv.Itoa(s.MID.Level))
	}
	b.WriteString(fieldEnd)
	for _, ps := range [][]tocsin.Participant{s.Actors, s.Recipients} {
		for _, p := range ps {
			b.WriteString(clean(p.Name) + partEnd + clean(p.Country) + partEnd + clean(strings.Join(p.Sectors, " ")) + itemEnd)
		}
		b.WriteString(fieldEnd)
	}
	put(s.First.String())
	put(s.Last.String())
	put(strconv.FormatBool(s.Dated))
	if p := s.Place; p != nil {
		b.WriteString(strings.Join([]string{clean(p.Name), clean(p.Country), decimal(p.Lat), decimal(p.Lon), clean(p.Gazetteer), clean(string(p.Precision))}, partEnd))
	}
	b.WriteString(fieldEnd)
	put(string(s.Status))
	put(strconv.FormatBool(s.Background))
	put(strconv.Itoa(s.Reports))
	list(s.Holders)
	put(string(s.FirstReport))
	put(s.Reported.String())
	put(s.Told.String())
	for _, id := range s.Members {
		b.WriteString(clean(string(id)) + itemEnd)
	}
	return b.String()
}

// clean takes separators out of words; nothing that people write has them.
func clean(v string) string {
	if !strings.ContainsAny(v, fieldEnd+itemEnd+partEnd) {
		return v
	}
	return strings.NewReplacer(fieldEnd, " ", itemEnd, " ", partEnd, " ").Replace(v)
}

func decimal(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'g', -1, 64)
}

// A shortReader takes one part of a short after the other.
type shortReader struct {
	rest string
	err  error
}

func (r *shortReader) next() string {
	v, rest, ok := strings.Cut(r.rest, fieldEnd)
	if !ok && r.err == nil {
		r.err = fmt.Errorf("short form ends early: %w", tocsin.ErrInvalid)
	}
	r.rest = rest
	return v
}

func (r *shortReader) list() []string {
	v := r.next()
	if v == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(v, itemEnd), itemEnd)
}

func (r *shortReader) day() (d tocsin.Day) {
	if v := r.next(); v != "" && r.err == nil {
		d, r.err = parseDay(v)
	}
	return d
}

// parseDay reads what Day.String has written, quicker than a parser of times.
func parseDay(v string) (tocsin.Day, error) {
	if len(v) == 10 && v[4] == '-' && v[7] == '-' {
		y, e1 := strconv.Atoi(v[:4])
		m, e2 := strconv.Atoi(v[5:7])
		d, e3 := strconv.Atoi(v[8:])
		if e1 == nil && e2 == nil && e3 == nil && y > 0 && m > 0 && m <= 12 && d > 0 && d <= 28 {
			return tocsin.Day{Year: y, Month: time.Month(m), Date: d}, nil
		}
	}
	return tocsin.ParseDay(v)
}

func (r *shortReader) number() (n int) {
	if v := r.next(); r.err == nil {
		n, r.err = strconv.Atoi(v)
	}
	return n
}

func (r *shortReader) float(v string) *float64 {
	if v == "" || r.err != nil {
		return nil
	}
	f, err := strconv.ParseFloat(v, 64)
	r.err = err
	return &f
}

func (r *shortReader) parties() []tocsin.Participant {
	var out []tocsin.Participant
	for _, v := range r.list() {
		name, v, _ := strings.Cut(v, partEnd)
		country, sectors, _ := strings.Cut(v, partEnd)
		out = append(out, tocsin.Participant{Name: name, Country: country, Sectors: strings.Fields(sectors)})
	}
	return out
}

func (r *shortReader) place() *tocsin.Site {
	v := r.next()
	parts := strings.Split(v, partEnd)
	if v == "" || len(parts) != 6 {
		return nil
	}
	return &tocsin.Site{Name: parts[0], Country: parts[1], Lat: r.float(parts[2]), Lon: r.float(parts[3]), Gazetteer: parts[4], Precision: tocsin.Precision(parts[5])}
}

func (r *shortReader) mid() *tocsin.MID {
	code, level, ok := strings.Cut(r.next(), partEnd)
	if !ok {
		return nil
	}
	c, e1 := strconv.Atoi(code)
	l, e2 := strconv.Atoi(level)
	if (e1 != nil || e2 != nil) && r.err == nil {
		r.err = fmt.Errorf("level %q: %w", level, tocsin.ErrInvalid)
	}
	return &tocsin.MID{Code: c, Level: l}
}

// decodeShort reads what encode has written.
func decodeShort(text string) (s short, err error) {
	r := shortReader{rest: text}
	s.ID, s.Type, s.Modes, s.CAMEO, s.Quad = r.next(), r.next(), r.list(), r.next(), r.next()
	if score := r.float(r.next()); score != nil {
		s.Score = *score
	}
	s.MID, s.Actors, s.Recipients = r.mid(), r.parties(), r.parties()
	s.First, s.Last, s.Dated, s.Place = r.day(), r.day(), r.next() == "true", r.place()
	s.Status, s.Background, s.Reports, s.Holders = tocsin.Status(r.next()), r.next() == "true", r.number(), r.list()
	s.FirstReport, s.Reported, s.Told = tocsin.ReportID(r.next()), r.day(), r.day()
	if r.err != nil {
		return s, fmt.Errorf("event %s: %w", s.ID, r.err)
	}
	for _, id := range strings.FieldsFunc(r.rest, func(c rune) bool { return c == '\x1f' }) {
		s.Members = append(s.Members, tocsin.ReportID(id))
	}
	return s, nil
}
