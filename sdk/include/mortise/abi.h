/* The border between the host and a plugin: plain C11 and C++20, the whole contract in one file.
 *
 * Rules that hold everywhere:
 * - Tables begin with `size` and grow only at the tail; a reader looks at `size` before it touches a member beyond the first
 * release.
 * - A service is asked for by its versioned name ("mortise.sql/1"); a released name never changes its meaning. NULL: this host
 * lacks it.
 * - Bytes that come in are borrowed until the call returns. Bytes that go out are pushed into a sink. Nobody frees another's
 * memory.
 * - No exception, no longjmp and no C++ object crosses. A function that can fail returns a mortise_rc and has reported the
 * problem to the mortise_fail before it returns anything but MORTISE_OK.
 * - Text is UTF-8 without NUL. Times are int64 milliseconds since 1970-01-01 UTC. Money is int64 minor units.
 * - Threads: describe, start, quiesce and stop of a plugin are serialised. Handlers, tasks, listeners and contract calls run
 * concurrently. Every service may be called from any thread that the host is calling the plugin on, and only there. The host
 * holds no lock of its own while it runs a plugin's code.
 */
#ifndef MORTISE_ABI_H
#define MORTISE_ABI_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#define MORTISE_NOEXCEPT noexcept
#else
#define MORTISE_NOEXCEPT
#endif

#define MORTISE_ABI 1u

typedef int32_t mortise_rc;
enum {
    MORTISE_OK = 0,
    MORTISE_FAILED = 1,
    MORTISE_RERUN = 2 /* the transaction was lost and will be run again: return at once */
};

/* Borrowed bytes. `p` may be NULL when n is 0. */
typedef struct mortise_str {
    const char* p;
    size_t n;
} mortise_str;

/* Where bytes go. May be called several times; the bytes are appended. */
typedef struct mortise_sink {
    void* ctx;
    void (*put)(void* ctx, mortise_str bytes) MORTISE_NOEXCEPT;
} mortise_sink;

/* One fault of a field in a request. */
typedef struct mortise_fault {
    mortise_str field, code, message;
} mortise_fault;

/* Why something failed. status 400..599 is an answer meant for the client; 500 is a fault: `detail` goes to the log alone. */
typedef struct mortise_problem {
    uint32_t size;
    int32_t status;
    int32_t retry_after_s; /* 0: not said */
    mortise_str code;      /* stable, "request-taken" */
    mortise_str detail;    /* a sentence */
    mortise_str members;   /* further JSON members of the problem, as `"state":"accepted"`, or empty */
    const mortise_fault* faults;
    size_t n_faults;
} mortise_problem;

/* Takes the problem of a failed call; copies what it is given. */
typedef struct mortise_fail {
    void* ctx;
    void (*report)(void* ctx, const mortise_problem* problem) MORTISE_NOEXCEPT;
} mortise_fail;

typedef struct mortise_host mortise_host; /* the host as one plugin sees it; lives as long as the plugin is open */
typedef struct mortise_call mortise_call; /* one request, task run or delivery; lives until the handler returns */
typedef struct mortise_db
    mortise_db; /* a reader's snapshot or the writer's transaction; lives as long as the function that got it */

/* ---- values -------------------------------------------------------------------------------------------------------------- */

enum { MORTISE_NULL = 0, MORTISE_INTEGER = 1, MORTISE_REAL = 2, MORTISE_TEXT = 3, MORTISE_BLOB = 4 };

/* A value of SQL. */
typedef struct mortise_value {
    int32_t kind;
    int32_t reserved;
    int64_t integer;
    double real;
    mortise_str bytes; /* TEXT and BLOB */
} mortise_value;

enum {
    MORTISE_NODE_NULL = 0,
    MORTISE_NODE_BOOL = 1,   /* text is "true" or "false" */
    MORTISE_NODE_NUMBER = 2, /* text is the number as it was written */
    MORTISE_NODE_STRING = 3, /* text is the decoded string */
    MORTISE_NODE_ARRAY = 4,
    MORTISE_NODE_OBJECT = 5,
    MORTISE_NODE_FILE = 6 /* an uploaded file; text is its handle for mortise.files/1 */
};

