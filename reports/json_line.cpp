#include "reports/json_line.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace packetproof {
namespace {

using Json = nlohmann::ordered_json;

Json to_json_object(const JsonObject&);

Json to_json_value(const JsonValue& value) {
  return std::visit(
      [](const auto& held) -> Json {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, JsonObject>) {
          return to_json_object(held);
        } else if constexpr (std::is_same_v<Held, std::vector<JsonObject>>) {
          Json list = Json::array();
          for (const JsonObject& object : held) list.push_back(to_json_object(object));
          return list;
        } else {
          return held;
        }
      },
      value.value);
}

Json to_json_object(const JsonObject& object) {
  Json out = Json::object();
  for (const JsonField& field : object) out[field.name] = to_json_value(field.value);
  return out;
}

}  // namespace

JsonValue::JsonValue(std::nullptr_t) : value(nullptr) {}
JsonValue::JsonValue(bool truth) : value(truth) {}
JsonValue::JsonValue(int number) : value(static_cast<std::int64_t>(number)) {}
JsonValue::JsonValue(std::int64_t number) : value(number) {}
JsonValue::JsonValue(const char* text) : value(std::string(text)) {}
JsonValue::JsonValue(std::string_view text) : value(std::string(text)) {}
JsonValue::JsonValue(std::string text) : value(std::move(text)) {}
JsonValue::JsonValue(std::vector<std::string> list) : value(std::move(list)) {}
JsonValue::JsonValue(JsonObject object) : value(std::move(object)) {}
JsonValue::JsonValue(std::vector<JsonObject> list) : value(std::move(list)) {}

std::string json_line(const JsonObject& object) {
  return to_json_object(object).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace packetproof
