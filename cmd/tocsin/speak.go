package main

import (
	"bytes"
	"embed"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
	"golang.org/x/tools/txtar"

	"tocsin/locale"
)

//go:embed data/*.help.txtar
var details embed.FS

// wantedLanguage is what --ui-lang says; it is read before anything is
// parsed, since errors and help are in that language too.
func wantedLanguage(args []string) string {
	for i, a := range args {
		if a == "--ui-lang" && i+1 < len(args) {
			return args[i+1]
		}
		if v, ok := strings.CutPrefix(a, "--ui-lang="); ok {
			return v
		}
	}
	return ""
}

// translate puts the help of every command and flag into a language.
func translate(n *kong.Node, words locale.Catalog) {
	n.Help = words.Text(n.Help)
	for _, f := range n.Flags {
		f.Help = words.Text(f.Help)
	}
	for _, p := range n.Positional {
		p.Help = words.Text(p.Help)
	}
	for _, c := range n.Children {
		translate(c, words)
	}
}

// help prints kong's help with headings and long texts in the reader's
// language.
func (t *terminal) help(o kong.HelpOptions, ctx *kong.Context) error {
	if t.words == nil {
		return kong.DefaultHelpPrinter(o, ctx)
	}
	if n := ctx.Selected(); n != nil {
		if text := t.detail(n.Path()); text != "" {
			n.Detail = text
		}
	} else if text := t.detail("tocsin"); text != "" {
		ctx.Model.Help = text
	}
	var b bytes.Buffer
	out := ctx.Stdout
	ctx.Stdout = &b
	err := kong.DefaultHelpPrinter(o, ctx)
	ctx.Stdout = out
	for line := range strings.Lines(b.String()) {
		fmt.Fprint(out, t.heading(line))
	}
	return err
}

// heading translates the lines that kong itself writes.
func (t *terminal) heading(line string) string {
	for _, h := range []string{"Usage:", "Arguments:", "Flags:", "Commands:"} {
		if rest, ok := strings.CutPrefix(line, h); ok {
			return t.words.Text(h) + rest
		}
	}
	for _, form := range []string{`Run "%s <command> --help" for more information on a command.`, `Run "%s --help" for more information.`} {
		before, after, _ := strings.Cut(form, "%s")
		if name, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), before); ok && strings.HasSuffix(name, after) {
			return t.words.Textf(form, strings.TrimSuffix(name, after)) + "\n"
		}
	}
	return line
}

// detail is the long help of a command, by its path; empty if it has none.
func (t *terminal) detail(path string) string {
	b, err := details.ReadFile("data/" + t.words.Text("en") + ".help.txtar")
	if err != nil {
		return ""
	}
	for _, f := range txtar.Parse(b).Files {
		if f.Name == path {
			return strings.TrimSpace(string(f.Data))
		}
	}
	return ""
}
