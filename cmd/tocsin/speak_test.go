package main

import (
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"tocsin/locale"
)

// TestSpanish: every word of the command line stands in the catalog, and
// nothing in the catalog stands there in vain.
func TestSpanish(t *testing.T) {
	words, err := locale.Load("es")
	if err != nil {
		t.Fatal(err)
	}
	var cli commands
	p, err := kong.New(&cli, kong.Name("tocsin"))
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	term := &terminal{words: words}
	var walk func(n *kong.Node)
	check := func(where, s string) {
		used[s] = true
		if s != "" && words[s] == "" {
			t.Errorf("%s: %q has no Spanish", where, s)
		}
	}
	walk = func(n *kong.Node) {
		check(n.FullPath(), n.Help)
		for _, f := range n.Flags {
			check(n.FullPath(), f.Help)
		}
		for _, a := range n.Positional {
			check(n.FullPath(), a.Help)
		}
		if n.Detail != "" && term.detail(n.Path()) == "" {
			t.Errorf("%s: the long help has no Spanish", n.FullPath())
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(p.Model.Node)
	source := programText(t)
	for english := range words {
		quoted := strings.ReplaceAll(english, `"`, `\"`)
		if !used[english] && !strings.Contains(source, `"`+quoted+`"`) && !strings.Contains(source, quoted) && !strings.Contains(source, english) && !strings.Contains(source, `"`+strings.TrimSuffix(english, "s")+`"`) {
			t.Errorf("%q stands in the catalog in vain", english)
		}
	}
}

// programText is the program's text where words for the catalog can stand.
func programText(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, dir := range []string{".", "../..", "../../plover/data"} {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if f.IsDir() || strings.HasSuffix(f.Name(), "_test.go") || !strings.HasSuffix(f.Name(), ".go") && !strings.HasSuffix(f.Name(), ".tsv") {
				continue
			}
			text, err := os.ReadFile(dir + "/" + f.Name())
			if err != nil {
				t.Fatal(err)
			}
			b.Write(text)
		}
	}
	return b.String()
}

func TestHelpInSpanish(t *testing.T) {
	for _, args := range [][]string{{"--ui-lang", "es", "events", "--help"}, {"events", "--help", "--ui-lang=es"}} {
		status, out, errs := runHere(t, "", args...)
		for _, want := range []string{"Uso: tocsin events", "Opciones:", "Lista los sucesos del registro", "Ejemplos:", "Muestra la ayuda"} {
			if status != exitOK || !strings.Contains(out, want) {
				t.Errorf("%v: status %d, no %q in %s%s", args, status, want, out, errs)
			}
		}
	}
	if status, out, _ := runHere(t, "", "--ui-lang", "es", "--help"); status != exitOK || !strings.Contains(out, "Órdenes:") || !strings.Contains(out, "Tocsin lee noticias") {
		t.Errorf("status %d: %s", status, out)
	}
	if status, _, errs := runHere(t, "", "--ui-lang", "xx", "version"); status != exitUsage || !strings.Contains(errs, "--ui-lang") {
		t.Errorf("a language that the program does not speak: status %d, %s", status, errs)
	}
}

func TestViewInSpanish(t *testing.T) {
	const report = "The navy will send three destroyers to the gulf, two officials said on Monday."
	status, out, errs := runHere(t, report, "code", "--ui-lang", "es", "--date", "2031-05-07", "--lang", "en", "--color", "never", "-")
	for _, want := range []string{"cuántos", "buques", "previsto", "(sin nombre)", "dicho el 2031-05-05"} {
		if status != exitOK || !strings.Contains(out, want) {
			t.Errorf("status %d, no %q in %s%s", status, want, out, errs)
		}
	}
}
