#include "harness/cli/version.hpp"

#include <fmt/format.h>

#include "harness/oracle/validators.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {

Tool tool_record(const std::string& schemas_sha256) {
  return {.name = "packetproof",
          .version = PACKETPROOF_VERSION,
          .validators = fmt::format("{}, {}", xerces_version(), libxml2_version()),
          .schemas_sha256 = schemas_sha256};
}

std::string version_text() {
  const Tool tool = tool_record(built_in_schemas().sha256);
  return fmt::format("packetproof {}\nvalidators: {}\nschemas: {} (built in)\n", tool.version,
                     tool.validators, tool.schemas_sha256);
}

}  // namespace packetproof
