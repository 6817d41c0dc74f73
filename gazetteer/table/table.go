// Package table is the binary form of the gazetteer: places, their names and
// a hash index over folded names, read in place from the bytes that are part
// of the program, so that opening it costs nothing.
//
// Layout, little-endian: a header of nine uint32 (magic, version, and the
// seven counts of [layout]), then the sections in the order of the counts:
//
//	countries  2 bytes each: ISO 3166-1 alpha-2
//	records    21 bytes each: first-level, then second-level areas, then towns
//	buckets    65,537 uint32: first index entry of each upper 16 hash bits
//	index      6 bytes each: lower 24 hash bits, 18 bits record, 6 bits flags
//	names      a length byte and UTF-8, shared between records
//
// The names of the index are not stored: 40 bits of hash tell half a million
// names apart from any other word with an error of one in two million.
package table

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

const (
	magic      = 0x5a475354 // "TSGZ"
	version    = 1
	headerSize = 9 * 4
	recordSize = 21
	entrySize  = 6
	buckets    = 1 << 16
)

// ErrFormat is wrapped by every error about bytes that are no table.
var ErrFormat = errors.New("table: not a gazetteer table")

// A Kind says what a record is.
type Kind uint8

// The kinds, from GeoNames feature codes. Seat1 to Seat4 are seats of
// administrations of that level.
const (
	Admin1 Kind = iota
	Admin2
	Capital
	Seat1
	Seat2
	Seat3
	Town
	Section // a part of a town
)

// Flags of an index entry say how a record bears the name.
const (
	Alternate = 1 << iota // not the main name
	English               // listed as its English name
	Respelled             // an alternate close in spelling to the main name: Odessa of Odesa
	Stripped              // the name without "Province", "County", …: good only beside that word
	Spanish               // listed as its Spanish name
)

// A Record is one place. Lat and Lon are degrees, WGS 84, to 0.00003.
type Record struct {
	ID         string // GeoNames id, or the GeoNames code of an area ("UA.05")
	Name       string
	Country    string // ISO 3166-1 alpha-2
	Kind       Kind
	Lat, Lon   float64
	Population int // to one part in 4,096; 0 unknown
	Admin1     int // record number of the area it lies in; -1 for none
	Admin2     int
}

type layout struct {
	countries, admin1, admin2, towns, index, names uint32
}

// A Table is an opened gazetteer.
type Table struct {
	layout
	codes, records, bucket, entries, text []byte
}

// Open reads the header of data and checks that the sections fit. It does not
// read the sections: a Table over damaged sections gives wrong answers, never
// a panic. [Table.Verify] reads them all.
func Open(data []byte) (*Table, error) {
	if len(data) < headerSize {
		return nil, fmt.Errorf("%w: %d bytes", ErrFormat, len(data))
	}
	u := func(i int) uint32 { return binary.LittleEndian.Uint32(data[4*i:]) }
	if u(0) != magic || u(1) != version {
		return nil, fmt.Errorf("%w: magic %#x, version %d", ErrFormat, u(0), u(1))
	}
	t := &Table{layout: layout{u(2), u(3), u(4), u(5), u(6), u(7)}}
	rest := data[headerSize:]
	records := uint64(t.admin1) + uint64(t.admin2) + uint64(t.towns)
	for _, s := range []struct {
		to *[]byte
		n  uint64
	}{
		{&t.codes, 2 * uint64(t.countries)},
		{&t.records, recordSize * records},
		{&t.bucket, 4 * (buckets + 1)},
		{&t.entries, entrySize * uint64(t.index)},
		{&t.text, uint64(t.names)},
	} {
		if s.n > uint64(len(rest)) {
			return nil, fmt.Errorf("%w: cut short", ErrFormat)
		}
		*s.to, rest = rest[:s.n], rest[s.n:]
	}
	if len(rest) != 0 {
		return nil, fmt.Errorf("%w: %d bytes too many", ErrFormat, len(rest))
	}
	return t, nil
}

// Len is the number of records.
func (t *Table) Len() int { return len(t.records) / recordSize }

// Admin2s is the range of records that are second-level areas; first-level
// areas lie before it, towns behind.
func (t *Table) Admin2s() (from, to int) {
	return int(t.admin1), int(t.admin1) + int(t.admin2)
}

// Countries is the number of country codes.
func (t *Table) Countries() int { return len(t.codes) / 2 }

// Country is the alpha-2 code with number c, or "".
func (t *Table) Country(c int) string {
	if c < 0 || c >= t.Countries() {
		return ""
	}
	return string(t.codes[2*c : 2*c+2])
}

// A Brief is what ranking needs of a record, without its strings.
type Brief struct {
	Lat, Lon       float64
	Population     int
	Country        int // number, for [Table.Country]
	Kind           Kind
	Admin1, Admin2 int // record numbers; -1 for none
}

