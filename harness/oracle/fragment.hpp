#pragma once

/// What rulings are about, found in one walk over a document.

#include <cstddef>

#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

struct Fragment {
  // Anywhere in a packet
  bool blank_cdata = false;  // where only elements, or nothing, may stand
  bool entity_reference = false;
  bool unused_declaration = false;      // of a namespace
  bool location_hint = false;           // xsi:schemaLocation or xsi:noNamespaceSchemaLocation
  bool odd_location = false;            // xsi:schemaLocation with an odd number of addresses
  bool padded_type = false;             // white space around the name in xsi:type
  bool named_type = false;              // xsi:type on a node with a declared type
  bool any_type = false;                // xsi:type="xs:anyType"
  bool typed_root = false;              // a root other than `packet` with an xsi:type
  bool type_without_namespace = false;  // xsi:type where xmlns="" stands
  bool simple_for_complex = false;      // xsi:type of a simple type on a node that holds elements
  bool unchecked_type = false;          // xsi:type of a type that our rules do not check
  // Inside nodes without a declared type
  bool unknown_xsi = false;    // an xsi: attribute that the schema language does not have
  bool odd_nil = false;        // xsi:nil, no boolean, on an element that no schema knows
  bool lax_nil = false;        // xsi:nil on such an element
  bool below_unknown = false;  // a packet or an xsi:type inside or on such an element
  bool only_content = false;   // content or attributes in an only- node
  // Values of a request
  std::size_t most_digits = 0;  // significant, of an integer
  bool negative_size = false;
  bool large_size = false;         // a split-size above 1 000 000
  bool other_protocol = false;     // `remote` is not "ftp"
  bool both_storages = false;      // local and remote, or neither
  bool both_flags = false;         // only-hosting and only-mail
  bool long_text = false;          // a description above 255 characters, a prefix above 64
  bool control_character = false;  // in a description, white space other than U+0020 included
  bool path_in_prefix = false;     // a character of paths, or a control character
  bool unusual_prefix = false;     // empty, or anything but ASCII letters, digits, '-' and '_'
  // Values of an answer
  bool padded_errcode = false;
  bool signed_errcode = false;
  bool bare_error = false;  // status error without errcode or errtext
  bool negative_task = false;
};

Fragment find_fragment(const XmlDocument&);

}  // namespace packetproof
