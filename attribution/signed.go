package attribution

import "tocsin"

// signed reads quotations that are signed like letters: “…” — Ann Berg, with
// nothing else in the paragraph.
func (r *run) signed() {
	for k := range r.regs {
		reg := &r.regs[k]
		dash := reg.End + 1
		if reg.owner >= 0 || dash+1 >= len(r.toks) || !oneOf(r.toks[dash].Form, "―", "—", "–", "--") {
			continue
		}
		name := r.signature(dash + 1)
		if name.IsZero() || !r.opensParagraph(reg.Start-1) {
			continue
		}
		r.sent = r.doc.Sents[max(r.doc.SentOf(dash), 0)]
		r.addColon(dash, name, tocsin.Span{})
		r.give(k, len(r.finds)-1)
	}
}

// signature is the name that begins at token i and ends its paragraph; zero if
// none does.
func (r *run) signature(i int) tocsin.Span {
	end := i
	for end < len(r.toks) && end < i+7 && r.toks[end].UPOS == "PROPN" && !(end > i && r.opensParagraph(end)) {
		end++
	}
	stop := end
	for stop < len(r.toks) && r.toks[stop].UPOS == "PUNCT" && !r.opensParagraph(stop) {
		stop++
	}
	s := tocsin.Span{Start: i, End: end}
	if stop < len(r.toks) && !r.opensParagraph(stop) || s.IsZero() || !r.nameOnly(s) {
		return tocsin.Span{}
	}
	return s
}

// opensParagraph reports whether a paragraph starts with token i.
func (r *run) opensParagraph(i int) bool {
	si := r.doc.SentOf(i)
	return si >= 0 && r.paras[si] && r.doc.Sents[si].Start == i
}
