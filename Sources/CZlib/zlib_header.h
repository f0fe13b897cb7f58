// Debian's zlib.
#include <zlib.h>
