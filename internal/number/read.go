package number

// A sum is a number while it is being read: total holds what the scales have
// closed ("two million"), part what they have not ("three hundred").
type sum struct {
	total, part float64
	last        Kind
	lastScale   float64
	digits      bool
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
		if w.Kind == And || w.Kind == Hyphen {
			if i+1 >= len(words) || !s.links(w.Kind, words[i+1]) {
				break
			}
			continue
		}
		if !s.add(w, words[i+1:]) {
			break
		}
		used = i + 1
	}
	if used == 0 || s.last == Article {
		return 0, 0
	}
	if v, n := mixed(words[used:]); n > 0 {
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

// half reads "half a million" and "a quarter of a million" without "of".
func half(words []Word) (float64, int) {
	if len(words) > 2 && words[0].Kind == Half && words[1].Kind == Article && (words[2].Kind == Scale || words[2].Kind == Group) {
		return words[2].Value / 2, 3
	}
	return 0, 0
}

// mixed reads the rest of "two and a half".
func mixed(words []Word) (float64, int) {
	if len(words) > 2 && words[0].Kind == And && words[1].Kind == Article && (words[2].Kind == Half || words[2].Kind == Fraction) {
		return words[2].Value, 3
	}
	return 0, 0
}

// links reports whether "and" or a hyphen goes on with the number: "two
// hundred and fifty", "twenty-five", but not "two and three".
func (s *sum) links(by Kind, next Word) bool {
	low := next.Kind == Unit || next.Kind == Teen || next.Kind == Ten
	if by == Hyphen {
		return s.last == Ten && next.Kind == Unit || (s.last == Unit || s.last == Digits) && multiplies(next.Kind)
	}
	return low && !s.digits && (s.last == Hundred || s.last == Scale)
}

// add takes one more word into the number if it can follow what was read.
func (s *sum) add(w Word, rest []Word) bool {
	ok := false
	switch w.Kind {
	case Digits:
		ok = s.last == None
		s.digits = true
	case Article, Several:
		ok = s.last == None && len(rest) > 0 && multiplies(rest[0].Kind)
	case Unit:
		ok = s.last == None || s.last == Ten || !s.digits && (s.last == Hundred || s.last == Scale)
	case Teen, Ten:
		ok = s.last == None || !s.digits && (s.last == Hundred || s.last == Scale)
	case Hundred, Scale, Group:
		return s.multiply(w)
	}
	if ok {
		s.part += w.Value
		s.last = w.Kind
	}
	return ok
}

func multiplies(k Kind) bool { return k == Hundred || k == Scale || k == Group }

// multiply applies a hundred, scale or dozen to what stands before it. A bare
// multiplier ("hundred soldiers") is no number: callers read "hundreds" apart.
func (s *sum) multiply(w Word) bool {
	switch {
	case s.last == None || s.last == Group || s.part == 0:
		return false
	case w.Kind == Hundred && (s.part >= 100 || s.last == Hundred):
		return false
	case w.Kind == Scale && s.lastScale != 0 && s.lastScale <= w.Value:
		return false
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
