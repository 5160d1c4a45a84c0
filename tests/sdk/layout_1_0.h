/* The layout of the first release, made once from its header: a number here never changes, and what a later release adds is not
 * here. */
#ifndef MORTISE_LAYOUT_1_0_H
#define MORTISE_LAYOUT_1_0_H
#include <assert.h>
#include <mortise/abi.h>

/* Tables may have grown at their tails since; plain values never do. */
#define AT(table, member, offset) static_assert(offsetof(table, member) == (offset), #table "." #member " has moved")
#define AT_LEAST(table, bytes) static_assert(sizeof(table) >= (bytes), #table " has shrunk")
#define EXACTLY(table, bytes) static_assert(sizeof(table) == (bytes), #table " has another size")

static_assert(sizeof(void*) == 8 && sizeof(size_t) == 8, "the border is for machines of 64 bits");
static_assert(MORTISE_ABI == 1u, "the border's number");

EXACTLY(mortise_str, 16);
AT(mortise_str, p, 0);
AT(mortise_str, n, 8);

EXACTLY(mortise_sink, 16);
AT(mortise_sink, ctx, 0);
AT(mortise_sink, put, 8);

EXACTLY(mortise_fault, 48);
AT(mortise_fault, field, 0);
AT(mortise_fault, code, 16);
AT(mortise_fault, message, 32);

AT_LEAST(mortise_problem, 80);
AT(mortise_problem, size, 0);
AT(mortise_problem, status, 4);
AT(mortise_problem, retry_after_s, 8);
AT(mortise_problem, code, 16);
AT(mortise_problem, detail, 32);
AT(mortise_problem, members, 48);
AT(mortise_problem, faults, 64);
AT(mortise_problem, n_faults, 72);

EXACTLY(mortise_fail, 16);
AT(mortise_fail, ctx, 0);
AT(mortise_fail, report, 8);

EXACTLY(mortise_value, 40);
AT(mortise_value, kind, 0);
AT(mortise_value, reserved, 4);
AT(mortise_value, integer, 8);
AT(mortise_value, real, 16);
AT(mortise_value, bytes, 24);

EXACTLY(mortise_node, 40);
AT(mortise_node, kind, 0);
AT(mortise_node, inside, 4);
AT(mortise_node, key, 8);
AT(mortise_node, text, 24);

EXACTLY(mortise_nodes, 16);
AT(mortise_nodes, p, 0);
AT(mortise_nodes, n, 8);

AT_LEAST(mortise_plugin, 48);
AT(mortise_plugin, size, 0);
AT(mortise_plugin, abi, 4);
AT(mortise_plugin, describe, 8);
AT(mortise_plugin, start, 16);
AT(mortise_plugin, quiesce, 24);
AT(mortise_plugin, stop, 32);
AT(mortise_plugin, extension, 40);

AT_LEAST(mortise_host, 16);
AT(mortise_host, size, 0);
AT(mortise_host, abi, 4);
AT(mortise_host, service, 8);

AT_LEAST(mortise_setting, 64);
AT(mortise_setting, size, 0);
AT(mortise_setting, type, 4);
AT(mortise_setting, required, 8);
AT(mortise_setting, key, 16);
AT(mortise_setting, preset, 32);
AT(mortise_setting, sentence, 48);

AT_LEAST(mortise_settings, 24);
AT(mortise_settings, size, 0);
AT(mortise_settings, declare, 8);
AT(mortise_settings, get, 16);

AT_LEAST(mortise_migrations, 16);
AT(mortise_migrations, size, 0);
AT(mortise_migrations, add, 8);

EXACTLY(mortise_failure, 24);
AT(mortise_failure, code, 0);
AT(mortise_failure, status, 16);

AT_LEAST(mortise_route, 200);
AT(mortise_route, size, 0);
AT(mortise_route, lane, 4);
AT(mortise_route, accepts, 8);
AT(mortise_route, flags, 12);
AT(mortise_route, method, 16);
AT(mortise_route, path, 32);
AT(mortise_route, who, 48);
AT(mortise_route, sentence, 64);
AT(mortise_route, body_schema, 80);
AT(mortise_route, query_schema, 96);
AT(mortise_route, answer_schema, 112);
AT(mortise_route, status, 128);
AT(mortise_route, cached_ms, 136);
AT(mortise_route, max_body, 144);
AT(mortise_route, headers, 152);
AT(mortise_route, n_headers, 160);
AT(mortise_route, failures, 168);
AT(mortise_route, n_failures, 176);
AT(mortise_route, handle, 184);
AT(mortise_route, user, 192);

AT_LEAST(mortise_routes, 32);
AT(mortise_routes, size, 0);
AT(mortise_routes, scope, 8);
AT(mortise_routes, add, 16);
AT(mortise_routes, folder, 24);

