// Turns commits and the engine's own counters into metrics.
// `committed` is called from the engine's thread, `refresh` from any.
#pragma once

#include <turnout/engine/engine.hpp>
#include <turnout/observe/metrics.hpp>
#include <turnout/roads/counts.hpp>
#include <turnout/store/journal.hpp>

#include <array>

namespace turnout::daemon {

class Figures final : public engine::Viewers {
public:
  /// `next` hears of every commit after this one has counted it.
  Figures(observe::Metrics& metrics, engine::Clock& clock, engine::Viewers& next);

  void committed(const engine::Batch& batch, bool durable) override;
  void heard(const PositionReceived& position) override { next_.heard(position); }
  void refresh(const engine::EngineFigures& figures, const engine::Lanes& lanes,
               const store::JournalHealth& journal, const roads::TravelCounts& travel, int audible);

private:
  observe::Metrics& metrics_;
  engine::Clock& clock_;
  engine::Viewers& next_;
  std::array<observe::Counter*, std::variant_size_v<Event::Kinds>> events_{};
  std::array<observe::Counter*, std::variant_size_v<Decision::Kinds>> decisions_{};
  observe::Histogram& reaction_;
  observe::Histogram& lateness_;
};

} // namespace turnout::daemon
