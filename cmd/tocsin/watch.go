package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"tocsin"
	"tocsin/notify"
	"tocsin/record"
	"tocsin/store"
	"tocsin/watch"
)

// situationFlags name the file of situations; commands that watch embed them.
type situationFlags struct {
	Situations string `default:"situations.toml" env:"TOCSIN_SITUATIONS" placeholder:"FILE" help:"Situations, rules and channels in TOML (default: situations.toml, or what TOCSIN_SITUATIONS names)."`
}

// file reads the file; nil if there is none.
func (f *situationFlags) file() (*watch.Config, error) {
	b, err := os.ReadFile(f.Situations)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return watch.ParseConfig(f.Situations, b)
}

// config is what is watched: the file and what was made at the desk. Having
// neither is an error.
func (f *situationFlags) config(ctx context.Context, t *terminal, r store.Reader) (*watch.Config, error) {
	file, err := f.file()
	if err != nil {
		return nil, err
	}
	all, hidden, err := watch.Load(ctx, r, file)
	if err != nil {
		return nil, err
	}
	if file == nil && len(all.Situations) == 0 {
		return nil, fmt.Errorf("%s: %w: --situations names the file, and none was made at the desk", f.Situations, fs.ErrNotExist)
	}
	for _, name := range hidden {
		fmt.Fprintf(t.err, "%s: situation %q was made at the desk too; the file's is watched\n", f.Situations, name)
	}
	return all, nil
}

type watchCmd struct {
	recordFlags
	situationFlags
	Day    string `placeholder:"YYYY-MM-DD" help:"Evaluate as on this day (default: today, UTC)."`
	DryRun bool   `short:"n" help:"Print what would be sent; keep and send nothing."`
}

// Help gives examples below the flags.
func (watchCmd) Help() string {
	return `Applies the rules of every situation to the record once, keeps the alerts, and sends what is new over the channels: run it from cron after ingest. Days since the last run are caught up with. A rule that goes on ringing does not ring again; it is updated when it steps up and cancelled when it has not held for its days.

Examples:
  tocsin watch --situations strait.toml
  tocsin watch --dry-run`
}

// Run evaluates once.
func (c *watchCmd) Run(t *terminal) error {
	day := tocsin.DayOf(time.Now().UTC())
	if c.Day != "" {
		var err error
		if day, err = tocsin.ParseDay(c.Day); err != nil {
			return usageError{fmt.Errorf("--day: %w", err)}
		}
	}
	return c.with(false, func(ctx context.Context, s recordStore) error {
		var conf *watch.Config
		err := s.View(ctx, func(r store.Reader) (err error) { conf, err = c.config(ctx, t, r); return err })
		if err != nil {
			return err
		}
		if c.DryRun {
			return c.dry(ctx, t, s, conf, day)
		}
		notices, err := watch.Evaluate(ctx, s, conf, day, time.Now())
		if err != nil {
			return err
		}
		printNotices(t, notices)
		sent, err := (&notify.Sender{}).Deliver(ctx, s, conf, time.Now())
		for _, ch := range conf.Channels {
			if sent[ch.Name] > 0 {
				fmt.Fprintf(t.err, "%s: %d sent\n", ch.Name, sent[ch.Name])
			}
		}
		return err
	})
}

// dry evaluates in a step that is taken back.
func (c *watchCmd) dry(ctx context.Context, t *terminal, s recordStore, conf *watch.Config, day tocsin.Day) error {
	notices, err := watch.Preview(ctx, s, conf, day, time.Now())
	printNotices(t, notices)
	return err
}

func printNotices(t *terminal, ns []store.Notice) {
	for _, n := range ns {
		fmt.Fprintf(t.out, "%s  %-6s  %s  %s\n", n.Day, n.Kind, n.Alert.Key, n.Text)
	}
}

type replayCmd struct {
	listFlags
	situationFlags
	From string `required:"" placeholder:"YYYY-MM-DD" help:"First day."`
	To   string `placeholder:"YYYY-MM-DD" help:"Last day (default: that of the latest report)."`
}

// Help says what is replayed.
func (replayCmd) Help() string {
	return `Tells what would have rung, day by day, from what a reader of each day could have known: reports published later are not looked at. Nothing is kept or sent. Corrections that people have made hold for all days.

Examples:
  tocsin replay --from 2025-08-01 --to 2025-09-15
  tocsin replay --from 2025-01-01 --situations other-thresholds.toml --format jsonl`
}

