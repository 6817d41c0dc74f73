// Command tocsin reads news reports of political confrontations and keeps the
// record: who did what to whom, when, where, with what forces, and who says
// so. Run "tocsin --help" for its commands.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"tocsin/locale"

	"github.com/alecthomas/kong"
	"github.com/charmbracelet/colorprofile"
)

// The exit statuses of every command.
const (
	exitOK      = 0
	exitFailed  = 1 // nothing could be done
	exitUsage   = 2 // the command line is wrong
	exitPartial = 3 // some inputs were left out, each with a message
)

// errPartial makes the program end with exitPartial; the messages are out.
var errPartial = errors.New("some inputs were left out")

// commands is the command line as kong reads it.
type commands struct {
	UILang string `name:"ui-lang" placeholder:"CODE" help:"Language of the program's own words: en or es (default: what LC_ALL, LC_MESSAGES or LANG say)."`

	Code       codeCmd       `cmd:"" help:"Read reports and print the events they tell."`
	Quotes     quotesCmd     `cmd:"" help:"Read reports and print who says what in them."`
	Explain    explainCmd    `cmd:"" help:"Tell why sentences have the events they have."`
	Ingest     ingestCmd     `cmd:"" help:"Code reports and merge them into the record."`
	Feeds      feedsCmd      `cmd:"" help:"Follow feeds and sitemaps, and see how they do."`
	Events     eventsCmd     `cmd:"" help:"List the events of the record."`
	Claims     claimsCmd     `cmd:"" help:"Set the claims on events and their numbers side by side."`
	Trace      traceCmd      `cmd:"" help:"Tell who said it first and who repeats it."`
	Changes    changesCmd    `cmd:"" help:"List what changed in the record."`
	Reports    reportsCmd    `cmd:"" help:"List the reports of the record."`
	Search     searchCmd     `cmd:"" help:"Find reports by words."`
	Actors     actorsCmd     `cmd:"" help:"List the parties of events."`
	Sources    sourcesCmd    `cmd:"" help:"List the outlets of the record."`
	Correct    correctCmd    `cmd:"" help:"Correct the record, with author, reason and undo."`
	Watch      watchCmd      `cmd:"" help:"Apply the rules of situations once, and send what rings."`
	Replay     replayCmd     `cmd:"" help:"Tell what would have rung, day by day."`
	Alerts     alertsCmd     `cmd:"" help:"List the alerts of the record."`
	Situations situationsCmd `cmd:"" help:"Print the indicators of situations with their inputs."`
	User       userCmd       `cmd:"" help:"Manage the people of a shared desk."`
	Export     exportCmd     `cmd:"" help:"Write events in the formats of researchers."`
	Serve      serveCmd      `cmd:"" help:"Show the record in a browser: pages, lists and feeds."`
	Verify     verifyCmd     `cmd:"" help:"Check the record's chain of custody."`
	Backup     backupCmd     `cmd:"" help:"Copy the record while it is in use."`
	Recode     recodeCmd     `cmd:"" help:"Code the reports of the record again."`
	Redact     redactCmd     `cmd:"" help:"Take a report's words out of the record."`
	Parse      parseCmd      `cmd:"" help:"Print sentences, words and syntax as CoNLL-U."`
	Eval       evalCmd       `cmd:"" help:"Score the program against gold annotation."`
	Train      trainCmd      `cmd:"" help:"Fit the language models."`
	Version    versionCmd    `cmd:"" help:"Print version and models."`
}

// terminal is where a command reads and writes.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	env      []string
	words    locale.Catalog // the program's own words in the reader's language
}

// A page is buffered output with colours turned down to what it can show. The
// buffer lies beneath: colours are told by sequences that must not be cut.
type page struct {
	*colorprofile.Writer
	buf *bufio.Writer
}

// Flush writes what is left.
func (p *page) Flush() error { return p.buf.Flush() }

// styled is a page on the output.
func (t *terminal) styled(colour string) *page {
	buf := bufio.NewWriter(t.out)
	w := colorprofile.NewWriter(t.out, t.env)
	w.Forward = buf
	switch colour {
	case "always":
		w.Profile = colorprofile.ANSI256
	case "never":
		w.Profile = colorprofile.NoTTY
	}
	return &page{w, buf}
}

func main() {
	os.Exit(run(os.Args[1:], &terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Environ()}))
}

// run is the whole program but for the process around it.
func run(args []string, t *terminal) int {
	var cli commands
	status := -1
	var err error
	if t.words, err = locale.Load(locale.Choose(wantedLanguage(args), t.env)); err != nil {
		fmt.Fprintln(t.err, "tocsin: --ui-lang:", err)
		return exitUsage
	}
	parser, err := kong.New(&cli, kong.Name("tocsin"), kong.Description(description),
		kong.Writers(t.out, t.err), kong.Exit(func(code int) { status = code }), kong.Help(t.help),
		kong.UsageOnError(), kong.Bind(t), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 90}))
	if err != nil {
		fmt.Fprintln(t.err, "tocsin:", err)
		return exitFailed
	}
	translate(parser.Model.Node, t.words)
	ctx, err := parser.Parse(args)
	if status >= 0 { // --help has been printed
		return status
	}
	if err != nil {
		fmt.Fprintln(t.err, "tocsin:", err)
		fmt.Fprintln(t.err, "try: tocsin --help")
		return exitUsage
	}
	return statusOf(ctx.Run(), t.err)
}

// usageError is a mistake on the command line that kong cannot see.
type usageError struct{ error }

func statusOf(err error, stderr io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, "tocsin:", err)
		return exitUsage
	}
	fmt.Fprintln(stderr, "tocsin:", err)
	return exitFailed
}

const description = `Tocsin reads news reports of political confrontations and keeps the record: who did what to whom, when, where, with what forces, and who says so.

Examples:
  tocsin code report.html
  tocsin code --date 2025-08-20 report.txt
  tocsin code --json reports.jsonl > mentions.jsonl

Exit status: 0 done, 1 failed, 2 wrong usage, 3 some inputs were left out.`

type versionCmd struct{}

// toolVersion is what the build knows of itself.
func toolVersion() string {
	if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" {
		return b.Main.Version
	}
	return "(built from source)"
}

// Run prints the version and the models.
func (versionCmd) Run(t *terminal) error {
	fmt.Fprintln(t.out, "tocsin", toolVersion())
	return printModels(t.out)
}
