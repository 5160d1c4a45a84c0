// Keeps the statements that are used.
#include "storage/statements.h"

namespace host::storage {

Statement* Statements::find(std::string_view key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    if (found->second != recent_.begin()) recent_.splice(recent_.begin(), recent_, found->second);
    return &*found->second;
}

Statement& Statements::add(Statement statement) {
    for (auto last = recent_.end(); by_key_.size() >= most_ && last != recent_.begin();) {
        --last;
        if (last->busy) continue;
        by_key_.erase(last->key);
        last = recent_.erase(last);
    }
    recent_.push_front(std::move(statement));
    by_key_.emplace(recent_.front().key, recent_.begin());
    return recent_.front();
}

void Statements::forget() {
    for (auto at = recent_.begin(); at != recent_.end();) {
        if (at->busy) {
            ++at;
            continue;
        }
        by_key_.erase(at->key);
        at = recent_.erase(at);
    }
}

}  // namespace host::storage
