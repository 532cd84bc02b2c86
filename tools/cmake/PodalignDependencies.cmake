# Every third-party library, from Debian 12; docs/dependencies.md says what each is for. Headers of
# imported targets are SYSTEM, so their warnings are not ours.
include_guard(GLOBAL)

find_package(Threads REQUIRED)
find_package(Eigen3 REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Boost REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(ZLIB REQUIRED)
find_package(EXPAT REQUIRED)
find_package(Open3D REQUIRED)
find_package(PkgConfig REQUIRED)

# PCL by its libraries and headers alone: find_package(PCL) would bring VTK, Qt and MPI along, and
# nothing but sample consensus is used.
find_path(PCL_INCLUDE pcl/pcl_config.h PATH_SUFFIXES pcl-1.13 REQUIRED)
find_library(PCL_SAMPLE_CONSENSUS pcl_sample_consensus REQUIRED)
find_library(PCL_COMMON pcl_common REQUIRED)
add_library(podalign_pcl INTERFACE)
target_include_directories(podalign_pcl SYSTEM INTERFACE ${PCL_INCLUDE})
target_link_libraries(podalign_pcl INTERFACE ${PCL_SAMPLE_CONSENSUS} ${PCL_COMMON} Eigen3::Eigen
                                             Boost::headers)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo pangocairo)
pkg_check_modules(FREEXL REQUIRED IMPORTED_TARGET freexl)
# Colour profiles (MIT): the sRGB profile that a PDF/A names.
pkg_check_modules(LCMS REQUIRED IMPORTED_TARGET lcms2)
pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf)
pkg_check_modules(DEFLATE REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)

add_library(tl::expected INTERFACE IMPORTED GLOBAL)
find_path(TL_EXPECTED_INCLUDE tl/expected.hpp REQUIRED)
target_include_directories(tl::expected INTERFACE ${TL_EXPECTED_INCLUDE})

if(PODALIGN_BUILD_TESTS)
  find_package(GTest REQUIRED)
endif()
if(PODALIGN_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
