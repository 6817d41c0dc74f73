// Package auth says who may do what at a shared desk: people with a role log
// in with a password and hold a session, programs hold tokens with scopes,
// and everything that changes the record is noted. A desk that only answers
// on its own machine needs none of it.
package auth

import "context"

// A Role is what a person may do; each may do what the one before may.
type Role string

// The roles: readers read, editors correct and post, admins also manage people.
const (
	Reader Role = "reader"
	Editor Role = "editor"
	Admin  Role = "admin"
)

// rank orders roles; 0 is none.
func (r Role) rank() int {
	switch r {
	case Reader:
		return 1
	case Editor:
		return 2
	case Admin:
		return 3
	}
	return 0
}

// Valid reports whether r is one of the roles.
func (r Role) Valid() bool { return r.rank() > 0 }

// May reports whether a role includes another.
func (r Role) May(need Role) bool { return r.rank() >= need.rank() }

// A Person is who asks. Programs that use a token ask as its owner, with the
// token's scope as role.
type Person struct {
	Name string
	Role Role
	CSRF string // token that forms of this session must carry; empty for programs
}

type personKey struct{}

// With returns a context in which p asks.
func With(ctx context.Context, p Person) context.Context {
	return context.WithValue(ctx, personKey{}, p)
}

// Who is the person who asks; false if nobody is known.
func Who(ctx context.Context) (Person, bool) {
	p, ok := ctx.Value(personKey{}).(Person)
	return p, ok
}
