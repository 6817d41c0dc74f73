package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"tocsin"
	"tocsin/store"
)

// The cost of a password: 19 MiB, two passes, one lane (OWASP's least).
const (
	argonMemory = 19 * 1024 // KiB
	argonTime   = 2
	argonKey    = 32
	saltSize    = 16
)

// leastPassword is how many characters a password has at least.
const leastPassword = 12

// Hash is the argon2id hash of a password in PHC form. The error wraps
// [tocsin.ErrInvalid] if it is too short or too long.
func Hash(password string) (string, error) {
	if n := len([]rune(password)); n < leastPassword || len(password) > 1024 {
		return "", fmt.Errorf("auth: a password has %d characters or more, and at most 1024 bytes: %w", leastPassword, tocsin.ErrInvalid)
	}
	salt := make([]byte, saltSize)
	rand.Read(salt) // never fails
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, 1, argonKey)
	enc := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, argonMemory, argonTime, enc(salt), enc(key)), nil
}

// Matches compares a password with a hash in constant time.
func Matches(hash, password string) bool {
	parts := strings.Split(hash, "$")
	var version, memory, passes int
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=1", &memory, &passes); err != nil || memory < 8 || memory > 1<<17 || passes < 1 || passes > 16 {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(key) == 0 || len(key) > 128 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, uint32(passes), uint32(memory), 1, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1
}

// secret is a random string that nobody can guess.
func secret() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// hashOf is what is kept of a secret. It has 256 random bits, so it needs no
// slow hash.
func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// Add adds a person, or sets the role and password of the one of that name;
// that ends the person's sessions.
func Add(ctx context.Context, s store.Store, name string, role Role, password string, now time.Time) error {
	if !isName(name) {
		return fmt.Errorf("auth: name %q is empty, too long or has blanks: %w", name, tocsin.ErrInvalid)
	}
	if !role.Valid() {
		return fmt.Errorf("auth: role %q is not reader, editor or admin: %w", role, tocsin.ErrInvalid)
	}
	hash, err := Hash(password)
	if err != nil {
		return err
	}
	return s.Update(ctx, func(w store.Writer) error {
		return errors.Join(w.PutPerson(ctx, &store.Person{Name: name, Role: string(role), Password: hash, Since: now.UTC()}), w.DropTickets(ctx, name, "", false))
	})
}

// isName allows what can be typed and told apart.
func isName(s string) bool {
	return s != "" && len(s) <= 64 && !strings.ContainsFunc(s, func(r rune) bool { return r < '!' || r == 0x7f })
}

// Token makes a token for a program of a person's. Only this answer holds it.
// It may do what its scope says, and never more than its person.
func Token(ctx context.Context, s store.Store, person, label string, scope Role, expires time.Time) (string, error) {
	if label == "" || !scope.Valid() {
		return "", fmt.Errorf("auth: a token needs a label and a scope of reader, editor or admin: %w", tocsin.ErrInvalid)
	}
	token := "tocsin_" + secret()
	return token, s.Update(ctx, func(w store.Writer) error {
		return w.PutTicket(ctx, &store.Ticket{Hash: hashOf(token), Person: person, Label: label, Scope: string(scope), Expires: expires.UTC()})
	})
}
