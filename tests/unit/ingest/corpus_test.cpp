// Every file of the scan formats in tests/corpus with its answer. A file without an entry here
// fails.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "podalign/ingest/scan.hpp"
#include "unit/ingest/corpus_answers.hpp"
#include "unit/ingest/in_time.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

using testing::Accepted;
using testing::corpusFile;
using testing::Refused;

std::vector<Refused> refusedSurfaces() {
  return {
      {"stl/truncated_upload.stl",
       ErrorCode::Truncated,
       {"400 bytes", "promises 684 (12 triangles)", "cut off", "Upload or export it again"}},
      {"stl/truncated_solid_header.stl",
       ErrorCode::Truncated,
       {"377 bytes", "promises 684 (12 triangles)", "cut off"}},
      {"stl/truncated_in_first_facet.stl", ErrorCode::Truncated, {"100 bytes", "promises 684"}},
      {"stl/truncated_in_header.stl", ErrorCode::UnknownFormat, {"damaged", "export it again"}},
      {"stl/count_zero_ragged.stl",
       ErrorCode::Malformed,
       {"promises 0 triangles", "603 bytes follow"}},
      {"stl/no_triangles.stl", ErrorCode::NoSurface, {"no triangles", "again"}},
      {"stl/all_nan.stl", ErrorCode::NoSurface, {"of 4 triangles, 4 had coordinates that are no"}},
      {"stl/all_zero_facets.stl", ErrorCode::NoSurface, {"of 4 triangles, 4 had no extent"}},
      {"stl/all_one_point.stl", ErrorCode::NoSurface, {"of 4 triangles, 4 had no extent"}},
      {"stl/random_bytes.stl", ErrorCode::UnknownFormat, {"STL, PLY or OBJ", "damaged"}},
      {"stl/all_zero_bytes.stl", ErrorCode::UnknownFormat, {"damaged", "export it again"}},
      {"stl/empty.stl", ErrorCode::FileEmpty, {"0 bytes", "Export it again"}},
      {"stl/web_page.stl", ErrorCode::UnknownFormat, {"web page", "Download the file itself"}},
      {"stl/lfs_pointer.stl", ErrorCode::UnknownFormat, {"Git LFS pointer", "git lfs pull"}},
      {"stl/server_error_xml.stl", ErrorCode::UnknownFormat, {"XML", "download the file itself"}},
      {"stl/server_error_json.stl", ErrorCode::UnknownFormat, {"JSON", "download the file itself"}},
      {"stl/3mf_renamed.stl", ErrorCode::NoSurface, {"no triangles"}},
      {"stl/pdf_renamed.stl", ErrorCode::UnknownFormat, {"PDF", "STL, PLY or OBJ"}},
      {"stl/png_renamed.stl", ErrorCode::UnknownFormat, {"PNG picture", "STL, PLY or OBJ"}},
      {"stl/jpeg_renamed.stl", ErrorCode::UnknownFormat, {"JPEG picture", "STL, PLY or OBJ"}},
      {"stl/utf16_text.stl", ErrorCode::UnknownFormat, {"UTF-16", "Save it as UTF-8"}},
      {"stl/prose.stl", ErrorCode::UnknownFormat, {"STL, PLY or OBJ"}},
      {"stl/ascii_truncated_in_facet.stl",
       ErrorCode::Truncated,
       {"ends after 6 triangles", "endsolid", "Upload or export it again"},
       44},
      {"stl/ascii_truncated_without_endsolid.stl",
       ErrorCode::Truncated,
       {"ends after 12 triangles", "endsolid"},
       86},
      {"stl/ascii_header_only.stl", ErrorCode::Truncated, {"ends after 0 triangles"}, 2},
      {"stl/ascii_bad_number.stl",
       ErrorCode::Malformed,
       {"expected a number", "'1.00O000e+02'", "export it again"},
       5},
      {"stl/ascii_two_vertices_in_a_facet.stl",
       ErrorCode::Malformed,
       {"expected 'vertex'", "'endloop'"},
       6},
      {"stl/ascii_four_vertices_in_a_facet.stl",
       ErrorCode::Malformed,
       {"expected 'endloop'", "'vertex'"},
       7},
      {"stl/ascii_empty_solid.stl", ErrorCode::NoSurface, {"no triangles"}},
      {"stl/ascii_text_after_endsolid.stl",
       ErrorCode::Malformed,
       {"expected 'solid'", "'exported'"},
       87},

      {"ply/index_out_of_range.ply",
       ErrorCode::IndexOutOfRange,
       {"face 5 of 12", "names vertex 8", "8 vertices", "export it again"},
       23},
      {"ply/index_negative.ply",
       ErrorCode::IndexOutOfRange,
       {"face 5 of 12", "names vertex -1"},
       23},
      {"ply/index_out_of_range_binary.ply",
       ErrorCode::IndexOutOfRange,
       {"face 5 of 12", "names vertex 8"}},
      {"ply/index_negative_binary.ply",
       ErrorCode::IndexOutOfRange,
       {"face 5 of 12", "names vertex -5"}},
      {"ply/index_fraction.ply", ErrorCode::IndexOutOfRange, {"names vertex 2.5"}, 19},
      {"ply/count_absurd.ply",
       ErrorCode::Truncated,
       {"99,999,999,999 items of 'vertex'", "only 252 bytes", "cut off"},
       10},
      {"ply/count_absurd_ascii.ply", ErrorCode::Truncated, {"99,999,999,999 items of 'face'"}, 10},
      {"ply/count_beyond_integers.ply", ErrorCode::Malformed, {"a name and a count"}, 4},
      {"ply/count_negative.ply", ErrorCode::Malformed, {"a name and a count", "'-8'"}, 4},
      {"ply/vertex_count_too_high.ply", ErrorCode::NoSurface, {"of 12 triangles"}},
      {"ply/vertex_count_too_high_ascii.ply",
       ErrorCode::Malformed,
       {"vertex 9 of 10", "more values"},
       19},
      {"ply/vertex_count_too_low.ply", ErrorCode::Truncated, {"face 7 of 12"}},
      {"ply/face_count_too_high_ascii.ply", ErrorCode::Truncated, {"face 13 of 13", "cut off"}, 30},
      {"ply/list_length_255.ply",
       ErrorCode::Truncated,
       {"face 1 of 12", "of the 255 values", "cut off, or the file is damaged"}},
      {"ply/list_length_negative.ply", ErrorCode::Malformed, {"face 1 of 12", "no count"}},
      {"ply/list_length_four_billion.ply",
       ErrorCode::Truncated,
       {"face 1 of 12", "of the 4,294,967,295 values"}},
      {"ply/fewer_values_than_length.ply",
       ErrorCode::Malformed,
       {"face 1 of 12", "only 3 of the 4 values"},
       19},
      {"ply/more_values_than_length.ply",
       ErrorCode::Malformed,
       {"face 1 of 12", "more values"},
       19},
      {"ply/vertex_with_two_numbers.ply",
       ErrorCode::Malformed,
       {"vertex 2 of 8", "no number for 'z'"},
       12},
      {"ply/vertex_bad_number.ply",
       ErrorCode::Malformed,
       {"vertex 2 of 8", "no number for 'y'"},
       12},
      {"ply/truncated_binary.ply", ErrorCode::Truncated, {"face 12 of 12", "cut off"}},
      {"ply/truncated_ascii.ply", ErrorCode::Truncated, {"face 12 of 12", "cut off"}, 30},
      {"ply/truncated_header.ply", ErrorCode::Truncated, {"before 'end_header'", "cut off"}, 4},
      {"ply/no_format.ply", ErrorCode::Malformed, {"no 'format' line"}, 9},
      {"ply/unknown_format.ply", ErrorCode::Malformed, {"'binary_middle_endian'"}, 2},
      {"ply/unknown_type.ply", ErrorCode::Malformed, {"unknown type 'real'"}, 5},
      {"ply/unknown_keyword.ply", ErrorCode::Malformed, {"unknown word 'remark'"}, 3},
      {"ply/property_before_element.ply", ErrorCode::Malformed, {"before any element"}, 4},
      {"ply/property_without_name.ply", ErrorCode::Malformed, {"no name"}, 5},
      {"ply/float_list_count.ply", ErrorCode::Malformed, {"'float' is no integer type"}, 9},
      {"ply/float_indices.ply", ErrorCode::Malformed, {"'vertex_indices' are no integers"}, 10},
      {"ply/element_twice.ply", ErrorCode::Malformed, {"'vertex' is named twice"}, 8},
      {"ply/no_x.ply", ErrorCode::Malformed, {"no property 'x'"}, 10},
      {"ply/no_vertex_element.ply", ErrorCode::Malformed, {"no 'vertex'"}, 10},
      {"ply/face_without_list.ply", ErrorCode::Malformed, {"no list 'vertex_indices'"}, 10},
      {"ply/triangle_strips.ply", ErrorCode::NoSurface, {"triangle strips", "single triangles"}},
      {"ply/all_nan.ply", ErrorCode::NoSurface, {"12 had coordinates that are no numbers"}},
      {"ply/microscopic.ply", ErrorCode::NoSurface, {"12 had no extent"}},

      {"obj/index_zero.obj",
       ErrorCode::IndexOutOfRange,
       {"vertex 0", "counts vertices from 1", "export it again"},
       9},
      {"obj/index_too_large.obj", ErrorCode::IndexOutOfRange, {"vertex 9", "8 vertices"}, 9},
      {"obj/index_too_negative.obj", ErrorCode::IndexOutOfRange, {"vertex -9", "8 vertices"}, 9},
      {"obj/index_five_billion.obj", ErrorCode::IndexOutOfRange, {"vertex 5000000000"}, 9},
      {"obj/index_beyond_integers.obj", ErrorCode::Malformed, {"vertex numbers", "'999999999"}, 9},
      {"obj/index_no_number.obj", ErrorCode::Malformed, {"vertex numbers", "'a/1'"}, 9},
      {"obj/vertex_with_two_numbers.obj", ErrorCode::Malformed, {"three numbers"}, 2},
      {"obj/vertex_bad_number.obj", ErrorCode::Malformed, {"three numbers", "'-'"}, 2},
      {"obj/truncated_in_vertex.obj", ErrorCode::Truncated, {"cut off"}, 7},
      {"obj/truncated_in_face.obj", ErrorCode::Truncated, {"cut off"}, 20},
      {"obj/point_cloud.obj", ErrorCode::NoSurface, {"8 points", "point cloud", "meshed surface"}},
      {"obj/faces_without_vertices.obj", ErrorCode::IndexOutOfRange, {"0 vertices"}, 2},
      {"obj/binary_after_text.obj", ErrorCode::UnknownFormat, {"damaged"}},
  };
}

