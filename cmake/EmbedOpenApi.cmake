# docs/openapi.json becomes a part of the program that serves it.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/openapi.json)
# Byte by byte: a string literal of this length is more than a compiler must take.
file(READ ${PROJECT_SOURCE_DIR}/docs/openapi.json TURNOUT_OPENAPI HEX)
string(REGEX REPLACE "(..)" "0x\\1," TURNOUT_OPENAPI "${TURNOUT_OPENAPI}")
configure_file(${PROJECT_SOURCE_DIR}/src/console/openapi.cpp.in ${PROJECT_BINARY_DIR}/openapi.cpp @ONLY)
target_sources(turnout_console PRIVATE ${PROJECT_BINARY_DIR}/openapi.cpp)
