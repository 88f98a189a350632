#pragma once

/// Files that are compiled into the program, so that it runs from any place.

#include <span>
#include <string_view>

namespace packetproof {

struct EmbeddedFile {
  std::string_view name;  // relative path with '/'
  std::string_view bytes;
};

/// schemas/*.xsd
std::span<const EmbeddedFile> embedded_schemas();

/// corpus/requests/{valid,invalid,disputed}/*
std::span<const EmbeddedFile> embedded_requests();

}  // namespace packetproof