// All that follow hold the same box.
std::vector<Accepted> acceptedSurfaces() {
  const std::string nonFinite = "caution SCAN.NONFINITE_DROPPED";
  const std::string outliers = "caution SCAN.OUTLIERS_DROPPED";
  return {
      {"stl/box_binary.stl", "stl-binary", {}},
      {"stl/solid_header_binary.stl", "stl-binary", {}},
      {"stl/count_huge.stl", "stl-binary", {"caution SCAN.COUNT_MISMATCH"}},
      {"stl/count_one_too_many.stl", "stl-binary", {"caution SCAN.COUNT_MISMATCH"}},
      {"stl/count_zero.stl", "stl-binary", {"note SCAN.COUNT_MISMATCH"}},
      {"stl/count_too_small.stl", "stl-binary", {"note SCAN.COUNT_MISMATCH"}},
      {"stl/trailing_bytes.stl", "stl-binary", {"note SCAN.TRAILING_BYTES"}},
      {"stl/nan_vertex.stl", "stl-binary", {nonFinite}, 7, 7},
      {"stl/infinite_vertex.stl", "stl-binary", {nonFinite}, 7, 7},
      {"stl/outlier_1e30.stl", "stl-binary", {outliers}, 7, 7},
      {"stl/outlier_kilometres.stl", "stl-binary", {outliers}, 7, 7},
      {"stl/duplicate_and_degenerate_facets.stl", "stl-binary", {}},
      {"stl/negative_zero.stl", "stl-binary", {}},
      {"stl/point_list.stl", "points", {}, 0, 8},
      {"stl/zip_renamed.stl", "stl-binary", {"note SCAN.UNPACKED"}},
      {"stl/gzip_renamed.stl", "stl-binary", {"note SCAN.UNPACKED"}},
      {"stl/box_ascii.stl", "stl-ascii", {}},
      {"stl/ascii_upper_case.stl", "stl-ascii", {}},
      {"stl/ascii_crlf_tabs_padding.stl", "stl-ascii", {}},
      {"stl/ascii_old_mac_line_ends.stl", "stl-ascii", {}},
      {"stl/ascii_one_line.stl", "stl-ascii", {}},
      {"stl/ascii_decimal_commas.stl", "stl-ascii", {}},
      {"stl/ascii_byte_order_mark.stl", "stl-ascii", {}},
      {"stl/ascii_nul_padding.stl", "stl-ascii", {}},
      {"stl/ascii_two_solids.stl", "stl-ascii", {"note SCAN.SEVERAL_SOLIDS"}},
      {"stl/ascii_no_name.stl", "stl-ascii", {}},
      {"stl/ascii_nan.stl", "stl-ascii", {nonFinite}, 7, 7},
      {"stl/ascii_beyond_double.stl", "stl-ascii", {nonFinite}, 7, 7},

      {"ply/box_ascii.ply", "ply-ascii", {}},
      {"ply/box_little_endian.ply", "ply-binary-little-endian", {}},
      {"ply/box_big_endian.ply", "ply-binary-big-endian", {}},
      {"ply/double_little_endian.ply", "ply-binary-little-endian", {}},
      {"ply/double_big_endian.ply", "ply-binary-big-endian", {}},
      {"ply/integer_coordinates.ply", "ply-binary-little-endian", {}},
      {"ply/quads.ply", "ply-binary-little-endian", {}},
      {"ply/quads_ascii.ply", "ply-ascii", {}},
      {"ply/list_count_int32_index_uint8.ply", "ply-binary-little-endian", {}},
      {"ply/vertex_index_name.ply", "ply-ascii", {}},
      {"ply/faces_first_extra_properties.ply", "ply-binary-little-endian", {}},
      {"ply/crlf_header_binary.ply", "ply-binary-little-endian", {}},
      {"ply/crlf_ascii.ply", "ply-ascii", {}},
      {"ply/old_mac_line_ends_ascii.ply", "ply-ascii", {}},
      {"ply/decimal_commas.ply", "ply-ascii", {}},
      {"ply/no_final_line_end.ply", "ply-ascii", {}},
      {"ply/face_count_too_low.ply", "ply-ascii", {"note SCAN.TRAILING_BYTES"}, 11},
      {"ply/list_length_two_ascii.ply", "ply-ascii", {}, 11},
      {"ply/nan_vertex.ply", "ply-ascii", {nonFinite}, 7, 7},
      {"ply/outlier_1e300.ply", "ply-binary-little-endian", {outliers}, 7, 7},
      {"ply/unused_vertices.ply", "ply-ascii", {}},
      {"ply/most_vertices_in_one_point.ply", "ply-ascii", {}},
      {"ply/renamed.stl", "ply-binary-little-endian", {}},

      {"obj/box.obj", "obj", {}},
      {"obj/quads.obj", "obj", {}},
      {"obj/negative_indices.obj", "obj", {}},
      {"obj/colours_normals_groups.obj", "obj", {}},
      {"obj/tabs_crlf.obj", "obj", {}},
      {"obj/continuation_lines.obj", "obj", {}},
      {"obj/decimal_commas.obj", "obj", {}},
      {"obj/no_final_line_end.obj", "obj", {}},
      {"obj/faces_before_vertices.obj", "obj", {}},
      {"obj/uv_seams.obj", "obj", {}},
      {"obj/face_with_two_corners.obj", "obj", {}},
      {"obj/nan_vertex.obj", "obj", {nonFinite}, 7, 7},
      {"obj/outlier_1e30.obj", "obj", {outliers}, 7, 7},
  };
}

