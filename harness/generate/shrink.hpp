#pragma once

/// From a packet that shows a defect to the smallest one that shows it. Works on the packet's
/// bytes, so that nothing depends on how they were made; what counts as "shows it" is the caller's.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace packetproof {

enum class Keep : std::uint8_t {
  no,
  yes,
  stop  // the budget is spent, or nobody answers any more
};

struct Shrunk {
  std::string packet;
  int asked = 0;          // candidates that `shows` was asked about
  bool smallest = false;  // no further step of the shrinker would do
};

/// `eligible` costs nothing but time and is asked first: same label, same broken requirement.
/// `shows` may cost a request; it is never asked twice about the same bytes. A candidate is taken
/// only if it is smaller: fewer bytes, then simpler characters. Deterministic.
Shrunk shrink_packet(std::string_view packet, const std::function<bool(std::string_view)>& eligible,
                     const std::function<Keep(std::string_view)>& shows);

/// One edit that makes the packet valid, as a sentence; none where no single one does, or where the
/// packet is not UTF-8. `is_valid` is asked some thousand times at most.
std::optional<std::string> one_edit_to_valid(std::string_view packet,
                                             const std::function<bool(std::string_view)>& is_valid);

}  // namespace packetproof
