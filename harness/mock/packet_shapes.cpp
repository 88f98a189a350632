#include "harness/mock/packet_shapes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace packetproof {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return text;
}

bool is_text(std::string_view) { return true; }

// R-XSD-split-size-integer: no bound on the number of digits.
bool is_integer(std::string_view text) { return all_digits(without_sign(without_padding(text))); }

bool is_positive(std::string_view text) {
  return is_integer(text) && !without_padding(text).starts_with('-') &&
         text.find_first_of("123456789") != std::string_view::npos;
}

bool is_task_id(std::string_view text) {
  const std::string_view id = without_padding(text);
  return all_digits(id.substr(id.starts_with('-') ? 1 : 0));
}

bool is_status(std::string_view text) { return text == "ok" || text == "error"; }

bool is_unsigned_int(std::string_view text) {
  std::string_view number = without_padding(text);
  if (number.starts_with('+')) number.remove_prefix(1);
  if (!all_digits(number)) return false;
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  std::uint32_t value = 0;
  return number.empty() ||
         std::from_chars(number.data(), number.data() + number.size(), value).ec == std::errc{};
}

bool is_boolean(std::string_view text) {
  const std::string_view word = without_padding(text);
  return word == "true" || word == "false" || word == "1" || word == "0";
}

bool is_decimal(std::string_view text) {
  const std::string_view number = without_sign(without_padding(text));
  const auto point = number.find('.');
  if (point == std::string_view::npos) return all_digits(number);
  const std::string_view whole = number.substr(0, point);
  const std::string_view part = number.substr(point + 1);
  return (whole.empty() || all_digits(whole)) && (part.empty() || all_digits(part)) &&
         number.size() > 1;
}

constexpr ChildShape settings_node[] = {
    {.name = "request-settings", .shape = Shape::request_settings}};
constexpr ChildShape operators[] = {{.name = "backup-manager", .shape = Shape::backup_manager}};
constexpr ChildShape setting_node[] = {{.name = "setting", .shape = Shape::setting}};
constexpr ChildShape name_node[] = {{.name = "name"}};
constexpr ChildShape value_node[] = {{.name = "value"}};
constexpr ChildShape operations[] = {{.name = "backup-server", .shape = Shape::backup_server},
                                     {.name = "get-tasks-info", .shape = Shape::get_tasks_info}};
constexpr ChildShape storage[] = {{.name = "local", .shape = Shape::local},
                                  {.name = "remote", .shape = Shape::string}};
constexpr ChildShape prefix[] = {{.name = "prefix", .shape = Shape::string}};
constexpr ChildShape description[] = {{.name = "description", .shape = Shape::string}};
constexpr ChildShape split_size[] = {{.name = "split-size", .shape = Shape::integer}};
constexpr ChildShape content[] = {{.name = "only-hosting"}, {.name = "only-mail"}};
constexpr ChildShape only_configuration[] = {{.name = "only-configuration"}};
constexpr ChildShape whose[] = {{.name = "webspace-id", .shape = Shape::id},
                                {.name = "webspace-name", .shape = Shape::string},
                                {.name = "customer-id", .shape = Shape::id},
                                {.name = "customer-login", .shape = Shape::string},
                                {.name = "reseller-id", .shape = Shape::id},
                                {.name = "reseller-login", .shape = Shape::string},
                                {.name = "server"},
                                {.name = "task-id", .shape = Shape::task_id}};
constexpr ChildShape status[] = {{.name = "status", .shape = Shape::status}};
constexpr ChildShape errcode[] = {{.name = "errcode", .shape = Shape::unsigned_int}};
constexpr ChildShape errtext[] = {{.name = "errtext", .shape = Shape::plain_string}};
constexpr ChildShape task_id[] = {{.name = "task-id", .shape = Shape::task_id}};
constexpr ChildShape command_result[] = {{.name = "result", .shape = Shape::command_result}};

// R-XSD-request-settings, R-XSD-operator-required, R-DOC28722-several-operators
constexpr Place packet_places[] = {{.alternatives = settings_node, .required = false},
                                   {.alternatives = operators, .repeated = true}};
constexpr Place settings_places[] = {{.alternatives = setting_node, .repeated = true}};
constexpr Place setting_places[] = {{.alternatives = name_node},
                                    {.alternatives = value_node, .required = false}};
