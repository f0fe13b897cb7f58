#include "CSQLiteSettings.h"
#include <sqlite3.h>

int sqlite_settings_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
