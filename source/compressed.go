package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// decompressed takes the compression off a body, up to what a page can have.
// Gzip and Zstandard are known by their bytes; Brotli has no mark, so coding,
// the value of Content-Encoding, must name it. A body that is not compressed,
// whatever coding says, comes back as it is; of a damaged one, what could be
// read.
func decompressed(b []byte, coding string) []byte {
	var r io.Reader
	switch {
	case bytes.HasPrefix(b, gzipMagic):
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			return b
		}
		r = z
	case isZstd(b):
		z, err := newZstd(bytes.NewReader(b))
		if err != nil {
			return b
		}
		defer z.Close()
		r = z
	case strings.EqualFold(strings.TrimSpace(coding), "br"):
		r = brotli.NewReader(bytes.NewReader(b))
	default:
		return b
	}
	out, err := io.ReadAll(io.LimitReader(r, maxUnzipped))
	if err != nil && len(out) == 0 {
		return b
	}
	return out
}

const (
	zstdFrame = 0xFD2FB528
	zstdSkip  = 0x184D2A50 // up to 0x184D2A5F: frames without content
	zstdDict  = 0x184D2A5D // in archives: the dictionary of all frames behind
)

// maxDict is the largest dictionary that is read, in bytes.
const maxDict = 16 << 20

// isZstd reports whether b begins with a Zstandard frame (RFC 8878).
func isZstd(b []byte) bool {
	if len(b) < 4 {
		return false
	}
	magic := binary.LittleEndian.Uint32(b)
	return magic == zstdFrame || magic&^0xF == zstdSkip
}

// newZstd reads Zstandard frames one behind the other. An archive may begin
// with a skippable frame that holds its dictionary, itself compressed or not
// (WARC with Zstandard, IIPC).
func newZstd(r io.Reader) (io.ReadCloser, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	opts := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxUnzipped), zstd.WithDecoderMaxWindow(maxUnzipped)}
	head, _ := br.Peek(8)
	if len(head) == 8 && binary.LittleEndian.Uint32(head) == zstdDict {
		dict, err := readDict(br, binary.LittleEndian.Uint32(head[4:]))
		if err != nil {
			return nil, err
		}
		opts = append(opts, zstd.WithDecoderDicts(dict))
	}
	z, err := zstd.NewReader(br, opts...)
	if err != nil {
		return nil, err
	}
	return z.IOReadCloser(), nil
}

func readDict(br *bufio.Reader, size uint32) ([]byte, error) {
	if size > maxDict {
		return nil, fmt.Errorf("dictionary of %d bytes, over %d", size, maxDict)
	}
	b := make([]byte, 8+size)
	if _, err := io.ReadFull(br, b); err != nil {
		return nil, fmt.Errorf("dictionary: %w", err)
	}
	dict := b[8:]
	if len(dict) < 4 || binary.LittleEndian.Uint32(dict) != zstdFrame {
		return dict, nil
	}
	z, err := zstd.NewReader(bytes.NewReader(dict), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDict))
	if err != nil {
		return nil, fmt.Errorf("dictionary: %w", err)
	}
	defer z.Close()
	dict, err = io.ReadAll(io.LimitReader(z, maxDict))
	if err == nil && len(dict) == 0 {
		err = errors.New("empty")
	}
	return dict, err
}
