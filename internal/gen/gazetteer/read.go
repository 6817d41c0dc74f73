package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"tocsin/internal/tsv"
)

// A town is one line of cities500.txt.
type town struct {
	id         uint32
	name       string
	ascii      string
	alternates []string
	lat, lon   float64
	feature    string
	country    string
	admin1     string
	admin2     string
	population int
}

func (t town) admin1Code() string { return t.country + "." + t.admin1 }

func (t town) admin2Code() string { return t.country + "." + t.admin1 + "." + t.admin2 }

func readTowns(file string) ([]town, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []town
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		t, err := parseTown(strings.Split(lines.Text(), "\t"))
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, n, err)
		}
		out = append(out, t)
	}
	return out, lines.Err()
}

func parseTown(f []string) (town, error) {
	if len(f) < 19 {
		return town{}, fmt.Errorf("%d columns, want 19", len(f))
	}
	id, err := strconv.ParseUint(f[0], 10, 32)
	if err != nil {
		return town{}, err
	}
	lat, err := strconv.ParseFloat(f[4], 64)
	if err != nil {
		return town{}, err
	}
	lon, err := strconv.ParseFloat(f[5], 64)
	if err != nil {
		return town{}, err
	}
	population, err := strconv.Atoi("0" + f[14])
	return town{
		id: uint32(id), name: f[1], ascii: f[2], alternates: strings.Split(f[3], ","),
		lat: lat, lon: lon, feature: f[7], country: f[8], admin1: f[10], admin2: f[11], population: population,
	}, err
}

// An area is an administrative area with its GeoNames code.
type area struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

func readAreas(file string) ([]area, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []area
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return out, nil
}

// readMO reads a little-endian gettext catalogue.
func readMO(file string) (map[string]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if len(data) < 20 || binary.LittleEndian.Uint32(data) != 0x950412de {
		return nil, fmt.Errorf("%s: no gettext catalogue", file)
	}
	u := func(at uint32) uint32 { return binary.LittleEndian.Uint32(data[at:]) }
	text := func(at uint32) string { return string(data[u(at+4) : u(at+4)+u(at)]) }
	out := map[string]string{}
	for i := range u(8) {
		out[text(u(12)+8*i)] = text(u(16) + 8*i)
	}
	return out, nil
}

// readPoints reads lines of code, latitude, longitude.
func readPoints(file string) (map[string]point, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	out := map[string]point{}
	return out, tsv.Rows(file, string(data), 3, func(f []string) error {
		lat, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return err
		}
		lon, err := strconv.ParseFloat(f[2], 64)
		out[f[0]] = point{lat, lon}
		return err
	})
}
