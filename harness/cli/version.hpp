#pragma once

#include <string>

#include "reports/record.hpp"

namespace packetproof {

/// This program, its validators and the schemas that it judges by.
Tool tool_record(const std::string& schemas_sha256);

/// What --version prints.
std::string version_text();

}  // namespace packetproof
