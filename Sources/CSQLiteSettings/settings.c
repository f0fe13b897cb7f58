#include "CSQLiteSettings.h"
#include <sqlite3.h>

int sqlite_settings_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void sqlite_settings_sort_in(const char *folder) {
    if (sqlite3_temp_directory == 0) {
        sqlite3_temp_directory = sqlite3_mprintf("%s", folder);
    }
}
