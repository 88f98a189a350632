#include <fmt/format.h>

#include <concepts>
#include <map>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

#include "reports/base64.hpp"
#include "reports/escape.hpp"
#include "reports/record_fields.hpp"
#include "reports/writers.hpp"

namespace packetproof {
namespace {

using Json = nlohmann::ordered_json;

constexpr int known_schema_version = 1;

template <typename T>
concept Number = std::integral<T> && !std::same_as<T, bool>;

// ---- writing

/// Run.json replaces what is no UTF-8 when it is dumped; an event keeps it, as {"base64": ...}.
struct Encoder {
  bool keep_bytes = false;

  Json operator()(const std::string& text) const {
    if (keep_bytes && !is_utf8(text)) return Json::object({{"base64", base64_encode(text)}});
    return text;
  }
  Json operator()(bool value) const { return value; }
  Json operator()(Number auto value) const { return value; }
  template <typename Enum>
    requires std::is_enum_v<Enum>
  Json operator()(Enum value) const {
    return std::string(name_of(value));
  }
  template <typename Item>
  Json operator()(const std::vector<Item>& items) const {
    Json array = Json::array();
    for (const Item& item : items) array.push_back((*this)(item));
    return array;
  }
  template <typename Record>
    requires std::is_class_v<Record>
  Json operator()(const Record& record) const {
    Json object = Json::object();
    const auto put = [&](const char* key, const auto& value) { object[key] = (*this)(value); };
    visit_fields(put, record);
    return object;
  }
};

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json exchange_json(const ExchangeRecord& exchange) {
  return {{"purpose", exchange.purpose},
          {"instance", exchange.instance},
          {"request_head", base64_encode(exchange.request_head)},
          {"request_body", base64_encode(exchange.request_body)},
          {"response_head", base64_encode(exchange.response_head)},
          {"response_body", base64_encode(exchange.response_body)},
          {"transport_error", base64_encode(exchange.transport_error)},
          {"elapsed_us", exchange.elapsed_us}};
}

// ---- reading

/// Reads a tree of JSON into records. The first problem wins and everything after it is skipped.
class Decoder {
 public:
  [[nodiscard]] const std::string& problem() const { return problem_; }

  void fail(const std::string& path, std::string_view what) {
    if (problem_.empty()) problem_ = fmt::format("{} {}", path.empty() ? "the record" : path, what);
  }

  /// The member of an object, or null after noting that it is missing.
  const Json* member(const Json& object, const std::string& path, const char* key) {
    if (!object.is_object()) {
      fail(path, "is not an object");
      return nullptr;
    }
    const auto found = object.find(key);
    if (found != object.end()) return &*found;
    fail(path.empty() ? key : path + "." + key, "is missing");
    return nullptr;
  }

  template <typename T>
  void field(const Json& object, const std::string& path, const char* key, T& out) {
    if (!problem_.empty()) return;
    if (const Json* value = member(object, path, key)) {
      read(*value, path.empty() ? key : path + "." + key, out);
    }
  }

  /// A member that holds bytes in base64.
  void bytes(const Json& object, const std::string& path, const char* key, std::string& out) {
    std::string text;
    field(object, path, key, text);
    if (auto decoded = base64_decode(text)) {
      out = std::move(*decoded);
    } else {
      fail(path + "." + key, "is not base64");
    }
  }

  void read(const Json& json, const std::string& path, std::string& out) {
    if (json.is_string()) {
      out = json.get_ref<const std::string&>();
    } else if (json.is_object()) {
      bytes(json, path, "base64", out);
    } else {
      fail(path, "is not a string");
    }
  }
  void read(const Json& json, const std::string& path, bool& out) {
    if (!json.is_boolean()) return fail(path, "is not true or false");
    out = json.get<bool>();
  }
  void read(const Json& json, const std::string& path, Number auto& out) {
    using Type = std::remove_reference_t<decltype(out)>;
    const auto take = [&](auto value) {
      if (!std::in_range<Type>(value)) return fail(path, "is out of range");
      out = static_cast<Type>(value);
    };
    if (json.is_number_unsigned()) return take(json.get<std::uint64_t>());
    if (json.is_number_integer()) return take(json.get<std::int64_t>());
    fail(path, "is not an integer");
  }
  void read(const Json& json, const std::string& path, Level& out) {
    read_name(json, path, out, level_of);
  }
  void read(const Json& json, const std::string& path, Status& out) {
    read_name(json, path, out, status_of);
  }
  void read(const Json& json, const std::string& path, Outcome& out) {
    read_name(json, path, out, outcome_of);
  }
  void read(const Json& json, const std::string& path, FailureKind& out) {
    read_name(json, path, out, failure_kind_of);
  }
  template <typename Item>
  void read(const Json& json, const std::string& path, std::vector<Item>& out) {
    if (!json.is_array()) return fail(path, "is not an array");
    out.clear();
    for (std::size_t at = 0; at < json.size() && problem_.empty(); ++at) {
      read(json[at], fmt::format("{}[{}]", path, at), out.emplace_back());
    }
  }
  template <typename Record>
    requires std::is_class_v<Record>
  void read(const Json& json, const std::string& path, Record& out) {
    const auto get = [&](const char* key, auto& value) { field(json, path, key, value); };
    visit_fields(get, out);
  }

