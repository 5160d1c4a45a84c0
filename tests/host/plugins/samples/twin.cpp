// Two plugins are made of this: both declare one route.
#include <mortise/plugin.h>

mortise::Plugin describe() {
    return {.sentence = "Has a double.",
            .routes = {{"GET", "/twins/{id:int}", mortise::everyone, [](mortise::Reader&) {}, "Whose is it?"}}};
}
