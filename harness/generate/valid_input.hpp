#pragma once

/// Valid requests, drawn by RapidCheck: every combination of nodes, text from several alphabets.

#include <rapidcheck.h>

#include "harness/protocol/packet.hpp"

namespace packetproof {

/// Text that XML can carry; at small sizes short and simple, at large ones long.
rc::Gen<std::string> arbitrary_text();

/// Every choice of nodes equally likely; sizes 0, 1, -1, powers of two and their neighbours, the
/// limits of 32 and 64 bits.
rc::Gen<BackupServerInput> arbitrary_input();

/// One operation mostly, at times two or three.
rc::Gen<RequestPacket> arbitrary_packet();

}  // namespace packetproof
