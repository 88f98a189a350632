/// A fuzz target beside its bare one, and a fuzz target that runs for long: what
/// harness/fuzzing/speed and harness/fuzzing/growth run.
///   measured_<target> speed ROUNDS FILE...        executions a second of processor time, in turns
///   measured_<target> growth EXECUTIONS FILE...   memory in use on the way; exit 1 where it grows

#include <malloc.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "properties/bare_targets.hpp"
#include "properties/fuzz_target.hpp"

extern "C" __attribute__((weak)) int LLVMFuzzerInitialize(int*, char***);

namespace {

using packetproof::bare::Documents;
using packetproof::bare::Target;

/// Beyond this many bytes between two sizes a target grows: 5 bytes an execution would show.
constexpr long growth_bound = 4L << 20U;
constexpr long settled_after = 10'000;

void run_target(std::string_view input) {
  // A block of its size, so that a sanitizer sees a read one past its end.
  const auto block = std::make_unique<std::uint8_t[]>(input.size());
  std::memcpy(block.get(), input.data(), input.size());
  LLVMFuzzerTestOneInput(block.get(), input.size());
}

/// Of the processor, so that what else runs on the machine counts for little.
double seconds_of(const auto& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

int measure_speed(const Target& bare, const std::vector<std::string>& inputs, long rounds) {
  std::vector<Documents> documents;
  documents.reserve(inputs.size());
  for (const std::string& input : inputs) documents.push_back(bare.prepare(input));
  const auto run_real = [&] {
    for (const std::string& input : inputs) run_target(input);
  };
  const auto run_bare = [&] {
    for (const Documents& one : documents) bare.execute(one);
  };
  run_bare();  // what is made on first use
  run_real();
  // Each turn takes about a quarter of a second.
  const auto passes = [](double once) {
    return std::max(1L, std::lround(0.25 / std::max(once, 1e-4)));
  };
  const long real_passes = passes(seconds_of(run_real));
  const long bare_passes = passes(seconds_of(run_bare));
  std::vector<double> real;
  std::vector<double> unadorned;
  std::vector<double> ratios;
  const auto rate = [&](const auto& pass, long count) {
    const double took = seconds_of([&] {
      for (long i = 0; i < count; ++i) pass();
    });
    return static_cast<double>(inputs.size()) * static_cast<double>(count) / took;
  };
  for (long round = 0; round < rounds; ++round) {
    real.push_back(rate(run_real, real_passes));
    unadorned.push_back(rate(run_bare, bare_passes));
    ratios.push_back(real.back() / unadorned.back());
  }
  std::printf("%-16s %8.0f %8.0f %6.2f  (%.2f to %.2f, %zu inputs)\n",
              std::string(bare.name).c_str(), median(real), median(unadorned), median(ratios),
              std::ranges::min(ratios), std::ranges::max(ratios), inputs.size());
  return 0;
}

/// What was allocated and not freed. The resident size tells less: what comes and goes in many
/// sizes leaves holes.
long live_bytes() {
  const struct mallinfo2 heap = mallinfo2();
  return static_cast<long>(heap.uordblks + heap.hblkhd);
}

long resident_bytes() {
  std::ifstream status("/proc/self/statm");
  long pages = 0;
  long resident = 0;
  status >> pages >> resident;
  return resident * 4096;
}

/// Every other input is one of the corpus, the rest have some bytes of it elsewhere: names and
/// numbers that were not there before, which is what a cache would grow by.
std::string nth_input(const std::vector<std::string>& inputs, long n, std::minstd_rand& random) {
  std::string input = inputs[static_cast<std::size_t>(n / 2) % inputs.size()];
  if (n % 2 == 0 || input.empty()) return input;
  for (int i = 0; i < 4; ++i) input[random() % input.size()] = input[random() % input.size()];
  return input;
}

int measure_growth(const Target& target, const std::vector<std::string>& inputs, long executions) {
  std::minstd_rand random(1);  // NOLINT(bugprone-random-generator-seed): equal runs are wanted
  long settled = 0;
  for (long n = 0; n < executions; ++n) {
    if (n == std::min(settled_after, executions / 2)) settled = live_bytes();
    run_target(nth_input(inputs, n, random));
  }
  const long end = live_bytes();
  std::printf(
      "%-16s %9ld executions: %6ld KiB in use after %ld, %6ld KiB at the end, %6ld KiB "
      "resident\n",
      std::string(target.name).c_str(), executions, settled / 1024,
      std::min(settled_after, executions / 2), end / 1024, resident_bytes() / 1024);
  if (end - settled <= growth_bound) return 0;
  std::printf("%s grew by more than %ld KiB\n", std::string(target.name).c_str(),
              growth_bound / 1024);
  return 1;
}

}  // namespace

int main(int count, char** arguments) {
  const Target* const bare = packetproof::bare::find_target(PACKETPROOF_TARGET);
  const std::string_view what = count > 1 ? arguments[1] : "";
  const std::string_view number = count > 2 ? arguments[2] : "";
  long times = 0;
  std::from_chars(number.data(), number.data() + number.size(), times);
  std::vector<std::string> inputs;
  for (int i = 3; i < count; ++i) {
    std::ifstream file(arguments[i], std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  if (bare == nullptr || (what != "speed" && what != "growth") || times < 1 || inputs.empty()) {
    std::fprintf(stderr, "%s speed ROUNDS FILE... | growth EXECUTIONS FILE...\n", arguments[0]);
    return 2;
  }
  if (LLVMFuzzerInitialize != nullptr) LLVMFuzzerInitialize(&count, &arguments);
  return what == "speed" ? measure_speed(*bare, inputs, times)
                         : measure_growth(*bare, inputs, times);
}