AT_LEAST(mortise_principal, 64);
AT(mortise_principal, size, 0);
AT(mortise_principal, verified, 4);
AT(mortise_principal, user, 8);
AT(mortise_principal, session, 16);
AT(mortise_principal, role, 32);
AT(mortise_principal, email, 48);

AT_LEAST(mortise_call_api, 128);
AT(mortise_call_api, size, 0);
AT(mortise_call_api, param, 8);
AT(mortise_call_api, header, 16);
AT(mortise_call_api, body, 24);
AT(mortise_call_api, query, 32);
AT(mortise_call_api, principal, 40);
AT(mortise_call_api, may, 48);
AT(mortise_call_api, now, 56);
AT(mortise_call_api, request_id, 64);
AT(mortise_call_api, peer, 72);
AT(mortise_call_api, base, 80);
AT(mortise_call_api, status, 88);
AT(mortise_call_api, set, 96);
AT(mortise_call_api, write, 104);
AT(mortise_call_api, read_db, 112);
AT(mortise_call_api, write_db, 120);

AT_LEAST(mortise_sql, 24);
AT(mortise_sql, size, 0);
AT(mortise_sql, run, 8);
AT(mortise_sql, emit, 16);

AT_LEAST(mortise_json, 24);
AT(mortise_json, size, 0);
AT(mortise_json, parse, 8);
AT(mortise_json, matches, 16);

AT_LEAST(mortise_task, 72);
AT(mortise_task, size, 0);
AT(mortise_task, lane, 4);
AT(mortise_task, name, 8);
AT(mortise_task, schedule, 24);
AT(mortise_task, sentence, 40);
AT(mortise_task, run, 56);
AT(mortise_task, user, 64);

AT_LEAST(mortise_tasks, 16);
AT(mortise_tasks, size, 0);
AT(mortise_tasks, add, 8);

AT_LEAST(mortise_listener, 56);
AT(mortise_listener, size, 0);
AT(mortise_listener, topic, 8);
AT(mortise_listener, sentence, 24);
AT(mortise_listener, heard, 40);
AT(mortise_listener, user, 48);

AT_LEAST(mortise_events, 16);
AT(mortise_events, size, 0);
AT(mortise_events, on, 8);

AT_LEAST(mortise_contract, 40);
AT(mortise_contract, size, 0);
AT(mortise_contract, name, 8);
AT(mortise_contract, answer, 24);
AT(mortise_contract, user, 32);

AT_LEAST(mortise_contracts, 24);
AT(mortise_contracts, size, 0);
AT(mortise_contracts, provide, 8);
AT(mortise_contracts, ask, 16);

AT_LEAST(mortise_grant, 80);
AT(mortise_grant, size, 0);
AT(mortise_grant, verified, 4);
AT(mortise_grant, user, 8);
AT(mortise_grant, session, 16);
AT(mortise_grant, role, 32);
AT(mortise_grant, email, 48);
AT(mortise_grant, scopes, 64);
AT(mortise_grant, n_scopes, 72);

AT_LEAST(mortise_sessions, 40);
AT(mortise_sessions, size, 0);
AT(mortise_sessions, mint, 8);
AT(mortise_sessions, revoke, 16);
AT(mortise_sessions, revoke_user, 24);
AT(mortise_sessions, scopes, 32);

AT_LEAST(mortise_crypto, 64);
AT(mortise_crypto, size, 0);
AT(mortise_crypto, random, 8);
AT(mortise_crypto, sha256, 16);
AT(mortise_crypto, hash_password, 24);
AT(mortise_crypto, verify_password, 32);
AT(mortise_crypto, common_password, 40);
AT(mortise_crypto, seal, 48);
AT(mortise_crypto, unseal, 56);

AT_LEAST(mortise_file, 64);
AT(mortise_file, size, 0);
AT(mortise_file, reserved, 4);
AT(mortise_file, name, 8);
AT(mortise_file, type, 24);
AT(mortise_file, bytes, 40);
AT(mortise_file, head, 48);

AT_LEAST(mortise_files, 40);
AT(mortise_files, size, 0);
AT(mortise_files, look, 8);
AT(mortise_files, keep, 16);
AT(mortise_files, drop, 24);
AT(mortise_files, send, 32);

AT_LEAST(mortise_demo, 16);
AT(mortise_demo, size, 0);
AT(mortise_demo, fill, 8);

AT_LEAST(mortise_log, 16);
AT(mortise_log, size, 0);
AT(mortise_log, write, 8);

AT_LEAST(mortise_openapi, 16);
AT(mortise_openapi, size, 0);
AT(mortise_openapi, document, 8);

#undef AT
#undef AT_LEAST
#undef EXACTLY
#endif
