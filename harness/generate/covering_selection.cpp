#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <tuple>
#include <vector>

#include "harness/generate/exhaustive.hpp"

// The few packets of the small scope that a request budget has room for.

namespace packetproof {
namespace {

/// Families by their index.
constexpr std::size_t sequences = 0;
constexpr std::size_t contents = 2;

constexpr std::size_t nodes = 9;  // the eight names and a foreign one, in their order
constexpr std::size_t longest = 4;

/// Nodes by number: 0 local, 1 remote, 2 prefix, 3 description, 4 split-size, 5 only-hosting,
/// 6 only-mail, 7 only-configuration, 8 foreign.
using Sequence = std::vector<std::uint8_t>;

/// The inverse of the family's numbering: base nine, shortest first.
std::uint64_t number_of(const Sequence& sequence) {
  std::uint64_t first = 0;
  std::uint64_t of_length = 1;
  for (std::size_t length = 0; length < sequence.size(); ++length) {
    first += of_length;
    of_length *= nodes;
  }
  std::uint64_t n = 0;
  for (const std::uint8_t node : sequence) n = n * nodes + node;
  return first + n;
}

/// Every right sequence of at most four nodes, short ones first.
std::vector<Sequence> right_sequences() {
  static constexpr std::uint8_t nothing = nodes;
  std::vector<Sequence> all;
  for (const std::uint8_t storage : {0, 1}) {
    for (const std::uint8_t prefix : {nothing, std::uint8_t{2}}) {
      for (const std::uint8_t split : {nothing, std::uint8_t{4}}) {
        for (const std::uint8_t content : {nothing, std::uint8_t{5}, std::uint8_t{6}}) {
          for (const std::uint8_t configuration : {nothing, std::uint8_t{7}}) {
            Sequence sequence = {storage, prefix, 3, split, content, configuration};
            std::erase(sequence, nothing);
            if (sequence.size() <= longest) all.push_back(std::move(sequence));
          }
        }
      }
    }
  }
  std::ranges::sort(all, {}, [](const Sequence& s) { return std::tuple(s.size(), s); });
  return all;
}

/// A change of a right sequence by what it does where: kind, the neighbour in front, the node.
class Changes {
 public:
  void insert_everywhere(const Sequence& right) {
    if (right.size() == longest) return;
    for (std::size_t at = 0; at <= right.size(); ++at) {
      for (std::uint8_t node = 0; node < nodes; ++node) {
        Sequence changed = right;
        changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at), node);
        take('+', before(right, at), node, changed);
      }
    }
  }
  void drop_each(const Sequence& right) {
    for (std::size_t at = 0; at < right.size(); ++at) {
      Sequence changed = right;
      changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
      take('-', before(right, at), right[at], changed);
    }
  }
  void swap_each(const Sequence& right) {
    for (std::size_t at = 1; at < right.size(); ++at) {
      Sequence changed = right;
      std::swap(changed[at - 1], changed[at]);
      take('x', right[at - 1], right[at], changed);
    }
  }
  [[nodiscard]] std::vector<std::uint64_t> numbers() const {
    return {chosen_.begin(), chosen_.end()};
  }

 private:
  static std::uint8_t before(const Sequence& right, std::size_t at) {
    return at == 0 ? static_cast<std::uint8_t>(nodes) : right[at - 1];
  }
  void take(char kind, std::uint8_t neighbour, std::uint8_t node, const Sequence& changed) {
    if (seen_.emplace(kind, neighbour, node).second) chosen_.insert(number_of(changed));
  }

  std::set<std::tuple<char, std::uint8_t, std::uint8_t>> seen_;
  std::set<std::uint64_t> chosen_;
};

std::vector<std::uint64_t> near_right_sequences() {
  Changes changes;
  for (const Sequence& right : right_sequences()) {
    changes.insert_everywhere(right);
    changes.drop_each(right);
    changes.swap_each(right);
  }
  return changes.numbers();
}

std::vector<std::uint64_t> each_content_once() {
  // Numbers and texts in turn with the nodes that take them and those that do not.
  static constexpr std::array<std::uint64_t, 11> in_turn = {4, 3, 0, 4, 2, 5, 4, 1, 6, 3, 7};
  const std::uint64_t classes = exhaustive_families()[contents].count / nodes;
  std::set<std::uint64_t> numbers;
  for (std::uint64_t content = 0; content < classes; ++content) {
    numbers.insert(in_turn[content % in_turn.size()] * classes + content);
  }
  return {numbers.begin(), numbers.end()};
}

}  // namespace

std::vector<std::uint64_t> covering_selection(std::size_t family) {
  if (family == sequences) return near_right_sequences();
  if (family == contents) return each_content_once();
  std::vector<std::uint64_t> numbers(exhaustive_families()[family].count);
  for (std::uint64_t n = 0; n < numbers.size(); ++n) numbers[n] = n;
  return numbers;
}

}  // namespace packetproof
