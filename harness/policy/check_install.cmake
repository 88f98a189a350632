# Installs a build and uses it as another project would: the program runs, and find_package gives
# the modules with their headers and everything that they link.
#   cmake -DBUILD=<built tree> -DWORK=<scratch folder> -P check_install.cmake
file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)
function(run_or_fail)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}: ${result}\n${text}")
  endif()
endfunction()

run_or_fail(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
run_or_fail(${prefix}/bin/packetproof --version)

file(WRITE ${WORK}/CMakeLists.txt [[
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES CXX)
find_package(packetproof 0.1 REQUIRED)
add_executable(consumer main.cpp)
target_link_libraries(consumer PRIVATE packetproof::oracle packetproof::conformance
                                       packetproof::mock packetproof::reports)
]])
file(WRITE ${WORK}/main.cpp [[
#include <reports/record.hpp>

#include <harness/oracle/judge.hpp>
#include <harness/protocol/requirements.hpp>
#include <harness/protocol/schemas.hpp>

int main() {
  const bool requirements = !packetproof::all_requirements().empty();
  const bool schemas = packetproof::built_in_schemas().files.contains("agent_input.xsd");
  return requirements && schemas ? 0 : 1;
}
]])
run_or_fail(${CMAKE_COMMAND} -S ${WORK} -B ${WORK}/build -G Ninja -DCMAKE_PREFIX_PATH=${prefix}
            -DCMAKE_CXX_COMPILER=${COMPILER})
run_or_fail(${CMAKE_COMMAND} --build ${WORK}/build)
run_or_fail(${WORK}/build/consumer)
file(REMOVE_RECURSE ${WORK})
message("the installed program and modules work")
