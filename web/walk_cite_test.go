package web_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// citeIt: a sentence with all that a note needs, and the evidence as files
// that others can audit offline.
func citeIt(u *user) {
	u.opens("/dyads/ECU-PER")
	u.follows("Ecuador → Peru: attack", "Ecuador → Perú: ataque")
	said := u.at("killed four soldiers, the government of Peru said", "killed four soldiers, the government of Peru said")
	said.presses("Cite", "Citar")
	text := u.holds("Sentence, voice, outlet, day, address and permanent link", "Frase, voz, medio, día, dirección y enlace permanente")
	for _, want := range []string{"and killed four soldiers, the government of Peru said.", u.say("Government of Peru", "Government of Peru"), "Meridian Wire", "2031", "https://meridian-wire.example/", u.base + "/events/"} {
		if !strings.Contains(text, want) {
			u.Errorf("the citation lacks %q: %s", want, text)
		}
	}
	u.snap("citation")
	if u.script {
		said.presses("Copy", "Copiar")
		u.waits("Copied", "Copiado")
		if got := u.clipboard(); got != text {
			u.Errorf("copied %q, shown %q", got, text)
		}
	}
	body, _ := u.saves("Evidence to take along", "Pruebas para llevar")
	audit(u, body, "and killed four soldiers, the government of Peru said.")

	// The permanent link leads back to the sentence.
	_, link, _ := strings.Cut(text, u.base)
	link, _, _ = strings.Cut(link, " ")
	u.opens(strings.TrimRight(link, ").”"))
	u.sees("and killed four soldiers, the government of Peru said.", "and killed four soldiers, the government of Peru said.")
}

// audit opens the evidence as somebody without the desk would.
func audit(u *user, body []byte, sentence string) {
	u.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		u.Fatalf("evidence: %v", err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			u.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			u.Fatal(err)
		}
		files[f.Name] = b
	}
	sums := 0
	for name, b := range files {
		if !strings.HasSuffix(name, "SHA256SUMS") {
			continue
		}
		for line := range strings.Lines(string(b)) {
			sum, of, _ := strings.Cut(strings.TrimSpace(line), "  ")
			got := sha256.Sum256(files[strings.TrimSuffix(name, "SHA256SUMS")+of])
			if hex.EncodeToString(got[:]) != sum {
				u.Errorf("evidence: %s is not what its hash says", of)
			}
			sums++
		}
	}
	if sums != len(files)-1 || sums < 3 {
		u.Errorf("evidence: %d hashes for %d files", sums, len(files))
	}
	for name, b := range files {
		switch {
		case strings.HasSuffix(name, ".md") && !strings.Contains(string(b), sentence):
			u.Errorf("evidence: %s lacks the sentence: %.500s", name, b)
		case strings.HasSuffix(name, ".json") && !json.Valid(b):
			u.Errorf("evidence: %s does not parse", name)
		case strings.HasSuffix(name, ".csv"):
			if rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll(); err != nil || len(rows) < 2 {
				u.Errorf("evidence: %s: %d rows, %v", name, len(rows), err)
			}
		}
	}
}

// clipboard is what was copied last.
func (u *user) clipboard() string {
	u.Helper()
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		if _, err := chromedp.CallBrowser(u.ctx, browser.SetPermission, browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: name},
			Setting: browser.PermissionSettingGranted, Origin: u.base, BrowserContextID: chromedp.FromContext(u.ctx).BrowserContextID}); err != nil {
			u.Fatal(err)
		}
	}
	return do(u, "clipboard", chromedp.Evaluate[string]("navigator.clipboard.readText()", chromedp.EvalAwaitPromise))
}
