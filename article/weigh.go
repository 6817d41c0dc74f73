package article

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"tocsin"
)

// maxNodes bounds the tree of a page. The largest news pages have some 20,000
// nodes; the time of the extractors grows faster than the tree.
const maxNodes = 150_000

// maxReopened bounds the elements that a parser adds by itself.
const maxReopened = 1_000_000

// weigh refuses a page whose tree would be too large, before it is built. The
// HTML standard makes a parser open every unclosed formatting element anew in
// each later block, so a small page can ask for a tree that fills the memory;
// the sum over all tokens of the elements then open bounds what it can ask.
func weigh(s string) error {
	z := html.NewTokenizer(strings.NewReader(s))
	open := formatting{}
	for tokens, reopened := 0, 0; tokens <= maxNodes && reopened <= maxReopened; tokens++ {
		switch z.Next() {
		case html.ErrorToken:
			return nil
		case html.StartTagToken:
			reopened += open.count
			open.start(z)
		case html.TextToken:
			reopened += open.count
		case html.EndTagToken:
			name, _ := z.TagName()
			open.end(string(name))
		}
	}
	return fmt.Errorf("article: page of more than %d elements: %w", maxNodes, tocsin.ErrInvalid)
}

// formatting counts the formatting elements that are not closed.
type formatting struct {
	tags  map[string][]string // whole tags by element name
	count int
}

// maxAlike is the number of equal formatting elements that a parser keeps.
const maxAlike = 3

func (f *formatting) start(z *html.Tokenizer) {
	raw := string(z.Raw())
	b, _ := z.TagName()
	name := string(b)
	if !isFormatting(name) {
		return
	}
	alike := 0
	for _, t := range f.tags[name] {
		if t == raw {
			alike++
		}
	}
	if alike >= maxAlike || len(f.tags[name]) > 512 {
		return
	}
	if f.tags == nil {
		f.tags = map[string][]string{}
	}
	f.tags[name] = append(f.tags[name], raw)
	f.count++
}

func (f *formatting) end(name string) {
	if list := f.tags[name]; len(list) > 0 {
		f.tags[name] = list[:len(list)-1]
		f.count--
	}
}

func isFormatting(name string) bool {
	switch name {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}
