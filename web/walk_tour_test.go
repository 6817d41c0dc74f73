package web_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// heaviest is the most that a picture of the README may weigh, in bytes.
const heaviest = 60_000

// TestTour takes the pictures of the README: make tour sets TOCSIN_TOUR to the
// folder that keeps them.
func TestTour(t *testing.T) {
	dir := os.Getenv("TOCSIN_TOUR")
	if dir == "" {
		t.Skip("TOCSIN_TOUR names no folder for pictures")
	}
	u := arrives(t, chromium(t), served(t, demoRecord(t), false), "en", 1180, true)
	u.opens("/")
	keep(u, dir, "situations")
	u.opens("/dyads/ECU-PER")
	keep(u, dir, "ladder")
	u.at("El Ejército peruano movilizó 1.200 soldados", "").follows("Compare the claims", "")
	do(u, "numbers", chromedp.Evaluate[any](`document.getElementById("c0").scrollIntoView();0`))
	keep(u, dir, "claims")
	u.opens("/reports/demo-12")
	do(u, "text", chromedp.Evaluate[any](`document.getElementById("text").scrollIntoView();0`))
	keep(u, dir, "report")
}

// keep writes what the window shows, in few colours.
func keep(u *user, dir, name string) {
	u.Helper()
	img, err := png.Decode(bytes.NewReader(do(u, name, chromedp.CaptureScreenshot())))
	if err != nil {
		u.Fatal(err)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, fewColours(img)); err != nil {
		u.Fatal(err)
	}
	if out.Len() > heaviest {
		u.Errorf("%s: %d bytes", name, out.Len())
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), out.Bytes(), 0o644); err != nil {
		u.Fatal(err)
	}
}

// A shade is a colour, told apart by its upper five bits.
type shade [3]uint8

// vivid is how far a shade is from grey: the few dots of a colour mean more
// than the many greys at the edges of letters.
func (s shade) vivid() int { return 1 + int(max(s[0], s[1], s[2])-min(s[0], s[1], s[2])) }

// fewColours draws an image in its 48 leading colours: pages have few.
func fewColours(img image.Image) *image.Paletted {
	const most = 48
	area := img.Bounds()
	counts := map[shade]int{}
	at := func(x, y int) shade {
		r, g, b, _ := img.At(x, y).RGBA()
		return shade{uint8(r>>8) | 7, uint8(g>>8) | 7, uint8(b>>8) | 7}
	}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	shades := make([]shade, 0, len(counts))
	for s := range counts {
		shades = append(shades, s)
	}
	slices.SortFunc(shades, func(a, b shade) int {
		if d := counts[b]*b.vivid() - counts[a]*a.vivid(); d != 0 {
			return d
		}
		return bytes.Compare(a[:], b[:])
	})
	var palette color.Palette
	for _, s := range shades[:min(most, len(shades))] {
		palette = append(palette, color.RGBA{s[0], s[1], s[2], 255})
	}
	nearest := make(map[shade]uint8, len(shades))
	for _, s := range shades {
		nearest[s] = uint8(palette.Index(color.RGBA{s[0], s[1], s[2], 255}))
	}
	out := image.NewPaletted(area, palette)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			out.SetColorIndex(x, y, nearest[at(x, y)])
		}
	}
	return out
}
