#include "harness/oracle/schema_files.hpp"

#include <algorithm>
#include <vector>

namespace packetproof {
namespace {

/// `base`'s folder and `location`, with "." and ".." taken out.
std::string joined(std::string_view base, std::string_view location) {
  std::string path(base.substr(0, base.rfind('/') == std::string_view::npos ? 0 : base.rfind('/')));
  path.append("/").append(location);
  std::vector<std::string_view> parts;
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part == ".." && !parts.empty()) {
      parts.pop_back();
    } else if (!part.empty() && part != "." && part != "..") {
      parts.push_back(part);
    }
  }
  std::string result;
  for (const std::string_view part : parts) {
    if (!result.empty()) result += '/';
    result += part;
  }
  return result;
}

}  // namespace

const std::pair<const std::string, std::string>* find_schema(const SchemaSet& schemas,
                                                             std::string_view base,
                                                             std::string_view location) {
  if (const auto found = schemas.files.find(joined(base, location)); found != schemas.files.end()) {
    return &*found;
  }
  // Vendors' sets name their own files by absolute addresses too.
  const auto found = schemas.files.find(std::string(location.substr(location.rfind('/') + 1)));
  return found == schemas.files.end() ? nullptr : &*found;
}

}  // namespace packetproof
