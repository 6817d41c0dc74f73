package nlp

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A lemma script says how to make a lemma from a form:
//
//	c-k+suffix   change case as c says (l lower, k keep, t title, u upper),
//	             cut k characters from the end, append the suffix
//	=literal     the lemma itself
//
// The case codes are tried in the order l k t u, so that one lemma has one
// script wherever possible.

// Script is the lemma script that turns form into lemma.
func Script(form, lemma string) string {
	for _, c := range "lktu" {
		base := recase(c, form)
		p := commonPrefix(base, lemma)
		if p == 0 && len(lemma) > 0 {
			continue
		}
		cut := utf8.RuneCountInString(base[p:])
		if c != 'l' && cut > 0 && p < 2 {
			continue
		}
		// Bytes that are no text can count as other characters once cut.
		if s := string(c) + "-" + strconv.Itoa(cut) + "+" + lemma[p:]; Apply(s, form) == lemma {
			return s
		}
	}
	return "=" + lemma
}

// Apply makes the lemma of form by a script; a script that cannot apply (it
// cuts more than there is) leaves the form in lower case.
func Apply(script, form string) string {
	if lit, ok := strings.CutPrefix(script, "="); ok {
		return lit
	}
	c, rest, _ := strings.Cut(script, "-")
	k, suffix, ok := strings.Cut(rest, "+")
	cut, err := strconv.Atoi(k)
	if !ok || err != nil || len(c) != 1 || cut > utf8.RuneCountInString(form) {
		return strings.ToLower(form)
	}
	base := recase(rune(c[0]), form)
	for ; cut > 0 && base != ""; cut-- {
		_, n := utf8.DecodeLastRuneInString(base)
		base = base[:len(base)-n]
	}
	if suffix == "" {
		return base
	}
	return base + suffix
}

func recase(c rune, form string) string {
	switch c {
	case 'l':
		return strings.ToLower(form)
	case 'u':
		return strings.ToUpper(form)
	case 't':
		r, n := utf8.DecodeRuneInString(form)
		return string(unicode.ToUpper(r)) + strings.ToLower(form[n:])
	}
	return form
}

// commonPrefix is the length in bytes of the longest common prefix that ends
// between characters.
func commonPrefix(a, b string) int {
	p := 0
	for i, r := range a {
		q, n := utf8.DecodeRuneInString(b[min(i, len(b)):])
		if n == 0 || q != r {
			break
		}
		p = i + n
	}
	return p
}

// BaseRel is a UD relation without its subtype.
func BaseRel(rel string) string {
	base, _, _ := strings.Cut(rel, ":")
	return base
}
