package kernel

import "syscall"

// grantTiles asks the system for the use of AMX tiles, whose state is so large
// that a process must want it (Linux, Documentation/arch/x86/xstate.rst).
func grantTiles() bool {
	const request, tileData = 0x1023, 18 // ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA
	_, _, errno := syscall.RawSyscall(syscall.SYS_ARCH_PRCTL, request, tileData, 0)
	return errno == 0
}
