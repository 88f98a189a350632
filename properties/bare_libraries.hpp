#pragma once

/// What the libraries cost by themselves: the calls that the fuzz targets make through our code,
/// each once, set up as our code sets them up (grammars compiled once, the reader kept), nothing
/// made of what they say. The measure of harness/fuzzing/speed.

#include <memory>
#include <string_view>

#include "harness/oracle/validators.hpp"

namespace packetproof::bare {

/// One pass of libxml2's SAX interface with handlers that do nothing.
struct SaxPass {
  bool well_formed = false;
  bool doctype = false;
};
SaxPass read_sax(std::string_view document);

/// One parse by toml++.
void parse_toml(std::string_view text);

/// One side's two validators by the built-in schemas.
class Validators {
 public:
  explicit Validators(Side);
  ~Validators();
  /// One parse each. Whether both call it valid.
  bool judge(std::string_view document);

 private:
  class Xerces;
  class Libxml2;
  std::unique_ptr<Xerces> xerces_;
  std::unique_ptr<Libxml2> libxml2_;
};

}  // namespace packetproof::bare
