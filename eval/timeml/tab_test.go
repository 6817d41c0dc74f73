package timeml

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"tocsin"
)

func tabs(name, text string) fstest.MapFS {
	files := fstest.MapFS{
		tokensFile:     {Data: []byte("a.txt\t1\t1\tHuyó\na.txt\t1\t2\tdel\na.txt\t1\t3\tpuerto\na.txt\t2\t1\tVolvió\na.txt\t2\t2\tel\na.txt\t2\t3\tlunes\n")},
		daysFile:       {Data: []byte("a.txt\t2025-08-20\n")},
		extentsFile:    {Data: []byte("a.txt\t2\t2\ttimex3\tt1\t1\na.txt\t2\t3\ttimex3\tt1\t1\n")},
		attributesFile: {Data: []byte("a.txt\t2\t2\ttimex3\tt1\t1\ttype\tDATE\na.txt\t2\t2\ttimex3\tt1\t1\tval\t2025-08-18\n")},
	}
	if name != "" {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

func TestReadTables(t *testing.T) {
	docs, err := ReadTables(tabs("", ""))
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 1 || docs[0].Text != "Huyó del puerto\n\nVolvió el lunes" || docs[0].Day.String() != "2025-08-20" || len(docs[0].Times) != 1 {
		t.Fatalf("got %+v", docs)
	}
	if x := docs[0].Times[0]; docs[0].Text[x.Start:x.End] != "el lunes" || x.Kind != "DATE" || x.Value != "2025-08-18" {
		t.Errorf("got %+v", x)
	}
	for _, c := range []struct{ file, text, want string }{
		{tokensFile, "a.txt\t1", "base-segmentation.tab:1: 2 columns, want 4"},
		{daysFile, "a.txt\tsoon", "dct.tab:1: "},
		{extentsFile, "a.txt\t9\t9\ttimex3\tt1\t1", "timex-extents.tab:1: no such word"},
		{attributesFile, "a.txt\tx\t2\ttimex3\tt1\t1\ttype\tDATE", "timex-attributes.tab:1: want document"},
	} {
		_, err := ReadTables(tabs(c.file, c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: error %v, want %q", c.file, err, c.want)
		}
	}
}

func FuzzReadTables(f *testing.F) {
	f.Add("a.txt\t1\t1\tEl\n", "a.txt\t1\t1\ttimex3\tt1\t1\n")
	f.Fuzz(func(t *testing.T, words, extents string) {
		files := tabs(tokensFile, words)
		files[extentsFile].Data = []byte(extents)
		docs, err := ReadTables(files)
		if err != nil {
			return
		}
		for _, d := range docs {
			for _, x := range d.Times {
				if x.Start < 0 || x.End > len(d.Text) || x.Start > x.End {
					t.Errorf("%+v outside %q", x, d.Text)
				}
			}
		}
	})
}