// Brief reads record n; the zero Brief if there is none.
func (t *Table) Brief(n int) Brief {
	if n < 0 || n >= t.Len() {
		return Brief{}
	}
	r := t.records[n*recordSize : (n+1)*recordSize]
	b := Brief{
		Lat:        float64(u24(r[4:]))*180/(1<<24-1) - 90,
		Lon:        float64(u24(r[7:]))*360/(1<<24-1) - 180,
		Population: unpackPopulation(binary.LittleEndian.Uint16(r[10:])),
		Country:    int(r[12]),
		Kind:       Kind(r[20]),
		Admin1:     int(binary.LittleEndian.Uint16(r[13:])) - 1,
		Admin2:     int(binary.LittleEndian.Uint16(r[15:])) - 1,
	}
	if b.Admin2 >= 0 {
		b.Admin2 += int(t.admin1)
	}
	return b
}

// KindOf is the kind of record n, without reading the rest of it.
func (t *Table) KindOf(n int) Kind { return Kind(t.records[n*recordSize+recordSize-1]) }

// Code is the GeoNames code of the area with record number n, "" for a town.
func (t *Table) Code(n int) string {
	if _, areas := t.Admin2s(); n < 0 || n >= areas {
		return ""
	}
	return t.string(binary.LittleEndian.Uint32(t.records[n*recordSize:]))
}

// Record reads record n with its strings; the zero Record if there is none.
func (t *Table) Record(n int) Record {
	if n < 0 || n >= t.Len() {
		return Record{Admin1: -1, Admin2: -1}
	}
	b := t.Brief(n)
	r := t.records[n*recordSize : (n+1)*recordSize]
	id := binary.LittleEndian.Uint32(r)
	rec := Record{
		Name: t.string(u24(r[17:])), Country: t.Country(b.Country), Kind: b.Kind,
		Lat: b.Lat, Lon: b.Lon, Population: b.Population, Admin1: b.Admin1, Admin2: b.Admin2,
	}
	if _, areas := t.Admin2s(); n < areas {
		rec.ID = t.string(id)
	} else {
		rec.ID = fmt.Sprint(id)
	}
	return rec
}

func (t *Table) string(at uint32) string {
	if uint64(at) >= uint64(len(t.text)) {
		return ""
	}
	rest := t.text[at+1:]
	return string(rest[:min(int(t.text[at]), len(rest))])
}

// A Hit is one record that bears a name.
type Hit struct {
	Record int
	Flags  uint8
}

// Find returns the index entries of a key as a range for [Table.Hit]; from ==
// to if no place bears the name. The most populous place comes first.
func (t *Table) Find(k Key) (from, to int) {
	if k.Empty() {
		return 0, 0
	}
	sum := k.Sum()
	top, low := int(sum>>24)&(buckets-1), uint32(sum&(1<<24-1))
	lo := int(binary.LittleEndian.Uint32(t.bucket[4*top:]))
	hi := min(int(binary.LittleEndian.Uint32(t.bucket[4*top+4:])), int(t.index))
	for from = lo; from < hi && u24(t.entries[from*entrySize:]) != low; from++ {
	}
	for to = from; to < hi && u24(t.entries[to*entrySize:]) == low; to++ {
	}
	return from, to
}

// Hit reads index entry i, which must come from [Table.Find].
func (t *Table) Hit(i int) Hit {
	v := u24(t.entries[i*entrySize+3:])
	return Hit{Record: int(v & (1<<18 - 1)), Flags: uint8(v >> 18)}
}

// Verify reads every section and reports the first value that points outside
// it. The generator and the tests call it; opening does not.
func (t *Table) Verify() error {
	last := uint32(0)
	for i := 0; i <= buckets; i++ {
		b := binary.LittleEndian.Uint32(t.bucket[4*i:])
		if b < last || b > t.index {
			return fmt.Errorf("%w: bucket %d starts at %d", ErrFormat, i, b)
		}
		last = b
	}
	for i := 0; i < int(t.index); i++ {
		if n := t.Hit(i).Record; n >= t.Len() {
			return fmt.Errorf("%w: index entry %d names record %d", ErrFormat, i, n)
		}
	}
	for n := range t.Len() {
		b, r := t.Brief(n), t.Record(n)
		_, areas := t.Admin2s()
		if r.Name == "" || r.Country == "" || b.Kind > Section || b.Admin1 >= int(t.admin1) || b.Admin2 >= areas {
			return fmt.Errorf("%w: record %d: %+v", ErrFormat, n, r)
		}
	}
	return nil
}

func u24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

// Populations are kept as 12 bits shifted left by 4 bits' worth.
func packPopulation(n int) uint16 {
	exp := 0
	for n >= 1<<12 && exp < 15 {
		n >>= 1
		exp++
	}
	return uint16(min(n, 1<<12-1) | exp<<12)
}

func unpackPopulation(v uint16) int { return int(v&(1<<12-1)) << (v >> 12) }

func packDegrees(deg, span float64) uint32 {
	return uint32(math.Round((deg + span/2) / span * (1<<24 - 1)))
}
