package conllu

import "strings"

// spaceEscapes are UDPipe's escapes for SpacesAfter.
var spaceEscapes = strings.NewReplacer(`\`, `\\`, " ", `\s`, "\t", `\t`, "\r", `\r`, "\n", `\n`, "|", `\p`)

var spaceUnescapes = strings.NewReplacer(`\\`, `\`, `\s`, " ", `\t`, "\t", `\r`, "\r", `\n`, "\n", `\p`, "|")

// gapAfter reads the space that follows a token from its MISC column; known
// is false if the column does not say.
func gapAfter(misc string) (gap string, known bool) {
	if v, ok := Attr(misc, "SpacesAfter"); ok {
		return spaceUnescapes.Replace(v), true
	}
	if v, ok := Attr(misc, "SpaceAfter"); ok && v == "No" {
		return "", true
	}
	return " ", false
}

// gapAttr is the inverse of gapAfter; empty for the ordinary space.
func gapAttr(gap string) string {
	switch gap {
	case " ":
		return ""
	case "":
		return "SpaceAfter=No"
	}
	return "SpacesAfter=" + spaceEscapes.Replace(gap)
}
