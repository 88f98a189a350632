#pragma once

/// The schema set by which validators judge: the one compiled in, or a directory's.

#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace packetproof {

/// File name to bytes. `agent_input.xsd` and `agent_output.xsd` are the entry points.
struct SchemaSet {
  std::map<std::string, std::string> files;
  std::string sha256;  // over names and bytes
  std::string origin;  // "built in" or the directory
};

const SchemaSet& built_in_schemas();

/// Every *.xsd of the directory. Error: a sentence that names the path and the remedy.
std::expected<SchemaSet, std::string> read_schemas(const std::filesystem::path& directory);

/// Lower-case hexadecimal SHA-256.
std::string sha256(std::string_view bytes);

}  // namespace packetproof
