package factuality

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"tocsin"
	"tocsin/internal/tsv"
)

// Bounds of a score: a reader is sure that the act did not, or did, happen.
const (
	MinScore = -3
	MaxScore = 3
)

// loadScores reads the weights; a language whose readers nobody asked has none.
func (a *Annotator) loadScores(name string) error {
	text, err := tsv.Text(tables, name)
	if errors.Is(err, tocsin.ErrLanguage) {
		return nil
	}
	if err == nil {
		a.weights, err = parseScores(name, text)
	}
	if err != nil {
		return fmt.Errorf("factuality: %w", err)
	}
	return nil
}

// parseScores reads the weight of each sign: "status:planned	-1.2".
func parseScores(name, table string) (map[string]float64, error) {
	out := map[string]float64{}
	return out, tsv.Rows(name, table, 2, func(f []string) error {
		w, err := strconv.ParseFloat(f[1], 64)
		if err != nil || !(w >= -10 && w <= 10) {
			return fmt.Errorf("no weight between -10 and 10 in %q", f[1])
		}
		out[f[0]] = w
		return nil
	})
}

// Scores says for every token of a Doc with Status how sure a reader is that
// the act it names happened: from -3, it certainly did not, to 3, it certainly
// did, as readers of UDS It-Happened were asked. Tokens that head no clause
// have a score too, from the same signs; it means little. In a language without
// a table of weights every score is 0.
func (a *Annotator) Scores(doc *tocsin.Doc) []float64 {
	out := make([]float64, len(doc.Tokens))
	for i, signs := range a.Signs(doc) {
		w := a.weights["all"]
		for _, s := range signs {
			w += a.weights[s]
		}
		out[i] = min(max(w, MinScore), MaxScore)
	}
	return out
}

// Signs lists for every token the features that Scores weighs: its status and
// the words that decide it, its form, its clause and what governs that.
func (a *Annotator) Signs(doc *tocsin.Doc) [][]string {
	r := a.newRun(doc)
	out := make([][]string, len(doc.Tokens))
	for _, s := range doc.Sents {
		r.sent = s
		for i := s.Start; i < s.End; i++ {
			out[i] = r.signs(i)
		}
	}
	return out
}

func (r *run) signs(i int) []string {
	t := &r.toks[i]
	rel, _, _ := strings.Cut(t.Rel, ":")
	st := r.doc.StatusOf(i)
	out := []string{"status:" + string(st.Status), "xpos:" + t.XPOS, "rel:" + rel, "form:" + rel + "/" + t.XPOS, "lemma:" + r.lemma(i)}
	if !st.Cue.IsZero() {
		out = append(out, "cue:"+r.lemma(st.Cue.Start))
	}
	out = append(out, "time:"+r.time(i))
	out = append(out, "status:"+string(st.Status)+"/time:"+r.time(i))
	out = r.childSigns(i, out)
	if end := r.toks[r.sent.End-1].Form; end == "?" || end == "!" {
		out = append(out, "end:"+end)
	}
	return r.governorSigns(i, rel, out)
}

// time is the tense of the clause: by its first finite verb, else the form.
func (r *run) time(i int) string {
	for c := r.first[i]; c >= 0; c = r.next[c] {
		if tocsin.RelIs(r.toks[c].Rel, "aux", "aux:pass", "cop") {
			switch x := r.toks[c].XPOS; x {
			case "VBD", "VBZ", "VBP", "MD":
				return x + "+" + r.toks[i].XPOS
			}
		}
	}
	return r.toks[i].XPOS
}

// childSigns reads auxiliaries, adverbs, marks and the subject.
func (r *run) childSigns(i int, out []string) []string {
	subject := "none"
	for c := r.first[i]; c >= 0; c = r.next[c] {
		k := int(c)
		l := r.lemma(k)
		switch {
		case tocsin.RelIs(r.toks[k].Rel, "aux", "aux:pass", "cop"):
			out = append(out, "aux:"+l)
		case tocsin.RelIs(r.toks[k].Rel, "advmod"):
			out = append(out, "adv:"+l)
		case tocsin.RelIs(r.toks[k].Rel, "mark"):
			out = append(out, "mark:"+l)
		case tocsin.RelIs(r.toks[k].Rel, "nsubj", "nsubj:pass"):
			subject = r.toks[k].UPOS
			if subject == "PRON" {
				subject = l
			}
		}
	}
	return append(out, "subject:"+subject)
}

// governorSigns reads what the clause hangs on, up to three clauses up.
func (r *run) governorSigns(i int, rel string, out []string) []string {
	for n := 0; n < 3; n++ {
		h := r.toks[i].Head
		if h < 0 {
			break
		}
		up, _, _ := strings.Cut(r.toks[i].Rel, ":")
		if n == 0 {
			out = append(out, "under:"+r.lemma(h)+"/"+up, "above:"+r.toks[h].UPOS+"/"+up, "above:"+string(r.doc.StatusOf(h).Status)+"/"+up+"/"+r.time(h))
		} else {
			out = append(out, "far:"+up+"/"+string(r.doc.StatusOf(h).Status))
		}
		for c := r.first[i]; n > 0 && c >= 0; c = r.next[c] {
			if tocsin.RelIs(r.toks[c].Rel, "mark") {
				out = append(out, "farmark:"+r.lemma(int(c)))
			}
		}
		i = h
	}
	return out
}
