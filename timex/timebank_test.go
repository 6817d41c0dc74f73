package timex

import (
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/roughdoc"
)

type goldTimex struct {
	start, end  int
	kind, value string
}

var (
	timexTag = regexp.MustCompile(`<TIMEX3 ([^>]*)>`)
	anyTag   = regexp.MustCompile(`<[^>]*>`)
	attrRE   = regexp.MustCompile(`(\w+)="([^"]*)"`)
)

func attrs(s string) map[string]string {
	out := map[string]string{}
	for _, m := range attrRE.FindAllStringSubmatch(s, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// readTimeML gives the plain text, its day and its TIMEX3s without those that
// only point vaguely (PAST_REF and the like), which the annotator leaves out.
func readTimeML(t *testing.T, path string) (text string, pub tocsin.Day, gold []goldTimex) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "<DCT>")
	dct, rest, _ := strings.Cut(rest, "</DCT>")
	v := attrs(timexTag.FindString(dct))["value"]
	if len(v) >= 10 {
		pub, _ = tocsin.ParseDay(v[:10])
	}
	_, rest, _ = strings.Cut(rest, "<TEXT>")
	rest, _, _ = strings.Cut(rest, "</TEXT>")
	var b strings.Builder
	entities := strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'")
	var open *goldTimex
	for rest != "" {
		loc := anyTag.FindStringIndex(rest)
		if loc == nil {
			b.WriteString(entities.Replace(rest))
			break
		}
		b.WriteString(entities.Replace(rest[:loc[0]]))
		tag := rest[loc[0]:loc[1]]
		rest = rest[loc[1]:]
		if strings.HasPrefix(tag, "<TIMEX3") {
			at := attrs(tag)
			open = &goldTimex{start: b.Len(), kind: at["type"], value: at["value"]}
		} else if tag == "</TIMEX3>" && open != nil {
			open.end = b.Len()
			if !strings.HasSuffix(open.value, "_REF") {
				gold = append(gold, *open)
			}
			open = nil
		}
	}
	return b.String(), pub, gold
}

// bare takes off what the two guidelines treat differently: prepositions,
// articles, the possessive.
func bare(s string) string {
	f := strings.Fields(strings.ToLower(strings.Trim(s, " .,")))
	for len(f) > 1 && strings.Contains(" on in at by since until till before after during from around about throughout within over through for the a an up to ", " "+f[0]+" ") {
		f = f[1:]
	}
	return strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(strings.Join(f, " "), "'s"), "’s"), ".,")
}

// TestTimeBank scores spans (overlapping and equal) and values.
func TestTimeBank(t *testing.T) {
	a, dir := load(t), sharedDir(t)
	files, _ := filepath.Glob(filepath.Join(dir, "data", "time-tempeval3", "TBAQ-cleaned", "*", "*.tml"))
	if len(files) == 0 {
		t.Skip("no TimeBank")
	}
	sort.Strings(files)
	var nGold, nPred, overlap, equal, value int
	misses := map[string]int{}
	for _, path := range files {
		text, pub, gold := readTimeML(t, path)
		doc := roughdoc.New(text, pub)
		a.Annotate(doc)
		nGold += len(gold)
		used := make([]bool, len(gold))
		for _, w := range doc.Times {
			nPred++
			start, end := doc.Tokens[w.Start].Start, doc.Tokens[w.End-1].End
			hit := false
			for i, g := range gold {
				if used[i] || start >= g.end || g.start >= end {
					continue
				}
				used[i], hit = true, true
				overlap++
				if bare(text[start:end]) == bare(text[g.start:g.end]) {
					equal++
				} else {
					misses["span\t"+bare(text[g.start:g.end])+"\tgot\t"+bare(text[start:end])]++
				}
				v, _, _ := strings.Cut(w.Value, "/")
				if v == g.value {
					value++
				} else {
					misses["value\t"+pub.String()+"\t"+text[g.start:g.end]+"\t"+g.value+"\tgot\t"+w.Value]++
				}
				break
			}
			if !hit {
				misses["extra\t"+text[start:end]]++
			}
		}
		for i, g := range gold {
			if !used[i] {
				misses["missed\t"+g.value+"\t"+text[g.start:g.end]]++
			}
		}
	}
	f := func(n int) float64 { return 2 * float64(n) / float64(nGold+nPred) }
	t.Logf("gold %d, found %d: overlap F %.3f, equal span F %.3f, value F %.3f (%.3f of overlapping)", nGold, nPred, f(overlap), f(equal), f(value), float64(value)/float64(overlap))
	if testing.Verbose() {
		for m, n := range misses {
			t.Logf("%d\t%s", n, m)
		}
	}
	if f(overlap) < 0.80 || f(value) < 0.60 {
		t.Errorf("below the floor")
	}
}
