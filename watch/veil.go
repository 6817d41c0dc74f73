package watch

// Who may see a situation and what only it covers.
const (
	Public     = "public"     // everybody who may read the desk
	Limited    = "limited"    // people who are logged in
	Restricted = "restricted" // editors and admins
)

// Visibilities are the choices of who may see a situation, the widest first.
func Visibilities() []string { return []string{Public, Limited, Restricted} }
