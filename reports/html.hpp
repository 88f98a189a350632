#pragma once

#include <string>

#include "reports/record.hpp"

namespace packetproof {

/// report.html: one page that needs no network and is well-formed XML too.
std::string to_html(const RunRecord&);

}  // namespace packetproof
