# Run by packetproof_embed. Bytes are written as arrays, because a file may hold anything.
file(STRINGS ${LIST} files ENCODING UTF-8)
set(arrays "")
set(rows "")
set(count 0)
string(REPEAT . 98 fourteen)  # bytes a line, each 7 characters wide
foreach(path IN LISTS files)
  file(RELATIVE_PATH name ${BASE} ${path})
  file(READ ${path} hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
  string(REGEX REPLACE "(${fourteen})" "\\1\n    " bytes "${bytes}")
  string(APPEND arrays "constexpr char file_${count}[] = {\n    ${bytes}'\\0'};\n")
  string(APPEND rows "    EmbeddedFile{\"${name}\", {file_${count}, ${size}}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include <array>

#include \"harness/protocol/embedded.hpp\"

namespace packetproof {
namespace {
${arrays}
constexpr std::array<EmbeddedFile, ${count}> files = {${rows}};
}  // namespace

std::span<const EmbeddedFile> ${SYMBOL}() { return files; }
}  // namespace packetproof
")
