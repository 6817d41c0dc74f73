package attribution_test

import (
	"testing"

	"tocsin/attribution"
)

func TestLoadSpanish(t *testing.T) {
	if _, err := attribution.Load("es"); err != nil {
		t.Fatal(err)
	}
}
