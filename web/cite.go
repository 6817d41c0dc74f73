package web

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"tocsin"
	"tocsin/store"
)

// cite is a telling as somebody would put it in a note: the sentence, who
// stands behind it, outlet, day, address and permanent link.
func (r *request) cite(event string, m *tocsin.Mention) string {
	var said []string
	for i := range m.Claims {
		said = append(said, r.words.says(&m.Claims[i]))
	}
	source := []string{}
	for _, part := range []string{strings.Join(said, "; "), r.words.outlet(m.Report.Publisher), m.Report.Title, m.Report.Published.String(), m.Report.URL} {
		if part != "" {
			source = append(source, part)
		}
	}
	return "“" + m.Sentence.Text + "” (" + strings.Join(source, ", ") + ") " + r.origin() + "/events/" + event + "#m-" + m.ID
}

// Cite is a telling as somebody would put it in a note.
func (v *view) Cite(event string, m tocsin.Mention) string { return v.r.cite(event, &m) }

// Permalink is the whole address of a path of the desk.
func (v *view) Permalink(path string) string { return v.r.origin() + path }

func (w *words) outlet(name string) string {
	if name == "" {
		return w.T("outlet.none")
	}
	return name
}

// A proof is a report in a bundle: what vouches for it, and none of its words
// but the sentences.
type proof struct {
	ID        tocsin.ReportID `json:"id"`
	URL       string          `json:"url"`
	Title     string          `json:"title"`
	Publisher string          `json:"publisher"`
	Published tocsin.Day      `json:"published"`
	Lang      string          `json:"lang"`
	Copy      *store.Copy     `json:"copy,omitempty"`
	store.Custody
}

// A bundle is what a peer needs to check an event without the desk.
type bundle struct {
	Permalink   string             `json:"permalink"`
	Program     string             `json:"program"`
	Demo        bool               `json:"demonstration,omitempty"`
	Headline    string             `json:"headline"`
	Event       tocsin.Event       `json:"event"`
	Mentions    []tocsin.Mention   `json:"mentions"`
	Reports     []proof            `json:"reports"`
	Changes     []store.Change     `json:"changes"`
	Corrections []store.Correction `json:"corrections"`
}

// evidencePage is everything on an event in one file that opens offline:
// Markdown to read, JSON and CSV to work with, and the hashes of all.
func evidencePage(r *request) (*answer, error) {
	e, err := r.event("/evidence.zip")
	if err != nil {
		return nil, err
	}
	b, err := r.bundle(&e)
	if err != nil {
		return nil, err
	}
	j, err := json.MarshalIndent(b, "", " ")
	if err != nil {
		return nil, err
	}
	table, err := claimsCSV(r, &e)
	if err != nil {
		return nil, err
	}
	body, err := zipped(&e, map[string][]byte{"evidence.md": r.markdown(b), "evidence.json": j, "claims.csv": table})
	if err != nil {
		return nil, err
	}
	return &answer{file: &file{"application/zip", "evidence-" + e.ID + ".zip", body}}, nil
}

func (r *request) bundle(e *tocsin.Event) (*bundle, error) {
	b := &bundle{Permalink: r.origin() + "/events/" + e.ID, Program: "tocsin " + r.server.Version, Demo: r.server.Demo, Headline: r.headline(e), Event: *e}
	ts, err := r.tellings(e)
	if err != nil {
		return nil, err
	}
	for i := range ts {
		b.Mentions = append(b.Mentions, ts[i].Mention)
		id := ts[i].Report.ID
		if slices.ContainsFunc(b.Reports, func(p proof) bool { return p.ID == id }) {
			continue
		}
		rep, err := r.read.Report(r.ctx, id)
		if err != nil {
			return nil, err
		}
		b.Reports = append(b.Reports, proof{rep.ID, rep.URL, rep.Title, rep.Publisher, rep.Published, rep.Lang, rep.Copy, rep.Custody})
	}
	if b.Changes, err = r.read.ChangesOf(r.ctx, e.ID); err != nil {
		return nil, err
	}
	b.Corrections, err = r.correctionsOf(e)
	return b, err
}

// claimsCSV is the table that the page of claims has.
func claimsCSV(r *request, e *tocsin.Event) ([]byte, error) {
	a, err := claimsOf(r, e)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write(a.rows.head) // writing to memory does not fail
	w.WriteAll(a.rows.rows)
	return out.Bytes(), w.Error()
}

// markdown is a bundle for people, in the reader's language; sentences stay as
// they were written.
func (r *request) markdown(b *bundle) []byte {
	w, e := r.words, &b.Event
	var out bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("# %s\n", unmarked(b.Headline))
	if b.Demo {
		line("**%s**\n", w.T("demo.note"))
	}
	line("- %s: %s", w.T("fact.when"), w.Days(e.First, e.Last))
	line("- %s: %s", w.T("filter.status"), w.Label("status", e.Status))
	if e.Place != nil {
		line("- %s: %s (%s)", w.T("fact.where"), unmarked(e.Place.Name), w.Label("precision", e.Place.Precision))
	}
	line("- %s · %s", w.Count(e.Reports, "report"), w.Count(len(e.Origins), "source"))
	line("- %s: <%s>\n", w.T("event.id"), b.Permalink)
	line("## %s\n", w.T("event.said"))
	for i := range b.Mentions {
		m := &b.Mentions[i]
		line("> %s\n", unmarked(m.Sentence.Text))
		line("%s\n", unmarked(r.cite(e.ID, m)))
	}
	if len(e.Comparisons) > 0 {
		line("## %s\n", w.T("event.numbers"))
		for _, c := range e.Comparisons {
			for _, v := range c.Claims {
				line("- %s: “%s” (%s) · %s · %s · %s", unmarked(w.Label("what", c.What)), unmarked(v.Text), w.Label("bound", v.Bound), unmarked(v.Holder), unmarked(w.outlet(v.Outlet)), v.Said)
			}
		}
		line("")
	}
	line("## %s\n", w.T("report.custody"))
	for i := range b.Reports {
		p := &b.Reports[i]
		line("- %s, %s: %s %s", unmarked(w.outlet(p.Publisher)), p.Published, unmarked(p.Title), linked(p.URL))
		line("  - SHA-256 (%s) `%s`; %s `%s`; %s %s", w.T("custody.text"), p.TextSHA256, w.T("custody.link"), p.Hash, w.T("custody.fetched"), p.Fetched.UTC().Format("2006-01-02 15:04:05 UTC"))
	}
	line("\n%s %s", w.T("evidence.note"), b.Program)
	return out.Bytes()
}

// linked is an address of the web as a link, anything else as text.
func linked(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return unmarked(address)
	}
	return "<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(u.String()) + ">"
}

// unmarked writes text so that Markdown finds nothing in it.
func unmarked(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '\n' || c == '\r':
			c = ' '
		case strings.ContainsRune("\\`*_{}[]<>#|~&", c):
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// zipped packs files with a list of their hashes. The same files give the
// same bytes.
func zipped(e *tocsin.Event, files map[string][]byte) ([]byte, error) {
	names := []string{}
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var sums strings.Builder
	for _, name := range names {
		sum := sha256.Sum256(files[name])
		fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), name)
	}
	files["SHA256SUMS"] = []byte(sums.String())
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range append(names, "SHA256SUMS") {
		f, err := z.CreateHeader(&zip.FileHeader{Name: "evidence-" + e.ID + "/" + name, Method: zip.Deflate, Modified: e.Reported.Time()})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(files[name]); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}
