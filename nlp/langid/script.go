package langid

import "unicode"

type script int

const (
	unknown script = iota
	latin
	cyrillic
	arabic
	han
)

// scripts counts letters by script.
type scripts struct {
	latin, cyrillic, arabic, han, other int
	foreignArabic                       int // letters that Persian, Urdu or Pashto use and Arabic does not
	japanese                            int // kana
}

func countScripts(text string) (s scripts) {
	for _, r := range text {
		switch {
		case r < 0x80:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				s.latin++
			}
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r):
			s.latin++
		case unicode.Is(unicode.Cyrillic, r):
			s.cyrillic++
		case unicode.Is(unicode.Arabic, r):
			s.arabic++
			if isForeignArabic(r) {
				s.foreignArabic++
			}
		case unicode.Is(unicode.Han, r):
			s.han++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			s.japanese++
		default:
			s.other++
		}
	}
	return s
}

func isForeignArabic(r rune) bool {
	switch r {
	case 'پ', 'چ', 'ژ', 'گ', 'ک', 'ی', 'ٹ', 'ڈ', 'ڑ', 'ں', 'ھ', 'ہ', 'ے', 'ړ', 'ښ', 'ې', 'ۍ', 'ڤ', 'ێ', 'ە':
		return true
	}
	return false
}

// main is the script of most letters. A Chinese or Japanese character counts
// twice: it is worth more than a letter.
func (s *scripts) main() script {
	cjk := 2 * (s.han + s.japanese)
	switch top := max(s.latin, s.cyrillic, s.arabic, cjk, s.other); {
	case top == 0 || top == s.other:
		return unknown
	case top == s.latin:
		return latin
	case top == s.cyrillic:
		return cyrillic
	case top == s.arabic:
		return arabic
	}
	return han
}

// share of the letters of one script among all.
func (s *scripts) share(n int) float64 {
	return float64(n) / float64(s.latin+s.cyrillic+s.arabic+s.han+s.japanese+s.other)
}

func (s *scripts) arabicLang() (string, float64) {
	if s.arabic < minLetters {
		return "", 0
	}
	if foreign := float64(s.foreignArabic) / float64(s.arabic); foreign > 0.02 {
		return "", 1 - foreign
	}
	return "ar", s.share(s.arabic)
}

func (s *scripts) hanLang() (string, float64) {
	if s.han < minHan || 20*s.japanese > s.han {
		return "", 0
	}
	if p := s.share(s.han); p >= minConfidence {
		return "zh", p
	}
	return "", s.share(s.han)
}
