#pragma once

/// Does the judge itself work? A right endpoint has to pass, a wrong one has to fail.

#include <string>
#include <vector>

#include "harness/oracle/judge.hpp"

namespace packetproof {

struct SelfTest {
  std::string name;
  std::string words;
  bool passed = false;
};

/// In process: the schemas know the documented samples; the reference endpoint passes; the same
/// endpoint, made to accept everything, is convicted.
std::vector<SelfTest> run_self_tests(Judge&);

}  // namespace packetproof
