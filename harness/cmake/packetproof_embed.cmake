# Writes a .cpp that holds the bytes of files: std::span<const EmbeddedFile> packetproof::<symbol>().
#   packetproof_embed(<output variable> <symbol> <base directory> <files>...)
function(packetproof_embed output symbol base)
  set(file ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cpp)
  list(JOIN ARGN "|" joined)
  add_custom_command(
    OUTPUT ${file}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${file} -DSYMBOL=${symbol} -DBASE=${base} "-DFILES=${joined}"
            -P ${PROJECT_SOURCE_DIR}/harness/cmake/embed_files.cmake
    DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/harness/cmake/embed_files.cmake
    VERBATIM)
  set(${output} ${file} PARENT_SCOPE)
endfunction()
