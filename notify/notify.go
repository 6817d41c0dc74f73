// Package notify brings notices of alerts to people: as a feed in a file, a
// signed web request, mail, or files of the Common Alerting Protocol. Each
// channel has a cursor of its own in the record, so a notice goes out once on
// each, also after a failure.
package notify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"tocsin"
	"tocsin/store"
	"tocsin/watch"
)

// A Sender delivers notices over channels.
type Sender struct {
	Client *http.Client  // for webhooks; nil: one with a timeout of 15 s that keeps out of private networks
	Tries  uint64        // of a webhook or mail; 0 means 4
	Wait   time.Duration // before the second try, doubled each time; 0 means 1 s
}

// most is how many notices go out at once on a channel.
const most = 1000

// Deliver sends on every channel the notices that it has not sent yet. A
// channel in its quiet hours waits. A channel that fails does not hold up the
// others; it tries again at the next delivery. sent counts notices by channel.
func (s *Sender) Deliver(ctx context.Context, st store.Store, c *watch.Config, now time.Time) (sent map[string]int, err error) {
	sent = map[string]int{}
	for i := range c.Channels {
		ch := &c.Channels[i]
		n, e := s.channel(ctx, st, ch, now)
		sent[ch.Name] = n
		if e != nil {
			err = errors.Join(err, fmt.Errorf("notify: channel %s: %w", ch.Name, e))
		}
	}
	return sent, err
}

func (s *Sender) channel(ctx context.Context, st store.Store, ch *watch.Channel, now time.Time) (int, error) {
	zone, err := time.LoadLocation(ch.Zone)
	if err != nil {
		return 0, err
	}
	if ch.Quiet.Contains(now.In(zone)) {
		return 0, nil
	}
	setting := "notify." + ch.Name
	waiting, last, err := pending(ctx, st, ch, setting)
	if err != nil || last == 0 {
		return 0, err
	}
	if ch.Kind == "feed" {
		err = s.feed(ctx, st, ch)
	} else if len(waiting) > 0 {
		err = s.send(ctx, ch, waiting)
	}
	if err != nil {
		return 0, err
	}
	return len(waiting), st.Update(ctx, func(w store.Writer) error { return w.Set(ctx, setting, strconv.FormatInt(last, 10)) })
}

// pending are the notices that a channel has not sent, and the number of the
// last one of all; 0 if there is none.
func pending(ctx context.Context, st store.Store, ch *watch.Channel, setting string) (out []store.Notice, last int64, err error) {
	err = st.View(ctx, func(r store.Reader) error {
		v, err := r.Setting(ctx, setting)
		if err != nil {
			return err
		}
		after := int64(0)
		if v != "" {
			if after, err = strconv.ParseInt(v, 10, 64); err != nil {
				return err
			}
		}
		ns, err := r.Notices(ctx, after, most)
		for _, n := range ns {
			last = n.Number
			if concerns(ch, &n) {
				out = append(out, n)
			}
		}
		return err
	})
	return out, last, err
}

func concerns(ch *watch.Channel, n *store.Notice) bool {
	return len(ch.Situations) == 0 || slices.Contains(ch.Situations, n.Alert.Situation)
}

// send delivers notices one by one, or all in one message if the channel
// wants a digest.
func (s *Sender) send(ctx context.Context, ch *watch.Channel, ns []store.Notice) error {
	deliver := map[string]func(context.Context, *watch.Channel, []store.Notice) error{"webhook": s.webhook, "mail": s.mail, "cap": s.cap}[ch.Kind]
	if deliver == nil {
		return fmt.Errorf("kind %q: %w", ch.Kind, tocsin.ErrInvalid)
	}
	if ch.Digest {
		return deliver(ctx, ch, ns)
	}
	for _, n := range ns {
		if err := deliver(ctx, ch, []store.Notice{n}); err != nil {
			return err
		}
	}
	return nil
}

// Subject is a notice in one line.
func Subject(n *store.Notice) string {
	return "[" + n.Alert.Situation + "] " + n.Kind + ": " + n.Text
}

// Body is a notice in plain text, with all that explains it. link is the
// address of the desk; empty for none.
func Body(n *store.Notice, link string) string {
	a := &n.Alert
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", n.Text)
	fmt.Fprintf(&b, "Situation:  %s\nRule:       %s\nFormula:    %s\n", a.Situation, a.Rule, a.Formula)
	fmt.Fprintf(&b, "Value:      %.4g\nBaseline:   %.4g\nThreshold:  %.4g\n", a.Value, a.Baseline, a.Threshold)
	for _, in := range a.Inputs {
		fmt.Fprintf(&b, "  %s = %.4g\n", in.Name, in.Value)
	}
	fmt.Fprintf(&b, "Days:       %s to %s, known on %s\n", a.Window[0], a.Window[1], n.Day)
	if a.Contested {
		fmt.Fprintln(&b, "Contested:  every one of these acts is denied by somebody")
	}
	fmt.Fprintf(&b, "Alert:      %d, opened %s\n", a.Number, a.Opened)
	fmt.Fprintln(&b, "\nEvents:")
	for _, id := range a.Events {
		fmt.Fprintln(&b, "  "+eventLink(link, id))
	}
	fmt.Fprintln(&b, "\nThis tells how reporting changed. It is no forecast.")
	return b.String()
}

func eventLink(link, id string) string {
	if link == "" {
		return id
	}
	return strings.TrimSuffix(link, "/") + "/events/" + id
}

func alertLink(link string, number int64) string {
	return strings.TrimSuffix(link, "/") + "/alerts/" + strconv.FormatInt(number, 10)
}

// identifier names a notice for ever.
func identifier(n *store.Notice) string {
	return "tocsin-" + n.Alert.Situation + "-" + strconv.FormatInt(n.Alert.Number, 10) + "-" + strconv.FormatInt(n.Number, 10)
}

func (s *Sender) tries() uint64       { return cmp.Or(s.Tries, 4) - 1 }
func (s *Sender) wait() time.Duration { return cmp.Or(s.Wait, time.Second) }
