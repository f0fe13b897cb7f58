// Checks a log on disk with golang.org/x/mod/sumdb, the implementation by the author of the formats.
//
//	verify FOLDER KEY [OLD-CHECKPOINT]
//
// The signature of the checkpoint, the root from the tiles, the inclusion of entries as the bundles hold them, and that an
// older checkpoint is a beginning of the newest.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type tiles struct{ folder string }

func (tiles) Height() int                     { return 8 }
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// path is that of the tlog-tiles format, which has no height and calls the level of entries by a word.
func path(tile tlog.Tile) string {
	parts := strings.SplitN(tile.Path(), "/", 4)
	if parts[2] == "data" {
		parts[2] = "entries"
	}
	return filepath.Join("tile", parts[2], parts[3])
}

func (t tiles) read(tile tlog.Tile) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(t.folder, path(tile)))
	if err == nil || tile.W == 1<<8 {
		return data, err
	}
	full := tile
	full.W = 1 << 8
	return os.ReadFile(filepath.Join(t.folder, path(full)))
}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := t.read(tile)
		if err != nil {
			return nil, err
		}
		if len(data) > tile.W*tlog.HashSize {
			data = data[:tile.W*tlog.HashSize]
		}
		all = append(all, data)
	}
	return all, nil
}

func entry(t tiles, index, size int64) ([]byte, error) {
	tile := tlog.Tile{H: 8, L: -1, N: index / 256, W: 256}
	if left := size - tile.N*256; left < 256 {
		tile.W = int(left)
	}
	data, err := t.read(tile)
	if err != nil {
		return nil, err
	}
	for i := int64(0); ; i++ {
		length := int(binary.BigEndian.Uint16(data))
		if i == index%256 {
			return data[2 : 2+length], nil
		}
		data = data[2+length:]
	}
}

func tree(text, name string) (tlog.Tree, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != name || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("no checkpoint of %s: %q", name, text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, fmt.Errorf("no root: %q", lines[2])
	}
	found := tlog.Tree{N: size}
	copy(found.Hash[:], root)
	return found, nil
}

func check(folder, key, old string) error {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return err
	}
	open := func(file string) (tlog.Tree, error) {
		data, err := os.ReadFile(file)
		if err != nil {
			return tlog.Tree{}, err
		}
		opened, err := note.Open(data, note.VerifierList(verifier))
		if err != nil {
			return tlog.Tree{}, err
		}
		return tree(opened.Text, verifier.Name())
	}
	newest, err := open(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	source := tiles{folder}
	reader := tlog.TileHashReader(newest, source)
	if root, err := tlog.TreeHash(newest.N, reader); err != nil || root != newest.Hash {
		return fmt.Errorf("the tiles have the root %v: %v", root, err)
	}
	step := newest.N/500 + 1
	checked := 0
	for index := int64(0); index < newest.N; index += step {
		data, err := entry(source, index, newest.N)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(newest.N, index, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, newest.N, newest.Hash, index, tlog.RecordHash(data)); err != nil {
			return fmt.Errorf("entry %d: %v", index, err)
		}
		checked++
	}
	if old != "" {
		before, err := open(old)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(newest.N, before.N, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, newest.N, newest.Hash, before.N, before.Hash); err != nil {
			return err
		}
	}
	fmt.Printf("%d entries, %d of them checked\n", newest.N, checked)
	return nil
}

func main() {
	old := ""
	if len(os.Args) > 3 {
		old = os.Args[3]
	}
	if err := check(os.Args[1], os.Args[2], old); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
