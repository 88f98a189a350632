#pragma once

/// What planted defects do to bytes that were written right.

#include <string>
#include <string_view>

namespace packetproof {

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace packetproof
