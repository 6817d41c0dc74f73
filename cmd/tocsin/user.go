package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"tocsin/auth"
	"tocsin/store"
)

// userCmd manages the people of a shared desk.
type userCmd struct {
	Add    userAddCmd    `cmd:"" help:"Add a person, or set role and password of one."`
	List   userListCmd   `cmd:"" help:"List the people."`
	Remove userRemoveCmd `cmd:"" help:"Remove a person with all sessions and tokens."`
	Token  userTokenCmd  `cmd:"" help:"Make a token for a program."`
	Log    userLogCmd    `cmd:"" help:"Print the audit log."`
}

type userAddCmd struct {
	recordFlags
	Name         string `arg:"" help:"Name without blanks."`
	Role         string `enum:"reader,editor,admin" default:"reader" help:"reader, editor (corrects and posts) or admin."`
	PasswordFile string `placeholder:"FILE" help:"File with the password in its first line; - for standard input (default: ask at the terminal)."`
}

// Run adds a person.
func (c *userAddCmd) Run(t *terminal) error {
	password, err := c.password(t)
	if err != nil {
		return err
	}
	return c.with(true, func(ctx context.Context, s recordStore) error {
		return auth.Add(ctx, s, c.Name, auth.Role(c.Role), password, time.Now())
	})
}

// password reads the password; it is never a flag, which others could see.
func (c *userAddCmd) password(t *terminal) (string, error) {
	switch c.PasswordFile {
	case "":
		f, ok := t.in.(*os.File)
		if !ok || !term.IsTerminal(int(f.Fd())) {
			return "", usageError{errors.New("no terminal to ask for the password: give --password-file")}
		}
		fmt.Fprint(t.err, "Password: ")
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(t.err)
		return string(b), err
	case "-":
		return firstLine(io.ReadAll(io.LimitReader(t.in, 1<<16)))
	}
	return firstLine(os.ReadFile(c.PasswordFile))
}

func firstLine(b []byte, err error) (string, error) {
	line, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSuffix(line, "\r"), err
}

type userListCmd struct{ listFlags }

// A personLine is what is shown of a person.
type personLine struct {
	Name  string    `json:"name"`
	Role  string    `json:"role"`
	Since time.Time `json:"since"`
}

// Run lists people.
func (c *userListCmd) Run(t *terminal) error {
	var rows []personLine
	err := c.view(func(ctx context.Context, r store.Reader) error {
		ps, err := r.People(ctx)
		for _, p := range ps {
			rows = append(rows, personLine{p.Name, p.Role, p.Since})
		}
		return err
	})
	if err != nil {
		return err
	}
	return list(&c.listFlags, t.out, []string{"name", "role", "since"}, rows, func(p personLine) []string {
		return []string{p.Name, p.Role, p.Since.Format(time.RFC3339)}
	})
}

type userRemoveCmd struct {
	recordFlags
	Name string `arg:"" help:"Who."`
}

// Run removes a person.
func (c *userRemoveCmd) Run(*terminal) error {
	return c.with(false, func(ctx context.Context, s recordStore) error {
		return s.Update(ctx, func(w store.Writer) error { return w.DropPerson(ctx, c.Name) })
	})
}

type userTokenCmd struct {
	recordFlags
	Name  string        `arg:"" help:"Whose token: it may never do more than this person."`
	Label string        `required:"" placeholder:"TEXT" help:"What the token is for."`
	Scope string        `enum:"reader,editor,admin" default:"reader" help:"The most that it may do: reader, editor or admin."`
	For   time.Duration `default:"2160h" placeholder:"DURATION" help:"How long it holds (default 2160h; 0 for ever)."`
}

// Run prints a new token, which is kept nowhere.
func (c *userTokenCmd) Run(t *terminal) error {
	return c.with(false, func(ctx context.Context, s recordStore) error {
		expires := time.Time{}
		if c.For > 0 {
			expires = time.Now().Add(c.For)
		}
		token, err := auth.Token(ctx, s, c.Name, c.Label, auth.Role(c.Scope), expires)
		if err == nil {
			fmt.Fprintln(t.out, token)
		}
		return err
	})
}

type userLogCmd struct {
	listFlags
	After int64 `placeholder:"N" help:"Lines after this number."`
	Limit int   `default:"100" placeholder:"N" help:"How many to print (default 100)."`
}

// Run prints the audit log.
func (c *userLogCmd) Run(t *terminal) error {
	var rows []store.Deed
	err := c.view(func(ctx context.Context, r store.Reader) (err error) {
		rows, err = r.Deeds(ctx, c.After, c.Limit)
		return err
	})
	if err != nil {
		return err
	}
	return list(&c.listFlags, t.out, []string{"number", "at", "person", "from", "status", "what"}, rows, func(d store.Deed) []string {
		return []string{fmt.Sprint(d.Number), d.At.Format(time.RFC3339), d.Person, d.From, fmt.Sprint(d.Status), d.What}
	})
}

// gated puts the login before a desk that others can reach. It refuses to
// open one that nobody could log in to.
func gated(ctx context.Context, s store.Store, desk http.Handler, o auth.Options) (http.Handler, error) {
	err := s.View(ctx, func(r store.Reader) error {
		ps, err := r.People(ctx)
		if err == nil && len(ps) == 0 && !o.Public && o.Proxy.Header == "" {
			err = usageError{errors.New("nobody could log in: tocsin user add makes a person, --public lets everybody read")}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	g, err := auth.New(s, o)
	if err != nil {
		return nil, err
	}
	return g.Wrap(desk), nil
}
