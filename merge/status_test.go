package merge

import (
	"testing"

	"tocsin"
)

// TestStatuses: who says it happened, who denies, who takes it back.
func TestStatuses(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	day := tocsin.Day{Year: 2031, Month: 5, Date: 5}
	say := func(id string, later int, holder string, status tocsin.Status) tocsin.Mention {
		x := mention(id, tocsin.ReportID(id), day.AddDays(later), "ASSAULT", "XXA", "XXB", nil)
		x.Claims = []tocsin.Claim{{Holder: tocsin.Holder{Kind: tocsin.Person, Name: holder, Country: "XXA"}, Status: status}}
		return x
	}
	claims, pairs := m.Statuses(Set{Mentions: []tocsin.Mention{
		say("a", 0, "Lena Ruiz", tocsin.Planned), say("b", 1, "Tomas Arda", tocsin.Occurred), say("c", 2, "Ruiz", tocsin.Negated), say("d", 3, "Arda", tocsin.Occurred),
	}})
	if len(claims) != 3 {
		t.Fatalf("%d claims, want 3: %+v", len(claims), claims)
	}
	want := map[[2]int]tocsin.Relation{{0, 1}: tocsin.Compatible, {2, 0}: tocsin.Supersedes, {1, 2}: tocsin.Contradicts}
	for _, p := range pairs {
		if want[[2]int{p.A, p.B}] != p.Is {
			t.Errorf("%d %s %d", p.A, p.Is, p.B)
		}
	}
}
