package store

import (
	"context"
	"time"

	"tocsin"
)

// An Alert is one rule that rings for one pair in one situation. At most one
// alert with a key is open at a time.
type Alert struct {
	Number    int64         `json:"number"`
	Key       string        `json:"key"` // situation, rule and pair
	Situation string        `json:"situation"`
	Rule      string        `json:"rule"`
	From      string        `json:"from"` // ISO 3166-1 alpha-3; empty with To for the whole situation
	To        string        `json:"to"`
	Title     string        `json:"title,omitempty"` // of the situation
	Open      bool          `json:"open"`
	Opened    tocsin.Day    `json:"opened"`
	Seen      tocsin.Day    `json:"seen"`   // last day on which the rule held
	Closed    tocsin.Day    `json:"closed"` // zero while open
	Headline  string        `json:"headline"`
	Formula   string        `json:"formula"`
	Value     float64       `json:"value"`     // what the rule measured
	Baseline  float64       `json:"baseline"`  // what it is held against
	Threshold float64       `json:"threshold"` // where it rings
	Severity  int           `json:"severity"`  // rises with the alert: a higher one makes an update
	Hold      int           `json:"hold"`      // days after which an alert whose rule does not hold is cancelled
	Inputs    []Input       `json:"inputs"`
	Events    []string      `json:"events"` // at most ten, the latest
	Contested bool          `json:"contested"`
	Window    [2]tocsin.Day `json:"window"` // first and last day that the value is of
}

// An Input is one figure that a score was computed from.
type Input struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
}

// What a notice says.
const (
	NoticeAlert  = "alert"
	NoticeUpdate = "update"
	NoticeCancel = "cancel"
)

// A Notice is one message about an alert, as it stood then.
type Notice struct {
	Number int64      `json:"number"`
	Day    tocsin.Day `json:"day"` // for which the rules were evaluated
	At     time.Time  `json:"at"`
	Kind   string     `json:"kind"` // alert, update or cancel
	Text   string     `json:"text"`
	Alert  Alert      `json:"alert"`
}

// AlertReader is what a [Reader] reads of alerts.
type AlertReader interface {
	// Alert returns the alert with a number.
	Alert(ctx context.Context, number int64) (Alert, error)
	// Alerts lists alerts, the latest first; only open ones if open is set,
	// and only those before the number before, unless that is 0.
	Alerts(ctx context.Context, open bool, before int64, limit int) ([]Alert, error)
	// Notices lists notices after the one with number after, oldest first.
	Notices(ctx context.Context, after int64, limit int) ([]Notice, error)
}

// AlertWriter is what a [Writer] writes of alerts.
type AlertWriter interface {
	// PutAlert adds an alert and sets its number, or replaces the one with its
	// number. The error wraps [tocsin.ErrInvalid] if another open one has its key.
	PutAlert(ctx context.Context, a *Alert) error
	// AddNotice adds a notice and sets its number.
	AddNotice(ctx context.Context, n *Notice) error
}
