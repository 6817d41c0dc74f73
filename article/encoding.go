package article

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"tocsin"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// decode returns b as UTF-8 without a byte order mark. What is valid UTF-8 is
// taken as such whatever it declares: a wrong declaration is common, valid
// UTF-8 by chance is not.
func decode(b []byte, contentType string) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}), bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(b)
		if err != nil {
			return "", fmt.Errorf("article: UTF-16: %v: %w", err, tocsin.ErrInvalid)
		}
		return string(out), nil
	case utf8.Valid(b):
		return string(bytes.TrimPrefix(b, utf8BOM)), nil
	}
	if mostlyUTF8(b) {
		return strings.ToValidUTF8(string(bytes.TrimPrefix(b, utf8BOM)), "\uFFFD"), nil
	}
	enc, _, _ := charset.DetermineEncoding(b, contentType)
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return "", fmt.Errorf("article: characters: %v: %w", err, tocsin.ErrInvalid)
	}
	return strings.ToValidUTF8(string(out), "\uFFFD"), nil
}

// mostlyUTF8 recognises UTF-8 with a few broken bytes, as a cut or a faulty
// insert leaves it: far more good sequences than bad bytes.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good > 10*bad
}

// normalise is the form of all text that was not given in JSON: composed
// characters and bare line feeds.
func normalise(s string) string {
	if strings.ContainsRune(s, '\r') {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return norm.NFC.String(s)
}

// Decode returns the text of b as UTF-8 without a byte order mark. declared
// are encodings that the document or its server name; what is UTF-8 is taken
// as such whatever they say.
func Decode(b []byte, declared ...string) (string, error) {
	for _, name := range declared {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, known := charset.Lookup(name); known != "" && known != "utf-8" {
			return decode(b, "text/plain; charset="+name)
		}
	}
	return decode(b, "")
}
