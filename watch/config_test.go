package watch

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"tocsin"
)

const sample = `
[[situation]]
name = "strait"
title = "The strait"
dyads = [["XXA", "XXB"]]
places = ["XXC"]
words = ["Trawler"]

  [[situation.rule]]
  kind = "ladder"
  threshold = 3

  [[situation.rule]]
  kind = "surprise"

[[situation]]
name = "border"
places = ["XXD"]

[[channel]]
name = "desk"
kind = "feed"
file = "alerts.json"
situations = ["strait"]
quiet = "22:00-07:00"
zone = "Europe/Oslo"
`

func TestParseConfig(t *testing.T) {
	c, err := ParseConfig("w.toml", []byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	s := c.Situations[0]
	if s.Words[0] != "trawler" || s.Rules[0].Threshold != 3 || s.Rules[0].Memory != 180 || s.Rules[1].Threshold != 0.01 || len(s.Rules) != 2 {
		t.Errorf("%+v", s)
	}
	if b := c.Situations[1]; b.Title != "border" || len(b.Rules) != 2 || b.Rules[1].Kind != kindRecord || b.Rules[1].Floor != 25 {
		t.Errorf("%+v", b)
	}
	if len(s.Pairs()) != 2 || c.Situations[1].Pairs()[0] != (Pair{}) {
		t.Error("pairs")
	}
	if h := c.Channels[0].Quiet; h != (Hours{22 * 60, 7 * 60}) || !h.Contains(time.Date(2031, 1, 1, 23, 0, 0, 0, time.UTC)) ||
		!h.Contains(time.Date(2031, 1, 1, 6, 59, 0, 0, time.UTC)) || h.Contains(time.Date(2031, 1, 1, 7, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", h)
	}
}

// TestConfigErrors: each mistake is told with file and line.
func TestConfigErrors(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`title = "The strait"`, `titel = "x"`, "w.toml:4: unknown key situation.titel"},
		{`title = "The strait"`, `title = 3`, "w.toml:4: "},
		{`name = "strait"`, `name = "The Strait"`, `w.toml:2: situation "The Strait": name: lower-case`},
		{`"XXA", "XXB"`, `"XXA", "XXA"`, "w.toml:2: situation \"strait\": dyads: XXA,XXA"},
		{`"XXA", "XXB"`, `"XXA"`, "w.toml:"},
		{`name = "border"`, `name = "strait"`, "w.toml:16: situation \"strait\": name: another"},
		{`kind = "surprise"`, `kind = "hunch"`, `w.toml:13: situation "strait": rules: there is no rule of the kind hunch`},
		{`kind = "surprise"`, "kind = \"surprise\"\n  threshold = 2.0", "w.toml:13: "},
		{`kind = "surprise"`, "kind = \"surprise\"\n  window = -2", "surprise: -2"},
		{`kind = "surprise"`, "kind = \"ladder\"", "twice"},
		{`places = ["XXD"]`, ``, "w.toml:16: situation \"border\": dyads: dyads or places"},
		{`"22:00-07:00"`, `"night"`, "w.toml:25: "},
		{`"Europe/Oslo"`, `"Nowhere/None"`, "w.toml:20: channel \"desk\": unknown time zone"},
		{`file = "alerts.json"`, ``, "w.toml:20: channel \"desk\": file is needed"},
		{`kind = "feed"`, `kind = "pigeon"`, "pigeon"},
		{`situations = ["strait"]`, `situations = ["gulf"]`, "gulf"},
		{`[[channel]]`, `[[channel`, "w.toml:20: "},
	} {
		text := strings.Replace(sample, c.old, c.new, 1)
		_, err := ParseConfig("w.toml", []byte(text))
		if err == nil || !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: %v, want %q", c.new, c.old, err, c.want)
		}
	}
}

// TestCountries: codes of countries, not everything that looks like one.
func TestCountries(t *testing.T) {
	for s, want := range map[string]bool{"KEN": true, "TWN": true, "XXA": true, "XKX": true, "UNO": true, "XYZ": false, "ABC": false, "ken": false, "KE": false, "ZZZ": false, "": false, "KÉN": false} {
		if isCountry(s) != want {
			t.Errorf("%s: %v", s, !want)
		}
	}
}

// FuzzParseConfig: what is accepted can be printed as JSON, has rules in
// bounds, and its situations are told apart.
func FuzzParseConfig(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("situation = [{name = 'a', places = ['XXA']}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := ParseConfig("w.toml", text)
		if err != nil {
			if !errors.Is(err, tocsin.ErrInvalid) || !strings.HasPrefix(err.Error(), "w.toml:") {
				t.Fatalf("error %v", err)
			}
			return
		}
		if _, err := json.Marshal(c); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, s := range c.Situations {
			if seen[s.Name] || len(s.Rules) == 0 || len(s.Pairs()) == 0 {
				t.Fatalf("%+v", s)
			}
			seen[s.Name] = true
			for _, r := range s.Rules {
				if r.Threshold <= 0 || r.Window <= 0 || r.Memory <= 0 || r.Hold <= 0 {
					t.Fatalf("%+v", r)
				}
			}
		}
	})
}
