// Command gazetteer packs GeoNames data into gazetteer/data/places.bin.
//
//	go run ./internal/gen/gazetteer -cities cities500.txt -admin1 admin1.json \
//	    -admin2 admin2.json -english en/geonames.mo -spanish es/geonames.mo -shapes admin1.geojson \
//	    -points internal/gen/gazetteer/points.tsv -o gazetteer/data/places.bin
//
// gazetteer/data/SOURCE names the packages the inputs come from.
package main

import (
	"flag"
	"fmt"
	"log"
	"maps"
	"os"

	"tocsin/gazetteer/table"
)

func main() {
	log.SetFlags(0)
	cities := flag.String("cities", "", "GeoNames cities500.txt")
	admin1 := flag.String("admin1", "", "names of first-level areas, JSON")
	admin2 := flag.String("admin2", "", "names of second-level areas, JSON")
	english := flag.String("english", "", "English names, gettext .mo keyed by GeoNames id and area code; optional")
	spanish := flag.String("spanish", "", "Spanish names, likewise; optional")
	shapes := flag.String("shapes", "", "shapes of first-level areas, GeoJSON; optional")
	points := flag.String("points", "", "points of first-level areas that replace their centroids; optional")
	out := flag.String("o", "places.bin", "file to write")
	flag.Parse()
	if err := run(*cities, *admin1, *admin2, [2]string{*english, *spanish}, [2]string{*shapes, *points}, *out); err != nil {
		log.Fatalf("gazetteer: %v", err)
	}
}

func run(cities, admin1, admin2 string, catalogues, centres [2]string, out string) error {
	towns, err := readTowns(cities)
	if err != nil {
		return err
	}
	var names [2][]area
	for i, file := range []string{admin1, admin2} {
		if names[i], err = readAreas(file); err != nil {
			return err
		}
	}
	p := pack{builder: &table.Builder{}, listed: []listing{{flag: table.English}, {flag: table.Spanish}}}
	for i, file := range catalogues {
		if file == "" {
			continue
		}
		if p.listed[i].names, err = readMO(file); err != nil {
			return err
		}
	}
	if p.centres, err = readCentres(towns, centres[0], centres[1]); err != nil {
		return err
	}
	a1 := p.areas(table.Admin1, names[0], extents(towns, town.admin1Code), nil)
	a2 := p.areas(table.Admin2, names[1], extents(towns, town.admin2Code), a1)
	p.towns(towns, a1, a2)
	data, err := p.builder.Bytes()
	if err != nil {
		return err
	}
	t, err := table.Open(data)
	if err != nil {
		return err
	}
	if err := t.Verify(); err != nil {
		return err
	}
	fmt.Printf("%d records, %d countries, %d bytes\n", t.Len(), t.Countries(), len(data))
	return os.WriteFile(out, data, 0o644)
}

// readCentres finds the centres of first-level areas: centroids of shapes, and
// the points that replace them.
func readCentres(towns []town, shapes, points string) (map[string]point, error) {
	out := map[string]point{}
	if shapes != "" {
		s, err := readShapes(shapes)
		if err != nil {
			return nil, err
		}
		out = centresByShape(towns, s, town.admin1Code)
	}
	if points != "" {
		p, err := readPoints(points)
		if err != nil {
			return nil, err
		}
		maps.Copy(out, p)
	}
	return out, nil
}
