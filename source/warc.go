package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"tocsin"
)

// A Record is one record of a WARC archive.
type Record struct {
	Header textproto.MIMEHeader
	Block  []byte
	Cut    bool // the archive holds less of it than its header says
}

// maxBlock is the largest block that is kept, in bytes.
const maxBlock = 12 << 20

// Archive reads the records of a WARC archive, plain or compressed with one
// gzip member per record. It passes over what it cannot read and goes on with
// the next record that it finds.
type Archive struct {
	in     *bufio.Reader // of the file
	gz     *gzip.Reader
	member *bufio.Reader // what is left of the present member; all of it if plain
	zipped bool
}

// NewArchive makes a reader of an archive.
func NewArchive(r io.Reader) *Archive {
	a := &Archive{in: bufio.NewReaderSize(r, 64<<10)}
	head, _ := a.in.Peek(3)
	if a.zipped = bytes.Equal(head, gzipMagic); !a.zipped {
		a.member = a.in
	}
	return a
}

var gzipMagic = []byte("\x1f\x8b\x08")

// Next returns the next record. The error is io.EOF at the end of the archive.
// One that wraps tocsin.ErrInvalid is about a single damaged record; call Next
// again for the one after it. Any other error ends the archive.
func (a *Archive) Next() (Record, error) {
	for {
		if a.member == nil {
			if err := a.open(); err != nil {
				return Record{}, err
			}
		}
		rec, err := a.record()
		if err == nil || errors.Is(err, tocsin.ErrInvalid) {
			return rec, err
		}
		if !a.zipped {
			return Record{}, err
		}
		a.member = nil
		if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return Record{}, fmt.Errorf("source: archive: damaged member: %v: %w", err, tocsin.ErrInvalid)
		}
	}
}

// open begins the next member that can be one, however far it is.
func (a *Archive) open() error {
	for {
		head, err := a.in.Peek(len(gzipMagic))
		if len(head) < len(gzipMagic) {
			if err == nil || errors.Is(err, io.EOF) {
				return io.EOF
			}
			return fmt.Errorf("source: archive: %w", err)
		}
		if bytes.Equal(head, gzipMagic) && a.begin() {
			return nil
		}
		if err := a.skip(); err != nil {
			return err
		}
	}
}

// begin reads the header of a member.
func (a *Archive) begin() bool {
	var err error
	if a.gz == nil {
		a.gz, err = gzip.NewReader(a.in)
	} else {
		err = a.gz.Reset(a.in)
	}
	if err != nil {
		a.gz = nil
		return false
	}
	a.gz.Multistream(false)
	a.member = bufio.NewReaderSize(a.gz, 64<<10)
	return true
}

// skip goes to the next byte with which a member could begin.
func (a *Archive) skip() error {
	if _, err := a.in.Discard(1); err != nil {
		return err
	}
	for {
		head, err := a.in.Peek(a.in.Size())
		if i := bytes.IndexByte(head, gzipMagic[0]); i >= 0 {
			_, err := a.in.Discard(i)
			return err
		}
		if _, e := a.in.Discard(len(head)); e != nil || err != nil {
			return errors.Join(e, err)
		}
	}
}

// record reads the next record of the member.
func (a *Archive) record() (Record, error) {
	if err := a.version(); err != nil {
		return Record{}, err
	}
	rec := Record{Header: textproto.MIMEHeader{}}
	if err := a.header(rec.Header); err != nil {
		return Record{}, a.damaged("header", err)
	}
	n, err := strconv.ParseInt(strings.TrimSpace(rec.Header.Get("Content-Length")), 10, 64)
	if err != nil || n < 0 {
		return Record{}, a.damaged("Content-Length", errors.New(rec.Header.Get("Content-Length")))
	}
	if n <= maxBlock {
		var block bytes.Buffer
		got, err := io.Copy(&block, io.LimitReader(a.member, n))
		if err != nil && got == 0 {
			return Record{}, a.damaged("block", err)
		}
		rec.Block, rec.Cut = block.Bytes(), got < n
		a.overrun(&rec)
		return rec, nil
	}
	if _, err := io.CopyN(io.Discard, a.member, n); err != nil {
		return Record{}, a.damaged("block", err)
	}
	return Record{}, fmt.Errorf("source: archive: record of %d bytes, over %d: %w", n, maxBlock, tocsin.ErrInvalid)
}

// maxHeader is how many lines the header of a record can have.
const maxHeader = 256

// header reads named fields up to an empty line. Lines that are none are
// passed over; one that is longer than the buffer is an error.
func (a *Archive) header(h textproto.MIMEHeader) error {
	for range maxHeader {
		line, err := a.member.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(bytes.TrimSpace(line)) == 0 {
			return nil
		}
		if name, value, ok := strings.Cut(string(line), ":"); ok {
			h.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	return errors.New("too many lines")
}

// overrun gives back what a wrong length took from the records behind.
func (a *Archive) overrun(rec *Record) {
	tail, _ := a.member.Peek(2)
	i := bytes.Index(rec.Block, []byte("\r\n\r\nWARC/1."))
	if i < 0 || !rec.Cut && (len(tail) == 0 || tail[0] == '\r' || tail[0] == '\n') {
		return
	}
	rest := rec.Block[i+4:]
	rec.Block, rec.Cut = rec.Block[:i:i], true
	a.member = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(rest), a.member), 64<<10)
}

// damaged turns the failure of one record into an error after which Next goes
// on: in a compressed archive with the next member, in a plain one with the
// next line that begins a record.
func (a *Archive) damaged(what string, err error) error {
	if a.zipped {
		a.member = nil
	}
	return fmt.Errorf("source: archive: record: %s: %v: %w", what, err, tocsin.ErrInvalid)
}

// version finds the line that begins a record.
func (a *Archive) version() error {
	for {
		line, err := a.member.ReadSlice('\n')
		if bytes.HasPrefix(line, []byte("WARC/")) && err == nil {
			return nil
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}
