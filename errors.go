package tocsin

import "errors"

// The classes of error that a caller can act on; test with errors.Is.
var (
	ErrNotFound  = errors.New("not found")
	ErrInvalid   = errors.New("invalid")
	ErrNoDate    = errors.New("no publication day")
	ErrLanguage  = errors.New("language not supported")
	ErrTransient = errors.New("may work later")
)

// Retry reports whether the same call may succeed later.
func Retry(err error) bool { return errors.Is(err, ErrTransient) }
