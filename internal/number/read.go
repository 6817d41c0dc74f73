package number

// A sum is a number while it is being read: total holds what the scales have
// closed ("two million"), part what they have not ("three hundred").
type sum struct {
	total, part float64
	last        Kind
	lastScale   float64
	digits      bool
	bare        bool                           // the last scale was one that needs nothing before it
	before      struct{ total, scale float64 } // what was closed in front of it
	linked      bool                           // a link stands before the word
}

// Read reads the number that starts at the first word and returns its value
// and how many words it takes; none if no number starts there. A leading
// article counts only before a hundred, a scale or a dozen ("a hundred"), so
// "a soldier" is no number.
func Read(words []Word) (value float64, used int) {
	if v, n := half(words); n > 0 {
		return v, n
	}
	var s sum
	for i := 0; i < len(words); i++ {
		w := words[i]
		if w.Kind == And || w.Kind == Hyphen || w.Kind == Link {
			if i+1 >= len(words) || !s.links(w.Kind, words[i+1]) {
				break
			}
			s.linked = true
			continue
		}
		if !s.add(w, words[i+1:]) {
			break
		}
		used = i + 1
	}
	if used == 0 || s.last == Article && used == 1 {
		return 0, 0
	}
	if v, n := mixed(words[used:]); n > 0 {
		if s.last == Scale || s.last == Bare { // a million and a half
			v *= s.lastScale
		}
		return s.total + s.part + v, used + n
	}
	if v, n := decimals(words[used:]); n > 0 && !s.digits {
		return scaledUp(s.total+s.part+v, words, used+n)
	}
	return s.total + s.part, used
}

// decimals reads "point five", "point zero three", "point seventy-one".
func decimals(words []Word) (value float64, used int) {
	if len(words) < 2 || words[0].Kind != Point {
		return 0, 0
	}
	place, used := 1., 1
	for i := 1; i < len(words); i++ {
		w := words[i]
		switch {
		case w.Kind == Unit && i > 1 && words[i-1].Kind == Ten:
			value += w.Value * place
		case w.Kind == Unit:
			place /= 10
			value += w.Value * place
		case w.Kind == Teen, w.Kind == Ten:
			place /= 100
			value += w.Value * place
		case w.Kind == Hyphen && words[i-1].Kind == Ten && i+1 < len(words) && words[i+1].Kind == Unit:
			i++
			value += words[i].Value * place
		default:
			return value, read(used)
		}
		used = i + 1
	}
	return value, read(used)
}

// read is 0 where only the point was.
func read(used int) int {
	if used == 1 {
		return 0
	}
	return used
}

// scaledUp applies a scale that follows: "two point five million".
func scaledUp(v float64, words []Word, used int) (float64, int) {
	if used < len(words) && words[used].Kind == Scale {
		return Scaled(v, words[used].Value), used + 1
	}
	return v, used
}

// half reads "half a million" and "half million".
func half(words []Word) (float64, int) {
	if len(words) == 0 || words[0].Kind != Half {
		return 0, 0
	}
	i := 1
	if len(words) > i && words[i].Kind == Article {
		i++
	}
	if len(words) > i && (words[i].Kind == Scale || words[i].Kind == Group) {
		return words[i].Value / 2, i + 1
	}
	return 0, 0
}

// mixed reads the rest of "two and a half".
func mixed(words []Word) (float64, int) {
	if len(words) < 2 || words[0].Kind != And && words[0].Kind != Link {
		return 0, 0
	}
	i := 1
	if words[i].Kind == Article {
		i++
	} else if words[0].Kind == And {
		return 0, 0
	}
	if i < len(words) && (words[i].Kind == Half || words[i].Kind == Fraction) {
		return words[i].Value, i + 1
	}
	return 0, 0
}

// links reports whether "and" or a hyphen goes on with the number: "two
// hundred and fifty", "twenty-five", but not "two and three".
func (s *sum) links(by Kind, next Word) bool {
	low := next.Kind == Unit || next.Kind == Teen || next.Kind == Ten
	switch by {
	case Hyphen:
		return s.last == Ten && next.Kind == Unit || (s.last == Unit || s.last == Digits) && multiplies(next.Kind)
	case Link:
		return s.last == Ten && (next.Kind == Unit || next.Kind == Article)
	}
	return low && !s.digits && (s.last == Hundred || s.last == Scale)
}

// add takes one more word into the number if it can follow what was read.
func (s *sum) add(w Word, rest []Word) bool {
	ok := false
	large := !s.digits && (s.last == Hundred || s.last == Hundreds || s.last == Scale || s.last == Bare)
	switch w.Kind {
	case Digits:
		ok = s.last == None
		s.digits = true
	case Article:
		ok = s.last == None && len(rest) > 0 && multiplies(rest[0].Kind) || s.last == Ten && s.linked
	case Several:
		ok = s.last == None && len(rest) > 0 && multiplies(rest[0].Kind)
	case Unit:
		ok = s.last == None || s.last == Ten || large
	case Teen, Ten:
		ok = s.last == None || large
	case Hundreds:
		ok = s.last == None || !s.digits && (s.last == Scale || s.last == Bare)
	case Hundred, Scale, Bare, Group:
		return s.multiply(w)
	}
	s.linked = false
	if ok {
		s.part += w.Value
		s.last = w.Kind
	}
	return ok
}

func multiplies(k Kind) bool { return k == Hundred || k == Scale || k == Bare || k == Group }

// multiply applies a hundred, scale or dozen to what stands before it. A
// multiplier alone ("hundred soldiers") is no number: callers read "hundreds"
// apart.
func (s *sum) multiply(w Word) bool {
	if w.Kind == Bare && s.part == 0 && s.last != Group {
		s.part = 1
	}
	if w.Kind == Scale && s.bare && s.last != Group { // mil millones
		s.part, s.total, s.lastScale = s.part+s.total-s.before.total, s.before.total, s.before.scale
	}
	switch {
	case s.last == None && w.Kind != Bare || s.last == Group || s.part == 0:
		return false
	case w.Kind == Hundred && (s.part >= 100 || s.last == Hundred):
		return false
	case w.Kind != Hundred && s.lastScale != 0 && s.lastScale <= w.Value:
		return false
	}
	if s.bare = w.Kind == Bare; s.bare {
		s.before.total, s.before.scale = s.total, s.lastScale
	}
	if w.Kind == Hundred {
		s.part = Scaled(s.part, w.Value)
	} else {
		s.total += Scaled(s.part, w.Value)
		s.part, s.lastScale = 0, w.Value
	}
	s.last = w.Kind
	return true
}
