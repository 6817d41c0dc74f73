package actor

// A trie finds the names and words of the tables in a row of word numbers.
// Nodes are numbered; node 0 is the root.
type trie struct {
	words  map[string]int32    // folded piece to its number, from 1
	edges  map[uint64]int32    // node<<32 | word to node
	leaf   []*lexeme           // by node; nil where nothing ends
	merged map[string][]string // words that are two: del, de el
}

func newTrie() *trie {
	return &trie{words: make(map[string]int32), edges: make(map[uint64]int32), leaf: make([]*lexeme, 1)}
}

// add returns the lexeme of a name or word, new if need be; nil if the text
// holds no piece.
func (t *trie) add(text string) *lexeme {
	var node int32
	for _, p := range t.pieces(text) {
		w, ok := t.words[p]
		if !ok {
			w = int32(len(t.words) + 1)
			t.words[p] = w
		}
		key := uint64(node)<<32 | uint64(w)
		next, ok := t.edges[key]
		if !ok {
			next = int32(len(t.leaf))
			t.edges[key] = next
			t.leaf = append(t.leaf, nil)
		}
		node = next
	}
	if node == 0 {
		return nil
	}
	if t.leaf[node] == nil {
		t.leaf[node] = &lexeme{}
	}
	return t.leaf[node]
}

// find returns the lexeme of exactly this text, or nil.
func (t *trie) find(text string) *lexeme {
	var node int32
	for _, p := range t.pieces(text) {
		next, ok := t.edges[uint64(node)<<32|uint64(t.words[p])]
		if !ok {
			return nil
		}
		node = next
	}
	return t.leaf[node]
}

// pieces are those of a name with merged words taken apart.
func (t *trie) pieces(text string) []string {
	ps := pieces(text)
	if len(t.merged) == 0 {
		return ps
	}
	var out []string
	for _, p := range ps {
		if parts, ok := t.merged[p]; ok {
			out = append(out, parts...)
		} else {
			out = append(out, p)
		}
	}
	return out
}
