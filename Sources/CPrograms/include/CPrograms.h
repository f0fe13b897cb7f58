#ifndef CPROGRAMS_H
#define CPROGRAMS_H

#include <sys/types.h>

/// Opens a pipe whose ends no other program inherits and that are above standard error; the end to read from does not
/// block. Returns 0 or an errno.
int programs_pipe(int *reading, int *writing);

/// Opens a bell: a descriptor that can be read from once it was rung. Returns -1 with errno set if there is none.
int programs_bell(void);

/// Rings a bell.
void programs_ring(int bell);

/// Opens a file to read from, as a descriptor that no other program inherits and that is above standard error. Returns
/// -1 with errno set if it cannot.
int programs_open(const char *path);

/// Starts a program in a session of its own, in a folder, with three descriptors and no other, with no signal blocked or
/// ignored. `watch` becomes a descriptor that can be read from once the program has ended, or -1 where the kernel has
/// none. Returns 0 or an errno.
int programs_start(
    const char *path, char *const arguments[], char *const environment[], const char *folder, int input, int output,
    int errors, pid_t *process, int *watch);

/// Whether a program has ended; it stays to be fetched.
int programs_has_ended(pid_t process);

/// Kills whatever is left of the session of a program that was not fetched yet, and fetches it. Returns how it ended: 0
/// and more for its status, minus the number of the signal otherwise.
int programs_finish(pid_t process);

/// Opens a folder and takes the lock on it. Returns -1 if another holds that, or there is no folder.
int programs_lock(const char *folder);

#endif
