#include "turnout/observe/metrics.hpp"

#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace turnout::observe {

struct Metrics::Inside {
  prometheus::Registry registry;
};

const std::vector<double>& reaction_buckets_s() {
  static const std::vector<double> bounds = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25,
                                             0.5,    1,     2,     5,     10,   20,   45,   60};
  return bounds;
}

Metrics::Metrics() : inside_(std::make_unique<Inside>()) {}
Metrics::~Metrics() = default;

Counter& Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(inside_->registry).Add(labels);
}

Gauge& Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(inside_->registry).Add(labels);
}

Histogram& Metrics::histogram(const std::string& name, const std::string& help,
                              const std::vector<double>& buckets, const Labels& labels) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(inside_->registry).Add(labels, buckets);
}

std::string Metrics::text() const {
  return prometheus::TextSerializer().Serialize(inside_->registry.Collect());
}

} // namespace turnout::observe
