# podalign_add_module(<name> [SOURCES ...] [HEADERS ...] [DEPENDS <modules>] [PUBLIC <libs>] [PRIVATE <libs>])
#
# One static library per module (an interface library where there is nothing to compile). DEPENDS
# names modules of ours and is transitive; PRIVATE names third-party libraries that never show in a
# public header.
include_guard(GLOBAL)

add_library(podalign_warnings INTERFACE)
target_compile_options(podalign_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual -Wdouble-promotion -Wformat=2
  # -Wno-restrict: g++ 12 reports std::string concatenation falsely (GCC PR 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op -Wno-restrict>
  $<$<BOOL:${PODALIGN_WARNINGS_AS_ERRORS}>:-Werror>
  # Same input, same bytes: no fused operations that differ between machines.
  -ffp-contract=off)

function(podalign_add_module name)
  cmake_parse_arguments(M "" "" "SOURCES;HEADERS;DEPENDS;PUBLIC;PRIVATE" ${ARGN})
  set(target podalign_${name})
  list(TRANSFORM M_DEPENDS PREPEND podalign::)
  if(M_SOURCES)
    add_library(${target} STATIC ${M_SOURCES})
    set(scope PUBLIC)
    target_link_libraries(${target} PUBLIC ${M_DEPENDS} ${M_PUBLIC}
                                    PRIVATE ${M_PRIVATE} podalign_warnings)
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
    target_link_libraries(${target} INTERFACE ${M_DEPENDS} ${M_PUBLIC})
  endif()
  add_library(podalign::${name} ALIAS ${target})
  target_compile_features(${target} ${scope} cxx_std_20)
  target_include_directories(${target} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>)
  if(M_HEADERS)
    target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src
                                              FILES ${M_HEADERS})
  endif()
endfunction()

# podalign_add_test(<name> [WHOLE] SOURCES ... LINKS <targets>): one GoogleTest program, its cases found
# when it is run. WHOLE: one CTest test, for cases that share an expensive set-up.
function(podalign_add_test name)
  cmake_parse_arguments(T "WHOLE" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${T_SOURCES})
  target_link_libraries(${name} PRIVATE ${T_LINKS} podalign_warnings GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    PODALIGN_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    PODALIGN_PROFILES_DIR="${PROJECT_SOURCE_DIR}/profiles"
    PODALIGN_CORPUS_DIR="${PROJECT_SOURCE_DIR}/tests/corpus")
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  if(T_WHOLE)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 600)
  else()
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 300)
  endif()
endfunction()
