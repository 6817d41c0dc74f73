package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// Floors are the values that scores must reach: set name, then figure name.
// A floor only rises. A figure of which less is better (false_alarm_rate) is
// kept as a ceiling, which only falls.
type Floors map[string]map[string]float64

// slack is what rounding may take from a figure.
const slack = 1e-9

// ReadFloors reads a file of floors; a file that does not exist has none.
func ReadFloors(path string) (Floors, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Floors{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("eval: floors: %w", err)
	}
	f := Floors{}
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, fmt.Errorf("eval: floors: %s: %w", path, err)
	}
	return f, nil
}

// Write writes the floors to a file, sorted by name.
func (f Floors) Write(path string) error {
	b, err := json.MarshalIndent(f, "", "\t")
	if err == nil {
		err = os.WriteFile(path, append(b, '\n'), 0o644)
	}
	if err != nil {
		return fmt.Errorf("eval: floors: %w", err)
	}
	return nil
}

// Check reports every figure of a set that misses its floor, or that the set
// has a floor for and the score does not give.
func (f Floors) Check(set string, got map[string]float64) error {
	var all []error
	for _, name := range slices.Sorted(maps.Keys(f[set])) {
		floor := f[set][name]
		v, ok := got[name]
		switch {
		case !ok:
			all = append(all, fmt.Errorf("eval: %s: no figure %s", set, name))
		case falls(name) && v > floor+slack:
			all = append(all, fmt.Errorf("eval: %s: %s is %.4f, above %.4f", set, name, v, floor))
		case !falls(name) && v < floor-slack:
			all = append(all, fmt.Errorf("eval: %s: %s is %.4f, below %.4f", set, name, v, floor))
		}
	}
	return errors.Join(all...)
}

// Update raises the floors of a set to the figures given. If any figure is
// worse than its floor it changes nothing and says which.
func (f Floors) Update(set string, got map[string]float64) error {
	for name := range f[set] {
		if v, ok := got[name]; ok && worse(name, v, f[set][name]) {
			return fmt.Errorf("eval: %s: %s would move from %.4f to %.4f: %w", set, name, f[set][name], v, errLower)
		}
	}
	if f[set] == nil {
		f[set] = map[string]float64{}
	}
	maps.Copy(f[set], got)
	return nil
}

var errLower = errors.New("a floor only rises")

func worse(name string, v, floor float64) bool {
	if falls(name) {
		return v > floor+slack
	}
	return v < floor-slack
}

// falls: less of it is better.
func falls(name string) bool { return name == "false_alarm_rate" }

// Figures are the shares of a score by name, the form that floors take.
func (s *Score) Figures() map[string]float64 {
	out := map[string]float64{}
	for _, v := range s.Values() {
		if !v.Count {
			out[v.Name] = v.Value
		}
	}
	return out
}