// Run replays the record.
func (c *replayCmd) Run(t *terminal) error {
	from, err := tocsin.ParseDay(c.From)
	if err != nil {
		return usageError{fmt.Errorf("--from: %w", err)}
	}
	var conf *watch.Config
	var h *record.History
	err = c.view(func(ctx context.Context, r store.Reader) (err error) {
		if conf, err = c.config(ctx, t, r); err == nil {
			h, err = record.ReadHistory(ctx, r)
		}
		return err
	})
	if err != nil {
		return err
	}
	to := h.Last()
	if c.To != "" {
		if to, err = tocsin.ParseDay(c.To); err != nil {
			return usageError{fmt.Errorf("--to: %w", err)}
		}
	}
	notices, err := watch.Replay(conf, h, from, to)
	if err != nil {
		return err
	}
	return c.print(t, notices, max(0, to.Sub(from)+1))
}

func (c *replayCmd) print(t *terminal, notices []store.Notice, days int) error {
	err := list(&c.listFlags, t.out, []string{"day", "notice", "alert", "situation", "rule", "pair", "value", "baseline", "events"}, notices, func(n store.Notice) []string {
		a := n.Alert
		return []string{n.Day.String(), n.Kind, strconv.FormatInt(a.Number, 10), a.Situation, a.Rule, pairOf(&a), figure(a.Value), figure(a.Baseline), strings.Join(a.Events, " ")}
	})
	count := map[string]int{}
	for _, n := range notices {
		count[n.Kind]++
	}
	fmt.Fprintf(t.err, "%d days: %d alerts, %d updates, %d cancelled\n", days, count[store.NoticeAlert], count[store.NoticeUpdate], count[store.NoticeCancel])
	return err
}

func pairOf(a *store.Alert) string { return watch.Pair{From: a.From, To: a.To}.String() }

func figure(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }

type alertsCmd struct {
	listFlags
	Open  bool `help:"Only those that are open."`
	Limit int  `default:"100" placeholder:"N" help:"How many to print (default 100)."`
}

// Run lists the alerts that the record keeps.
func (c *alertsCmd) Run(t *terminal) error {
	var rows []store.Alert
	err := c.view(func(ctx context.Context, r store.Reader) (err error) {
		rows, err = r.Alerts(ctx, c.Open, 0, c.Limit)
		return err
	})
	if err != nil {
		return err
	}
	return list(&c.listFlags, t.out, []string{"alert", "opened", "closed", "situation", "rule", "pair", "headline"}, rows, func(a store.Alert) []string {
		closed := "open"
		if !a.Open {
			closed = a.Closed.String()
		}
		return []string{strconv.FormatInt(a.Number, 10), a.Opened.String(), closed, a.Situation, a.Rule, pairOf(&a), a.Headline}
	})
}

type situationsCmd struct {
	listFlags
	situationFlags
	Day string `placeholder:"YYYY-MM-DD" help:"As known on this day (default: that of the latest report)."`
}

// Help says what is printed.
func (situationsCmd) Help() string {
	return `Prints the indicators of every pair of every situation, each with its formula and the figures that it was computed from. The file is checked first; mistakes are told with their line.

Examples:
  tocsin situations --situations strait.toml
  tocsin situations --day 2025-08-20 --format jsonl`
}

// Run prints the readings.
func (c *situationsCmd) Run(t *terminal) error {
	var rows []watch.Reading
	err := c.view(func(ctx context.Context, r store.Reader) error {
		conf, err := c.config(ctx, t, r)
		if err != nil {
			return err
		}
		h, err := record.ReadHistory(ctx, r)
		if err != nil {
			return err
		}
		day := h.Last()
		if c.Day != "" {
			if day, err = tocsin.ParseDay(c.Day); err != nil {
				return usageError{fmt.Errorf("--day: %w", err)}
			}
		}
		return h.Days(day, day, func(k *record.Known) error {
			for i := range conf.Situations {
				rows = append(rows, watch.Readings(&conf.Situations[i], k)...)
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	return list(&c.listFlags, t.out, []string{"situation", "pair", "indicator", "value", "inputs"}, rows, func(r watch.Reading) []string {
		var in []string
		for _, x := range r.Inputs {
			in = append(in, x.Name+"="+figure(x.Value))
		}
		return []string{r.Situation, r.Pair.String(), r.Name, r.Text, strings.Join(in, " ")}
	})
}
