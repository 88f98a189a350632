#pragma once

/// What the reference endpoint knows of a packet's nodes: one row a type, read by the walk.

#include <cstdint>
#include <span>
#include <string_view>

namespace packetproof {

enum class Shape : std::uint8_t {
  any,  // no declared type: anything goes, but what is known inside is checked
  packet,
  request_settings,
  setting,
  backup_manager,
  backup_server,
  local,
  get_tasks_info,
  string,
  email,
  integer,
  id,
  task_id,
  plain_string,
  status,
  unsigned_int,
  boolean,
  decimal,
  result,
  command_result,
  command_output
};

/// A child that may stand at one place.
struct ChildShape {
  std::string_view name = {};
  Shape shape = Shape::any;
};

/// One place in a sequence: exactly one of the alternatives, unless absent or repeated.
struct Place {
  std::span<const ChildShape> alternatives = {};
  bool required = true;
  bool repeated = false;
};

struct ShapeRow {
  Shape shape = Shape::any;
  std::string_view type_name = {};     // for xsi:type, in no namespace; empty = cannot be named
  std::string_view derived = {};       // the one type that may stand for it by xsi:type
  std::span<const Place> places = {};  // of a type with children
  bool (*text)(std::string_view) = nullptr;  // of a type with text; null = children only
  std::string_view expected = "";            // of the text, in words
};

const ShapeRow& row_of(Shape);

/// The row of a type by its name in no namespace, or null.
const ShapeRow* named_shape(std::string_view type_name);

/// The row of a type of XML Schema itself, as far as the endpoint reads them, or null.
const ShapeRow* built_in_shape(std::string_view type_name);

/// Without XML white space at both ends.
std::string_view without_padding(std::string_view);

}  // namespace packetproof