// R-XSD-operation-required, R-XSD-operation-known
constexpr Place manager_places[] = {{.alternatives = operations, .repeated = true}};
// R-PAGE-order and the occurrence of each node
constexpr Place server_places[] = {{.alternatives = storage},
                                   {.alternatives = prefix, .required = false},
                                   {.alternatives = description},
                                   {.alternatives = split_size, .required = false},
                                   {.alternatives = content, .required = false},
                                   {.alternatives = only_configuration, .required = false}};
constexpr Place tasks_places[] = {{.alternatives = whose, .required = false}};
// The types of answers are types like the others: xsi:type may name them in an untyped node.
constexpr Place result_places[] = {{.alternatives = status},
                                   {.alternatives = errcode, .required = false},
                                   {.alternatives = errtext, .required = false}};
constexpr Place command_result_places[] = {{.alternatives = status},
                                           {.alternatives = errcode, .required = false},
                                           {.alternatives = errtext, .required = false},
                                           {.alternatives = task_id, .required = false}};
constexpr Place output_places[] = {{.alternatives = command_result}};

constexpr auto shape_rows = std::to_array<ShapeRow>({
    {.shape = Shape::any},
    {.shape = Shape::packet, .places = packet_places},
    {.shape = Shape::request_settings, .places = settings_places},
    {.shape = Shape::setting, .places = setting_places},
    {.shape = Shape::backup_manager, .places = manager_places},
    {.shape = Shape::backup_server, .type_name = "BackupServerInput", .places = server_places},
    {.shape = Shape::local},
    {.shape = Shape::get_tasks_info, .places = tasks_places},
    {.shape = Shape::string, .type_name = "string", .derived = "emailType", .text = is_text},
    {.shape = Shape::email, .type_name = "emailType", .text = is_text},
    {.shape = Shape::integer, .type_name = "integer", .text = is_integer, .expected = "an integer"},
    {.shape = Shape::id,
     .type_name = "id_type",
     .text = is_positive,
     .expected = "a positive integer"},
    {.shape = Shape::task_id, .text = is_task_id, .expected = "the id of a task"},
    {.shape = Shape::plain_string, .text = is_text},
    {.shape = Shape::status, .text = is_status, .expected = "ok or error"},
    {.shape = Shape::unsigned_int,
     .text = is_unsigned_int,
     .expected = "an unsigned integer of 32 bits"},
    {.shape = Shape::boolean, .text = is_boolean, .expected = "true or false"},
    {.shape = Shape::decimal, .text = is_decimal, .expected = "a decimal number"},
    {.shape = Shape::result, .type_name = "resultType", .places = result_places},
    {.shape = Shape::command_result,
     .type_name = "BackupCommandResult",
     .places = command_result_places},
    {.shape = Shape::command_output, .type_name = "BackupCommandOutput", .places = output_places},
});

struct BuiltIn {
  std::string_view name;
  Shape shape;
};

constexpr BuiltIn built_ins[] = {
    {.name = "anyType", .shape = Shape::any},
    {.name = "anySimpleType", .shape = Shape::plain_string},
    {.name = "string", .shape = Shape::plain_string},
    {.name = "normalizedString", .shape = Shape::plain_string},
    {.name = "token", .shape = Shape::plain_string},
    {.name = "boolean", .shape = Shape::boolean},
    {.name = "decimal", .shape = Shape::decimal},
    {.name = "integer", .shape = Shape::integer},
    {.name = "positiveInteger", .shape = Shape::id},
    {.name = "unsignedInt", .shape = Shape::unsigned_int},
};

}  // namespace

const ShapeRow& row_of(Shape shape) {
  for (const ShapeRow& row : shape_rows) {
    if (row.shape == shape) return row;
  }
  throw std::logic_error("a shape without a row");
}

const ShapeRow* named_shape(std::string_view type_name) {
  for (const ShapeRow& row : shape_rows) {
    if (!row.type_name.empty() && row.type_name == type_name) return &row;
  }
  return nullptr;
}

const ShapeRow* built_in_shape(std::string_view type_name) {
  for (const BuiltIn& row : built_ins) {
    if (row.name == type_name) return &row_of(row.shape);
  }
  return nullptr;
}

std::string_view without_padding(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace packetproof
