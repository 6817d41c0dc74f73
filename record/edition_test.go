package record_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/pipeline"
	"tocsin/record"
	"tocsin/store"
	"tocsin/store/sqlite"
)

const (
	unchanged = "The Danish and the Norwegian foreign ministers will speak on Wednesday, a spokesman in Copenhagen said. Officials in Bergen asked the crews of other boats to stay in port. "
	seizure   = "Two Danish coast guard vessels seized a Norwegian trawler off Skagen on Monday, the Norwegian Foreign Ministry said. "
	expulsion = "Sweden expelled two Polish diplomats on Tuesday, the Swedish government said. "
	recast    = "Three Danish coast guard vessels seized a Norwegian trawler off Skagen on Monday, the Norwegian Foreign Ministry said. "
	note      = "Correction: an earlier version of this article misstated the answer of the government in Stockholm. "
)

// version is a page as it read at an hour.
func version(t *testing.T, p *pipeline.Pipeline, id tocsin.ReportID, hour int, text string) record.Entry {
	t.Helper()
	rep := tocsin.Report{ID: id, URL: "https://wire.example/trawler", Publisher: "Fjord Wire", Published: tocsin.Day{Year: 2031, Month: 5, Date: 6}, Lang: "en", Text: text}
	doc, ms, err := p.Code(rep)
	if err != nil {
		t.Fatal(err)
	}
	return record.Entry{Report: rep, Doc: doc, Mentions: ms, Custody: store.Custody{Tool: "test", Fetched: time.Date(2031, 5, 6, hour, 0, 0, 0, time.UTC)}}
}

// marks are the edits of an event's members, by report.
func marks(e tocsin.Event) (out []string) {
	for _, m := range e.Members {
		out = append(out, string(m.Report)+":"+m.Edit)
	}
	slices.Sort(out)
	return out
}

func changes(t *testing.T, s *sqlite.Store) (out []string) {
	t.Helper()
	err := s.View(t.Context(), func(r store.Reader) error {
		cs, err := r.Changes(t.Context(), 0, 1000)
		for _, c := range cs {
			out = append(out, c.Kind+" "+c.Text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEdits(t *testing.T) {
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		later    string
		seized   []string // marks of the members that tell the seizure
		expelled []string
		log      string
	}{
		"stands":    {seizure + unchanged + expulsion + "The weather was calm.", []string{"v1:"}, []string{"v1:"}, "edited Fjord Wire changed v1"},
		"withdrawn": {seizure + unchanged, []string{"v1:"}, []string{"v1:withdrawn"}, "withdrawn Fjord Wire tells it no more"},
		"corrected": {seizure + unchanged + note, []string{"v1:"}, []string{"v1:corrected"}, "edited Fjord Wire corrected what it told"},
		"replaced":  {recast + unchanged + expulsion, []string{"v1:replaced", "v2:"}, []string{"v1:"}, "edited Fjord Wire tells it in other words"},
	} {
		t.Run(name, func(t *testing.T) {
			r, s := open(t)
			addAll(t, r, []record.Entry{version(t, p, "v1", 8, seizure+unchanged+expulsion), version(t, p, "v2", 9, c.later)})
			es := all(t, s)
			seized, expelled := one(t, es, "COERCE", "seize", "DNK", "NOR"), one(t, es, "SANCTION", "", "SWE", "")
			if !slices.Equal(marks(seized), c.seized) || !slices.Equal(marks(expelled), c.expelled) {
				t.Errorf("marks %v, %v", marks(seized), marks(expelled))
			}
			if seized.Reports != 1 || expelled.Reports != 1 {
				t.Errorf("%d and %d reports of one page", seized.Reports, expelled.Reports)
			}
			log := changes(t, s)
			if !slices.ContainsFunc(log, func(l string) bool { return strings.HasPrefix(l, c.log) }) {
				t.Errorf("nothing says %q: %q", c.log, log)
			}
			if _, err := r.Recode(t.Context(), version(t, p, "v2", 9, c.later)); err != nil {
				t.Fatal(err)
			}
			if again := all(t, s); len(again) != len(es) || !slices.Equal(marks(one(t, again, "COERCE", "seize", "DNK", "NOR")), c.seized) {
				t.Errorf("coded again: %d events, were %d", len(again), len(es))
			}
		})
	}
}

// TestOtherArticle: another article at the same address takes nothing back.
func TestOtherArticle(t *testing.T) {
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, s := open(t)
	addAll(t, r, []record.Entry{
		version(t, p, "v1", 8, seizure+unchanged),
		version(t, p, "v2", 9, "Swedish customs officers searched a Polish ferry in Ystad on Tuesday, the agency said. Nothing was found aboard, and the ferry left for Gdynia in the evening with four hundred passengers."),
	})
	if got := marks(one(t, all(t, s), "COERCE", "seize", "DNK", "NOR")); !slices.Equal(got, []string{"v1:"}) {
		t.Errorf("marks %v", got)
	}
}
