package watch_test

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"tocsin"
	"tocsin/pipeline"
	"tocsin/record"
	"tocsin/store"
	"tocsin/store/sqlite"
	"tocsin/watch"
)

// crisis is the reports of an invented crisis, by day of May 2031.
var crisis = []struct {
	day       int
	publisher string
	text      string
}{
	{2, "Fjord Wire", "Norway accused Denmark of ignoring fishing quotas on Thursday."},
	{6, "Fjord Wire", "Two Danish coast guard vessels seized a Norwegian trawler off Skagen on Monday, the Norwegian Foreign Ministry said. In 1994 Denmark attacked three Norwegian trawlers."},
	{9, "Nordic Monitor", "Denmark threatened on Thursday to attack Norwegian warships."},
	{12, "Nordic Monitor", "Norway deployed two frigates off Denmark on Sunday."},
}

func desk(t *testing.T, reprints int) *sqlite.Store {
	t.Helper()
	s := empty(t)
	for i, c := range crisis {
		add(t, s, fmt.Sprint("r", i), c.publisher, c.day, c.text)
	}
	for i := range reprints {
		add(t, s, fmt.Sprint("p", i), fmt.Sprint("Paper ", i), 7, crisis[1].text)
	}
	return s
}

// add reads one report of May 2031 into a record.
func add(t *testing.T, s *sqlite.Store, id, publisher string, day int, text string) {
	t.Helper()
	p, err := readers()
	if err != nil {
		t.Fatal(err)
	}
	rec, err := record.New(s, record.KeepExcerpts, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	r := tocsin.Report{ID: tocsin.ReportID(id), Publisher: publisher, Published: tocsin.Day{Year: 2031, Month: 5, Date: day}, Lang: "en", Text: text}
	doc, ms, err := p.Code(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rec.Add(t.Context(), record.Entry{Report: r, Mentions: ms, Doc: doc}); err != nil {
		t.Fatal(err)
	}
}

// readers loads the models once.
var readers = sync.OnceValues(func() (*pipeline.Pipeline, error) { return pipeline.New(pipeline.Options{}) })

func replay(t *testing.T, s *sqlite.Store, c *watch.Config) (out []string) {
	t.Helper()
	var h *record.History
	err := s.View(t.Context(), func(r store.Reader) (err error) { h, err = record.ReadHistory(t.Context(), r); return err })
	if err != nil {
		t.Fatal(err)
	}
	ns, err := watch.Replay(c, h, tocsin.Day{Year: 2031, Month: 5, Date: 1}, tocsin.Day{Year: 2031, Month: 6, Date: 10})
	if err != nil {
		t.Fatal(err)
	}
	return lines(ns)
}

func lines(ns []store.Notice) (out []string) {
	for _, n := range ns {
		out = append(out, fmt.Sprintf("%s %s %d %s %s", n.Day, n.Kind, n.Alert.Number, n.Alert.Key, n.Text))
	}
	return out
}

func config(t *testing.T) *watch.Config {
	t.Helper()
	c, err := watch.ParseConfig("w.toml", []byte("[[situation]]\nname = 'skagerrak'\ndyads = [['DNK', 'NOR']]\n"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestReplayIsWhatRang: an evaluation on each day tells what a replay of all
// days tells, also when it catches up on days on which it did not run.
func TestReplayIsWhatRang(t *testing.T) {
	s, c := desk(t, 0), config(t)
	want := replay(t, s, c)
	if len(want) < 3 {
		t.Fatalf("the crisis rings only %d times: %q", len(want), want)
	}
	for _, step := range []int{1, 5} {
		part := desk(t, 0)
		var got []string
		for d := 1; d <= 41; d += step {
			day := tocsin.Day{Year: 2031, Month: 5, Date: 1}.AddDays(d - 1)
			for range 2 { // twice a day changes nothing
				ns, err := watch.Evaluate(t.Context(), part, c, day, time.Now())
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, lines(ns)...)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("every %d days:\n%q\nreplay:\n%q", step, got, want)
		}
	}
}

// TestLiveIsReplay: a desk that reads the news of each day and evaluates, all
// from the merged events, is told what a replay tells later.
func TestLiveIsReplay(t *testing.T) {
	for _, more := range []string{"dyads = [['DNK', 'NOR']]", "places = ['DNK']", "dyads = [['DNK', 'NOR'], ['NOR', 'SWE']]\nwords = ['trawler', 'frigates', 'attack']"} {
		c, err := watch.ParseConfig("w.toml", []byte("[[situation]]\nname = 'skagerrak'\n"+more+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		s := empty(t)
		var got []string
		for d := 1; d <= 41; d++ {
			for i, r := range crisis {
				if r.day == d {
					add(t, s, fmt.Sprint("r", i), r.publisher, r.day, r.text)
				}
			}
			for range 2 {
				ns, err := watch.Evaluate(t.Context(), s, c, tocsin.Day{Year: 2031, Month: 5, Date: 1}.AddDays(d-1), time.Now())
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, lines(ns)...)
			}
		}
		if want := replay(t, s, c); len(want) < 2 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%q\nreplay:\n%q", more, got, want)
		}
	}
}

// TestReprintsRingOnce: thirty reprints change nothing.
func TestReprintsRingOnce(t *testing.T) {
	c := config(t)
	if one, many := replay(t, desk(t, 0), c), replay(t, desk(t, 30), c); !reflect.DeepEqual(one, many) {
		t.Errorf("%q\nwith reprints %q", one, many)
	}
}

func TestPreviewKeepsNothing(t *testing.T) {
	s, c := desk(t, 0), config(t)
	day := tocsin.Day{Year: 2031, Month: 5, Date: 6}
	for range 2 {
		ns, err := watch.Preview(t.Context(), s, c, day, time.Now())
		if err != nil || len(ns) != 1 {
			t.Errorf("%q, %v", lines(ns), err)
		}
	}
}

// TestNow: the indicators from the merged events are those from the history.
func TestNow(t *testing.T) {
	s := desk(t, 3)
	for _, more := range []string{"dyads = [['DNK', 'NOR']]", "places = ['DNK']", "dyads = [['DNK', 'NOR']]\nwords = ['trawler']"} {
		c, err := watch.ParseConfig("w.toml", []byte("[[situation]]\nname = 'skagerrak'\n"+more+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		sit := &c.Situations[0]
		h, err := watch.NewArchive(s).History(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var want []watch.Reading
		err = h.Days(h.Last(), h.Last(), func(k *record.Known) error { want = watch.Readings(sit, k); return nil })
		if err != nil {
			t.Fatal(err)
		}
		got := watch.Readings(sit, look(t, s, func(ctx context.Context, r store.Reader) (*record.Known, error) { return watch.Now(ctx, r, sit) }))
		if len(want) == 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%+v\nwant\n%+v", more, got, want)
		}
	}
}
