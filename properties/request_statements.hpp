#pragma once

/// What holds for every request, as functions over a codec and an oracle: asked of ours, and of
/// wrong ones that must not get away with it.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/protocol/packet.hpp"

namespace packetproof {

struct Codec {
  std::function<std::string(const RequestPacket&)> serialize;
  std::function<std::optional<RequestPacket>(std::string_view)> parse;
};
/// Is it valid?
using RequestOracle = std::function<bool(std::string_view packet)>;

struct Subject {
  Codec codec;
  RequestOracle oracle;
};
Subject our_subject();

/// Values 0 to `budget` of the statement are tried; the first that does not hold.
struct Statement {
  std::string_view name;
  std::uint64_t budget = 0;
  bool (*holds)(const Subject&, std::uint64_t n) = nullptr;
};

/// What is written parses to the same value; what is parsed writes to the same bytes; what is
/// written is valid; the oracle agrees with libxml2 over the small scope, and over random packets.
const std::vector<Statement>& request_statements();

/// The number of the first value for which the statement fails; none = it holds in its budget.
std::optional<std::uint64_t> first_failure(const Statement&, const Subject&);

}  // namespace packetproof
