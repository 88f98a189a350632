#pragma once

/// How the repository is laid out: its map, its names, the size of its files.

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "harness/policy/source_tree.hpp"

namespace packetproof {

/// The paths that a README's map names: the first word of every line of the ```text block under
/// "## Map"; an indented line is inside the nearest less indented one above it.
/// Error: what is missing.
std::expected<std::vector<std::string>, std::string> mapped_paths(std::string_view readme);

/// A sentence when no part of the path may be called so (util, helper, common, ...) or it is not
/// snake_case; empty when the name is fine. Only code is looked at.
std::string name_fault(std::string_view path);

/// A sentence when a .cpp or .hpp is longer than a reader holds in mind; tables may grow.
std::string size_fault(const SourceFile& file);

/// A sentence for the first line that is not plain ASCII, ends in white space or holds a tab.
std::string text_fault(const SourceFile& file);

/// Whether an entry may stand at the repository's top: what the layout names, what starts with a
/// dot, and what the text of .gitignore keeps out of the repository.
bool may_stand_on_top(std::string_view name, std::string_view gitignore);

}  // namespace packetproof
