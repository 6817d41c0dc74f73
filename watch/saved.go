package watch

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"tocsin"
	"tocsin/store"
)

// Where a situation is kept.
const (
	originFile = "file"
	originDesk = "desk"
)

// The settings of the record that hold what people make at the desk: few
// things, read together and written whole.
const (
	situationsSetting = "watch.situations"
	marksSetting      = "watch.marks"
	arrowsSetting     = "watch.arrows"
)

// Saved are the situations that were made at the desk, by name.
func Saved(ctx context.Context, r store.Reader) ([]Situation, error) {
	return readList[Situation](ctx, r, situationsSetting)
}

// Save keeps a situation in the record, in the place of the one with its name.
// It fills in the defaults. The error is [Problems] if it is not sound.
func Save(ctx context.Context, w store.Writer, s *Situation) error {
	if err := s.Problems().err(); err != nil {
		return err
	}
	s.complete(originDesk)
	all, err := Saved(ctx, w)
	if err != nil {
		return err
	}
	i, found := slices.BinarySearchFunc(all, *s, func(a, b Situation) int { return cmp.Compare(a.Name, b.Name) })
	if found {
		all[i] = *s
	} else {
		all = slices.Insert(all, i, *s)
	}
	return writeList(ctx, w, situationsSetting, all)
}

// Forget removes a situation that was made at the desk.
func Forget(ctx context.Context, w store.Writer, name string) error {
	all, err := Saved(ctx, w)
	if err != nil {
		return err
	}
	kept := slices.DeleteFunc(all, func(s Situation) bool { return s.Name == name })
	if len(kept) == len(all) {
		return fmt.Errorf("watch: situation %q: %w", name, tocsin.ErrNotFound)
	}
	return writeList(ctx, w, situationsSetting, kept)
}

// With adds the situations that were made at the desk to those of a file. One
// of the file hides one of the desk with its name; hidden names those. A nil
// Config is an empty one.
func (c *Config) With(saved []Situation) (all *Config, hidden []string) {
	all = &Config{}
	if c != nil {
		all.Situations, all.Channels = slices.Clone(c.Situations), c.Channels
	}
	for _, s := range saved {
		if all.Situation(s.Name) != nil {
			hidden = append(hidden, s.Name)
			continue
		}
		all.Situations = append(all.Situations, s)
	}
	return all, hidden
}

// Situation is the one of a name, nil if there is none.
func (c *Config) Situation(name string) *Situation {
	for i := range c.Situations {
		if c.Situations[i].Name == name {
			return &c.Situations[i]
		}
	}
	return nil
}

// Load is what a desk watches: the situations of the file and those that were
// made at the desk, as [Config.With] puts them together.
func Load(ctx context.Context, r store.Reader, file *Config) (all *Config, hidden []string, err error) {
	saved, err := Saved(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	all, hidden = file.With(saved)
	return all, hidden, nil
}

// readList reads what writeList keeps.
func readList[T any](ctx context.Context, r store.Reader, setting string) ([]T, error) {
	v, err := r.Setting(ctx, setting)
	if err != nil || v == "" {
		return nil, err
	}
	var out []T
	if err := json.Unmarshal([]byte(v), &out); err != nil {
		return nil, fmt.Errorf("watch: setting %s: %w", setting, err)
	}
	return out, nil
}

func writeList[T any](ctx context.Context, w store.Writer, setting string, list []T) error {
	b, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("watch: setting %s: %w", setting, err)
	}
	return w.Set(ctx, setting, string(b))
}
