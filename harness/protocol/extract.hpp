#pragma once

/// The one door to pugixml: a document that the strict reader accepted, as a pugi tree.

#include <expected>
#include <pugixml.hpp>
#include <string_view>

#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

/// The root element and everything in it, in UTF-8: elements and attributes under their qualified
/// names (namespace declarations as `xmlns` attributes, first), text as pcdata also where it is
/// white space, CDATA, comments, instructions. Built from the strict reader's tree, so that pugixml
/// never sees bytes of its own to judge. A reference to a declared entity is the text "&name;". An
/// unbound prefix is an error.
std::expected<pugi::xml_document, ParseError> load_strict(std::string_view bytes,
                                                          const XmlLimits& = {});

}  // namespace packetproof
