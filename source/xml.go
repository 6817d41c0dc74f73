package source

import (
	"encoding/xml"
	"io"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"tocsin/article"
)

// declaration is the XML declaration with the encoding it names.
var declaration = regexp.MustCompile(`^\s*<\?xml[^>]*?(?:encoding\s*=\s*["']([^"']*)["'])?[^>]*\?>`)

// xmlText is an XML document in UTF-8 whatever it says of itself, without its
// declaration and without the characters that XML forbids: one such byte
// would cost all that follows it.
func xmlText(b []byte, contentType string) (string, error) {
	var declared []string
	if m := declaration.FindSubmatch(b); m != nil {
		declared = append(declared, string(m[1]))
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		declared = append(declared, params["charset"])
	}
	s, err := article.Decode(b, declared...)
	if err != nil {
		return "", err
	}
	s = s[len(declaration.FindString(s)):]
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s), nil
}

// newXML is a decoder that forgives what the web gets wrong.
func newXML(s string) *xml.Decoder {
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// oneLine makes every run of white space one blank.
func oneLine(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return strings.Join(strings.Fields(s), " ")
}
