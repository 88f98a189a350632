#pragma once

/// What mutants are made of: misreading a request, refusing it, and spoiling an answer. Each is a
/// template over what is wrong, so that a row of the table needs no state of its own.

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/mock/mutants.hpp"
#include "harness/protocol/extract.hpp"
#include "harness/transport/exchange.hpp"

namespace packetproof {

/// A text as a template's argument.
template <std::size_t size>
struct Literal {
  std::array<char, size> characters{};
  // NOLINTNEXTLINE: written as a plain text in a row
  consteval Literal(const char (&text)[size]) { std::copy_n(text, size, characters.begin()); }
  [[nodiscard]] constexpr const char* text() const { return characters.data(); }
  [[nodiscard]] constexpr std::string_view view() const { return {characters.data(), size - 1}; }
};

/// The first occurrence; unchanged where there is none.
std::string replaced(std::string text, std::string_view from, std::string_view to);
/// Every occurrence.
std::string all_replaced(std::string text, std::string_view from, std::string_view to);
/// What stands between the first tags of the name that have no attribute; none without them.
std::optional<std::string> text_in(std::string_view text, std::string_view name);
/// By its mark.
bool is_utf16(std::string_view packet);

// ---- requests

/// Takes a request for another one, which `edit` makes of it.
template <auto edit>
Handler alters(Handler reference) {
  return [reference = std::move(reference)](HttpRequest request) {
    edit(request);
    return reference(request);
  };
}

/// A packet that every endpoint refuses.
inline constexpr std::string_view wrong = "<packet/>";

/// Reads something else than what was sent: `reads` maps a packet to a packet.
template <auto reads>
Handler misreads(Handler reference) {
  return alters<[](HttpRequest& request) { request.body = reads(request.body); }>(
      std::move(reference));
}

/// Refuses packets that `meets` says yes to.
template <auto meets>
Handler refuses(Handler reference) {
  return alters<[](HttpRequest& request) {
    if (meets(request.body)) request.body = wrong;
  }>(std::move(reference));
}

template <Literal... pieces>
bool holds(const std::string& packet) {
  return (packet.contains(pieces.view()) && ...);
}

/// The packet after a repair of its tree, or as it is where `edit` changed nothing or the packet is
/// not well-formed.
std::string rewritten(const std::string& packet, bool (*edit)(pugi::xml_document&));
/// The `backup-server` nodes of a packet.
std::vector<pugi::xml_node> backup_operations(const pugi::xml_document&);

bool is_element(pugi::xml_node);

/// Removes the children that `meets` says yes to, one after the other. True when there was one.
template <typename Meets>
bool drop_children(pugi::xml_node parent, Meets meets) {
  bool dropped = false;
  for (pugi::xml_node child = parent.first_child(); child;) {
    const pugi::xml_node next = child.next_sibling();
    if (meets(child)) dropped |= parent.remove_child(child);
    child = next;
  }
  return dropped;
}

/// Mends the packet's tree: `edit` says whether it changed something.
template <auto edit>
Handler edits(Handler reference) {
  return misreads<[](const std::string& packet) {
    return rewritten(packet, [](pugi::xml_document& document) { return bool(edit(document)); });
  }>(std::move(reference));
}

/// Mends each operation on its own.
template <auto edit>
Handler mends(Handler reference) {
  return edits<[](pugi::xml_document& document) {
    bool changed = false;
    for (const pugi::xml_node operation : backup_operations(document)) changed |= edit(operation);
    return changed;
  }>(std::move(reference));
}

// ---- answers

/// The documented sample as it is: the probe, which most wrong endpoints get right.
bool is_sample(const HttpRequest&);
/// Answers in a packet, but to the sample: any, those that started a backup, those by `system`.
bool any_other(const HttpRequest&, const HttpResponse&);
bool accepted(const HttpRequest&, const HttpResponse&);
bool refused(const HttpRequest&, const HttpResponse&);
/// Of a wrong login or password.
bool unauthorised(const HttpRequest&, const HttpResponse&);

/// Spoils an answer; an `edit` may look at the request, too.
template <auto when, auto edit>
Handler answers(Handler reference) {
  return [reference = std::move(reference)](const HttpRequest& request) {
    HttpResponse response = reference(request);
    if (when(request, response)) {
      if constexpr (std::invocable<decltype(edit), HttpResponse&, const HttpRequest&>) {
        edit(response, request);
      } else {
        edit(response);
      }
    }
    return response;
  };
}

template <auto when, Literal from, Literal to>
Handler replaces(Handler reference) {
  return answers<when, [](HttpResponse& response) {
    response.body = replaced(std::move(response.body), from.view(), to.view());
  }>(std::move(reference));
}

template <auto when, Literal text>
Handler answers_text(Handler reference) {
  return answers<when, [](HttpResponse& response) { response.body = text.view(); }>(
      std::move(reference));
}

// ---- the parts of the table

std::span<const Mutant> node_mutants();      // accepts-invalid: nodes
std::span<const Mutant> content_mutants();   // accepts-invalid: types, envelope, attributes
std::span<const Mutant> spelling_mutants();  // accepts-invalid: XML and its encoding
std::span<const Mutant> refusal_mutants();   // rejects-valid
std::span<const Mutant> answer_mutants();    // response-malformed, -schema, -semantic
std::span<const Mutant> session_mutants();   // state, authentication
std::span<const Mutant> wire_mutants();      // parser-safety, http

}  // namespace packetproof
