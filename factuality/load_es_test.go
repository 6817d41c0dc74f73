package factuality_test

import (
	"testing"

	"tocsin/factuality"
)

func TestLoadSpanish(t *testing.T) {
	if _, err := factuality.Load("es"); err != nil {
		t.Fatal(err)
	}
}
