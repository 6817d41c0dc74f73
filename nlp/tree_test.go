package nlp

import (
	"math"
	"math/rand/v2"
	"testing"
)

func argmax(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}

// bestTree tries every assignment of heads.
func bestTree(scores []float32, n int) float64 {
	best := math.Inf(-1)
	heads := make([]int32, n)
	var try func(d int, sum float64)
	try = func(d int, sum float64) {
		if d == n {
			roots := 0
			for _, h := range heads {
				if h == 0 {
					roots++
				}
			}
			if roots == 1 && acyclic(heads) && sum > best {
				best = sum
			}
			return
		}
		row := scores[(d+1)*(n+1) : (d+2)*(n+1)]
		z := logSumExp(row)
		for h := 0; h <= n; h++ {
			if h != d+1 {
				heads[d] = int32(h)
				try(d+1, sum+float64(row[h])-z)
			}
		}
	}
	try(0, 0)
	return best
}

// TestDecodeIsBest compares the decoder with all trees of small sentences.
// Where the greedy choice is a tree it is the best one, so the decoder must
// always reach the optimum over single-rooted trees.
func TestDecodeIsBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var dec TreeDecoder
	for round := range 400 {
		n := 1 + rng.IntN(5)
		scores := make([]float32, (n+1)*(n+1))
		for i := range scores {
			scores[i] = float32(rng.NormFloat64() * 2)
		}
		for d := 1; d <= n; d++ {
			scores[d*(n+1)+d] = negInf
		}
		want := bestTree(scores, n)
		heads := make([]int32, n)
		dec.Decode(scores, n+1, n, heads, argmax)
		got, roots := 0.0, 0
		for d := 1; d <= n; d++ {
			row := scores[d*(n+1) : (d+1)*(n+1)]
			got += float64(row[heads[d-1]]) - logSumExp(row)
			if heads[d-1] == 0 {
				roots++
			}
		}
		if roots != 1 || !acyclic(heads) || math.Abs(got-want) > 1e-4 {
			t.Fatalf("round %d: heads %v score %g, the best tree has %g", round, heads, got, want)
		}
	}
}

func TestScriptRoundTrip(t *testing.T) {
	for _, c := range [][2]string{
		{"ships", "ship"}, {"Ships", "ship"}, {"was", "be"}, {"NATO", "NATO"}, {"Caracas", "Caracas"},
		{"went", "go"}, {"MOSCOW", "Moscow"}, {"better", "good"}, {"n't", "not"}, {"militiamen", "militiaman"},
		{"Maduro", "Maduro"}, {"ran", "run"}, {"ñandúes", "ñandú"}, {"İstanbul", "İstanbul"}, {"’s", "be"}, {"", "x"},
	} {
		s := Script(c[0], c[1])
		if got := Apply(s, c[0]); got != c[1] {
			t.Errorf("Apply(%q, %q) = %q, want %q", s, c[0], got, c[1])
		}
	}
}

func TestScriptIsShared(t *testing.T) {
	if a, b := Script("ships", "ship"), Script("Troops", "troop"); a != b {
		t.Errorf("two plain plurals have scripts %q and %q", a, b)
	}
	if got := Apply("l-9+x", "Ab"); got != "ab" {
		t.Errorf("a script that cuts too much gives %q", got)
	}
}

func FuzzScript(f *testing.F) {
	f.Add("Ships", "ship")
	f.Add("İ", "i")
	f.Fuzz(func(t *testing.T, form, lemma string) {
		if got := Apply(Script(form, lemma), form); got != lemma {
			t.Errorf("Apply(Script(%q, %q)) = %q", form, lemma, got)
		}
	})
}

func TestViterbiIsLegal(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	var back []int8
	for range 300 {
		n := 1 + rng.IntN(9)
		scores := make([]float32, n*8)
		for i := range scores {
			scores[i] = float32(rng.NormFloat64())
		}
		out := make([]int8, n)
		back = Viterbi(scores, 8, n, out, back)
		prev, sum := -1, float32(0)
		for i, b := range out {
			if !mayFollow(prev, int(b)) {
				t.Fatalf("tags %v are not legal", out)
			}
			sum += scores[i*8+int(b)]
			prev = int(b)
		}
		if greedy := legalGreedy(scores, n); sum < greedy-1e-4 {
			t.Fatalf("sequence scores %g, a greedy one %g", sum, greedy)
		}
	}
}

// legalGreedy scores the sequence that takes the best legal tag at each word.
func legalGreedy(scores []float32, n int) float32 {
	prev, sum := -1, float32(0)
	for i := range n {
		best := -1
		for b := range len(nameTags) {
			if mayFollow(prev, b) && (best < 0 || scores[i*8+b] > scores[i*8+best]) {
				best = b
			}
		}
		sum += scores[i*8+best]
		prev = best
	}
	return sum
}
