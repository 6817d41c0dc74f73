package actor

import "testing"

func TestLoadSpanish(t *testing.T) {
	a, err := Load("es")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"venezolanas", "franceses", "iraníes", "Estados Unidos", "ONU", "ministras de Defensa", "portavoces", "guerrilleros", "jueces"} {
		if a.trie.find(w) == nil {
			t.Errorf("no %q", w)
		}
	}
	if _, err := Load("xx"); err == nil {
		t.Error("a language without tables loads")
	}
}
