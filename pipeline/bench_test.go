package pipeline

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tocsin"
	"tocsin/nlp/truecase"
)

// benchSets are the reports that the benchmarks read: the annotated ones where
// reference material is at hand, else one of the project's own.
var benchSets = map[string]struct {
	files []string
	own   string
}{
	"en": {[]string{"standoff-en.dev", "types-en.dev", "wikinews-en.dev"}, "../examples/border-clash.txt"},
	"es": {[]string{"es.dev"}, "testdata/bench.es.txt"},
}

// benchReports returns the reports of a language and how many words they have:
// what stands between spaces, so that marks and clitics count for nothing.
func benchReports(b *testing.B, lang string) (reports []tocsin.Report, words int) {
	b.Helper()
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	set := benchSets[lang]
	for _, name := range set.files {
		data, err := os.ReadFile(filepath.Join(dir, "gold", name+".jsonl"))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(data)) {
			var record struct{ Report tocsin.Report }
			if err := json.Unmarshal([]byte(line), &record); err != nil {
				b.Fatal(err)
			}
			reports = append(reports, record.Report)
		}
	}
	if len(reports) == 0 {
		data, err := os.ReadFile(filepath.FromSlash(set.own))
		if err != nil {
			b.Fatal(err)
		}
		reports = []tocsin.Report{{ID: "own", Text: string(data)}}
	}
	for i := range reports {
		reports[i].Lang, reports[i].Published = lang, day
		words += len(strings.Fields(reports[i].Text))
	}
	return reports, words
}

// BenchmarkChain measures the whole chain from text to mentions, one report at
// a time. words/s counts the time of the processor, collection of garbage
// included, so that other programs on the machine do not blur it.
func BenchmarkChain(b *testing.B) {
	for _, lang := range Languages() {
		b.Run(lang, func(b *testing.B) {
			p := loaded(b)
			reports, words := benchReports(b, lang)
			if _, _, err := p.Code(reports[0]); err != nil { // loads the stages
				b.Fatal(err)
			}
			b.ReportAllocs()
			start := processorTime(b)
			for b.Loop() {
				for i := range reports {
					if _, _, err := p.Code(reports[i]); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(words*b.N)/(processorTime(b)-start).Seconds(), "words/s")
			b.ReportMetric(float64(words), "words/op")
		})
	}
}

// BenchmarkStages measures each stage by itself, in microseconds a word.
func BenchmarkStages(b *testing.B) {
	for _, lang := range Languages() {
		b.Run(lang, func(b *testing.B) {
			p := loaded(b)
			reports, words := benchReports(b, lang)
			c, err := p.chains[lang]()
			if err != nil {
				b.Fatal(err)
			}
			spent := map[string]time.Duration{}
			for b.Loop() {
				for i := range reports {
					if err := p.timed(c, reports[i], spent); err != nil {
						b.Fatal(err)
					}
				}
			}
			for name, d := range spent {
				b.ReportMetric(float64(d.Microseconds())/float64(words*b.N), name+"-us/word")
			}
		})
	}
}

// timed runs the chain and adds to spent how long each stage takes.
func (p *Pipeline) timed(c *chain, rep tocsin.Report, spent map[string]time.Duration) error {
	last := time.Now()
	lap := func(name string) {
		now := time.Now()
		spent[name] += now.Sub(last)
		last = now
	}
	doc, err := p.open(rep)
	if err != nil {
		return err
	}
	if c.caser != nil && truecase.Caseless(doc.Text) {
		doc.Text = c.caser.Restore(doc.Text)
	}
	lap("open")
	c.words.Annotate(doc)
	lap("nlp")
	for _, s := range c.stages {
		s.Annotate(doc)
		pkg, _, _ := strings.Cut(strings.TrimPrefix(fmt.Sprintf("%T", s), "*"), ".")
		lap(pkg)
	}
	c.events.Code(doc)
	lap("coder")
	return nil
}

func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkLoad measures what the first report of a language waits for.
func BenchmarkLoad(b *testing.B) {
	for _, lang := range Languages() {
		b.Run(lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := load(lang); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
