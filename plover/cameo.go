package plover

// A Crosswalk is what one CAMEO code means in PLOVER.
type Crosswalk struct {
	Type      Type
	Mode      Mode     // "" for none
	Contexts  []string // may be nil; not to be changed
	Goldstein float64  // -10 to 10
}

// FromCAMEO returns what a CAMEO code of two to four digits means in PLOVER.
func FromCAMEO(code string) (Crosswalk, bool) {
	c, ok := tables().cameo[code]
	return c, ok
}

// ValidCAMEO reports whether code is a CAMEO code that PLOVER knows. The
// statement and appeal roots 01 and 02 have no PLOVER type of their own.
func ValidCAMEO(code string) bool {
	_, ok := tables().cameo[code]
	return ok
}

// Goldstein returns the Goldstein intensity of a CAMEO code, -10 to 10. A code
// finer than the table takes the value of the longest prefix that is in it; a
// code of no known root is 0.
func Goldstein(cameo string) float64 {
	for ; len(cameo) >= 2; cameo = cameo[:len(cameo)-1] {
		if c, ok := tables().cameo[cameo]; ok {
			return c.Goldstein
		}
	}
	return 0
}
