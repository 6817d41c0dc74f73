package store

import (
	"context"
	"time"
)

// A Person may use a shared desk.
type Person struct {
	Name     string    `json:"name"`
	Role     string    `json:"role"`     // reader, editor or admin
	Password string    `json:"password"` // argon2id in PHC form; never the words
	Since    time.Time `json:"since"`
}

// A Ticket lets its bearer act as a person: the session of a browser, or the
// token of a program. Only the hash of its secret is kept.
type Ticket struct {
	Hash    string    `json:"-"` // SHA-256 of the secret, hex
	Person  string    `json:"person"`
	Label   string    `json:"label"`            // of a token; empty for a session
	Scope   string    `json:"scope"`            // the most that it may do: reader, editor or admin
	CSRF    string    `json:"csrf,omitempty"`   // of a session
	Expires time.Time `json:"expires,omitzero"` // zero for never
}

// A Deed is one line of the audit log.
type Deed struct {
	Number int64     `json:"number"`
	At     time.Time `json:"at"`
	Person string    `json:"person"` // empty if nobody was logged in
	From   string    `json:"from"`   // network address
	What   string    `json:"what"`   // "POST /api/v1/corrections"
	Status int       `json:"status"`
}

// PeopleReader is what a [Reader] reads of people.
type PeopleReader interface {
	// Person returns the person of a name.
	Person(ctx context.Context, name string) (Person, error)
	// People lists people by name.
	People(ctx context.Context) ([]Person, error)
	// Ticket returns the ticket with a hash.
	Ticket(ctx context.Context, hash string) (Ticket, error)
	// Deeds lists the audit log after the one with number after.
	Deeds(ctx context.Context, after int64, limit int) ([]Deed, error)
}

// PeopleWriter is what a [Writer] writes of people.
type PeopleWriter interface {
	// PutPerson adds a person or replaces the one of that name.
	PutPerson(ctx context.Context, p *Person) error
	// DropPerson removes a person with all tickets.
	DropPerson(ctx context.Context, name string) error
	// PutTicket adds a ticket or replaces the one with its hash.
	PutTicket(ctx context.Context, t *Ticket) error
	// DropTickets removes the sessions of a person, and the tokens too if all
	// is set; or, if hash is not empty, the one ticket.
	DropTickets(ctx context.Context, person, hash string, all bool) error
	// AddDeed adds a line to the audit log and sets its number.
	AddDeed(ctx context.Context, d *Deed) error
}
