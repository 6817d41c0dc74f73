package attribution

import (
	"cmp"
	"slices"

	"tocsin"
)

// finish orders the quotes, nests them, and resolves holders and days.
func (r *run) finish() {
	r.firstPersons()
	r.keepInside()
	r.keepBefore()
	slices.SortStableFunc(r.finds, func(a, b find) int {
		return cmp.Or(a.q.Cue.Start-b.q.Cue.Start, a.q.Source.Start-b.q.Source.Start)
	})
	r.nest()
	last := -1 // the latest quote with a speaker
	body := -1 // the latest quote by a body, which "it said" goes back to
	for k := range r.finds {
		f := &r.finds[k]
		r.resolve(f)
		if f.drops && f.q.Party < 0 && last >= 0 {
			f.q.Party, f.q.Holder = r.finds[last].q.Party, r.finds[last].q.Holder
		}
		if f.q.Head >= 0 && !f.stands() {
			last = k
		}
		if body >= 0 && r.unknownIt(f) {
			f.q.Party, f.q.Holder = r.finds[body].q.Party, r.finds[body].q.Holder
		} else if f.q.Head >= 0 && r.toks[f.q.Head].UPOS != "PRON" && !f.stands() {
			if body = k; oneOf(string(f.q.Holder), "person", "unnamed") {
				body = -1
			}
		}
		f.q.Quoted = r.quotedParts(f.q.Content)
		r.doc.Quotes = append(r.doc.Quotes, f.q)
	}
}

// unknownIt reports whether a quote's source is an "it" that no stage before
// could resolve.
func (r *run) unknownIt(f *find) bool {
	if f.q.Head < 0 || !r.kin(f.q.Head, isIt) {
		return false
	}
	return f.q.Party < 0 || r.doc.Actors[f.q.Party].Country == "" && r.doc.Actors[f.q.Party].From < 0
}

// keepInside cuts what a cue inside quotation marks introduces to the same
// stretch of speech: whatever the tree says, it does not reach the words by
// which the speech itself is introduced.
func (r *run) keepInside() {
	for k := range r.finds {
		f := &r.finds[k]
		if reg := r.inReg[f.cue]; reg >= 0 && r.spoken(r.regs[reg].Span) {
			f.q.Content = clip(f.q.Content, r.regs[reg].Span)
		}
	}
}

// keepBefore cuts what a cue introduces that an aside at the end of its
// sentence passes on: "images show that …, the envoy said".
func (r *run) keepBefore() {
	for k := range r.finds {
		a := &r.finds[k]
		if !a.aside {
			continue
		}
		for j := range r.finds {
			f := &r.finds[j]
			if j != k && f.cites && f.head == a.head {
				f.q.Content = a.q.Content
				continue
			}
			if j == k || f.cue == a.cue || !inside(a.q.Content, f.cue) {
				continue
			}
			var kept []tocsin.Span
			for _, s := range a.q.Content {
				kept = append(kept, clip(f.q.Content, s)...)
			}
			f.q.Content = kept
		}
	}
}

// clip cuts spans to what lies within a wider one.
func clip(spans []tocsin.Span, in tocsin.Span) []tocsin.Span {
	var out []tocsin.Span
	for _, s := range spans {
		if s = (tocsin.Span{Start: max(s.Start, in.Start), End: min(s.End, in.End)}); !s.IsZero() {
			out = append(out, s)
		}
	}
	return out
}

// firstPersons lets "I" and "we" in direct speech be its speaker. "I think"
// adds nothing to what he says, so only what changes the stance is kept.
func (r *run) firstPersons() {
	owners := make([]int, len(r.regs))
	for k := range r.regs {
		owners[k] = r.regs[k].owner
	}
	kept := r.finds[:0:0]
	for q := range r.finds {
		f := r.finds[q]
		src := f.q.Head
		if src < 0 || r.inReg[f.cue] < 0 || !r.kin(src, isMe) {
			kept = append(kept, f)
			continue
		}
		o := owners[r.inReg[f.cue]]
		if !oneOf(f.q.Stance, "deny", "accuse", "doubt") || o < 0 || o == q {
			continue
		}
		by := &r.finds[o].q
		f.q.Source, f.q.Head, f.q.Holder = by.Source, by.Head, by.Holder
		kept = append(kept, f)
	}
	r.finds = kept
}

// nest finds for each quote the smallest content that its cue stands in.
func (r *run) nest() {
	order := make([]int, len(r.finds))
	for k := range order {
		order[k] = k
	}
	size := func(k int) (n int) {
		for _, s := range r.finds[k].q.Content {
			n += s.Len()
		}
		return n
	}
	slices.SortStableFunc(order, func(a, b int) int { return size(b) - size(a) })
	holder := make([]int32, len(r.toks))
	for i := range holder {
		holder[i] = -1
	}
	for _, k := range order {
		f := &r.finds[k]
		if o := holder[f.cue]; o >= 0 && !r.denies(&r.finds[o], f) {
			f.q.Outer = int(o)
			r.relay(f, &r.finds[o])
		}
		if f.cites {
			r.citing(f)
		}
		for _, s := range f.q.Content {
			for i := s.Start; i < s.End; i++ {
				holder[i] = int32(k)
			}
		}
	}
}

// denies reports whether one of two quotes denies the claim that the other
// makes: both stand for themselves.
func (r *run) denies(out, in *find) bool {
	if in.head >= 0 && in.head == out.head && oneOf(in.q.Stance, "deny", "doubt") {
		return true
	}
	return out.q.Stance == "deny" && (out.head == in.cue || out.head == in.head)
}

// citing nests "citing officials" in what the one who cites them reports.
func (r *run) citing(f *find) {
	for k := range r.finds {
		if o := &r.finds[k]; o.head == f.head && !o.cites && f.head >= 0 {
			f.q.Outer, f.q.Relay = k, o.q.Source
			if o.q.Outer >= 0 && r.finds[o.q.Outer].cue == f.cue {
				o.q.Outer = -1
			}
			return
		}
	}
}

// relay notes that the outer quote does nothing but pass on the inner one.
func (r *run) relay(in, out *find) {
	if out.head == in.cue && out.q.Stance == "assert" && in.q.Relay.IsZero() {
		in.q.Relay = out.q.Source
	}
}

// quotedParts cuts the content to what stands between quotation marks.
func (r *run) quotedParts(content []tocsin.Span) []tocsin.Span {
	var out []tocsin.Span
	for _, s := range content {
		for i := s.Start; i < s.End; i++ {
			k := r.inReg[i]
			if k < 0 {
				continue
			}
			end := min(s.End, r.regs[k].End)
			out = append(out, tocsin.Span{Start: i, End: end})
			i = end - 1
		}
	}
	return out
}
