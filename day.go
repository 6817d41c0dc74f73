package tocsin

import (
	"cmp"
	"fmt"
	"time"
)

// A Day is a calendar day without a time zone. The zero Day is no day.
type Day struct {
	Year  int
	Month time.Month
	Date  int
}

// ParseDay reads "2025-08-18". Only days that exist are accepted, in the
// years 1 to 9999; the error wraps [ErrInvalid].
func ParseDay(s string) (Day, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil || t.Year() < 1 {
		return Day{}, fmt.Errorf("day %q is not of the form 2006-01-02: %w", s, ErrInvalid)
	}
	return DayOf(t), nil
}

// DayOf is the day of t in t's own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == Day{} }

// Time is midnight UTC at the start of the day.
func (d Day) Time() time.Time { return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC) }

// AddDays is the day n days later (earlier if n < 0).
func (d Day) AddDays(n int) Day { return DayOf(d.Time().AddDate(0, 0, n)) }

// Sub is the number of days from e to d; negative if d is earlier.
func (d Day) Sub(e Day) int { return int(d.Time().Sub(e.Time()) / (24 * time.Hour)) }

// Before reports whether d is earlier than e.
func (d Day) Before(e Day) bool {
	return cmp.Or(d.Year-e.Year, int(d.Month-e.Month), d.Date-e.Date) < 0
}

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// String is ISO 8601, "2025-08-18"; "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Date)
}

// MarshalText writes ISO 8601.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads ISO 8601; empty text is the zero Day.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Day{}
		return nil
	}
	var err error
	*d, err = ParseDay(string(b))
	return err
}
