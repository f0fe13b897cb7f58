// Debian's libqrencode.
#include <qrencode.h>
