package tocsin_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed says what each package may import from this module; "." is the
// vocabulary at the root and "*" anything. A new arrow is a design decision:
// make it here first.
var allowed = map[string]string{
	".":                       "",
	"plover":                  "",
	"locale":                  ". internal/tsv",
	"internal/number":         ". internal/tsv",
	"internal/tsv":            ".",
	"internal/morph":          ". internal/tsv",
	"internal/roughdoc":       ".",
	"nlp/kernel":              "",
	"nlp/conllu":              ".",
	"nlp/internal/boundary":   ".",
	"nlp/segment":             ". internal/tsv nlp/internal/boundary",
	"nlp/internal/charmodel":  ".",
	"nlp/langid":              ". nlp/internal/charmodel",
	"nlp/truecase":            ".",
	"nlp":                     ". internal/tsv nlp/conllu nlp/kernel nlp/segment",
	"nlp/train":               ". nlp nlp/conllu nlp/kernel nlp/segment",
	"nlp/train/treebank":      "internal/tsv nlp/conllu",
	"nlp/train/segtrain":      ". internal/tsv nlp/conllu nlp/internal/boundary nlp/segment",
	"nlp/train/langtrain":     ". nlp/internal/charmodel nlp/langid",
	"article":                 ". nlp/langid",
	"timex":                   ". internal/tsv internal/number",
	"gazetteer/table":         "",
	"gazetteer":               ". gazetteer/table internal/tsv",
	"actor":                   ". internal/tsv plover",
	"quantity":                ". internal/tsv internal/number",
	"attribution":             ". internal/morph internal/tsv",
	"factuality":              ". internal/morph internal/tsv",
	"framing":                 ". internal/morph internal/tsv",
	"coder":                   ". plover",
	"merge":                   ". internal/tsv plover",
	"eval/dossier":            ". merge watch",
	"pipeline":                ". actor attribution coder factuality framing gazetteer nlp nlp/langid nlp/truecase quantity timex",
	"eval":                    ". nlp/conllu",
	"eval/ecb":                ".",
	"eval/events":             ". eval plover",
	"eval/places":             ". eval",
	"eval/timeml":             ".",
	"crawl":                   ". article",
	"source":                  ". article crawl store",
	"export":                  ". internal/tsv plover",
	"store":                   ".",
	"store/sqlite":            ". store",
	"store/storetest":         ". store",
	"record":                  ". internal/tsv merge plover store",
	"watch":                   ". internal/tsv plover record store",
	"notify":                  ". crawl store watch",
	"auth":                    ". store",
	"api":                     ". auth export record store watch",
	"web":                     ". auth export internal/tsv notify plover record store watch",
	"web/demo":                ". article pipeline record store watch",
	"bench":                   ". record store/sqlite",
	"cmd/tocsin":              "*",
	"internal/gen/factuality": "eval factuality nlp/conllu",
	"internal/gen/gazetteer":  "gazetteer/table internal/tsv",
	"internal/gen/truecase":   "gazetteer/table nlp/truecase",
}

// inTests says what tests may import beyond that. Every test may read words
// and trees from snippets, and measure itself on texts that the parser reads.
var inTests = map[string]string{
	"*":            "eval internal/roughdoc nlp nlp/conllu",
	"actor":        "gazetteer timex",
	"attribution":  "factuality",
	"eval/timeml":  "timex",
	"gazetteer":    "eval/places",
	"pipeline":     "article",
	"record":       "pipeline store/sqlite",
	"store/sqlite": "store/storetest",
	"api":          "pipeline store/sqlite",
	"auth":         "store/sqlite",
	"notify":       "store/sqlite",
	"watch":        "pipeline store/sqlite",
	"timex":        "eval/timeml",
	"web":          "store/sqlite web/demo",
}

// TestImports holds the sources against the table. It reads them itself: what
// a child process reads is not seen by the test cache.
func TestImports(t *testing.T) {
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && file != "." && skipped(file) {
			return fs.SkipDir
		}
		if e.IsDir() || !strings.HasSuffix(file, ".go") {
			return nil
		}
		checkFile(t, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// skipped: nested modules and what the go command passes over.
func skipped(folder string) bool {
	if _, err := os.Stat(path.Join(folder, "go.mod")); err == nil {
		return true
	}
	dir := path.Base(folder)
	return strings.HasPrefix(dir, ".") || strings.HasPrefix(dir, "_") || dir == "testdata"
}

func checkFile(t *testing.T, file string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	pkg := path.Dir(file)
	may, known := allowed[pkg]
	if !known {
		t.Errorf("%s: package %s is not in the table", file, pkg)
		return
	}
	can := strings.Fields(may)
	if strings.HasSuffix(file, "_test.go") {
		can = append(can, pkg)
		can = append(can, strings.Fields(inTests["*"]+" "+inTests[pkg]+" .")...)
	}
	for _, imp := range f.Imports {
		name, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if imports, ok := inModule(name); ok && !slices.Contains(can, imports) && !slices.Contains(can, "*") {
			t.Errorf("%s: %s may not import %s", file, pkg, imports)
		}
	}
}

// inModule is the package of this module that an import names.
func inModule(name string) (string, bool) {
	if name == "tocsin" {
		return ".", true
	}
	return strings.CutPrefix(name, "tocsin/")
}

// TestTableIsAcyclic: the arrows point one way.
func TestTableIsAcyclic(t *testing.T) {
	const open, done = 1, 2
	state := map[string]int{}
	var visit func(pkg string)
	visit = func(pkg string) {
		if state[pkg] == open {
			t.Errorf("%s imports itself through others", pkg)
		}
		if state[pkg] != 0 {
			return
		}
		state[pkg] = open
		for _, next := range strings.Fields(allowed[pkg]) {
			if next != "*" {
				visit(next)
			}
		}
		state[pkg] = done
	}
	for pkg := range allowed {
		visit(pkg)
	}
}
