#pragma once

/// Each fuzz target's bare one: the same calls of the libraries once, and nothing else.

#include <string>
#include <string_view>

namespace packetproof::bare {

/// What of an input the libraries are given.
struct Documents {
  std::string question;  // empty = none
  std::string answer;
};

struct Target {
  std::string_view name;
  Documents (*prepare)(std::string_view input);  // not measured
  void (*execute)(const Documents&);
};

/// Null when there is no target of this name.
const Target* find_target(std::string_view name);

}  // namespace packetproof::bare
