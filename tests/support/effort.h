// How much of a long proof a test does: all of it with MORTISE_LONG, less where ThreadSanitizer makes each step tenfold.
#pragma once
#include <cstdlib>

namespace effort {

#if defined(__SANITIZE_THREAD__)
inline constexpr bool under_tsan = true;
#else
inline constexpr bool under_tsan = false;
#endif

/// Time means little there.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
inline constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool sanitized = false;
#endif

inline bool is_long() { return std::getenv("MORTISE_LONG") != nullptr; }

inline int steps(int few, int many) { return !is_long() ? few : under_tsan ? (few > many / 10 ? few : many / 10) : many; }

}  // namespace effort
