#include "bench.hpp"

#include <sodium.h>

#include <cstdlib>
#include <cstring>

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 1;
  if (argc == 5 && std::strcmp(argv[1], "--floor") == 0)
    return turnout::bench::run_floor(argv[2], argv[3], argv[4]);
  const int repeats = argc > 1 ? std::max(1, std::atoi(argv[1])) : 3;
  turnout::bench::bench_decide();
  const int county = turnout::bench::bench_county();
  const int hops = turnout::bench::bench_hops(repeats);
  const int restart = turnout::bench::bench_restart();
  return county + hops + restart == 0 ? 0 : 1;
}
