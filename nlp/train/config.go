// Package train fits the language engine: the shared encoder with its tag,
// lemma, name and arc heads. It is the only package that needs float
// arithmetic in bulk; the models it writes are read by package nlp.
package train

import "errors"

// Config holds every choice of a training run. Two runs with the same Config
// on the same data and kernel level give the same model.
type Config struct {
	Dim        int // units per direction of each recurrent layer; a multiple of 16
	ArcDim     int // size of the arc vectors; a multiple of 16
	LabelDim   int // size of the label vectors; a multiple of 16
	TagHidden  int // hidden units of the tag head; a multiple of 16
	NameHidden int // hidden units of the name head; a multiple of 16

	Vectors   int // how many of the most frequent pretrained vectors to keep
	Buckets   int // rows of the sub-word table
	MinForm   int // a form seen less often in training has no row of its own
	MinFeats  int // feature bundles seen less often are not learnt
	MinScript int // lemma scripts seen less often are not learnt

	Epochs     int
	BatchWords int
	LR         float64 // peak learning rate, after Warmup steps; falls linearly to 0
	Warmup     int
	Clip       float64 // bound on the norm of a step's gradient
	Seed       uint64
	Threads    int // parts a batch is cut into; part of the result

	DropInput  float32 // per sentence, on the input vector
	DropLayer  float32 // per sentence, between layers
	DropHead   float32 // before and inside the heads
	DropWord   float32 // a word's own row is replaced by the unknown row
	DropVector float32 // the pretrained vector is left out
	Swap       float32 // a name is replaced by another of its kind
	NameWeight float32 // weight of the name loss beside the syntactic ones
}

// Default is the configuration the shipped English model is trained with.
func Default() Config {
	return Config{
		Dim: 224, ArcDim: 128, LabelDim: 64, TagHidden: 128, NameHidden: 64,
		Vectors: 50000, Buckets: 30000, MinForm: 2, MinFeats: 2, MinScript: 3,
		Epochs: 32, BatchWords: 700, LR: 0.005, Warmup: 200, Clip: 2, Seed: 1, Threads: 2,
		DropInput: 0.2, DropLayer: 0.3, DropHead: 0.33, DropWord: 0.25, DropVector: 0.1,
		NameWeight: 1,
	}
}

// Spanish is the configuration the shipped Spanish model is trained with: the
// treebanks are small, so that words are left out more often and a run starts
// from the English encoder.
func Spanish() Config {
	c := Default()
	c.Vectors, c.Epochs, c.LR = 24000, 18, 0.004
	c.DropWord, c.DropInput, c.Swap = 0.3, 0.25, 0.2
	return c
}

// Refined is the schedule of a refining run: a short run on more names, from
// the parameters that the main run ends with. Its mean with the main run is
// better than either.
func Refined(run int) Config {
	c := Default()
	c.Vectors, c.Swap = 60000, 0.15
	return c.refined(run)
}

// RefinedSpanish is Refined for Spanish.
func RefinedSpanish(run int) Config {
	c := Spanish().refined(run)
	c.Epochs, c.LR, c.Swap = 9, 0.003, 0.3
	return c
}

func (c Config) refined(run int) Config {
	c.Epochs, c.LR, c.Seed, c.NameWeight = 8, 0.0015, 3+uint64(run), 1.5
	return c
}

func (c *Config) check() error {
	for _, d := range []int{c.Dim, c.ArcDim, c.LabelDim, c.TagHidden, c.NameHidden} {
		if d <= 0 || d%16 != 0 {
			return errors.New("train: every layer size must be a positive multiple of 16")
		}
	}
	if c.Threads < 1 || c.Epochs < 1 || c.BatchWords < 1 {
		return errors.New("train: threads, epochs and batch words must be at least 1")
	}
	return nil
}
