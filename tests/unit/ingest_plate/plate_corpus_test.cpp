#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "podalign/ingest/plate.hpp"

namespace podalign::ingest {
namespace {

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// What is wrong with each file is its name; this is what the reader says to it.
const std::map<std::string, ErrorCode> kExpected{
    {"apd/cut_before_the_data.apd", ErrorCode::Truncated},
    {"apd/cut_between_frames.apd", ErrorCode::Truncated},
    {"apd/cut_inside_a_row.apd", ErrorCode::Truncated},
    {"apd/frame_missing.apd", ErrorCode::Malformed},
    {"apd/lines_of_a_billion.apd", ErrorCode::Malformed},
    {"apd/lines_of_a_thousand.apd", ErrorCode::Malformed},
    {"apd/negative_pressure.apd", ErrorCode::Malformed},
    {"apd/no_pressure_unit.apd", ErrorCode::UnitNotStated},
    {"apd/no_time_between_frames.apd", ErrorCode::UnitNotStated},
    {"apd/not_a_number.apd", ErrorCode::Malformed},
    {"apd/pressure_in_furlongs.apd", ErrorCode::UnitUnsupported},
    {"apd/table_beyond_the_plate.apd", ErrorCode::Malformed},
    {"emed/column_numbers_skip.lst", ErrorCode::IndexOutOfRange},
    {"emed/cut_inside_a_row.lst", ErrorCode::Truncated},
    {"emed/cut_inside_the_header.lst", ErrorCode::Truncated},
    {"emed/cut_between_rows.lst", ErrorCode::Truncated},
    {"emed/matrix_of_a_billion_columns.lst", ErrorCode::TooLarge},
    {"emed/negative_pressure.lst", ErrorCode::Malformed},
    {"emed/no_sensor_size.lst", ErrorCode::UnitNotStated},
    {"emed/no_time_per_picture.lst", ErrorCode::UnitNotStated},
    {"emed/not_a_number.lst", ErrorCode::Malformed},
    {"emed/only_maxima.lst", ErrorCode::Truncated},
    {"emed/pictures_missing.lst", ErrorCode::Malformed},
    {"emed/row_beyond_the_plate.lst", ErrorCode::IndexOutOfRange},
    {"emed/rows_out_of_order.lst", ErrorCode::IndexOutOfRange},
    {"emed/sensor_area_against_size.lst", ErrorCode::Malformed},
    {"emed/sensor_size_in_furlongs.lst", ErrorCode::UnitUnsupported},
    {"emed/table_without_picture.lst", ErrorCode::Malformed},
    {"tekscan/billion_columns.asf", ErrorCode::Truncated},
    {"tekscan/cell_is_text.asf", ErrorCode::Malformed},
    {"tekscan/cut_inside_a_frame.asf", ErrorCode::Truncated},
    {"tekscan/cut_inside_the_header.asf", ErrorCode::Truncated},
    {"tekscan/end_before_start.asf", ErrorCode::Malformed},
    {"tekscan/frames_missing_at_the_end.asf", ErrorCode::Truncated},
    {"tekscan/infinite_pressure.asf", ErrorCode::Malformed},
    {"tekscan/negative_rows.asf", ErrorCode::Malformed},
    {"tekscan/no_frames.asf", ErrorCode::Truncated},
    {"tekscan/no_seconds_per_frame.asf", ErrorCode::UnitNotStated},
    {"tekscan/no_units.asf", ErrorCode::UnitNotStated},
    {"tekscan/raw_counts.asf", ErrorCode::UnitUnsupported},
    {"tekscan/row_too_long.asf", ErrorCode::Malformed},
    {"tekscan/row_too_short.asf", ErrorCode::Truncated},
    {"tekscan/spacing_without_unit.asf", ErrorCode::UnitNotStated},
    {"tekscan/too_many_rows.asf", ErrorCode::Malformed},
    {"tekscan/units_twice.asf", ErrorCode::Malformed},
    {"tekscan/zero_seconds_per_frame.asf", ErrorCode::Malformed},
    {"rsscan/cut_between_rows.txt", ErrorCode::Truncated},
    {"rsscan/cut_inside_a_row.txt", ErrorCode::Truncated},
    {"rsscan/force_of_a_truck.txt", ErrorCode::Malformed},
    {"rsscan/negative_force.txt", ErrorCode::Malformed},
    {"rsscan/not_a_number.txt", ErrorCode::Malformed},
    {"rsscan/one_frame.txt", ErrorCode::Truncated},
    {"rsscan/plate_of_ten_rows.txt", ErrorCode::Malformed},
    {"rsscan/time_runs_backwards.txt", ErrorCode::Malformed},
    {"rsscan_roll_off/cut_between_rows.txt", ErrorCode::Truncated},
    {"rsscan_roll_off/cut_inside_a_row.txt", ErrorCode::Truncated},
    {"rsscan_roll_off/cut_inside_the_rectangle.txt", ErrorCode::Truncated},
    {"rsscan_roll_off/negative_force.txt", ErrorCode::Malformed},
    {"rsscan_roll_off/no_foot.txt", ErrorCode::Malformed},
    {"rsscan_roll_off/not_a_number.txt", ErrorCode::Malformed},
    {"rsscan_roll_off/one_foot_twice.txt", ErrorCode::Malformed},
    {"rsscan_roll_off/one_frame.txt", ErrorCode::Truncated},
    {"rsscan_roll_off/rectangle_beside_the_plate.txt", ErrorCode::Malformed},
    {"rsscan_roll_off/rectangle_higher_than_its_frames.txt", ErrorCode::Truncated},
    {"rsscan_roll_off/rectangle_of_a_billion.txt", ErrorCode::Malformed},
    {"rsscan_roll_off/time_runs_backwards.txt", ErrorCode::Malformed},
    {"pedar/column_beyond_the_mask.asc", ErrorCode::Malformed},
    {"pedar/cut_inside_a_frame.asc", ErrorCode::Truncated},
    {"pedar/cut_inside_the_header.asc", ErrorCode::Truncated},
    {"pedar/frames_missing_between.asc", ErrorCode::Malformed},
    {"pedar/frames_out_of_order.asc", ErrorCode::Malformed},
    {"pedar/lasts_a_thousand_years.asc", ErrorCode::TooLarge},
    {"pedar/mask_out_of_order.asc", ErrorCode::IndexOutOfRange},
    {"pedar/negative_pressure.asc", ErrorCode::Malformed},
    {"pedar/no_sensor_at_all.asc", ErrorCode::Malformed},
    {"pedar/no_unit.asc", ErrorCode::UnitNotStated},
    {"pedar/not_a_number.asc", ErrorCode::Malformed},
    {"pedar/rate_against_time_per_frame.asc", ErrorCode::Malformed},
    {"pedar/sensor_number_100.asc", ErrorCode::IndexOutOfRange},
    {"pedar/sensor_number_of_a_billion.asc", ErrorCode::Malformed},
    {"pedar/unit_in_furlongs.asc", ErrorCode::UnitUnsupported},
    {"pliance/area_against_corners.asc", ErrorCode::Malformed},
    {"pliance/area_negative.asc", ErrorCode::Malformed},
    {"pliance/corners_29_km_apart.asc", ErrorCode::Malformed},
    {"pliance/corners_in_ells.asc", ErrorCode::UnitUnsupported},
    {"pliance/cut_before_the_corners.asc", ErrorCode::Malformed},
    {"pliance/cut_inside_a_frame.asc", ErrorCode::Truncated},
    {"pliance/cut_inside_the_corners.asc", ErrorCode::Malformed},
    {"pliance/force_is_text.asc", ErrorCode::Malformed},
    {"pliance/frames_missing_between.asc", ErrorCode::Malformed},
    {"pliance/negative_pressure.asc", ErrorCode::Malformed},
    {"pliance/no_tables.asc", ErrorCode::Truncated},
    {"pliance/no_unit.asc", ErrorCode::UnitNotStated},
    {"pliance/not_a_number.asc", ErrorCode::Malformed},
    {"pliance/sensor_twice.asc", ErrorCode::Malformed},
    {"pliance/sensor_without_corners.asc", ErrorCode::IndexOutOfRange},
    {"pliance/sensors_on_each_other.asc", ErrorCode::Malformed},
    {"stappone/counts_are_no_pressures.csv", ErrorCode::UnitUnsupported},
    {"stappone/cut_inside_a_sample.csv", ErrorCode::Truncated},
    {"stappone/negative_count.csv", ErrorCode::Malformed},
    {"stappone/no_sample.csv", ErrorCode::Truncated},
    {"stappone/not_a_number.csv", ErrorCode::Malformed},
    {"stappone/sample_too_long.csv", ErrorCode::Malformed},
    {"stappone/sole_is_half.csv", ErrorCode::Malformed},
    {"stappone/time_runs_backwards.csv", ErrorCode::Malformed},
    {"xsensor/columns_of_a_billion.csv", ErrorCode::Malformed},
    {"xsensor/columns_too_many.csv", ErrorCode::Truncated},
    {"xsensor/cut_before_the_second_sensor.csv", ErrorCode::Truncated},
    {"xsensor/cut_inside_a_frame.csv", ErrorCode::Truncated},
    {"xsensor/negative_pressure.csv", ErrorCode::Malformed},
    {"xsensor/no_size_of_a_cell.csv", ErrorCode::UnitNotStated},
    {"xsensor/no_time.csv", ErrorCode::UnitNotStated},
    {"xsensor/no_unit.csv", ErrorCode::UnitNotStated},
    {"xsensor/not_a_number.csv", ErrorCode::Malformed},
    {"xsensor/one_frame.csv", ErrorCode::Truncated},
    {"xsensor/row_too_long.csv", ErrorCode::Truncated},
    {"xsensor/rows_change.csv", ErrorCode::Malformed},
    {"xsensor/time_runs_backwards.csv", ErrorCode::Malformed},
    {"xsensor/unit_in_furlongs.csv", ErrorCode::UnitUnsupported},
    {"xsensor_table/cut_inside_a_frame.csv", ErrorCode::Truncated},
    {"xsensor_table/line_too_long.csv", ErrorCode::Malformed},
    {"xsensor_table/negative_pressure.csv", ErrorCode::Malformed},
    {"xsensor_table/no_frame.csv", ErrorCode::Truncated},
    {"xsensor_table/no_unit.csv", ErrorCode::UnitNotStated},
    {"xsensor_table/not_a_number.csv", ErrorCode::Malformed},
    {"xsensor_table/one_frame.csv", ErrorCode::Truncated},
    {"xsensor_table/sensel_before_any_sensor.csv", ErrorCode::Malformed},
    {"xsensor_table/sensel_twice.csv", ErrorCode::Malformed},
    {"xsensor_table/time_is_text.csv", ErrorCode::Malformed},
    {"xsensor_table/unit_in_furlongs.csv", ErrorCode::UnitUnsupported},
    {"zebris/columns_of_a_billion.txt", ErrorCode::Malformed},
    {"zebris/cut_inside_a_frame.txt", ErrorCode::Truncated},
    {"zebris/frames_missing.txt", ErrorCode::Truncated},
    {"zebris/lines_too_many.txt", ErrorCode::Truncated},
    {"zebris/negative_pressure.txt", ErrorCode::Malformed},
    {"zebris/no_cell_size.txt", ErrorCode::Malformed},
    {"zebris/no_platform.txt", ErrorCode::Truncated},
    {"zebris/no_unit.txt", ErrorCode::UnitNotStated},
    {"zebris/not_a_number.txt", ErrorCode::Malformed},
    {"zebris/unit_in_furlongs.txt", ErrorCode::UnitUnsupported},
};

TEST(PlateCorpus, EveryDamagedFileIsRefusedWithPlaceAndRemedy) {
  for (const auto& [name, code] : kExpected) {
    const std::string bytes = contentOf(std::filesystem::path(PODALIGN_CORPUS_DIR) / name);
    ASSERT_FALSE(bytes.empty()) << name;
    const auto start = std::chrono::steady_clock::now();
    const auto read = readPlate(bytes, name);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    ASSERT_FALSE(read) << name;
    EXPECT_EQ(read.error().code, code) << name << ": " << read.error().message;
    EXPECT_EQ(read.error().source, name);
    EXPECT_GT(read.error().line, 0U) << name;
    EXPECT_NE(read.error().message.find("export"), std::string::npos) << read.error().message;
    EXPECT_LT(took.count(), 1.0) << name;
  }
}

TEST(PlateCorpus, EveryFileOfTheCorpusIsExpected) {
  for (const char* folder : {"apd", "emed", "tekscan", "rsscan", "rsscan_roll_off", "zebris",
                             "pedar", "pliance", "stappone", "xsensor", "xsensor_table"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(PODALIGN_CORPUS_DIR) / folder)) {
      EXPECT_TRUE(kExpected.contains(std::string(folder) + "/" + entry.path().filename().string()))
          << entry.path();
    }
  }
}

TEST(PlateKind, IsToldByContentAlone) {
  EXPECT_EQ(
      findPlateKind("\tSensor area: 0.25\tTime/picture:10.0 ms\n\tPict-No.: 1").value().format,
      "emed-lst");
  EXPECT_EQ(findPlateKind("DATA_TYPE MOVIE\nSECONDS_PER_FRAME 0.01\n").value().format,
            "tekscan-ascii");
  EXPECT_FALSE(findPlateKind("solid foot\nfacet normal 0 0 1"));
  EXPECT_FALSE(findPlateKind("pedar is a registered trademark of novel"));
  EXPECT_FALSE(findPlateKind(""));
}

TEST(Plate, WhatIsNoPlateExportIsRefused) {
  EXPECT_EQ(readPlate("", "empty.lst").error().code, ErrorCode::FileEmpty);
  const auto text = readPlate("Dear Sir or Madam,\n", "letter.lst");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::UnknownFormat);
  EXPECT_EQ(text.error().source, "letter.lst");
}

}  // namespace
}  // namespace podalign::ingest
