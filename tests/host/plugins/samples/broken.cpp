// A plugin whose describe() itself throws what is no exception.
#include <mortise/plugin.h>

mortise::Plugin describe() { throw 7; }
