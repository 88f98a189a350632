#pragma once

/// Does a text for people carry what only the server's authors should see?

#include <string_view>

namespace packetproof {

/// Something that was found: what it is ("a file path", "SQL", "a stack trace"), and where.
struct Internal {
  std::string_view what;  // empty = nothing
  std::string_view seen;  // part of the text
};

/// The first internal in `text` whose words are not also in `echo` (the request's own texts).
/// Careful rather than clever: paths count from well-known top directories only, SQL in its own
/// spelling, so that URLs, dates, XPaths and sentences such as "select a file" never do.
Internal find_internal(std::string_view text, std::string_view echo);

}  // namespace packetproof
