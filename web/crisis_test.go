package web_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"tocsin"
)

var bg = context.Background()

// find is the event with most reports that a test is about.
func find(t *testing.T, list []tocsin.Event, is func(*tocsin.Event) bool) tocsin.Event {
	t.Helper()
	var best tocsin.Event
	for i := range list {
		if is(&list[i]) && list[i].Reports > best.Reports {
			best = list[i]
		}
	}
	if best.ID == "" {
		t.Fatal("no such event")
	}
	return best
}

// TestCrises: what the invented reports are there to show is on the pages.
func TestCrises(t *testing.T) {
	h := desk(t, demoRecord(t))
	var list struct{ Data []tocsin.Event }
	if err := json.Unmarshal(get(h, "/events.json?limit=1000&background=1", "en").Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	attack := find(t, list.Data, func(e *tocsin.Event) bool { return e.Status == tocsin.Disputed && len(e.Comparisons) > 0 })
	if attack.Reports <= len(attack.Origins) {
		t.Errorf("no reprints: %d reports, %d sources", attack.Reports, len(attack.Origins))
	}
	page := get(h, "/events/"+attack.ID, "en").Body.String()
	for _, want := range []string{"denied by", "asserted by", "independent sources", "in the words of", `<blockquote lang="es">`, `<blockquote lang="en">`} {
		if !strings.Contains(page, want) {
			t.Errorf("event: no %q", want)
		}
	}
	claims := get(h, "/events/"+attack.ID+"/claims", "es").Body.String()
	for _, want := range []string{"Las afirmaciones se contradicen", "contradice", "Sustituidas después"} {
		if !strings.Contains(claims, want) {
			t.Errorf("claims: no %q", want)
		}
	}
	find(t, list.Data, func(e *tocsin.Event) bool { return e.Status == tocsin.Planned })
	past := find(t, list.Data, func(e *tocsin.Event) bool { return e.Background })
	for _, at := range []string{"/", "/events?limit=1000", "/calendar", "/map"} {
		if strings.Contains(get(h, at, "en").Body.String(), past.ID) {
			t.Errorf("%s shows history as news", at)
		}
	}
}

// TestBrief: a brief holds what was reported since, and no more.
func TestBrief(t *testing.T) {
	h := desk(t, demoRecord(t))
	type brief struct {
		Data struct {
			News []struct {
				Event tocsin.Event
				Lines []struct{ Mention tocsin.Mention }
			}
		}
	}
	sizes := map[string]int{}
	for _, since := range []string{"2031-03-01", "2031-03-12", "2031-04-30"} {
		var b brief
		if err := json.Unmarshal(get(h, "/dyads/ISL-NOR/brief.json?since="+since, "en").Body.Bytes(), &b); err != nil {
			t.Fatal(err)
		}
		for _, x := range b.Data.News {
			if x.Event.Background {
				t.Errorf("history in the news since %s", since)
			}
			for _, l := range x.Lines {
				if l.Mention.Report.Published.String() < since {
					t.Errorf("%s in a brief since %s", l.Mention.Report.Published, since)
				}
			}
		}
		sizes[since] = len(b.Data.News)
	}
	if sizes["2031-04-30"] != 0 || sizes["2031-03-12"] == 0 || sizes["2031-03-01"] <= sizes["2031-03-12"] {
		t.Errorf("events by day: %v", sizes)
	}
}
