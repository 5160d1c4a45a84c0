/* The test kit's own border, plain C: libmortise-testing.so holds the host, and the tests link nothing else of it. */
#ifndef MORTISE_TESTING_ABI_H
#define MORTISE_TESTING_ABI_H
#include <mortise/abi.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mortise_test_app mortise_test_app;

/* Starts a host. `settings` are lines key=value. NULL: `complaint` says why. Any number may live at once. */
mortise_test_app* mortise_test_open(mortise_str settings, mortise_sink complaint) MORTISE_NOEXCEPT;
void mortise_test_close(mortise_test_app*) MORTISE_NOEXCEPT;
/* One request through the whole of dispatch, without a socket; from any thread. `headers` are lines "name: value\r\n"; so is
 * `head`. `complaint` gets text when the answer is none that the route declares. */
void mortise_test_call(mortise_test_app*, mortise_str method, mortise_str target, mortise_str headers, mortise_str body,
                       int32_t* status, mortise_sink head, mortise_sink answer, mortise_sink complaint) MORTISE_NOEXCEPT;
void mortise_test_mint(mortise_test_app*, int64_t user, mortise_str role, mortise_str scopes,
                       mortise_sink token) MORTISE_NOEXCEPT;
void mortise_test_advance(mortise_test_app*, int64_t ms) MORTISE_NOEXCEPT;
void mortise_test_run(mortise_test_app*, mortise_str task, int64_t* did, mortise_sink complaint) MORTISE_NOEXCEPT;
void mortise_test_settle(mortise_test_app*) MORTISE_NOEXCEPT;
void mortise_test_sql(mortise_test_app*, mortise_str statement, mortise_sink value) MORTISE_NOEXCEPT;
void mortise_test_routes(mortise_test_app*, mortise_sink json) MORTISE_NOEXCEPT;
/* What `mortise db seed` does. */
void mortise_test_seed(mortise_test_app*, mortise_sink complaint) MORTISE_NOEXCEPT;
/* What `mortise WORDS …` does with a plugin's command; `options` are the members of a JSON object. `complaint` as above, and when
 * there is no such command. */
void mortise_test_command(mortise_test_app*, mortise_str words, mortise_str options, int32_t* status, mortise_sink answer,
                          mortise_sink complaint) MORTISE_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif
