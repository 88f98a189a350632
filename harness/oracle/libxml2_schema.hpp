#pragma once

/// One compiled schema from a set of files in memory. Belongs to libxml2_oracle.cpp.

#include <expected>
#include <memory>
#include <string>

#include "harness/protocol/schemas.hpp"

struct _xmlDoc;     // NOLINT(bugprone-reserved-identifier,readability-identifier-naming): libxml2's
struct _xmlSchema;  // NOLINT(bugprone-reserved-identifier,readability-identifier-naming): libxml2's

namespace packetproof {

/// The compiled schema points into its document.
struct Libxml2Schema {
  std::unique_ptr<_xmlDoc, void (*)(_xmlDoc*)> document;
  std::unique_ptr<_xmlSchema, void (*)(_xmlSchema*)> schema;
};

/// The library can fetch an included file only by its process-wide input callbacks, so the
/// documents of the set are merged in memory first and it never fetches anything. Error: file, line
/// and reason; xs:import of a file and xs:redefine are refused, because they cannot be merged.
std::expected<Libxml2Schema, std::string> parse_libxml2_schema(const SchemaSet&,
                                                               const std::string& entry);

}  // namespace packetproof
