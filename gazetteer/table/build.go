package table

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// A Builder collects records and names and writes the table. Records must be
// added in the order of the sections: all of kind Admin1, all of kind Admin2,
// then the towns.
type Builder struct {
	records []Record
	ids     []uint32 // GeoNames ids of towns
	names   []naming
}

type naming struct {
	sum    uint64
	record int
	flags  uint8
}

// Add appends a record and returns its number. geonameID is 0 for areas,
// whose ID is their code.
func (b *Builder) Add(r Record, geonameID uint32) int {
	b.records = append(b.records, r)
	b.ids = append(b.ids, geonameID)
	return len(b.records) - 1
}

// Name makes record n findable under name. Names without a letter are
// ignored; of several entries for one name and record the one with the fewest
// flags is kept, with the mark of Spanish if any has it.
func (b *Builder) Name(n int, name string, flags uint8) {
	if k := Fold(name); !k.Empty() {
		b.names = append(b.names, naming{k.Sum(), n, flags})
	}
}

// Bytes writes the table.
func (b *Builder) Bytes() ([]byte, error) {
	if len(b.records) >= 1<<18 {
		return nil, fmt.Errorf("table: build: %d records, limit %d", len(b.records), 1<<18)
	}
	w := &writer{offsets: map[string]uint32{}, countries: map[string]int{}}
	var records []byte
	count := [3]uint32{}
	for n, r := range b.records {
		count[min(int(r.Kind), 2)]++
		rec, err := w.record(r, b.ids[n], len(b.records), int(count[0]))
		if err != nil {
			return nil, err
		}
		records = append(records, rec...)
	}
	if len(w.text) >= 1<<24 || len(w.countries) > 255 || count[1] >= 1<<16-1 {
		return nil, errors.New("table: build: too many names, countries or areas")
	}
	index := b.index()
	out := binary.LittleEndian.AppendUint32(nil, magic)
	for _, v := range []uint32{version, uint32(len(w.countries)), count[0], count[1], count[2], uint32(len(index)), uint32(len(w.text)), 0} {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	out = append(out, w.codes...)
	out = append(out, records...)
	out = appendIndex(out, index)
	return append(out, w.text...), nil
}

// index sorts the names by hash and, within one name, by population.
func (b *Builder) index() []naming {
	names := slices.Clone(b.names)
	slices.SortFunc(names, func(x, y naming) int {
		px, py := b.records[x.record].Population, b.records[y.record].Population
		return cmp.Or(cmp.Compare(x.sum, y.sum), cmp.Compare(py, px), cmp.Compare(x.record, y.record), cmp.Compare(x.flags, y.flags))
	})
	out := names[:0]
	for _, n := range names {
		if last := len(out) - 1; last >= 0 && out[last].sum == n.sum && out[last].record == n.record {
			out[last].flags |= n.flags & Spanish
			continue
		}
		out = append(out, n)
	}
	return out
}

func appendIndex(out []byte, index []naming) []byte {
	next := 0
	for i := 0; i <= buckets; i++ {
		for next < len(index) && int(index[next].sum>>24) < i {
			next++
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(next))
	}
	for _, e := range index {
		out = append24(out, uint32(e.sum&(1<<24-1)))
		out = append24(out, uint32(e.record)|uint32(e.flags)<<18)
	}
	return out
}

type writer struct {
	offsets   map[string]uint32
	countries map[string]int
	text      []byte
	codes     []byte
}

func (w *writer) record(r Record, id uint32, total, admin1 int) ([]byte, error) {
	if r.Lat < -90 || r.Lat > 90 || r.Lon < -180 || r.Lon > 180 || len(r.Country) != 2 || r.Admin1 >= total {
		return nil, fmt.Errorf("table: build: bad record %+v", r)
	}
	if r.Kind <= Admin2 {
		id = w.string(r.ID)
	}
	c, ok := w.countries[r.Country]
	if !ok {
		c = len(w.countries)
		w.countries[r.Country] = c
		w.codes = append(w.codes, r.Country...)
	}
	admin2 := 0
	if r.Admin2 >= 0 {
		admin2 = r.Admin2 - admin1 + 1
	}
	out := binary.LittleEndian.AppendUint32(make([]byte, 0, recordSize), id)
	out = append24(out, packDegrees(r.Lat, 180))
	out = append24(out, packDegrees(r.Lon, 360))
	out = binary.LittleEndian.AppendUint16(out, packPopulation(r.Population))
	out = append(out, byte(c))
	out = binary.LittleEndian.AppendUint16(out, uint16(r.Admin1+1))
	out = binary.LittleEndian.AppendUint16(out, uint16(admin2))
	out = append24(out, w.string(r.Name))
	return append(out, byte(r.Kind)), nil
}

func (w *writer) string(s string) uint32 {
	s = s[:min(len(s), 255)]
	at, ok := w.offsets[s]
	if !ok {
		at = uint32(len(w.text))
		w.offsets[s] = at
		w.text = append(append(w.text, byte(len(s))), s...)
	}
	return at
}

func append24(b []byte, v uint32) []byte {
	return append(b, byte(v), byte(v>>8), byte(v>>16))
}
