package boundary

// findAddress returns where a URL or mail address stands in the chunk, as
// characters. A URL starts with a scheme or with www. and goes on to the end
// but for closing marks; a mail address is what surrounds an @.
func (c *chunk) findAddress() [2]int {
	for i, r := range c.char {
		switch {
		case r == '@' && i > 0 && i+1 < c.len() && c.mailChar(i-1) && c.mailChar(i+1):
			return c.mail(i)
		case r == ':' && i+2 < c.len() && c.char[i+1] == '/' && c.char[i+2] == '/':
			return c.url(i)
		case r == 'w' && c.hasAt(i, "www.") && (i == 0 || !c.class[i-1].isLetter()):
			return c.url(i)
		}
	}
	return [2]int{}
}

// url extends an address from its scheme or its www. at character i.
func (c *chunk) url(i int) [2]int {
	from, to := i, c.len()
	for from > 0 && c.class[from-1].isLetter() {
		from--
	}
	for j := i; j < to; j++ {
		if r := c.char[j]; r == '<' || r == '>' || c.class[j] == quote {
			to = j
		}
	}
	for to > i+3 && c.closes(to-1) {
		to--
	}
	return [2]int{from, to}
}

// closes reports a mark that ends what surrounds an address.
func (c *chunk) closes(i int) bool {
	switch c.class[i] {
	case period, comma, colon, final, apostrophe, quote, closing, ellipsis:
		return true
	}
	return false
}

// mail extends an address on both sides of its @.
func (c *chunk) mail(at int) [2]int {
	from, to := at, at+1
	for from > 0 && c.mailChar(from-1) {
		from--
	}
	for to < c.len() && c.mailChar(to) {
		to++
	}
	for to > at+1 && c.closes(to-1) {
		to--
	}
	return [2]int{from, to}
}

func (c *chunk) mailChar(i int) bool {
	switch c.class[i] {
	case lower, upper, letter, digit, period, hyphen:
		return true
	}
	return c.char[i] == '_' || c.char[i] == '+'
}

func (c *chunk) hasAt(i int, s string) bool {
	if i+len(s) > c.len() {
		return false
	}
	for k, r := range s {
		if c.char[i+k] != r {
			return false
		}
	}
	return true
}
