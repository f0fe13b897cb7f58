#define _GNU_SOURCE
#include "CSQLiteSettings.h"
#include <link.h>
#include <malloc.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <unistd.h>

int sqlite_settings_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void sqlite_settings_sort_in(const char *folder) {
    if (sqlite3_temp_directory == 0) {
        sqlite3_temp_directory = sqlite3_mprintf("%s", folder);
    }
}

int process_settings_keep_memory(int piece, int rest) {
    return mallopt(M_MMAP_THRESHOLD, piece) && mallopt(M_TRIM_THRESHOLD, rest);
}

static int let_go_of_object(struct dl_phdr_info *info, size_t size, void *context) {
    const ElfW(Addr) page = (ElfW(Addr))sysconf(_SC_PAGESIZE);
    for (int number = 0; number < info->dlpi_phnum; number++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[number];
        // Nobody writes to these: what is in memory is what is in the file.
        if (part->p_type != PT_LOAD || (part->p_flags & PF_W)) {
            continue;
        }
        const ElfW(Addr) first = (info->dlpi_addr + part->p_vaddr + page - 1) / page * page;
        const ElfW(Addr) last = (info->dlpi_addr + part->p_vaddr + part->p_filesz) / page * page;
        if (first < last) {
            madvise((void *)first, last - first, MADV_DONTNEED);
        }
    }
    return 0;
}

void process_settings_let_go(void) {
    malloc_trim(0);
    dl_iterate_phdr(let_go_of_object, 0);
}