 private:
  template <typename Enum>
  void read_name(const Json& json, const std::string& path, Enum& out,
                 std::optional<Enum> (*value_of)(std::string_view)) {
    std::string name;
    read(json, path, name);
    if (const auto value = value_of(name)) {
      out = *value;
    } else {
      fail(path, "is none of the known names");
    }
  }

  std::string problem_;
};

std::expected<Json, std::string> parse(std::string_view text) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    return std::unexpected(fmt::format("not JSON, or cut off: stopped at byte {}", error.byte));
  } catch (const Json::exception&) {
    return std::unexpected("not JSON that can be read: a number is out of range");
  }
}

void read_case_times(Decoder& decoder, const Json& json, RunRecord& record) {
  const Json* timing = decoder.member(json, "", "timing");
  const Json* times = timing ? decoder.member(*timing, "timing", "cases") : nullptr;
  if (times == nullptr) return;
  if (!times->is_object()) return decoder.fail("timing.cases", "is not an object");
  std::map<std::string_view, const Json*> by_id;
  for (const auto& [id, time] : times->items()) by_id.emplace(id, &time);
  for (CaseRecord& row : record.cases) {
    const auto time = by_id.find(row.id);
    if (time == by_id.end()) return decoder.fail("timing.cases", "lacks a case: " + row.id);
    decoder.read(*time->second, "timing.cases." + row.id, row.elapsed_us);
  }
}

void read_exchanges(Decoder& decoder, const Json& json, CaseRecord& row) {
  const Json* array = decoder.member(json, "", "exchanges");
  if (array == nullptr) return;
  if (!array->is_array()) return decoder.fail("exchanges", "is not an array");
  for (std::size_t at = 0; at < array->size() && decoder.problem().empty(); ++at) {
    const std::string path = fmt::format("exchanges[{}]", at);
    const Json& from = (*array)[at];
    ExchangeRecord& exchange = row.exchanges.emplace_back();
    decoder.field(from, path, "purpose", exchange.purpose);
    decoder.field(from, path, "instance", exchange.instance);
    decoder.bytes(from, path, "request_head", exchange.request_head);
    decoder.bytes(from, path, "request_body", exchange.request_body);
    decoder.bytes(from, path, "response_head", exchange.response_head);
    decoder.bytes(from, path, "response_body", exchange.response_body);
    decoder.bytes(from, path, "transport_error", exchange.transport_error);
    decoder.field(from, path, "elapsed_us", exchange.elapsed_us);
  }
}

std::string event_of(std::string_view name, const CaseRecord& row) {
  const Encoder encode{.keep_bytes = true};
  Json json = Json::object({{"event", name}});
  json.update(encode(row));
  json["elapsed_us"] = row.elapsed_us;
  Json& exchanges = json["exchanges"] = Json::array();
  for (const ExchangeRecord& exchange : row.exchanges) {
    exchanges.push_back(exchange_json(exchange));
    exchanges.back()["purpose"] = encode(exchange.purpose);
    exchanges.back()["instance"] = encode(exchange.instance);
  }
  return dump(json, -1);
}

}  // namespace

std::string to_json(const RunRecord& record) {
  Json json = Encoder{}(record);
  Json& times = json["timing"]["cases"] = Json::object();
  for (const CaseRecord& row : record.cases) times[row.id] = row.elapsed_us;
  return dump(json, 2);
}

std::expected<RunRecord, std::string> from_json(std::string_view text) {
  const auto json = parse(text);
  if (!json) return std::unexpected(json.error());
  Decoder decoder;
  RunRecord record;
  decoder.field(*json, "", "schema_version", record.schema_version);
  if (decoder.problem().empty() && record.schema_version != known_schema_version) {
    return std::unexpected(
        fmt::format("schema_version {} is unknown to this program, which reads {}",
                    record.schema_version, known_schema_version));
  }
  decoder.read(*json, "", record);
  if (decoder.problem().empty()) read_case_times(decoder, *json, record);
  if (!decoder.problem().empty()) return std::unexpected(decoder.problem());
  return record;
}

std::string case_event(const CaseRecord& row) { return event_of("case", row); }

std::string suspect_event(const CaseRecord& row) { return event_of("suspect", row); }

std::expected<CaseRecord, std::string> case_from_event(std::string_view line) {
  const auto json = parse(line);
  if (!json) return std::unexpected(json.error());
  Decoder decoder;
  std::string event;
  decoder.field(*json, "", "event", event);
  if (decoder.problem().empty() && event != "case") decoder.fail("event", "is not \"case\"");
  CaseRecord row;
  decoder.read(*json, "", row);
  decoder.field(*json, "", "elapsed_us", row.elapsed_us);
  if (decoder.problem().empty()) read_exchanges(decoder, *json, row);
  if (!decoder.problem().empty()) return std::unexpected(decoder.problem());
  return row;
}

}  // namespace packetproof
