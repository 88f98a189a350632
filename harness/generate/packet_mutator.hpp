#pragma once

/// Changes to the tree of any packet or answer, right or wrong: what a fuzzer does to its inputs.

#include "harness/generate/document.hpp"
#include "harness/generate/random.hpp"

namespace packetproof {

/// One to three changes, one time of three to a right packet in its stead: a row of the mutations
/// or respellings; a subtree swapped, repeated, dropped, moved, wrapped, hoisted, renamed or
/// spliced; a node put where the schemas allow it; an attribute, a comment or the like put
/// anywhere; a text respelt, or edited at its boundaries. Total.
void mutate(RequestDocument&, Random&);

/// Some element's content is that of an element of the same name in the other document, where there
/// is one. False = the document is unchanged.
bool cross_over(RequestDocument&, const RequestDocument& other, Random&);

}  // namespace packetproof
