#include "harness/generate/covering_array.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <utility>

#include "harness/generate/random.hpp"

namespace packetproof {
namespace {

using Row = std::vector<std::uint8_t>;

constexpr int candidates_a_row = 12;

/// Which triples are still missing.
class Missing {
 public:
  explicit Missing(std::span<const std::uint8_t> levels)
      : levels_(levels.begin(), levels.end()), factors_(levels.size()) {
    starts_.resize(factors_ * factors_ * factors_);
    for (std::size_t a = 0; a < factors_; ++a) {
      for (std::size_t b = a + 1; b < factors_; ++b) {
        for (std::size_t c = b + 1; c < factors_; ++c) {
          starts_[at(a, b, c)] = open_.size();
          open_.resize(open_.size() + std::size_t{levels_[a]} * levels_[b] * levels_[c], true);
        }
      }
    }
    left_ = open_.size();
  }

  [[nodiscard]] std::size_t left() const { return left_; }
  [[nodiscard]] std::size_t factors() const { return factors_; }
  [[nodiscard]] std::uint8_t levels(std::size_t factor) const { return levels_[factor]; }

  [[nodiscard]] bool is_open(std::array<std::size_t, 3> f, const Row& row) const {
    std::ranges::sort(f);
    return open_[index(f, row)];
  }
  /// Closes the triples of the row.
  void close(const Row& row) {
    for (std::size_t a = 0; a < factors_; ++a) {
      for (std::size_t b = a + 1; b < factors_; ++b) {
        for (std::size_t c = b + 1; c < factors_; ++c) {
          const std::size_t i = index({a, b, c}, row);
          if (open_[i]) --left_;
          open_[i] = false;
        }
      }
    }
  }
  /// Gives the row the values of the first open triple; its factors.
  std::array<std::size_t, 3> seed(Row& row) const {
    for (std::size_t a = 0; a < factors_; ++a) {
      for (std::size_t b = a + 1; b < factors_; ++b) {
        for (std::size_t c = b + 1; c < factors_; ++c) {
          const std::size_t start = starts_[at(a, b, c)];
          const std::size_t size = std::size_t{levels_[a]} * levels_[b] * levels_[c];
          for (std::size_t i = 0; i < size; ++i) {
            if (!open_[start + i]) continue;
            row[a] = static_cast<std::uint8_t>(i / levels_[c] / levels_[b]);
            row[b] = static_cast<std::uint8_t>(i / levels_[c] % levels_[b]);
            row[c] = static_cast<std::uint8_t>(i % levels_[c]);
            return {a, b, c};
          }
        }
      }
    }
    return {0, 1, 2};
  }

 private:
  [[nodiscard]] std::size_t at(std::size_t a, std::size_t b, std::size_t c) const {
    return (a * factors_ + b) * factors_ + c;
  }
  [[nodiscard]] std::size_t index(std::array<std::size_t, 3> f, const Row& row) const {
    const auto [a, b, c] = f;
    return starts_[at(a, b, c)] + (std::size_t{row[a]} * levels_[b] + row[b]) * levels_[c] + row[c];
  }

  std::vector<std::uint8_t> levels_;
  std::size_t factors_;
  std::vector<std::size_t> starts_;
  std::vector<bool> open_;
  std::size_t left_ = 0;
};

/// How many open triples the value closes with what the row has of other factors.
std::size_t gain(const Missing& missing, const Row& row, std::span<const std::size_t> placed,
                 std::size_t factor) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    for (std::size_t j = i + 1; j < placed.size(); ++j) {
      count += missing.is_open({placed[i], placed[j], factor}, row) ? 1 : 0;
    }
  }
  return count;
}

std::pair<Row, std::size_t> candidate(const Missing& missing, Random& random) {
  Row row(missing.factors());
  std::vector<std::size_t> order(missing.factors());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  const auto first = missing.seed(row);
  std::vector<std::size_t> placed(first.begin(), first.end());
  std::size_t total = 1;
  for (const std::size_t factor : order) {
    if (std::ranges::find(first, factor) != first.end()) continue;
    std::size_t best_gain = 0;
    std::uint8_t best = static_cast<std::uint8_t>(random.below(missing.levels(factor)));
    for (std::uint8_t value = 0; value < missing.levels(factor); ++value) {
      row[factor] = value;
      const std::size_t now = gain(missing, row, placed, factor);
      if (now > best_gain) {
        best_gain = now;
        best = value;
      }
    }
    row[factor] = best;
    total += best_gain;
    placed.push_back(factor);
  }
  return {std::move(row), total};
}

}  // namespace

std::vector<std::vector<std::uint8_t>> cover_triples(std::span<const std::uint8_t> levels) {
  Missing missing(levels);
  Random random(1);
  std::vector<Row> rows;
  while (missing.left() > 0) {
    std::pair<Row, std::size_t> best;
    for (int i = 0; i < candidates_a_row; ++i) {
      auto next = candidate(missing, random);
      if (next.second > best.second) best = std::move(next);
    }
    missing.close(best.first);
    rows.push_back(std::move(best.first));
  }
  return rows;
}

}  // namespace packetproof
