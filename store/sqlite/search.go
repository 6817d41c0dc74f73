package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/store"
)

// match writes the terms of a search as FTS5 reads them. Words are letters and
// digits only and stand in quotation marks, so nothing in them is syntax.
// Empty if nothing is to be found.
func match(terms []store.Term) string {
	var yes, no []string
	for _, t := range terms {
		phrase := `"` + strings.Join(t.Words, " ") + `"`
		if t.Prefix {
			phrase += " *"
		}
		if t.Not {
			no = append(no, phrase)
		} else {
			yes = append(yes, phrase)
		}
	}
	if len(yes) == 0 {
		return ""
	}
	out := strings.Join(yes, " AND ")
	if len(no) > 0 {
		out = "(" + out + ") NOT (" + strings.Join(no, " OR ") + ")"
	}
	return out
}

// Search implements [store.Searcher]. A cursor is the sequence number below
// which a window begins and how many of its hits were told, "120.50".
func (r reader) Search(ctx context.Context, words string, limit int, after string) ([]store.Hit, string, error) {
	before, told, err := searchCursor(after)
	if err != nil {
		return nil, "", err
	}
	query := match(store.Terms(words))
	if query == "" {
		return nil, "", nil
	}
	limit = cmp.Or(limit, defaultLimit)
	var out []store.Hit
	for {
		found, err := rows(ctx, r.tx, scanFound, `SELECT l.seq, l.id, l.published, l.publisher, l.title, l.lang, l.copy_of, r.excerpts
			FROM (SELECT rowid AS seq FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?) w
			CROSS JOIN line l CROSS JOIN report r WHERE l.seq = w.seq AND r.seq = w.seq`, query, before, store.SearchWindow)
		if err != nil {
			return nil, "", err
		}
		hits := rank(words, found)
		page := hits[min(told, len(hits)):]
		if room := limit - len(out); len(page) > room {
			return append(out, page[:room]...), searchNext(before, told+room), nil
		}
		out = append(out, page...)
		if len(found) < store.SearchWindow {
			return out, "", nil
		}
		before, told = found[len(found)-1].line.Seq, 0
		if len(out) == limit {
			return out, searchNext(before, 0), nil
		}
	}
}

func searchNext(before int64, told int) string {
	return strconv.FormatInt(before, 10) + "." + strconv.Itoa(told)
}

func searchCursor(s string) (before int64, told int, err error) {
	if s == "" {
		return 1 << 62, 0, nil
	}
	a, b, _ := strings.Cut(s, ".")
	before, err = strconv.ParseInt(a, 10, 64)
	told, err2 := strconv.Atoi(b)
	if err != nil || err2 != nil || told < 0 {
		return 0, 0, fmt.Errorf("sqlite: cursor %q: %w", s, tocsin.ErrInvalid)
	}
	return before, told, nil
}

// A foundReport is a report with what is kept of its words.
type foundReport struct {
	line store.Line
	kept []tocsin.Segment
}

func scanFound(row interface{ Scan(...any) error }) (f foundReport, err error) {
	var published, kept string
	l := &f.line
	if err := row.Scan(&l.Seq, &l.ID, &published, &l.Publisher, &l.Title, &l.Lang, &l.CopyOf, &kept); err != nil {
		return f, err
	}
	return f, errors.Join(l.Published.UnmarshalText([]byte(published)), json.Unmarshal([]byte(kept), &f.kept))
}

func rank(words string, found []foundReport) []store.Hit {
	slices.SortFunc(found, func(a, b foundReport) int { return cmp.Compare(b.line.Seq, a.line.Seq) })
	lines, kept := make([]store.Line, len(found)), make([][]tocsin.Segment, len(found))
	for i := range found {
		lines[i], kept[i] = found[i].line, found[i].kept
	}
	return store.Rank(words, lines, kept)
}

// Search sees what the update has written so far.
func (w writer) Search(ctx context.Context, words string, limit int, after string) ([]store.Hit, string, error) {
	if err := w.index(ctx); err != nil {
		return nil, "", err
	}
	return w.reader.Search(ctx, words, limit, after)
}

// A wording is what an update knows of a report's words; what it does not
// know is read when they are indexed.
type wording struct {
	report   *store.Report
	mentions []store.Mention
	read     bool // mentions are known
	gone     bool // the words were taken down
}

// later notes that the words of a report are to be indexed at the end of the
// update: each report once, in the order in which the index grows best.
func (w writer) later(id tocsin.ReportID) *wording {
	if w.words[id] == nil {
		w.words[id] = &wording{}
	}
	return w.words[id]
}

// index brings the index of words up to date.
func (w writer) index(ctx context.Context) error {
	type entry struct {
		seq, was int64
		id       tocsin.ReportID
	}
	var es []entry
	for id := range w.words {
		e := entry{id: id}
		err := w.tx.QueryRowContext(ctx, "SELECT seq, words FROM line WHERE id = ?", string(id)).Scan(&e.seq, &e.was)
		switch {
		case errors.Is(err, sql.ErrNoRows): // mentions without a report
			continue
		case err != nil:
			return fmt.Errorf("sqlite: words of %s: %w", id, err)
		}
		es = append(es, e)
	}
	slices.SortFunc(es, func(a, b entry) int { return cmp.Compare(a.seq, b.seq) })
	for _, e := range es {
		if err := w.indexOne(ctx, e.seq, e.was, e.id, w.words[e.id]); err != nil {
			return err
		}
	}
	clear(w.words)
	return nil
}

// indexOne writes the words of one report; was is the sum of those that are
// in the index already, 0 for none.
func (w writer) indexOne(ctx context.Context, seq, was int64, id tocsin.ReportID, x *wording) error {
	words, err := w.wordsOf(ctx, id, x)
	if err != nil {
		return err
	}
	sum := sumOf(words)
	if sum == was {
		return nil
	}
	if was != 0 {
		if err := w.exec(ctx, "DELETE FROM words WHERE rowid = ?", seq); err != nil {
			return err
		}
	}
	if sum != 0 {
		if err := w.exec(ctx, "INSERT INTO words (rowid, title, text, names) VALUES (?, ?, ?, ?)", seq, words.Title, words.Text, words.Names); err != nil {
			return err
		}
	}
	return w.exec(ctx, "UPDATE line SET words = ? WHERE seq = ?", sum, seq)
}

func (w writer) wordsOf(ctx context.Context, id tocsin.ReportID, x *wording) (store.Words, error) {
	if x.gone {
		return store.Words{}, nil
	}
	if x.report == nil {
		r, err := w.Report(ctx, id)
		if err != nil {
			return store.Words{}, err
		}
		x.report = &r
	}
	if !x.read {
		ms, err := w.MentionsOf(ctx, id)
		if err != nil {
			return store.Words{}, err
		}
		x.mentions = ms
	}
	return store.WordsOf(x.report, x.mentions), nil
}

// sumOf tells words apart; 0 is for none at all.
func sumOf(words store.Words) int64 {
	if words == (store.Words{}) {
		return 0
	}
	h := fnv.New64a()
	for _, s := range []string{words.Title, words.Text, words.Names} {
		h.Write([]byte(s)) // never fails
		h.Write([]byte{0})
	}
	return int64(h.Sum64() | 1)
}
