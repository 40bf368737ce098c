# turnout_room(name DEPENDS rooms... LIBRARIES targets... PRECOMPILED headers...): a static library from src/<name>/*.cpp
# whose door is include/turnout/<name>/. turnout_program(target folder ...): the same for a program.

add_library(turnout_flags INTERFACE)
target_compile_options(turnout_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wnull-dereference -Wimplicit-fallthrough
  -Wno-missing-field-initializers -Werror) # designated initializers leave the rest at its default on purpose
# Among files compiled together, what stands in another one is no shadow.
target_compile_options(turnout_flags INTERFACE $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>)
target_include_directories(turnout_flags INTERFACE ${PROJECT_SOURCE_DIR}/include)
target_compile_definitions(turnout_flags INTERFACE TURNOUT_VERSION="${PROJECT_VERSION}")
if(TURNOUT_SANITIZE)
  target_compile_options(turnout_flags INTERFACE -fsanitize=${TURNOUT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(turnout_flags INTERFACE -fsanitize=${TURNOUT_SANITIZE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Optimised sanitizer builds make gcc 12 report null dereferences inside libstdc++.
  target_compile_options(turnout_flags INTERFACE -Wno-null-dereference)
  if(TURNOUT_PCH)
    # A precompiled libstdc++ is no system header any more, and gcc 12 sees faults in its strings; clang looks too.
    target_compile_options(turnout_flags INTERFACE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow
      -Wno-stringop-overread)
  endif()
endif()

# turnout_merged(target): its files are compiled a dozen at a time, so that what they all include is read once.
function(turnout_merged target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
endfunction()

# For builds from nothing: what nearly every file includes is read once. turnout_precompiled(target) shares it;
# turnout_precompiled(target HEADERS...) has a whole of its own: that, and these.
set(turnout_common_headers
  <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <string> <string_view>
  <utility> <variant> <vector> <boost/describe.hpp>)
if(TURNOUT_PCH)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/common.cpp CONTENT "")
  add_library(turnout_common STATIC ${PROJECT_BINARY_DIR}/common.cpp)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # Without the time in it, ccache can tell that it is the same.
    target_compile_options(turnout_flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
  endif()
  target_link_libraries(turnout_common PRIVATE turnout_flags)
  target_precompile_headers(turnout_common PRIVATE ${turnout_common_headers} [["turnout/domain/incident.hpp"]])
endif()

function(turnout_precompiled target)
  if(NOT TURNOUT_PCH)
    return()
  endif()
  if(ARGN)
    target_precompile_headers(${target} PRIVATE ${turnout_common_headers} ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM turnout_common)
  endif()
endfunction()

# How this configuration compiles a part of the product: turnout_compiled(target HEADERS...).
function(turnout_compiled target)
  if(TURNOUT_MERGE)
    # In a few large pieces, each of which reads headers of its own once: to precompile them would cost more.
    turnout_precompiled(${target})
    turnout_merged(${target})
  else()
    turnout_precompiled(${target} ${ARGN})
  endif()
endfunction()

function(turnout_room name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES;PRECOMPILED" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  list(TRANSFORM ARG_DEPENDS PREPEND turnout_)
  if(sources)
    add_library(turnout_${name} STATIC ${sources})
    target_include_directories(turnout_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src/${name})
    target_link_libraries(turnout_${name} PUBLIC turnout_flags ${ARG_DEPENDS} ${ARG_LIBRARIES})
    turnout_compiled(turnout_${name} ${ARG_PRECOMPILED})
  else()
    add_library(turnout_${name} INTERFACE)
    target_link_libraries(turnout_${name} INTERFACE turnout_flags ${ARG_DEPENDS} ${ARG_LIBRARIES})
  endif()
endfunction()

function(turnout_program target folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES;PRECOMPILED" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  list(TRANSFORM ARG_DEPENDS PREPEND turnout_)
  add_executable(${target} ${sources})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src/${folder})
  target_link_libraries(${target} PRIVATE turnout_flags ${ARG_DEPENDS} ${ARG_LIBRARIES})
  turnout_compiled(${target} ${ARG_PRECOMPILED})
endfunction()
