// Counters, gauges and histograms, and the page a Prometheus server reads. Any thread; what a call returns
// lives as long as the Metrics and may be used from any thread without a lock. A name or label that
// Prometheus does not allow, or one name used for two kinds, is a defect of the caller and throws
// std::invalid_argument at registration, which is done once at start.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace turnout::observe {

using Counter = prometheus::Counter;
using Gauge = prometheus::Gauge;
using Histogram = prometheus::Histogram;
using Labels = std::map<std::string, std::string>;

/// Upper bounds in seconds that suit a reaction time: 0.5 ms to 60 s.
[[nodiscard]] const std::vector<double>& reaction_buckets_s();

class Metrics {
public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// The same name and labels give the same thing again. Labels carry words from our own lists, never ids.
  [[nodiscard]] Counter& counter(const std::string& name, const std::string& help, const Labels& labels = {});
  [[nodiscard]] Gauge& gauge(const std::string& name, const std::string& help, const Labels& labels = {});
  [[nodiscard]] Histogram& histogram(const std::string& name, const std::string& help,
                                     const std::vector<double>& buckets = reaction_buckets_s(),
                                     const Labels& labels = {});

  /// Everything, in the Prometheus text format (content type `text/plain; version=0.0.4`).
  [[nodiscard]] std::string text() const;

private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

} // namespace turnout::observe
