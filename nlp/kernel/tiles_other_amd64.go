//go:build amd64 && !linux

package kernel

// grantTiles reports that nobody knows how to ask this system for AMX tiles.
func grantTiles() bool { return false }
