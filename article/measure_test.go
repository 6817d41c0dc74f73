package article

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tocsin"
)

// annotated is what the annotators of one real page wrote down.
type annotated struct {
	File          string
	With, Without []string
	Date, Title   string
	Author        any // one name, or a list
}

func (a *annotated) author() string { return firstOf(append(stringsOf(a.Author, 0), "")...) }

func measured(t *testing.T) (map[string]annotated, string) {
	t.Helper()
	shared := os.Getenv("TOCSIN_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	dir := filepath.Join(shared, "data", "article-extraction")
	b, err := os.ReadFile(filepath.Join(dir, "evaldata.json"))
	if err != nil {
		t.Skip("annotated pages are not here")
	}
	var pages map[string]annotated
	if err := json.Unmarshal(b, &pages); err != nil {
		t.Fatal(err)
	}
	return pages, filepath.Join(dir, "eval")
}

// tally counts over all pages.
type tally struct {
	pages, failed                  int
	withAll, with                  int
	withoutAll, without            int
	dates, dateRight, dateWrong    int
	titles, titleRight             int
	authors, authorRight, authored int
}

func (c *tally) count(t *testing.T, address string, a annotated, b []byte) {
	c.pages++
	rep, err := Page(b, address, Options{})
	found := err == nil
	if errors.Is(err, tocsin.ErrNoDate) {
		rep, err = Page(b, address, Options{Date: tocsin.Day{Year: 2000, Month: 1, Date: 1}})
	}
	if err != nil {
		c.failed++
		t.Logf("%s: %v", a.File, err)
	}
	flat := collapse(rep.Text)
	for _, s := range a.With {
		c.withAll++
		if strings.Contains(flat, collapse(s)) {
			c.with++
		} else {
			t.Logf("miss %s %q", a.File, s)
		}
	}
	for _, s := range a.Without {
		c.withoutAll++
		if strings.Contains(flat, collapse(s)) {
			c.without++
			t.Logf("junk %s %q", a.File, s)
		}
	}
	c.fields(t, a, rep, found)
}

func (c *tally) fields(t *testing.T, a annotated, rep tocsin.Report, found bool) {
	if a.Date != "" {
		c.dates++
		if found && rep.Published.String() == a.Date {
			c.dateRight++
		} else if found {
			c.dateWrong++
		}
		if !found || rep.Published.String() != a.Date {
			t.Logf("date %s %s want %s found %v in %s", a.File, rep.Published, a.Date, found, rep.Found["published"])
		}
	}
	if a.Title != "" {
		c.titles++
		if strings.Contains(strings.ToLower(collapse(rep.Title)), strings.ToLower(collapse(a.Title))) {
			c.titleRight++
		} else {
			t.Logf("title %s %q want %q", a.File, rep.Title, a.Title)
		}
	}
	if author := a.author(); author != "" {
		c.authors++
		if rep.Byline != "" {
			c.authored++
		}
		if strings.Contains(strings.ToLower(rep.Byline), strings.ToLower(author)) {
			c.authorRight++
		} else {
			t.Logf("author %s %q want %q", a.File, rep.Byline, author)
		}
	}
}

// TestMeasure prints how much of 190 real pages is read rightly and holds it
// above floors.
func TestMeasure(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 190 pages")
	}
	pages, dir := measured(t)
	var c tally
	var spent time.Duration
	for address, a := range pages {
		b, err := os.ReadFile(filepath.Join(dir, a.File))
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		c.count(t, address, a, b)
		spent += time.Since(start)
	}
	t.Logf("pages %d (failed %d), %.1f ms a page", c.pages, c.failed, float64(spent.Milliseconds())/float64(c.pages))
	t.Logf("must have %d/%d, must not %d/%d", c.with, c.withAll, c.without, c.withoutAll)
	t.Logf("date right %d/%d, wrong %d; title %d/%d; author %d/%d (given %d)",
		c.dateRight, c.dates, c.dateWrong, c.titleRight, c.titles, c.authorRight, c.authors, c.authored)
	if c.failed > 0 || c.with < 525 || c.without > 55 || c.dateRight < 115 || c.titleRight < 130 {
		t.Error("worse than the floors")
	}
}
