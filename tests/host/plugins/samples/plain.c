/* A plugin in plain C: one route, no façade. Its tables are as large as the definitions say, to stand for older and newer SDKs.
 */
#include <mortise/abi.h>
#include <string.h>

#ifndef TABLE_ABI
#define TABLE_ABI MORTISE_ABI
#endif
#ifndef TABLE_LESS
#define TABLE_LESS 0
#endif
#ifndef ROUTE_LESS
#define ROUTE_LESS 0
#endif

static const mortise_call_api* calls;
static int instance;

static mortise_str text(const char* words) {
    const mortise_str out = {words, strlen(words)};
    return out;
}

static mortise_rc greet(void* user, mortise_call* call, mortise_db* db, const mortise_fail* fail) {
    (void)user, (void)db, (void)fail;
    calls->write(call, text("{\"language\":\"C\"}"));
    return MORTISE_OK;
}

/* A later release's route has members behind those that this host knows. */
struct later_route {
    mortise_route now;
    mortise_str tail[4];
};

static mortise_rc describe(const mortise_host* host, void** self, const mortise_fail* fail) {
    const mortise_routes* routes = (const mortise_routes*)host->service(host, text("mortise.routes/1"));
    calls = (const mortise_call_api*)host->service(host, text("mortise.call/1"));
    struct later_route row;
    memset(&row, 0x5a, sizeof row);
    memset(&row.now, 0, sizeof row.now);
    row.now.size = (uint32_t)(sizeof row.now - ROUTE_LESS);
#ifdef ROUTE_LONG
    row.now.size = sizeof row;
#endif
    row.now.method = text("GET");
    row.now.path = text("/plain");
    row.now.who = text("public");
    row.now.sentence = text("Greets in C.");
    row.now.status = 200;
    row.now.answer_schema = text("{\"type\":\"object\",\"properties\":{\"language\":{\"type\":\"string\"}}}");
    row.now.handle = &greet;
    *self = &instance;
    return routes->add(host, &row.now, fail);
}

static mortise_rc start(void* self, mortise_call* call, const mortise_fail* fail) {
    (void)self, (void)call, (void)fail;
    return MORTISE_OK;
}

static void stop(void* self) { (void)self; }

/* What a later release may add to its table. */
struct later_plugin {
    mortise_plugin now;
    void (*unknown)(void);
    uint64_t more[3];
};

static void never(void) { *(volatile int*)0 = 0; }

__attribute__((visibility("default"))) const struct later_plugin mortise_plugin_v1 = {
#ifdef TABLE_LONG
    {sizeof(struct later_plugin), TABLE_ABI, &describe, &start, NULL, &stop, NULL},
#else
    {sizeof(mortise_plugin) - TABLE_LESS, TABLE_ABI, &describe, &start, NULL, &stop, NULL},
#endif
    &never,
    {0x5a5a5a5a, 0x5a5a5a5a, 0x5a5a5a5a}};

#define NOTE(manifest)                              \
    __asm__(                                        \
        ".pushsection .note.mortise,\"aR\",%note\n" \
        ".balign 4\n"                               \
        ".long 2f-1f, 4f-3f, 1\n"                   \
        "1: .asciz \"Mortise\"\n"                   \
        "2: .balign 4\n"                            \
        "3: .ascii \"" manifest                     \
        "\"\n"                                      \
        "4: .balign 4\n"                            \
        ".popsection\n")
NOTE(MANIFEST);
