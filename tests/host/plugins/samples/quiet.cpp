// A plugin that adds one route; several are made of it, with different needs.
#include <mortise/plugin.h>

mortise::Plugin describe() { return {.sentence = "Adds nothing."}; }
