# Writes a .cpp that holds the bytes of files: std::span<const EmbeddedFile> packetproof::<symbol>().
#   packetproof_embed(<output variable> <symbol> <base directory> <files>...)
# Any bytes will do. A name may not hold what CMake's lists and C++'s strings give a meaning.
function(packetproof_embed output symbol base)
  foreach(path IN LISTS ARGN)
    if(NOT EXISTS "${path}" OR path MATCHES "[]\"|;\\[]")
      message(FATAL_ERROR "packetproof: rename ${path}: the characters [ ] ; | \" \\ do not embed")
    endif()
  endforeach()
  set(paths ${ARGN})
  list(SORT paths)  # not as the file system happens to list them
  set(list_file ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.txt)
  list(JOIN paths "\n" lines)
  file(CONFIGURE OUTPUT ${list_file} CONTENT "@lines@" @ONLY)
  set(file ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cpp)
  add_custom_command(
    OUTPUT ${file}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${file} -DSYMBOL=${symbol} -DBASE=${base} -DLIST=${list_file}
            -P ${PROJECT_SOURCE_DIR}/harness/cmake/embed_files.cmake
    DEPENDS ${paths} ${list_file} ${PROJECT_SOURCE_DIR}/harness/cmake/embed_files.cmake
    VERBATIM)
  set(${output} ${file} PARENT_SCOPE)
endfunction()
