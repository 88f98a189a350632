# Run by packetproof_embed. Bytes are written as arrays, because a file may hold anything.
string(REPLACE "|" ";" files "${FILES}")
set(arrays "")
set(rows "")
set(index 0)
foreach(path IN LISTS files)
  file(RELATIVE_PATH name ${BASE} ${path})
  file(READ ${path} hex HEX)
  string(LENGTH "${hex}" length)
  math(EXPR size "${length} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "constexpr char file_${index}[] = {${bytes}'\\0'};\n")
  string(APPEND rows "    {\"${name}\", {file_${index}, ${size}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"harness/protocol/embedded.hpp\"\n
namespace packetproof {
namespace {
${arrays}
constexpr EmbeddedFile files[] = {
${rows}};
}  // namespace

std::span<const EmbeddedFile> ${SYMBOL}() { return files; }
}  // namespace packetproof
")
