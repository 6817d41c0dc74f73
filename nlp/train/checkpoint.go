package train

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// A checkpoint is a line of JSON (configuration, epochs and steps done, size
// of each vector) followed by parameters, both moments and the average as
// little-endian float32.
type checkpointHead struct {
	Config Config
	Epoch  int
	Step   int
	Sizes  []int
}

func (t *Trainer) vectors() [][]float32 {
	var out [][]float32
	for _, p := range []*params{t.p, t.opt.m, t.opt.v, t.opt.average} {
		out = append(out, p.all()...)
	}
	return out
}

func (t *Trainer) head() checkpointHead {
	h := checkpointHead{Config: t.c, Epoch: t.epoch, Step: t.opt.step}
	for _, v := range t.vectors() {
		h.Sizes = append(h.Sizes, len(v))
	}
	return h
}

// Save writes a checkpoint beside path and moves it there, so that a run
// killed while saving leaves the old one whole.
func (t *Trainer) Save(path string) error {
	tmp := path + ".part"
	f, err := os.Create(tmp)
	if err != nil {
		return fmt.Errorf("train: %w", err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	err = json.NewEncoder(w).Encode(t.head())
	for _, v := range t.vectors() {
		err = errors.Join(err, binary.Write(w, binary.LittleEndian, v))
	}
	if err := errors.Join(err, w.Flush(), f.Close()); err != nil {
		return fmt.Errorf("train: %s: %w", path, err)
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("train: %w", err)
	}
	return nil
}

// Resume continues from a checkpoint of the same configuration and data.
// A missing file is not an error: the run starts from scratch.
func (t *Trainer) Resume(path string) error {
	h, err := t.load(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if h.Config != t.c {
		return fmt.Errorf("train: %s is of another configuration; remove it to start afresh", path)
	}
	t.epoch, t.opt.step = h.Epoch, h.Step
	return nil
}

// Continue starts a run from the averaged parameters of a finished one, whose
// schedule and data may differ but not its sizes.
func (t *Trainer) Continue(path string) error {
	if _, err := t.load(path); err != nil {
		return err
	}
	for i, v := range t.opt.average.all() {
		copy(t.p.all()[i], v)
		clear(t.opt.m.all()[i])
		clear(t.opt.v.all()[i])
	}
	return nil
}

// Blend sets the model to the mean of the averaged parameters of several runs
// that started from the same parameters; the mean is better than each of them
// (Wortsman et al. 2022, "Model soups").
func (t *Trainer) Blend(paths []string) error {
	sum := t.p.clone()
	for _, v := range sum.all() {
		clear(v)
	}
	by := 1 / float32(len(paths))
	for _, path := range paths {
		if _, err := t.load(path); err != nil {
			return err
		}
		for i, v := range t.opt.average.all() {
			for j, x := range v {
				sum.all()[i][j] += by * x
			}
		}
	}
	t.opt.average = sum
	return nil
}

// load fills all vectors from a checkpoint.
func (t *Trainer) load(path string) (h checkpointHead, err error) {
	f, err := os.Open(path)
	if err != nil {
		return h, fmt.Errorf("train: %w", err)
	}
	defer f.Close()
	r := bufio.NewReaderSize(f, 1<<20)
	line, err := r.ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &h)
	}
	if err != nil {
		return h, fmt.Errorf("train: %s: no checkpoint: %w", path, err)
	}
	if !slices.Equal(h.Sizes, t.head().Sizes) {
		return h, fmt.Errorf("train: %s is of other data or sizes", path)
	}
	for _, v := range t.vectors() {
		if err := binary.Read(r, binary.LittleEndian, v); err != nil {
			return h, fmt.Errorf("train: %s: %w", path, err)
		}
	}
	if _, err := r.ReadByte(); !errors.Is(err, io.EOF) {
		return h, fmt.Errorf("train: %s: more data than a checkpoint has", path)
	}
	return h, nil
}
