#pragma once

/// Two independent schema validators behind one shape. Neither opens a file, resolves an entity or
/// reaches a network while it judges; what a document names is never fetched.

#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "harness/oracle/verdict.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {

/// Which entry point of the schema set a document is judged by.
enum class Side : std::uint8_t { request, answer };

/// Not thread-safe; one object a thread. Loading parses the schemas once.
class SchemaValidator {
 public:
  virtual ~SchemaValidator() = default;
  virtual OracleVerdict judge(std::string_view document) = 0;
};

/// Error: why the schema set cannot be loaded, naming file, line and reason.
std::expected<std::unique_ptr<SchemaValidator>, std::string> make_xerces_oracle(const SchemaSet&,
                                                                                Side);
std::expected<std::unique_ptr<SchemaValidator>, std::string> make_libxml2_oracle(const SchemaSet&,
                                                                                 Side);

/// "Xerces-C++ 3.2.4", "libxml2 2.9.14": of the libraries running.
std::string xerces_version();
std::string libxml2_version();

}  // namespace packetproof
