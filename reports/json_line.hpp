#pragma once

/// One JSON object on one line, for listings and journals.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
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

  JsonValue(std::nullptr_t) : value(nullptr) {}
  JsonValue(bool truth) : value(truth) {}
  JsonValue(int number) : value(static_cast<std::int64_t>(number)) {}
  JsonValue(std::int64_t number) : value(number) {}
  JsonValue(const char* text) : value(std::string(text)) {}
  JsonValue(std::string_view text) : value(std::string(text)) {}
  JsonValue(std::string text) : value(std::move(text)) {}
  JsonValue(std::vector<std::string> list) : value(std::move(list)) {}
  JsonValue(JsonObject object) : value(std::move(object)) {}
  JsonValue(std::vector<JsonObject> list) : value(std::move(list)) {}
};

struct JsonField {
  std::string name;
  JsonValue value;
};

/// The object with a line end; fields in the order given.
std::string json_line(const JsonObject&);

}  // namespace packetproof
