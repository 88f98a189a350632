#pragma once

/// Printing: data to stdout, talk to stderr.

#include <string>
#include <string_view>

#include "harness/conformance/gate.hpp"

namespace packetproof {

/// Writes to stdout. False when the reader went away or the disk is full.
bool print(std::string_view text);

/// Writes a line to stderr.
void talk(std::string_view line);

/// "packetproof: <message>" to stderr; returns the code of a usage error.
int usage_error(std::string_view message);

constexpr int code_of(Exit exit) { return static_cast<int>(exit); }

/// The time of day, in UTC, by the pattern of strftime.
std::string utc(const char* pattern);

/// Flushes stdout. A reader that went away ends a listing quietly; a full disk does not.
int finish_output(int code);

}  // namespace packetproof
