// Two names for the same member: what handlers call it, and what clients of translated routes do.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "body/nodes.h"

namespace host {

/// One plugin's words. Each turns into its other and back, so that a name which a translated route does not know remains unknown:
/// a `service_id` sent to /tasks reaches the handler as `task_id`, and is refused by the name that was sent. Immutable.
class Vocabulary {
  public:
    /// Throws Refused naming the plugin for a word that is no plain name or stands twice.
    Vocabulary(std::string plugin, const std::vector<std::pair<std::string, std::string>>& words);

    const std::string& plugin() const { return plugin_; }
    /// The word's other; the name itself when it is no word.
    std::string_view turned(std::string_view name) const;
    bool knows(std::string_view name) const { return turned(name).data() != name.data(); }
    /// What translated routes say in the place of a name of ours.
    const auto& pairs() const { return pairs_; }

    /// Turns the names of members. The nodes then point into the vocabulary too.
    void turn_names(body::Nodes& nodes) const;
    /// Turns the words among the values of `sort`, "-" before them or not.
    void turn_orders(body::Nodes& query) const;
    /// Turns the names of members in a JSON text, and nothing else; what is cut short stays as it is.
    void turn_members(std::string& json) const;
    /// Turns every word of a sentence or of a path to a member.
    std::string turned_text(std::string_view text) const;
    /// Turns the fields that the problem names, and its further members.
    void turn(Problem& problem) const;

  private:
    std::string plugin_;
    std::vector<std::pair<std::string, std::string>> pairs_;  ///< a "-" before each, for orders
    std::uint64_t sizes_ = 0;                                 ///< the bit of each length that a word has
};

}  // namespace host
