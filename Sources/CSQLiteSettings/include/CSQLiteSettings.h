#ifndef CSQLITE_SETTINGS_H
#define CSQLITE_SETTINGS_H

/// Turns off SQLite's global memory statistics, whose lock every allocation takes. Works only before the first
/// connection opens; returns SQLITE_OK (0) then and SQLITE_MISUSE (21) later. Swift cannot call the variadic
/// sqlite3_config itself.
int sqlite_settings_without_memory_statistics(void);

/// Names the folder for SQLite's temporary files, for the whole process: the first call counts. Works only before the
/// first connection opens.
void sqlite_settings_sort_in(const char *folder);

/// Has the process keep freed memory for what comes next instead of giving it back at once: pieces of up to so many
/// bytes come from the heap, and so many free bytes may stay at its end (mallopt(3)). Returns 0 if it cannot be set.
int process_settings_keep_memory(int piece, int rest);

/// Gives back what the process needed to start: the free memory of all heaps (malloc_trim(3)), and the pages of programs
/// and libraries that were read in, which are read from their files again where they are used.
void process_settings_let_go(void);

#endif