/* Parsed JSON, a query or a form, flat and in document order: a container is followed by its `inside` descendants. In a query or
 * form every value is a STRING (or FILE), a repeated name becomes an ARRAY, and the root's text is "form". */
typedef struct mortise_node {
    int32_t kind;
    uint32_t inside;
    mortise_str key; /* of a member of an object */
    mortise_str text;
} mortise_node;

typedef struct mortise_nodes {
    const mortise_node* p;
    size_t n; /* 0: there was nothing */
} mortise_nodes;

/* ---- the plugin ------------------------------------------------------------------------------------------------------------ */

/* The one exported symbol, `mortise_plugin_v1`. Name, version and needs stand in the ELF note, not here. */
typedef struct mortise_plugin {
    uint32_t size, abi;
    /* Declares all that the plugin adds, through the services below, and makes the instance. Called before settings are known. */
    mortise_rc (*describe)(const mortise_host*, void** self, const mortise_fail*) MORTISE_NOEXCEPT;
    /* Settings are known and migrations applied; nothing is served yet. A failure stops this plugin. */
    mortise_rc (*start)(void* self, mortise_call*, const mortise_fail*) MORTISE_NOEXCEPT;
    /* Begin nothing new. May be NULL. */
    void (*quiesce)(void* self) MORTISE_NOEXCEPT;
    /* The last call; frees self. */
    void (*stop)(void* self) MORTISE_NOEXCEPT;
    /* What the plugin implements of the host's extension points, by versioned name; NULL when not. The function itself may be
     * NULL. */
    const void* (*extension)(void* self, mortise_str name)MORTISE_NOEXCEPT;
} mortise_plugin;

struct mortise_host {
    uint32_t size, abi;
    const void* (*service)(const mortise_host*, mortise_str name)MORTISE_NOEXCEPT;
};

/* ---- mortise.settings/1 ---------------------------------------------------------------------------------------------------- */

enum {
    MORTISE_SETTING_TEXT = 0,
    MORTISE_SETTING_INTEGER = 1,
    MORTISE_SETTING_BOOLEAN = 2,
    MORTISE_SETTING_DURATION = 3, /* read as whole milliseconds */
    MORTISE_SETTING_LIST = 4,     /* read with one item a line */
    MORTISE_SETTING_SECRET = 5,
    MORTISE_SETTING_DECIMAL = 6
};

typedef struct mortise_setting {
    uint32_t size;
    int32_t type;
    int32_t required; /* 1: has no default */
    mortise_str key;  /* begins with the plugin's name; may end in ".*" */
    mortise_str preset, sentence;
} mortise_setting;

