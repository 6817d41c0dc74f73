package dossier

import (
	"errors"
	"math"
	"strings"
	"testing"

	"tocsin"
	"tocsin/merge"
)

// crisis is two raids, told by two reports of which one is a reprint, and a
// look-alike a week later.
const crisis = `{
 "id": "c", "dyads": [["XXA", "XXB"]], "not_same": [["K1", "K2"]],
 "reports": [
  {"id": "r1", "published": "2031-05-02", "publisher": "Wire", "lang": "en", "text": "A raided B. Then A raided B again."},
  {"id": "r2", "published": "2031-05-02", "publisher": "Gazette", "lang": "en", "text": "A raided B.", "copy_of": "r1"}],
 "events": [
  {"id": "K1", "type": "ASSAULT", "status_final": "occurred", "independent_sources": 1, "mentions": [
    {"report": "r1", "sentence": "A raided B.", "trigger": "raided"}, {"report": "r2", "sentence": "A raided B.", "trigger": "raided"}]},
  {"id": "K2", "type": "ASSAULT", "status_final": "occurred", "background": true, "independent_sources": 1, "mentions": [
    {"report": "r1", "sentence": "Then A raided B again.", "trigger": "raided"}]}],
 "comparisons": [{"event": "K1", "what": "killed", "claims": [
    {"report": "r1", "holder": "Wire", "low": 3, "high": 3, "bound": "exactly"}, {"report": "r2", "holder": "Gazette", "low": 5, "high": 5, "bound": "exactly"}],
   "relations": [{"a": 0, "b": 1, "is": "contradicts"}]}],
 "ladder": [{"dyad": ["XXA", "XXB"], "date": "2031-05-01", "level": 4, "step": ""}],
 "alerts": [{"dyad": ["XXA", "XXB"], "date": "2031-05-01"}]
}`

func number(v float64) *float64 { return &v }

func mention(id string, report tocsin.ReportID, sentence, trigger int, kind string) tocsin.Mention {
	return tocsin.Mention{
		ID: id, Type: kind, Report: tocsin.SourceRef{ID: report},
		Sentence: tocsin.Sentence{Segment: tocsin.Segment{Start: sentence, End: sentence + 11}},
		Trigger:  tocsin.Segment{Start: trigger, End: trigger + 6},
	}
}

// record is the crisis as a program without fault has it.
func record() ([]tocsin.Mention, []tocsin.Event, map[tocsin.ReportID]merge.Copy) {
	ms := []tocsin.Mention{mention("m1", "r1", 0, 2, "ASSAULT"), mention("m2", "r2", 0, 2, "ASSAULT"), mention("m3", "r1", 12, 19, "ASSAULT")}
	day := tocsin.Day{Year: 2031, Month: 5, Date: 1}
	raid := tocsin.Event{
		ID: "m1", Type: "ASSAULT", Status: tocsin.Occurred, Origins: make([]tocsin.Origin, 1), First: day, Last: day, Reported: day.AddDays(1),
		MID: &tocsin.MID{Code: 16, Level: 4}, Actors: []tocsin.Participant{{Country: "XXA"}}, Recipients: []tocsin.Participant{{Country: "XXB"}},
		Members: []tocsin.Member{{Mention: "m1", Report: "r1"}, {Mention: "m2", Report: "r2"}},
		Comparisons: []tocsin.Comparison{{What: "killed", Claims: []tocsin.ValueClaim{
			{Report: "r1", Low: number(3), High: number(3), Bound: tocsin.Exactly}, {Report: "r2", Low: number(5), High: number(5), Bound: tocsin.Exactly}},
			Relations: []tocsin.Pair{{A: 0, B: 1, Is: tocsin.Contradicts}}}},
	}
	old := tocsin.Event{ID: "m3", Type: "ASSAULT", Status: tocsin.Occurred, Background: true, Origins: make([]tocsin.Origin, 1), Members: []tocsin.Member{{Mention: "m3", Report: "r1"}}}
	return ms, []tocsin.Event{raid, old}, map[tocsin.ReportID]merge.Copy{"r2": {Of: "r1"}}
}

