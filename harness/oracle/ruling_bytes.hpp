#pragma once

/// Rulings about a packet's bytes: encoding, version, NUL, size. Each function answers whether a
/// ruling covers a packet.

#include "harness/oracle/rulings.hpp"

namespace packetproof {

/// 9: bytes of UTF-8 that claim an encoding of wider units.
bool claims_wider_units(const Disagreement&);
/// 10: a byte order mark and a declaration that name different encodings.
bool contradicts_its_mark(const Disagreement&);
/// 10: UTF-16 without a mark that claims an encoding of narrower units.
bool claims_narrower_units(const Disagreement&);
/// 11: UTF-16 without a mark that does not claim anything else.
bool lacks_its_mark(const Disagreement&);
/// 12: an XML version other than 1.0.
bool names_another_version(const Disagreement&);
/// 18: NUL, or NUL and more, behind a packet.
bool has_nul_behind_it(const Disagreement&);
/// 18: NUL in the XML declaration.
bool has_nul_in_its_declaration(const Disagreement&);
/// 18: parts of the XML declaration without a blank between them.
bool joins_its_declaration(const Disagreement&);
/// 18: a character cut off behind a packet.
bool has_cut_character_behind_it(const Disagreement&);
/// 19: a reference to a parameter entity, which the libraries expand.
bool refers_to_parameter_entity(const Disagreement&);
/// 19: a system identifier that is no URI.
bool names_no_uri(const Disagreement&);
/// 19: a system identifier with what is no character of XML.
bool has_no_char_in_system_id(const Disagreement&);
/// 21: an encoding that no processor has to know.
bool uses_optional_encoding(const Disagreement&);
/// 21: such an encoding that our reader does not know but a library does.
bool uses_unknown_encoding(const Disagreement&);
/// 22: more than a MUST-accept may hold.
bool is_large(const Disagreement&);
/// 22: beyond the bounds of our own reader.
bool is_beyond_bounds(const Disagreement&);

}  // namespace packetproof