typedef struct mortise_settings {
    uint32_t size;
    mortise_rc (*declare)(const mortise_host*, const mortise_setting*, const mortise_fail*) MORTISE_NOEXCEPT;
    /* The value in its type's plain form (integers in decimal, "true"/"false"). The plugin's own keys, and organisation.*,
     * labels.*. */
    mortise_rc (*get)(const mortise_host*, mortise_str key, mortise_sink, const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_settings;

/* ---- mortise.migrations/1 -------------------------------------------------------------------------------------------------- */

typedef struct mortise_migrations {
    uint32_t size;
    /* `postgres` is empty where the one text serves both. Numbers are 1, 2, 3 … */
    mortise_rc (*add)(const mortise_host*, int32_t number, mortise_str name, mortise_str sql, mortise_str postgres,
                      const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_migrations;

/* ---- mortise.routes/1 ------------------------------------------------------------------------------------------------------ */

enum { MORTISE_LANE_BLOCKING = 0, MORTISE_LANE_READER = 1, MORTISE_LANE_WRITER = 2 };
enum { MORTISE_ACCEPT_JSON = 1, MORTISE_ACCEPT_FORM = 2, MORTISE_ACCEPT_MULTIPART = 4 };
enum {
    MORTISE_ROUTE_ABSOLUTE = 1,
    MORTISE_ROUTE_BODY_OPTIONAL = 2,
    MORTISE_ROUTE_DEPRECATED = 4,
    MORTISE_ROUTE_OWNED = 8,     /* the record of the path belongs to somebody: for anybody else it is not there */
    MORTISE_ROUTE_VERSIONED = 16 /* answers one record: its answer is the version that ETag and If-Match speak of */
};

/* A route with the method "RUN" is a word of the program, not of HTTP: "/users/unlock" is `mortise users unlock`. Its body are
 * the options, a form; its answer is printed. */

/* A code that a route may fail with, beyond those that every route has. */
typedef struct mortise_failure {
    mortise_str code;
    int32_t status;
} mortise_failure;

typedef struct mortise_route {
    uint32_t size;
    int32_t lane, accepts, flags;
    mortise_str method, path; /* "POST", "/requests/{id:int}/claim" */
    mortise_str who;          /* "public", "authenticated", a scope such as "WRITE:SERVICES", or two: "WRITE:A or WRITE:B" */
    mortise_str sentence;
    mortise_str body_schema, query_schema, answer_schema; /* JSON Schema 2020-12; empty: none */
    int32_t status;                                       /* of success: 200, 201, 202, 204 */
    int64_t cached_ms;                                    /* 0: never cached */
    int64_t max_body;                                     /* bytes; 0: the host's limit */
    const mortise_str* headers;                           /* request headers, in lower case, that the handler may read */
    size_t n_headers;
    const mortise_failure* failures;
    size_t n_failures;
    mortise_rc (*handle)(void* user, mortise_call*, mortise_db*,
                         const mortise_fail*) MORTISE_NOEXCEPT; /* db: NULL on the blocking lane */
    void* user;
} mortise_route;

typedef struct mortise_routes {
    uint32_t size;
    /* A scope of this plugin and what it allows. Scopes may be declared by several plugins in the same words. */
    mortise_rc (*scope)(const mortise_host*, mortise_str name, mortise_str sentence, const mortise_fail*) MORTISE_NOEXCEPT;
    mortise_rc (*add)(const mortise_host*, const mortise_route*, const mortise_fail*) MORTISE_NOEXCEPT;
    /* Serves the files of a folder of the product's share (share/mortise/FOLDER) below an absolute path, to everyone. */
    mortise_rc (*folder)(const mortise_host*, mortise_str path, mortise_str folder, mortise_str sentence,
                         const mortise_fail*) MORTISE_NOEXCEPT;
    /* Serves every route below `path`, whosever it is, below `other` as well, in this plugin's words. Base paths apply. */
    mortise_rc (*translate)(const mortise_host*, mortise_str path, mortise_str other, const mortise_fail*) MORTISE_NOEXCEPT;
    /* A member of bodies, queries and answers that the translated routes call `other`. */
    mortise_rc (*word)(const mortise_host*, mortise_str name, mortise_str other, const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_routes;

/* ---- mortise.call/1 -------------------------------------------------------------------------------------------------------- */

/* Who calls. user 0: nobody (a public route) or the system (a task). */
typedef struct mortise_principal {
    uint32_t size;
    int32_t verified; /* -1: the token does not say, else 0 or 1 */
    int64_t user;
    mortise_str session, role, email;
} mortise_principal;

typedef struct mortise_call_api {
    uint32_t size;
    mortise_str (*param)(mortise_call*,
                         mortise_str name) MORTISE_NOEXCEPT; /* of the path, decoded; an int parameter as its digits */
    mortise_str (*header)(mortise_call*, mortise_str name) MORTISE_NOEXCEPT; /* one that the route asked for, else empty */
    mortise_nodes (*body)(mortise_call*) MORTISE_NOEXCEPT;
    mortise_nodes (*query)(mortise_call*) MORTISE_NOEXCEPT;
    const mortise_principal* (*principal)(mortise_call*)MORTISE_NOEXCEPT;
    int32_t (*may)(mortise_call*, mortise_str scope) MORTISE_NOEXCEPT; /* 1 when the caller holds the scope */
    int64_t (*now)(mortise_call*) MORTISE_NOEXCEPT;
    mortise_str (*request_id)(mortise_call*) MORTISE_NOEXCEPT;
    mortise_str (*peer)(mortise_call*) MORTISE_NOEXCEPT; /* the client's address, behind trusted proxies theirs */
    mortise_str (*base)(mortise_call*) MORTISE_NOEXCEPT; /* the base path that the request came under, "/api" or "" */
    /* The answer. Writing replaces nothing: bytes are appended. Reset by the host when a handler fails or is run again. */
    void (*status)(mortise_call*, int32_t) MORTISE_NOEXCEPT;
    mortise_rc (*set)(mortise_call*, mortise_str name, mortise_str value, const mortise_fail*) MORTISE_NOEXCEPT;
    void (*write)(mortise_call*, mortise_str bytes) MORTISE_NOEXCEPT;
    /* Borrows the other lanes from the blocking one, for as long as `body` lasts. `write` returns after the commit. */
    mortise_rc (*read_db)(mortise_call*, mortise_rc (*body)(void* ctx, mortise_db*, const mortise_fail*) MORTISE_NOEXCEPT,
                          void* ctx, const mortise_fail*) MORTISE_NOEXCEPT;
    mortise_rc (*write_db)(mortise_call*, mortise_rc (*body)(void* ctx, mortise_db*, const mortise_fail*) MORTISE_NOEXCEPT,
                           void* ctx, const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_call_api;

/* ---- mortise.sql/1 --------------------------------------------------------------------------------------------------------- */

typedef struct mortise_sql {
    uint32_t size;
    /* Runs one statement, given in parts that are read as one text, with `?` parameters. `row` is called for each row (may be
     * NULL); it returns MORTISE_OK to go on, anything else to stop there. `changed` (may be NULL) gets the number of rows
     * changed. */
    mortise_rc (*run)(mortise_db*, const mortise_str* parts, size_t n_parts, const mortise_value* args, size_t n_args,
                      mortise_rc (*row)(void* ctx, const mortise_value* columns, size_t n) MORTISE_NOEXCEPT, void* ctx,
                      int64_t* changed, const mortise_fail*) MORTISE_NOEXCEPT;
    /* Publishes a fact in this transaction; it leaves after the commit. `json` is one JSON object. */
    mortise_rc (*emit)(const mortise_host*, mortise_db*, mortise_str topic, mortise_str json,
                       const mortise_fail*) MORTISE_NOEXCEPT;
    /* Replaces what the full-text index `table` knows of a record. `texts` are column, text, column, text …; none: forgets it. */
    mortise_rc (*index)(mortise_db*, mortise_str table, int64_t id, const mortise_str* texts, size_t n,
                        const mortise_fail*) MORTISE_NOEXCEPT;
    /* The ids of at most `most` records that hold every word, the last as a beginning, the best match first; a word in the first
     * column weighs most. */
    mortise_rc (*search)(mortise_db*, mortise_str table, mortise_str words, int64_t most,
                         void (*found)(void* ctx, int64_t id) MORTISE_NOEXCEPT, void* ctx, const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_sql;

/* ---- mortise.json/1 -------------------------------------------------------------------------------------------------------- */

typedef struct mortise_json {
    uint32_t size;
    /* Parses one JSON text strictly and lends its nodes to `use` for as long as that lasts. */
    mortise_rc (*parse)(const mortise_host*, mortise_str text, mortise_rc (*use)(void* ctx, mortise_nodes) MORTISE_NOEXCEPT,
                        void* ctx, const mortise_fail*) MORTISE_NOEXCEPT;
    /* 1 when the text is of a form that the operator defines: "pin-code". */
    int32_t (*matches)(const mortise_host*, mortise_str form, mortise_str text) MORTISE_NOEXCEPT;
} mortise_json;

/* ---- mortise.tasks/1, mortise.events/1, mortise.contracts/1 ---------------------------------------------------------------- */

typedef struct mortise_task {
    uint32_t size;
    int32_t lane;         /* MORTISE_LANE_WRITER or _BLOCKING */
    mortise_str name;     /* "requests.expire" */
    mortise_str schedule; /* "@every 300s", or five cron fields in the organisation's zone */
    mortise_str sentence;
    /* `did` gets how many things were done. */
    mortise_rc (*run)(void* user, mortise_call*, mortise_db*, int64_t* did, const mortise_fail*) MORTISE_NOEXCEPT;
    void* user;
} mortise_task;

typedef struct mortise_tasks {
    uint32_t size;
    mortise_rc (*add)(const mortise_host*, const mortise_task*, const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_tasks;

typedef struct mortise_listener {
    uint32_t size;
    mortise_str topic;
    mortise_str sentence;
    /* Runs in a writer's transaction of its own, at least once for each event, in order. `id` is the event's own. */
    mortise_rc (*heard)(void* user, mortise_call*, mortise_db*, int64_t id, mortise_nodes event,
                        const mortise_fail*) MORTISE_NOEXCEPT;
    void* user;
} mortise_listener;

typedef struct mortise_events {
    uint32_t size;
    mortise_rc (*on)(const mortise_host*, const mortise_listener*, const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_events;

/* What one plugin offers the others, by versioned name ("accounts/1"). Runs inside the asker's transaction. */
typedef struct mortise_contract {
    uint32_t size;
    mortise_str name;
    mortise_rc (*answer)(void* user, mortise_str operation, mortise_call*, mortise_db*, mortise_nodes argument, mortise_sink json,
                         const mortise_fail*) MORTISE_NOEXCEPT;
    void* user;
    int32_t shared; /* 1: several plugins may provide it, and are asked together */
} mortise_contract;

typedef struct mortise_contracts {
    uint32_t size;
    mortise_rc (*provide)(const mortise_host*, const mortise_contract*, const mortise_fail*) MORTISE_NOEXCEPT;
    mortise_rc (*ask)(mortise_call*, mortise_db*, mortise_str name, mortise_str operation, mortise_nodes argument,
                      mortise_sink json, const mortise_fail*) MORTISE_NOEXCEPT;
    /* Asks every plugin that provides a shared contract, in the order of their start; `each` gets its name and its answer. The
     * first failure ends it. */
    mortise_rc (*ask_all)(mortise_call*, mortise_db*, mortise_str name, mortise_str operation, mortise_nodes argument,
                          void (*each)(void* ctx, mortise_str plugin, mortise_str json) MORTISE_NOEXCEPT, void* ctx,
                          const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_contracts;

/* ---- mortise.sessions/1 ---------------------------------------------------------------------------------------------------- */

/* What an access token says. */
typedef struct mortise_grant {
    uint32_t size;
    int32_t verified; /* -1: not said */
    int64_t user;
    mortise_str session, role, email;
    const mortise_str* scopes;
    size_t n_scopes;
} mortise_grant;

typedef struct mortise_sessions {
    uint32_t size;
    /* Signs an access token; `expires_in_s` gets its life. */
    mortise_rc (*mint)(mortise_call*, const mortise_grant*, mortise_sink token, int64_t* expires_in_s,
                       const mortise_fail*) MORTISE_NOEXCEPT;
    /* Refuses the session's (or all the user's) access tokens from this transaction's commit on; a later mint is good again for a
     * user. */
    mortise_rc (*revoke)(const mortise_host*, mortise_db*, mortise_str session, const mortise_fail*) MORTISE_NOEXCEPT;
    mortise_rc (*revoke_user)(const mortise_host*, mortise_db*, int64_t user, mortise_str except_session,
                              const mortise_fail*) MORTISE_NOEXCEPT;
    /* Every scope that the loaded plugins declare, one put each. */
    void (*scopes)(const mortise_host*, mortise_sink) MORTISE_NOEXCEPT;
} mortise_sessions;

/* ---- mortise.crypto/1 ------------------------------------------------------------------------------------------------------ */

typedef struct mortise_crypto {
    uint32_t size;
    mortise_rc (*random)(const mortise_host*, size_t bytes, mortise_sink, const mortise_fail*) MORTISE_NOEXCEPT;
    void (*sha256)(const mortise_host*, mortise_str, mortise_sink) MORTISE_NOEXCEPT; /* 32 bytes */
    /* Blocking lane only: two threads hash for everybody. 503 "busy" when too many wait. */
    mortise_rc (*hash_password)(const mortise_host*, mortise_str password, mortise_sink hash,
                                const mortise_fail*) MORTISE_NOEXCEPT;
    /* `hash` empty: costs the same and is wrong. `verdict`: 0 wrong, 1 right, 2 right and worth hashing anew. */
    mortise_rc (*verify_password)(const mortise_host*, mortise_str password, mortise_str hash, int32_t* verdict,
                                  const mortise_fail*) MORTISE_NOEXCEPT;
    int32_t (*common_password)(const mortise_host*, mortise_str password) MORTISE_NOEXCEPT;
    /* Text that only this product could have made, for cursors and links. `purpose` keeps one use from another. */
    mortise_rc (*seal)(const mortise_host*, mortise_str purpose, mortise_str bytes, mortise_sink,
                       const mortise_fail*) MORTISE_NOEXCEPT;
    mortise_rc (*unseal)(const mortise_host*, mortise_str purpose, mortise_str sealed, mortise_sink,
                         const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_crypto;

/* ---- mortise.files/1 ------------------------------------------------------------------------------------------------------- */

typedef struct mortise_file {
    uint32_t size;
    uint32_t reserved;
    mortise_str name, type; /* as the client says; never to be trusted */
    int64_t bytes;
    mortise_str head; /* the first bytes of the content, up to 512 */
} mortise_file;

typedef struct mortise_files {
    uint32_t size;
    mortise_rc (*look)(mortise_call*, mortise_str handle, mortise_file*, const mortise_fail*) MORTISE_NOEXCEPT;
    /* Keeps an uploaded file for the plugin under a random name, durably; `key` gets it. */
    mortise_rc (*keep)(mortise_call*, mortise_str handle, mortise_sink key, const mortise_fail*) MORTISE_NOEXCEPT;
    mortise_rc (*drop)(const mortise_host*, mortise_str key, const mortise_fail*) MORTISE_NOEXCEPT;
    /* Answers with a kept file, as an attachment of that name. */
    mortise_rc (*send)(mortise_call*, mortise_str key, mortise_str name, mortise_str type, const mortise_fail*) MORTISE_NOEXCEPT;
    /* Keeps bytes that the plugin has made, as keep() does an upload. */
    mortise_rc (*write)(mortise_call*, mortise_str bytes, mortise_sink key, const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_files;

/* ---- mortise.zone/1 -------------------------------------------------------------------------------------------------------- */

/* The organisation's zone (organisation.time_zone). A local time is milliseconds since 1970-01-01 00:00 on the wall there. */
typedef struct mortise_zone {
    uint32_t size;
    /* What the wall shows at an instant, to the minute. */
    int64_t (*local)(const mortise_host*, int64_t at) MORTISE_NOEXCEPT;
    /* When it shows that: the first of two instants, or the end of the gap that swallows it. */
    int64_t (*instant)(const mortise_host*, int64_t local) MORTISE_NOEXCEPT;
} mortise_zone;

/* ---- extension point mortise.demo/1 ---------------------------------------------------------------------------------------- */

/* Fills an empty product with something to play with; does nothing where the plugin has rows already. On the blocking lane. */
typedef struct mortise_demo {
    uint32_t size;
    mortise_rc (*fill)(void* self, mortise_call*, const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_demo;

/* ---- mortise.log/1, mortise.openapi/1 -------------------------------------------------------------------------------------- */

enum { MORTISE_LOG_DEBUG = 0, MORTISE_LOG_INFO = 1, MORTISE_LOG_WARNING = 2, MORTISE_LOG_ERROR = 3 };

typedef struct mortise_log {
    uint32_t size;
    /* `fields` are name, value, name, value … */
    void (*write)(const mortise_host*, int32_t level, mortise_str text, const mortise_str* fields, size_t n) MORTISE_NOEXCEPT;
} mortise_log;

typedef struct mortise_openapi {
    uint32_t size;
    /* The document of all routes, as JSON (yaml 0) or YAML (yaml 1). */
    mortise_rc (*document)(mortise_call*, int32_t yaml, mortise_sink, const mortise_fail*) MORTISE_NOEXCEPT;
} mortise_openapi;

#ifdef __cplusplus
}
#endif
#endif
