// The answers to tests/corpus/{points,pcd} and to the PLY files without faces. All usable ones hold
// the same cloud.
#include "unit/ingest/corpus_answers.hpp"

namespace podalign::testing {

constexpr std::size_t kCloudPoints = 122;

const std::vector<Refused>& refusedClouds() {
  static const std::vector<Refused> list{
      {"points/cut_in_the_last_row.xyz",
       ErrorCode::Truncated,
       {"after 122 points", "cut off", "Upload or export it again"},
       123},
      {"points/word_in_a_row.xyz",
       ErrorCode::Malformed,
       {"three numbers", "'1 2 abc'", "export it again"},
       123},
      {"points/row_of_two.xyz", ErrorCode::Malformed, {"three numbers", "'1 2'"}, 123},
      {"points/rows_of_different_length.txt",
       ErrorCode::UnknownFormat,
       {"no list of points", "(4 at first, 3 here)", "(x y z)"},
       2},
      {"points/plate_matrix.txt",
       ErrorCode::UnknownFormat,
       {"matrix of pressures", "name its columns", "novel emed or Tekscan"},
       1},
      {"points/plate_matrix_wide.csv", ErrorCode::UnknownFormat, {"40 columns"}, 1},
      {"points/time_series.csv", ErrorCode::UnknownFormat, {"counts up evenly"}, 1},
      {"points/commas_unclear.txt",
       ErrorCode::UnknownFormat,
       {"columns or decimals", "semicolons"},
       1},
      {"points/mostly_zero.xyz", ErrorCode::UnknownFormat, {"begin with zeros"}, 1},
      {"points/all_nan.xyz",
       ErrorCode::NoSurface,
       {"of 20 points, 20 had coordinates that are no numbers"}},
      {"points/all_one_point.xyz", ErrorCode::NoSurface, {"of 20 points", "in one place"}},

      {"ply/cloud_truncated.ply",
       ErrorCode::Truncated,
       {"122 items of 'vertex'", "1,200 bytes", "cut off"},
       7},

      {"pcd/truncated_binary.pcd",
       ErrorCode::Truncated,
       {"promises 122 points", "only 700 bytes", "cut off"},
       11},
      {"pcd/truncated_ascii.pcd", ErrorCode::Truncated, {"of 122 points", "cut off"}, 81},
      {"pcd/truncated_header.pcd", ErrorCode::Truncated, {"before the line DATA"}, 8},
      {"pcd/truncated_compressed.pcd", ErrorCode::Truncated, {"packed points", "cut off"}},
      {"pcd/compressed_without_sizes.pcd", ErrorCode::Truncated, {"after 0 of 122 points"}},
      {"pcd/compressed_bad_reference.pcd", ErrorCode::Malformed, {"cannot be unpacked"}},
      {"pcd/compressed_sizes_disagree.pcd",
       ErrorCode::Malformed,
       {"122 points of 12 bytes", "99 bytes"}},
      {"pcd/compressed_bomb.pcd",
       ErrorCode::TooLarge,
       {"would unpack to 1,200,000 bytes", "PCD binary or as PLY"}},
      {"pcd/count_absurd.pcd", ErrorCode::Truncated, {"99,999,999,999 points"}, 11},
      {"pcd/count_absurd_compressed.pcd", ErrorCode::TooLarge, {"more than 20,000,000 points"}},
      {"pcd/count_negative.pcd", ErrorCode::Malformed, {"'-5' is no number of points"}, 7},
      {"pcd/width_times_height_overflows.pcd", ErrorCode::Malformed, {"not POINTS"}, 11},
      {"pcd/width_times_height_wrong.pcd", ErrorCode::Malformed, {"WIDTH times HEIGHT"}, 11},
      {"pcd/no_points_line.pcd", ErrorCode::Malformed, {"how many points"}, 9},
      {"pcd/no_z.pcd", ErrorCode::Malformed, {"no fields x, y, z"}, 11},
      {"pcd/unknown_type.pcd", ErrorCode::Malformed, {"line TYPE does not fit"}, 5},
      {"pcd/size_three.pcd", ErrorCode::Malformed, {"line SIZE does not fit"}, 4},
      {"pcd/size_huge.pcd", ErrorCode::Malformed, {"line COUNT does not fit"}, 6},
      {"pcd/float_of_two_bytes.pcd", ErrorCode::Malformed, {"F needs SIZE 4 or 8"}, 11},
      {"pcd/fewer_types_than_fields.pcd", ErrorCode::Malformed, {"line TYPE does not fit"}, 5},
      {"pcd/unknown_data.pcd", ErrorCode::Malformed, {"'binary_zipped'"}, 11},
      {"pcd/no_fields.pcd", ErrorCode::Malformed, {"no fields x, y, z"}, 10},
      {"pcd/word_in_a_row.pcd", ErrorCode::Malformed, {"point 122", "'abc'"}, 133},
      {"pcd/row_too_long.pcd", ErrorCode::Malformed, {"point 122", "more values"}, 133},
      {"pcd/all_nan.pcd", ErrorCode::NoSurface, {"of 2 points, 2 had coordinates"}},
      {"pcd/no_points.pcd", ErrorCode::NoSurface, {"no points", "again"}},
  };
  return list;
}

const std::vector<Accepted>& acceptedClouds() {
  const std::string notNumbers = "note SCAN.POINTS_NOT_NUMBERS";
  static const std::vector<Accepted> list{
      {"points/plain.xyz", "points", {}, 0, kCloudPoints},
      {"points/tabs_crlf.txt", "points", {}, 0, kCloudPoints},
      {"points/commas_header.csv", "points", {}, 0, kCloudPoints},
      {"points/comma_and_blank.txt", "points", {}, 0, kCloudPoints},
      {"points/semicolons_decimal_commas.csv", "points", {}, 0, kCloudPoints},
      {"points/blanks_decimal_commas.xyz", "points", {}, 0, kCloudPoints},
      {"points/tabs_decimal_commas.txt", "points", {}, 0, kCloudPoints},
      {"points/count_intensity_colours.pts", "points", {}, 0, kCloudPoints},
      {"points/count_wrong.pts", "points", {"caution SCAN.POINT_COUNT_MISMATCH"}, 0, kCloudPoints},
      {"points/count_too_low.pts", "points", {"note SCAN.POINT_COUNT_MISMATCH"}, 0, kCloudPoints},
      {"points/count_of_two_parts.pts", "points", {}, 0, kCloudPoints},
      {"points/remarks_names.asc", "points", {}, 0, kCloudPoints},
      {"points/normals_without_names.xyz", "points", {}, 0, kCloudPoints},
      {"points/normals_after_colours.txt", "points", {}, 0, kCloudPoints},
      {"points/other_order_of_columns.csv", "points", {}, 0, kCloudPoints},
      {"points/nan_and_empty_cells.csv", "points", {notNumbers}, 0, kCloudPoints},
      {"points/outlier_1e30.xyz", "points", {"caution SCAN.FAR_POINTS_DROPPED"}, 0, kCloudPoints},
      {"points/every_point_twice.xyz", "points", {}, 0, kCloudPoints},
      {"points/byte_order_mark.xyz", "points", {}, 0, kCloudPoints},
      {"points/no_final_line_end.xyz", "points", {}, 0, kCloudPoints},
      {"points/old_mac_line_ends.xyz", "points", {}, 0, kCloudPoints},
      {"points/renamed.stl", "points", {}, 0, kCloudPoints},

      {"ply/point_cloud.ply", "ply-ascii", {}, 0, 8},
      {"ply/point_cloud_zero_faces.ply", "ply-ascii", {}, 0, 8},
      {"ply/cloud_with_normals.ply", "ply-ascii", {}, 0, kCloudPoints},
      {"ply/cloud_binary.ply", "ply-binary-little-endian", {}, 0, kCloudPoints},

      {"pcd/ascii.pcd", "pcd-ascii", {}, 0, kCloudPoints},
      {"pcd/binary.pcd", "pcd-binary", {}, 0, kCloudPoints},
      {"pcd/compressed.pcd", "pcd-binary-compressed", {}, 0, kCloudPoints},
      {"pcd/no_count_line.pcd", "pcd-ascii", {}, 0, kCloudPoints},
      {"pcd/version_5_columns.pcd", "pcd-ascii", {}, 0, kCloudPoints},
      {"pcd/crlf_ascii.pcd", "pcd-ascii", {}, 0, kCloudPoints},
      {"pcd/order_sizes_normals.pcd", "pcd-binary", {}, 0, kCloudPoints},
      {"pcd/order_sizes_normals_compressed.pcd", "pcd-binary-compressed", {}, 0, kCloudPoints},
      {"pcd/integers.pcd", "pcd-binary", {}, 0, kCloudPoints},
      {"pcd/organised_nan.pcd", "pcd-binary", {notNumbers}, 0, kCloudPoints},
      {"pcd/organised_nan_ascii.pcd", "pcd-ascii", {notNumbers}, 0, kCloudPoints},
      {"pcd/trailing_bytes.pcd", "pcd-binary", {"note SCAN.TRAILING_BYTES"}, 0, kCloudPoints},
  };
  return list;
}

}  // namespace podalign::testing