func figures(t *testing.T, ms []tocsin.Mention, es []tocsin.Event, copies map[tocsin.ReportID]merge.Copy) map[string]float64 {
	t.Helper()
	d, err := Parse([]byte(crisis))
	if err != nil {
		t.Fatal(err)
	}
	var tally Tally
	tally.Add(d, ms, es, copies)
	out := map[string]float64{}
	for _, f := range tally.Figures() {
		out[f.Name] = f.Value
	}
	return out
}

func TestFaultless(t *testing.T) {
	ms, es, copies := record()
	for name, v := range figures(t, ms, es, copies) {
		if v != 1 {
			t.Errorf("%s is %f", name, v)
		}
	}
}

// TestFaults: each fault lowers the figures that it should, and no others.
func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(ms []tocsin.Mention, es []tocsin.Event, copies map[tocsin.ReportID]merge.Copy) ([]tocsin.Mention, []tocsin.Event)
		want  map[string]float64
	}{
		"one mention missed": {func(ms []tocsin.Mention, es []tocsin.Event, _ map[tocsin.ReportID]merge.Copy) ([]tocsin.Mention, []tocsin.Event) {
			es[0].Members = es[0].Members[:1]
			return []tocsin.Mention{ms[0], ms[2]}, es
		}, map[string]float64{"matched": 2. / 3}},
		"look-alikes joined": {func(ms []tocsin.Mention, es []tocsin.Event, _ map[tocsin.ReportID]merge.Copy) ([]tocsin.Mention, []tocsin.Event) {
			es[0].Members = append(es[0].Members, es[1].Members...)
			return ms, es[:1]
		}, map[string]float64{"b3_p": 5. / 9, "b3_f": 2 * 5. / 9 / (1 + 5./9), "ceaf_e": 2 * 0.8 / 3, "not_same": 0, "background": 0}},
		"status, sources": {func(ms []tocsin.Mention, es []tocsin.Event, _ map[tocsin.ReportID]merge.Copy) ([]tocsin.Mention, []tocsin.Event) {
			es[0].Status, es[0].Origins = tocsin.Disputed, nil
			return ms, es
		}, map[string]float64{"status": 0.5, "sources": 0.5}},
		"a relation": {func(ms []tocsin.Mention, es []tocsin.Event, _ map[tocsin.ReportID]merge.Copy) ([]tocsin.Mention, []tocsin.Event) {
			es[0].Comparisons[0].Relations[0].Is = tocsin.Supersedes
			return ms, es
		}, map[string]float64{"relations": 0}},
		"copies": {func(ms []tocsin.Mention, es []tocsin.Event, copies map[tocsin.ReportID]merge.Copy) ([]tocsin.Mention, []tocsin.Event) {
			delete(copies, "r2")
			return ms, es
		}, map[string]float64{"copies": 0.5}},
		"the ladder": {func(ms []tocsin.Mention, es []tocsin.Event, _ map[tocsin.ReportID]merge.Copy) ([]tocsin.Mention, []tocsin.Event) {
			es[0].MID = nil
			return ms, es
		}, map[string]float64{"ladder": 0, "alerts_r": 0}},
	} {
		ms, es, copies := record()
		ms, es = c.spoil(ms, es, copies)
		for figure, v := range figures(t, ms, es, copies) {
			want, ok := c.want[figure]
			if !ok {
				want = 1
			}
			if math.Abs(v-want) > 1e-9 {
				t.Errorf("%s: %s is %f, want %f", name, figure, v, want)
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no JSON":     "dossier",
		"no sentence": strings.Replace(crisis, `"sentence": "A raided B."`, `"sentence": "A fled."`, 1),
		"no trigger":  strings.Replace(crisis, `"trigger": "raided"`, `"trigger": "fled"`, 1),
	} {
		if _, err := Parse([]byte(text)); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzParse: whatever the bytes, a dossier that is accepted has every trigger
// inside its sentence.
func FuzzParse(f *testing.F) {
	f.Add([]byte(crisis))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Parse(b)
		if err != nil {
			return
		}
		for _, e := range d.Events {
			for _, m := range e.Mentions {
				if m.from < m.start || m.to > m.end {
					t.Errorf("trigger %d to %d in sentence %d to %d", m.from, m.to, m.start, m.end)
				}
			}
		}
	})
}
