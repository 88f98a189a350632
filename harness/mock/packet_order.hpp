#pragma once

/// Reads a packet by hand: is it what the protocol allows, and what does it ask for.

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/protocol/extract.hpp"

namespace packetproof {

struct BackupOrder {
  std::optional<std::string> remote = {};  // the protocol, collapsed; none = local storage
  std::string prefix = {};
};

struct TasksQuery {
  std::string by = {};     // the node that names whose tasks, empty = the sender's
  std::string value = {};  // collapsed
};

using OperationOrder = std::variant<BackupOrder, TasksQuery>;

/// Operators, each with its operations, in the order of the packet.
using PacketOrder = std::vector<std::vector<OperationOrder>>;

/// Error: the first thing that is wrong, as a sentence that may quote names of the packet.
std::expected<PacketOrder, std::string> read_order(const pugi::xml_document&);

/// The attribute `version` of the root; none where it does not stand.
std::optional<std::string> version_asked(const pugi::xml_document&);

}  // namespace packetproof
