package attribution_test

import (
	"strings"
	"testing"
)

// TestWhoTellsWhat reads whole quotes: "manner cue | source | content" in the
// order of the cues, those inside others after "<" and the relay after "via".
func TestWhoTellsWhat(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Satellite images show that the bridge has been destroyed, the think tank said.", []string{
			"< said show | Satellite images | that the bridge has been destroyed",
			"said said | the think tank | Satellite images show that the bridge has been destroyed",
		}},
		{"“The convoy,” said Colonel Adan Musa, “was hit by two rockets before dawn.”", []string{
			"said said | Colonel Adan Musa | The convoy / was hit by two rockets before dawn.",
		}},
		{"Government forces, the group alleges, tortured prisoners at the base.", []string{
			"claimed alleges | the group | Government forces / tortured prisoners at the base",
		}},
		{"The news agency reported, citing the defence ministry, that two ships had left the port.", []string{
			"said reported | The news agency | that two ships had left the port",
			"< said citing | the defence ministry | that two ships had left the port",
		}},
		{"The rebels admitted shooting down the helicopter but denied killing its crew.", []string{
			"admitted admitted | The rebels | shooting down the helicopter",
			"denied denied | The rebels | killing its crew",
		}},
		{"Peru accused Chile of sending drones over the frontier, a charge that Santiago denied.", []string{
			"accused accused | Peru | of sending drones over the frontier",
			"denied denied | Santiago | of sending drones over the frontier",
		}},
		{"No one has claimed responsibility for the bombing.", []string{
			"not claimed claimed responsibility | No one | for the bombing",
		}},
		{"In some cases, two envoys say, soldiers have opened fire.", []string{
			"said say | two envoys | In some cases / soldiers have opened fire",
		}},
		{"He was killed, according to his lawyer, by guards who had been drinking.", []string{
			"said according to | his lawyer | He was killed",
		}},
		{"Sources in the ministry say the deal is dead; others insist talks continue.", []string{
			"said say | Sources in the ministry | the deal is dead",
			"said insist | others | talks continue",
		}},
		{"The army 'shot at children', says aid group", []string{
			"said says | aid group | The army 'shot at children",
		}},
		{"The minister resigned, and the army moved in.", nil},
	} {
		doc := read(t, c.text)
		var got []string
		for _, q := range doc.Quotes {
			if q.Manner == "held" || q.Manner == "ordered" {
				continue
			}
			var parts []string
			for _, s := range q.Content {
				parts = append(parts, doc.Slice(s))
			}
			line := q.Manner + " " + doc.Slice(q.Cue) + " | " + doc.Slice(q.Source) + " | " + strings.Join(parts, " / ")
			if q.Outer >= 0 {
				line = "< " + line
			}
			got = append(got, line)
		}
		if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, g, w)
		}
	}
}
