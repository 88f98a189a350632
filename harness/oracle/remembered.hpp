#pragma once

/// What was found out about bytes that come again: endpoints refuse in a few words, and among ten
/// thousand answers most are one of some dozens, byte for byte.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace packetproof {

struct MemoryBounds {
  std::size_t entries = 256;   // of a generation; two are kept
  std::size_t longest = 4096;  // bytes of a key; what belongs to a longer one is not remembered
};

/// Values by keys that are compared as a whole. What nobody asked for goes first.
template <typename Value>
class Remembered {
 public:
  explicit Remembered(MemoryBounds bounds = {}) : bounds_(bounds) {}

  /// Null = not known, or no longer. Valid until the next call.
  const Value* find(std::string_view key) {
    if (const auto known = recent_.find(key); known != recent_.end()) return &known->second;
    const auto known = before_.find(key);
    if (known == before_.end()) return nullptr;
    Value value = std::move(known->second);
    before_.erase(known);
    return &keep(key, std::move(value));
  }

  /// Of a key that find() does not know.
  void add(std::string_view key, Value value) {
    if (key.size() <= bounds_.longest && bounds_.entries > 0) keep(key, std::move(value));
  }

 private:
  struct Hash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the library looks for it
    std::size_t operator()(std::string_view key) const {
      return std::hash<std::string_view>()(key);
    }
  };
  using Values = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  Value& keep(std::string_view key, Value value) {
    if (recent_.size() >= bounds_.entries) before_ = std::exchange(recent_, {});
    return recent_.emplace(key, std::move(value)).first->second;
  }

  MemoryBounds bounds_;
  Values recent_;
  Values before_;  // moves back when it is asked for, else goes with its generation
};

}  // namespace packetproof
