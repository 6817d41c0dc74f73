package gazetteer

import (
	"sync"
	"testing"
)

var loaded = sync.OnceValues(Load)

func load(t testing.TB) *Annotator {
	t.Helper()
	a, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return a
}
