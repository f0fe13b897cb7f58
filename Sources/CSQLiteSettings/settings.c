#include "CSQLiteSettings.h"
#include <malloc.h>
#include <sqlite3.h>

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
