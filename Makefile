# The two commands that matter: make demo, make test. The rest is for people
# who work on the program. Needs Go 1.26 and nothing else.
export CGO_ENABLED = 0
SHARED ?= ../shared
FUZZTIME ?= 20s

.PHONY: all demo test browser-tools walks tour race fuzz eval bench golden train

all: tocsin

tocsin:
	go build -trimpath -ldflags '-s -w' -o tocsin ./cmd/tocsin

.PHONY: tocsin

# Build the program and read three example reports.
demo: tocsin
	./tocsin code examples/strait-standoff.html examples/border-clash.txt examples/sanctions-talks.jsonl

# Everything that must hold before a change lands.
test:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "run gofmt"; exit 1; }
	go vet ./...
	go test ./...
	@if [ -d $(SHARED)/gold ]; then $(MAKE) eval; else echo "no gold records at $(SHARED): floors not checked"; fi

# What the walks through the desk need beside Go: Chromium, and axe-core for
# the rules of accessibility. Without them those tests are skipped.
AXE = .build/axe-core-4.14.1.tgz
AXE_SHA256 = e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745

browser-tools:
	@command -v chromium >/dev/null || { apt-get update -q && apt-get install -q -y --no-install-recommends chromium; } || echo "no Chromium to be had: the desk is not walked"
	@mkdir -p .build
	@test -f .build/axe/package/axe.min.js || { npm pack --silent --pack-destination .build axe-core@4.14.1 && \
	  echo "$(AXE_SHA256)  $(AXE)" | sha256sum -c --quiet && mkdir -p .build/axe && tar -xzf $(AXE) -C .build/axe package/axe.min.js; } || \
	  echo "no axe-core to be had: its rules are not checked"

# The walks alone, with a picture of every page in .build/shots.
walks: browser-tools
	TOCSIN_SHOTS=$(CURDIR)/.build/shots go test ./web -count=1 -run 'TestWalks|TestAccess|TestStops|TestTransfer'

# Take the pictures of the README anew.
tour: browser-tools
	TOCSIN_TOUR=$(CURDIR)/docs go test ./web -count=1 -run TestTour

race:
	CGO_ENABLED=1 go test -race -short ./...

# Every fuzz target for FUZZTIME, a time or a count of runs (1000x).
fuzz:
	@for p in $$(go list ./...); do \
	  for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p || exit 1; \
	  done; \
	done

# Scores on the gold records; fails if one falls below eval/floors.json.
eval: tocsin
	./tocsin eval --worst 0 --floors eval/floors.json --set seed $(SHARED)/gold/seed.jsonl
	./tocsin eval --worst 0 --floors eval/floors.json --set english $(SHARED)/gold/standoff-en.dev.jsonl $(SHARED)/gold/types-en.dev.jsonl $(SHARED)/gold/wikinews-en.dev.jsonl
	./tocsin eval --worst 0 --floors eval/floors.json --set spanish $(SHARED)/gold/es.dev.jsonl
	./tocsin eval dossier --floors eval/floors.json --set dossiers $(SHARED)/gold/dossiers/*.json
	./tocsin eval ecb --floors eval/floors.json --set ecb $(SHARED)/data/coref-ecbplus
	for f in plover-gsr-dev.json plv-train.tsv petr2-gsr.xml spanish-fight.xml; do ./tocsin eval events --floors eval/floors.json $(SHARED)/data/events-plover/$$f || exit 1; done
	./tocsin eval ud --floors eval/floors.json --set ud-en-ewt-dev --names $(SHARED)/data/ner-uner-en/en_ewt-ud-dev.iob2 $(SHARED)/data/ud-en-ewt/en_ewt-ud-dev.conllu
	./tocsin train treebank --data $(SHARED)/data --out .build
	./tocsin eval ud --floors eval/floors.json --set ud-es-selection .build/es.selection.conllu
	./tocsin eval names --lang es --floors eval/floors.json --set conll2002-es-testa $(SHARED)/data/ner-conll2002-es/esp.testa

# Speed, on one core. Read it so: BenchmarkChain is the whole chain for each
# language, words/s by the processor's clock (40,000 is the bar; other programs
# on the core still cost some), B/op and allocs/op for words/op words;
# BenchmarkStages says where the time goes, microseconds a word; BenchmarkLoad
# is what the first report of a language waits for, and its memory.
bench:
	GOMAXPROCS=1 go test -run '^$$' -bench . -benchmem ./pipeline
	GOMAXPROCS=1 go test -run '^$$' -bench . -benchmem ./nlp/...
	GOMAXPROCS=1 go test -run '^$$' -bench . -benchmem ./web

# Rewrite golden files; read the diff before committing it.
golden:
	go test ./pipeline ./article -update

# Fit the models anew: about an hour and a half on two cores.
train: tocsin
	./tocsin train segmenter --data $(SHARED)/data
	./tocsin train engine --data $(SHARED)/data
	./tocsin train segmenter --lang es --data $(SHARED)/data
	./tocsin train engine --lang es --data $(SHARED)/data
