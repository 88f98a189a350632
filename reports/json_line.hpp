#pragma once

/// One JSON object on one line, for listings and journals.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace packetproof {

struct JsonField;
using JsonObject = std::vector<JsonField>;

/// Bytes that are not UTF-8 are replaced, never refused.
struct JsonValue {
  std::variant<std::nullptr_t, bool, std::int64_t, std::string, std::vector<std::string>,
               JsonObject, std::vector<JsonObject>>
      value;

  // Defined where JsonField is complete.
  JsonValue(std::nullptr_t);
  JsonValue(bool);
  JsonValue(int);
  JsonValue(std::int64_t);
  JsonValue(const char*);
  JsonValue(std::string_view);
  JsonValue(std::string);
  JsonValue(std::vector<std::string>);
  JsonValue(JsonObject);
  JsonValue(std::vector<JsonObject>);
};

struct JsonField {
  std::string name;
  JsonValue value;
};

/// The object with a line end; fields in the order given.
std::string json_line(const JsonObject&);

}  // namespace packetproof
