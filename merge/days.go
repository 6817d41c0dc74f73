package merge

// timeSign: days that the texts tell must meet, but for one day at the seam
// of time zones and nights.
func timeSign(a, b *profile) float64 {
	gap := max(a.lo, b.lo) - min(a.hi, b.hi) // above zero: days between
	width := max(a.hi-a.lo, b.hi-b.lo)
	switch {
	case a.dated && b.dated && gap > seam && (gap > planSeam || a.planned == b.planned):
		return never
	case a.m.Background != b.m.Background && (!a.dated || !b.dated || width > 31):
		if gap <= kinLag && a.kin(b) {
			return -0.5
		}
		return never
	case a.dated && b.dated && gap > 0 && (a.planned || b.planned):
		return 0
	case a.dated && b.dated && gap > 0:
		return -1
	case a.dated && b.dated && width == 0:
		return 2.6
	case a.dated && b.dated && width <= 7:
		return 1
	case a.dated && b.dated && a.m.Background && a.lo == b.lo && a.hi == b.hi:
		return 1.5 // history is told by its year: few acts of a year are retold
	case a.dated && b.dated:
		return 0.5
	}
	return untoldSign(a, b, gap)
}

// untoldSign is [timeSign] where one text, at least, does not tell its day.
func untoldSign(a, b *profile, gap int) float64 {
	lag := a.lag(b)
	kin := lag > poorLag && lag <= kinLag && a.kin(b)
	switch {
	case kin && (lag > longAgo || lag > undatedLag && !a.dated && !b.dated):
		return -1
	case lag > poorLag && !kin && !(a.rich() && b.rich()):
		return never
	case a.dated && a.lo > b.hi+seam || b.dated && b.lo > a.hi+seam:
		return never // nobody tells as done what is to come
	case a.dated && a.lo > b.published || b.dated && b.lo > a.published:
		return 0 // it may be the one that was planned
	case a.dated || b.dated:
		return oneDated(gap)
	}
	return undated(lag)
}

// disjoint reports whether the days of two acts have none in common.
func disjoint(a, b *profile) bool { return max(a.lo, b.lo) > min(a.hi, b.hi) }

// lag is how many days lie between two mentions of which one, at least, does
// not tell its day.
func (p *profile) lag(q *profile) int {
	if p.dated || q.dated {
		return max(p.lo, q.lo) - min(p.hi, q.hi)
	}
	return abs(p.published - q.published)
}

// oneDated: one text tells the day, the other is known by its publication
// only, which may come long after the act but not before it.
func oneDated(gap int) float64 {
	switch {
	case gap <= 0:
		return 1
	case gap <= 4:
		return 0.3
	case gap <= 14:
		return -0.7
	case gap <= longAgo:
		return -1.5
	}
	return never
}

func undated(days int) float64 {
	switch {
	case days <= 2:
		return 0.7
	case days <= 7:
		return 0
	case days <= undatedLag:
		return -1
	}
	return never
}

func abs(n int) int { return max(n, -n) }
