package quantity

import "testing"

func TestLoadSpanish(t *testing.T) {
	if _, err := Load("es"); err != nil {
		t.Fatal(err)
	}
}
