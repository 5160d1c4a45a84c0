// Works that wait for a thread, first come first served, and who of them has waited for too long.
#pragma once
#include <chrono>
#include <cstddef>
#include <deque>
#include <vector>

namespace host {

/// Under a load that lasts, a queue makes everybody late and nobody served sooner. So whoever joins a line that has stood for a
/// while sends away those in front who have waited longest: the threads go on working at their full rate, for callers who are
/// still there. A burst only waits, because nobody comes behind it; and so does who meets a slow work now and then.
/// Not for several threads at once. `Work` says gives_way() when it may be sent away.
template <class Work>
class WaitingLine {
  public:
    using Moment = std::chrono::steady_clock::time_point;
    /// Nobody who has waited less is sent away. The line counts as standing while its first waits for more than half of it:
    /// were the two the same, sending away would end the standing, and the line would grow long in turns.
    static constexpr std::chrono::milliseconds patience{500};
    /// So long a line may stand before anybody is sent away.
    static constexpr std::chrono::milliseconds burst{1000};

    explicit WaitingLine(std::size_t most) : most_(most) {}

    /// Adds to `late` those who must go, who are in the line no longer. False when it is full all the same.
    bool join(Work& work, Moment now, std::vector<Work*>& late) {
        if (places_.empty() || now - places_.front().since < patience / 2) calm_at_ = now;
        if (now - calm_at_ > burst) send_away(now, late);
        if (places_.size() >= most_) return false;
        places_.push_back({&work, now});
        return true;
    }
    struct Place {
        Work* work;
        Moment since;
    };
    /// Takes the first off the line, where there is one.
    Place next() {
        const Place first = places_.front();
        places_.pop_front();
        return first;
    }
    bool empty() const { return places_.empty(); }

  private:
    void send_away(Moment now, std::vector<Work*>& late) {
        while (!places_.empty() && now - places_.front().since > patience && places_.front().work->gives_way()) {
            late.push_back(places_.front().work);
            places_.pop_front();
        }
    }

    std::deque<Place> places_;
    std::size_t most_;
    Moment calm_at_{};  ///< when the line was last seen short
};

}  // namespace host
