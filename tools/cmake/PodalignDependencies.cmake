# Every third-party library, from Debian 12; docs/dependencies.md says what each is for. Headers of
# imported targets are SYSTEM, so their warnings are not ours.
include_guard(GLOBAL)

find_package(Eigen3 REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Boost REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(PkgConfig REQUIRED)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo pangocairo)
pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf)

add_library(tl::expected INTERFACE IMPORTED GLOBAL)
find_path(TL_EXPECTED_INCLUDE tl/expected.hpp REQUIRED)
target_include_directories(tl::expected INTERFACE ${TL_EXPECTED_INCLUDE})

if(PODALIGN_BUILD_TESTS)
  find_package(GTest REQUIRED)
endif()
if(PODALIGN_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
