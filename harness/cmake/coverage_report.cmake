# Run by the target coverage_report.
file(GLOB profiles ${BUILD}/profiles/*.profraw)
if(NOT profiles)
  message(FATAL_ERROR "no profiles under ${BUILD}/profiles: run `ctest --preset coverage` first")
endif()
list(JOIN profiles "\n" lines)
file(WRITE ${BUILD}/profiles/list.txt "${lines}\n")
set(merged ${BUILD}/profiles/all.profdata)
execute_process(COMMAND ${PROFDATA} merge -sparse -f ${BUILD}/profiles/list.txt -o ${merged}
                COMMAND_ERROR_IS_FATAL ANY)
file(GLOB programs ${BUILD}/bin/*)
set(objects "")
foreach(program IN LISTS programs)
  if(NOT IS_DIRECTORY ${program})
    list(APPEND objects -object ${program})
  endif()
endforeach()
set(ours -instr-profile ${merged} ${objects}
    -ignore-filename-regex "(^/usr/|${BUILD}/|_test\\.cpp$)")
execute_process(COMMAND ${COV} report ${ours} -show-branch-summary COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${COV} show ${ours} -format html -show-branches count
                        -output-dir ${BUILD}/coverage_html
                COMMAND_ERROR_IS_FATAL ANY)
message(STATUS "a page per file: ${BUILD}/coverage_html/index.html")
