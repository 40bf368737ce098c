#include "turnout/bounds/whole_day.hpp"

#include "flow.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace turnout::bounds {
namespace {

/// One alarm that one responder would accept.
struct Option {
  std::size_t alarm = 0;
  Answer answer;
  Duration first{}; ///< response from their own place, at least
  Duration least{}; ///< ... and from anywhere
  Node idle = 0;    ///< the responder at their own place, when the alarm comes
};

using Options = std::vector<Option>; ///< of one responder, in order of time

class DayNetwork {
public:
  DayNetwork(const std::vector<DayAlarm>& alarms, const DayPremises& premises)
      : alarms_(alarms), premises_(premises), late_(alarms.size(), premises.unserved) {
    for (std::size_t alarm = 0; alarm < alarms.size(); ++alarm)
      for (const auto& one : soonest(alarms[alarm].answers))
        options_[one.responder].push_back({alarm, one.answer, one.answer.response(), {}, 0});
  }

  Duration least_total() {
    for (auto& [who, options] : options_) {
      if (premises_.whereabouts == Whereabouts::anywhere) count_false_starts(options);
      find_least(options);
      find_late(options);
    }
    lay_alarms();
    for (auto& [who, options] : options_)
      lay_responder(options);
    lay_direct();
    Duration price{};
    for (const Duration late : late_)
      price += late;
    const auto flow = cheapest_flow(network_);
    return flow ? price + flow->total : Duration(0);
  }

private:
  /// As many as there are alarms: whoever goes to this one and is not among them could be replaced by one of
  /// them who goes nowhere. Not so where a start towards another alarm can make anybody the soonest.
  [[nodiscard]] std::vector<DayAnswer> soonest(std::vector<DayAnswer> answers) const {
    if (answers.size() <= alarms_.size() || premises_.whereabouts == Whereabouts::anywhere) return answers;
    const auto end = answers.begin() + static_cast<std::ptrdiff_t>(alarms_.size());
    std::nth_element(answers.begin(), end, answers.end(), [](const DayAnswer& a, const DayAnswer& b) {
      return std::pair(a.answer.response(), a.responder) < std::pair(b.answer.response(), b.responder);
    });
    answers.erase(end, answers.end());
    return answers;
  }

  [[nodiscard]] WallTime at(const Option& option) const { return alarms_[option.alarm].at; }
  [[nodiscard]] static Duration ready(const Option& option) {
    return option.answer.reply + option.answer.turnout;
  }
  /// The soonest that they are free of this alarm.
  [[nodiscard]] WallTime free_at(const Option& option) const {
    return at(option) + option.least + alarms_[option.alarm].on_scene;
  }

  /// Whoever had set off to another alarm and is called back has a start. They are no nearer than had they
  /// set off to this one at that time.
  void count_false_starts(Options& options) const {
    for (auto& option : options) {
      for (const auto& other : options) {
        if (&other == &option || at(other) + premises_.settled_within <= at(option)) continue;
        const Duration started = at(other) + ready(other) - at(option);
        option.first = std::min(option.first, std::max(ready(option), started + option.answer.travel));
      }
    }
  }

  /// The response to `next` by whoever has been at `last`, at least.
  [[nodiscard]] Duration after(const Option& last, const Option& next) const {
    const WallTime free = free_at(last);
    if (premises_.whereabouts == Whereabouts::own_place)
      return std::max(Duration(0), free - at(next)) + next.first;
    return std::max(std::max(free, at(next)) + ready(next),
                    free + premises_.between(last.alarm, next.alarm)) -
           at(next);
  }

  /// Whether they may not yet be back at their own place when the next one comes.
  [[nodiscard]] bool goes_straight_on(const Option& last, const Option& next) const {
    if (at(next) < free_at(last)) return true;
    return premises_.whereabouts == Whereabouts::anywhere && at(next) < at(last) + premises_.settled_within;
  }

  void find_least(Options& options) const {
    for (auto next = options.begin(); next != options.end(); ++next) {
      next->least = next->first;
      for (auto last = options.begin(); last != next; ++last)
        if (goes_straight_on(*last, *next)) next->least = std::min(next->least, after(*last, *next));
    }
  }

  void find_late(const Options& options) {
    for (auto next = options.begin(); next != options.end(); ++next)
      for (auto last = next + 1; last != options.end(); ++last)
        late_[next->alarm] = std::min(late_[next->alarm], after(*last, *next));
  }

  /// An alarm that is served earns what it would cost otherwise.
  void lay_alarms() {
    source_ = network_.add_node();
    sink_ = network_.add_node();
    for (std::size_t alarm = 0; alarm < alarms_.size(); ++alarm) {
      const Node in = network_.add_node();
      const Node out = network_.add_node();
      network_.arcs.push_back({in, out, 1, -late_[alarm]});
      network_.arcs.push_back({out, sink_, 1, Duration(0)});
      in_.push_back(in);
      out_.push_back(out);
    }
  }

  /// A chain of the times at which they may be asked at their own place.
  void lay_responder(Options& options) {
    ++network_.supply[source_];
    --network_.supply[sink_];
    Node before = source_;
    for (auto& option : options) {
      option.idle = network_.add_node();
      network_.arcs.push_back({before, option.idle, 1, Duration(0)});
      network_.arcs.push_back({option.idle, in_[option.alarm], 1, option.first});
      before = option.idle;
    }
    network_.arcs.push_back({before, sink_, 1, Duration(0)});
    for (auto last = options.begin(); last != options.end(); ++last) {
      const auto idle = std::find_if(last + 1, options.end(),
                                     [&](const Option& next) { return at(next) >= free_at(*last); });
      if (idle != options.end()) network_.arcs.push_back({out_[last->alarm], idle->idle, 1, Duration(0)});
    }
  }

  /// From one alarm to the next, by the quickest of those who would accept both.
  void lay_direct() {
    std::map<std::pair<std::size_t, std::size_t>, Duration> quickest;
    for (const auto& [who, options] : options_) {
      for (auto last = options.begin(); last != options.end(); ++last) {
        for (auto next = last + 1; next != options.end(); ++next) {
          if (!goes_straight_on(*last, *next)) continue;
          const Duration response = after(*last, *next);
          const auto [known, fresh] = quickest.try_emplace({last->alarm, next->alarm}, response);
          if (!fresh) known->second = std::min(known->second, response);
        }
      }
    }
    for (const auto& [pair, response] : quickest)
      network_.arcs.push_back({out_[pair.first], in_[pair.second], 1, response});
  }

  const std::vector<DayAlarm>& alarms_;
  const DayPremises& premises_;
  std::map<std::size_t, Options> options_;
  std::vector<Duration> late_; ///< cost of each alarm when it is reached after a later one, or never
  Network network_;
  Node source_ = 0;
  Node sink_ = 0;
  std::vector<Node> in_;
  std::vector<Node> out_;
};

} // namespace

Duration least_total_of_day(const std::vector<DayAlarm>& alarms, const DayPremises& premises) {
  return DayNetwork(alarms, premises).least_total();
}

} // namespace turnout::bounds
