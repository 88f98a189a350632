#pragma once

/// findings/<fingerprint>/: what somebody needs who was not there.

#include <string>
#include <utility>
#include <vector>

#include "reports/record.hpp"

namespace packetproof {

/// Name and bytes of the files of every FAIL and WARN: request.xml, request.http, response.http,
/// verdict.json and repro.sh, which takes address and secrets from the environment.
std::vector<std::pair<std::string, std::string>> finding_files(const RunRecord&);

}  // namespace packetproof