const std::vector<Refused>& refused() {
  static const std::vector<Refused> list = [] {
    std::vector<Refused> all = refusedSurfaces();
    for (const auto& more : {testing::refusedClouds(), testing::refusedScenes(),
                             testing::refusedPacked(), testing::refusedDepth()}) {
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  }();
  return list;
}

const std::vector<Accepted>& accepted() {
  static const std::vector<Accepted> list = [] {
    std::vector<Accepted> all = acceptedSurfaces();
    for (const auto& more :
         {testing::acceptedClouds(), testing::acceptedScenes(), testing::acceptedPacked()}) {
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  }();
  return list;
}

std::vector<std::string> briefly(const Findings& findings) {
  std::vector<std::string> texts;
  for (const Finding& finding : findings) {
    texts.push_back(std::string(toString(finding.severity)) + " " + finding.message.id);
  }
  return texts;
}

TEST(ScanCorpus, EveryRefusedFileSaysWhatWhereAndWhatToDo) {
  for (const Refused& expected : refused()) {
    SCOPED_TRACE(expected.file);
    const auto scan = readScan(corpusFile(expected.file), expected.file);
    ASSERT_FALSE(scan.has_value());
    EXPECT_EQ(scan.error().code, expected.code) << toString(scan.error());
    EXPECT_EQ(scan.error().source, expected.file);
    EXPECT_EQ(scan.error().line, expected.line);
    for (const std::string& words : expected.says) {
      EXPECT_NE(scan.error().message.find(words), std::string::npos)
          << "'" << words << "' is missing in: " << scan.error().message;
    }
    EXPECT_EQ(scan.error().message.back(), '.');
  }
}

TEST(ScanCorpus, EveryUsableFileIsReadWithItsFindings) {
  for (const Accepted& expected : accepted()) {
    SCOPED_TRACE(expected.file);
    const auto scan = readScan(corpusFile(expected.file), expected.file);
    ASSERT_TRUE(scan.has_value()) << toString(scan.error());
    EXPECT_EQ(scan->value.format, expected.format);
    EXPECT_EQ(briefly(scan->findings), expected.findings);
    for (const Finding& finding : scan->findings) EXPECT_EQ(finding.source, expected.file);
    EXPECT_EQ(scan->value.mesh.triangles.size(), expected.triangles);
    EXPECT_EQ(scan->value.mesh.vertices.size(), expected.vertices);
    EXPECT_EQ(testing::brokenPromise(scan->value.mesh, scan->value.normals), "");
    if (expected.triangles == 12) {
      // All hold the same box: exact in every format, but for the seams of uv_seams.obj.
      EXPECT_NEAR(testing::signedVolume(scan->value.mesh), testing::kBoxVolume, 0.02);
    }
  }
}

TEST(ScanCorpus, EveryFindingHasASentenceWithAPlaceForEachValue) {
  const std::string catalogue =
      testing::fileContent(std::string(PODALIGN_PROFILES_DIR) + "/text/en/findings_ingest.yaml");
  for (const Accepted& expected : accepted()) {
    const auto scan = readScan(corpusFile(expected.file), expected.file);
    ASSERT_TRUE(scan.has_value());
    for (const Finding& finding : scan->findings) {
      const std::size_t at = catalogue.find("\n" + finding.message.id + ": \"");
      ASSERT_NE(at, std::string::npos) << finding.message.id;
      const std::string sentence = catalogue.substr(at + 1, catalogue.find('\n', at + 1) - at);
      for (const auto& [name, value] : finding.message.values) {
        EXPECT_NE(sentence.find("{" + name + "}"), std::string::npos)
            << finding.message.id << " has no {" << name << "}";
      }
      EXPECT_EQ(std::count(sentence.begin(), sentence.end(), '{'),
                static_cast<std::ptrdiff_t>(finding.message.values.size()))
          << finding.message.id;
    }
  }
}

TEST(ScanCorpus, EveryFileHasAnAnswerWithinASecond) {
  std::set<std::string> answered;
  for (const Refused& entry : refused()) answered.insert(entry.file);
  for (const Accepted& entry : accepted()) answered.insert(entry.file);
  std::size_t files = 0;
  for (const std::string folder :
       {"stl", "ply", "obj", "points", "pcd", "off", "gltf", "3mf", "archive", "dicom", "depth"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(PODALIGN_CORPUS_DIR) / folder)) {
      ++files;
      const std::string name = folder + "/" + entry.path().filename().string();
      EXPECT_TRUE(answered.contains(name)) << name << " has no entry in this test";
      const std::string bytes = corpusFile(name);
      SCOPED_TRACE(name);
      (void)testing::inASecond([&] { return readScan(bytes, name); });
    }
  }
  EXPECT_EQ(files, answered.size());
}

}  // namespace
}  // namespace podalign::ingest
