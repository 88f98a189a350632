#pragma once

/// Does an answer repeat text of its request without escaping it?

#include <string_view>

namespace packetproof {

/// Could an element of this name in the answer be markup of the request: its own, or markup that
/// its texts spell out?
bool request_spells_element(std::string_view request, std::string_view element_name);

/// Does an `errtext` of the answer, which need not be well-formed, hold a text of the request with
/// a markup character as it is?
bool errtext_holds_raw_text(std::string_view request, std::string_view answer);

}  // namespace packetproof
