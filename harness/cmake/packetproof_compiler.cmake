# How this machine compiles: standard C++, through ccache where it is installed.
set(CMAKE_CXX_EXTENSIONS OFF)
find_program(PACKETPROOF_CCACHE ccache DOC "Empty = compile without ccache")
if(PACKETPROOF_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PACKETPROOF_CCACHE})
endif()

# Without it ccache sees another precompiled header each time.
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
else()
  add_compile_options(-fpch-preprocess)
endif()
