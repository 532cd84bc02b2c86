// Matrices of numbers that say nothing of themselves: text and NumPy arrays.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

#include "plate_text_builder.hpp"
#include "podalign/ingest/format.hpp"
#include "podalign/ingest/plate.hpp"

namespace podalign::ingest {
namespace {

using namespace std::string_literals;
using plantar::Recording;

constexpr int kFrames = 3;
constexpr int kRows = 4;
constexpr int kColumns = 5;

int valueAt(int frame, int row, int column) {
  return row == 2 && column >= 1 ? 10 * (frame + 1) + column : 0;
}

PlateReadOptions stated(const std::string& unit = "kPa") {
  PlateReadOptions options;
  options.matrix = {.columnSpacingMm = 5.0, .rowSpacingMm = 8.0, .rateHz = 50.0, .unit = unit};
  return options;
}

std::string matrixText(const std::string& separator, const std::string& betweenFrames,
                       const std::string& end = "\n", const std::string& decimals = ".5") {
  std::string text;
  for (int frame = 0; frame < kFrames; ++frame) {
    if (frame > 0 || betweenFrames.find("Frame") != std::string::npos) text += betweenFrames;
    for (int row = 0; row < kRows; ++row) {
      for (int column = 0; column < kColumns; ++column) {
        const int value = valueAt(frame, row, column);
        text += (column == 0 ? "" : separator) + fmt::format("{}", value) +
                (value == 0 ? "" : decimals);
      }
      text += end;
    }
  }
  return text;
}

void expectMatrix(const Result<Annotated<std::vector<Recording>>>& read, const std::string& what,
                  double added = 0.5) {
  ASSERT_TRUE(read) << what << ": " << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.frames, kFrames) << what;
  EXPECT_EQ(recording.grid.rows, kRows) << what;
  EXPECT_EQ(recording.grid.columns, kColumns) << what;
  EXPECT_EQ(recording.rows, (plantar::IndexRange{2, 2})) << what;
  EXPECT_EQ(recording.columns, (plantar::IndexRange{1, 4})) << what;
  EXPECT_DOUBLE_EQ(recording.grid.columnSpacingMm, 5.0) << what;
  EXPECT_DOUBLE_EQ(recording.grid.rowSpacingMm, 8.0) << what;
  EXPECT_DOUBLE_EQ(recording.grid.cellAreaMm2, 40.0) << what;
  EXPECT_DOUBLE_EQ(units::inSeconds(recording.framePeriod), 0.02) << what;
  EXPECT_EQ(recording.grid.view, plantar::GridView::Uncertain) << what;
  EXPECT_FALSE(recording.peakImage) << what;
  for (int frame = 0; frame < kFrames; ++frame) {
    for (int column = 1; column < kColumns; ++column) {
      EXPECT_FLOAT_EQ(recording.frame(frame)[column - 1],
                      static_cast<float>(valueAt(frame, 2, column) + added))
          << what;
    }
  }
  EXPECT_TRUE(contains(read->findings, "PLATE.MATRIX_STATED")) << what;
  EXPECT_TRUE(contains(read->findings, "PLATE.VIEW_UNSTATED")) << what;
}

TEST(MatrixText, TheSeparatorIsTheOneThatMakesTheLinesEqual) {
  for (const char* separator : {"\t", ";", ",", " ", "   "}) {
    for (const char* between : {"\n", "\n\n", "Frame {}\n", "0.02\n", "# next\n"}) {
      for (const char* end : {"\n", "\r\n"}) {
        const std::string text = matrixText(separator, between, end);
        expectMatrix(readPlate(text, "m.csv", stated()), separator + "|"s + between);
      }
    }
  }
}

TEST(MatrixText, DecimalCommasPaddingAndByteOrderMark) {
  expectMatrix(readPlate(matrixText(";", "\n", "\r\n", ",5"), "m", stated()), "semicolon");
  expectMatrix(readPlate(matrixText("\t", "\n", "\n", ",5"), "m", stated()), "tab");
  expectMatrix(readPlate(matrixText(" ", "\n", "\n", ",5"), "m", stated()), "blank");
  expectMatrix(readPlate(matrixText(";", ";;;;;\n", ";;;\n"), "m", stated()), "padded");
  expectMatrix(readPlate("\xEF\xBB\xBF" + matrixText(",", "\n"), "m", stated()), "marked");
}

TEST(MatrixText, EveryUnitIsConverted) {
  const std::map<std::string, double> kpa{{"kPa", 1.0},
                                          {"N/cm2", 10.0},
                                          {"mmHg", 0.133322387415},
                                          {"psi", 6.894757293168361},
                                          {"N", 1000.0 / 40.0}};
  for (const auto& [unit, factor] : kpa) {
    const auto read = readPlate(matrixText(",", "\n"), "m", stated(unit));
    ASSERT_TRUE(read) << unit;
    EXPECT_NEAR(read->value.front().frame(0)[0], 11.5 * factor, 1e-4 * factor) << unit;
  }
}

TEST(MatrixText, WhatIsNotStatedIsAskedForAndNeverGuessed) {
  const std::string text = matrixText(",", "\n");
  EXPECT_FALSE(isPlateFile(text, {}));
  const auto unstated = readPlate(text, "m.csv");
  ASSERT_FALSE(unstated);
  EXPECT_NE(unstated.error().message.find("--cell"), std::string::npos) << unstated.error().message;
  const std::vector<std::pair<std::function<void(MatrixStatement&)>, const char*>> parts{
      {[](MatrixStatement& m) { m.columnSpacingMm.reset(); }, "cell size"},
      {[](MatrixStatement& m) { m.rowSpacingMm.reset(); }, "cell size"},
      {[](MatrixStatement& m) { m.rateHz.reset(); }, "rate"},
      {[](MatrixStatement& m) { m.unit.reset(); }, "unit"}};
  for (const auto& [takeAway, what] : parts) {
    PlateReadOptions options = stated();
    takeAway(options.matrix);
    EXPECT_TRUE(isPlateFile(text, options));
    const auto read = readPlate(text, "m.csv", options);
    ASSERT_FALSE(read) << what;
    EXPECT_EQ(read.error().code, ErrorCode::UnitNotStated);
    EXPECT_NE(read.error().message.find(what), std::string::npos) << read.error().message;
    EXPECT_NE(read.error().message.find("--pressure-unit"), std::string::npos);
    EXPECT_NE(read.error().message.find("cell_mm"), std::string::npos);
  }
}

TEST(MatrixText, OneFrameIsAPictureAndNeedsNoRate) {
  PlateReadOptions options = stated();
  options.matrix.rateHz.reset();
  const auto read = readPlate("0,0,0,0\n0,50,60,0\n0,40,30,0\n0,0,0,0\n", "m.csv", options);
  ASSERT_TRUE(read) << toString(read.error());
  EXPECT_TRUE(read->value.front().peakImage);
  EXPECT_EQ(read->value.front().frames, 1);
  EXPECT_TRUE(contains(read->findings, "PLATE.PEAK_IMAGE"));
}

TEST(MatrixText, AUnitThatCannotBeIsDoubted) {
  const auto fits = readPlate(matrixText(",", "\n"), "m", stated());
  const auto tooLow = readPlate(matrixText(",", "\n"), "m", stated("mmHg"));
  ASSERT_TRUE(fits && tooLow);
  EXPECT_FALSE(contains(fits->findings, "PLATE.UNIT_DOUBTFUL"));
  EXPECT_TRUE(contains(tooLow->findings, "PLATE.UNIT_DOUBTFUL"));
}

TEST(MatrixText, WhatCannotBeIsRefusedWithItsLine) {
  const std::string good = matrixText(",", "\n");
  struct Damage {
    std::string text;
    ErrorCode code;
    std::size_t line;
  };
  const auto replaced = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  for (const Damage& damage :
       std::vector<Damage>{{replaced("12.5", "-12.5"), ErrorCode::Malformed, 3},
                           {replaced("12.5", "abc"), ErrorCode::Malformed, 3},
                           {replaced("12.5", "1e9"), ErrorCode::Malformed, 3},
                           {replaced("12.5", "nan"), ErrorCode::Malformed, 3},
                           {replaced("12.5", ""), ErrorCode::Malformed, 3},
                           {replaced("12.5,", ""), ErrorCode::Malformed, 3},
                           {replaced("12.5,", "12.5,0,"), ErrorCode::Malformed, 3},
                           {replaced("0,0,0,0,0\n0,21.5", "0,21.5"), ErrorCode::Truncated, 9},
                           {good + "0,0,0,0,0\n", ErrorCode::Malformed, 15},
                           {good.substr(0, good.rfind("0,0,0,0,0")), ErrorCode::Truncated, 13}}) {
    const auto read = readPlate(damage.text, "m.csv", stated());
    ASSERT_FALSE(read) << damage.text;
    EXPECT_EQ(read.error().code, damage.code) << read.error().message;
    EXPECT_EQ(read.error().line, damage.line) << read.error().message;
  }
  const auto mixed = readPlate("1,5;2.5;0\n1,5;2,5;0\n", "m.csv", stated());
  ASSERT_FALSE(mixed);
  EXPECT_EQ(mixed.error().code, ErrorCode::Malformed);
  EXPECT_EQ(mixed.error().line, 1U);
  EXPECT_FALSE(readPlate("Dear Sir or Madam,\nhow do you do\n", "letter.csv", stated()));
}

TEST(MatrixText, NoCutIsReadAsMoreThanItHolds) {
  const std::string text = matrixText(",", "\n");
  for (std::size_t length = 1; length < text.size(); ++length) {
    const auto read = readPlate(text.substr(0, length), "cut.csv", stated());
    if (!read) continue;
    const Recording& recording = read->value.front();
    EXPECT_EQ(recording.pressuresKpa.size(),
              static_cast<std::size_t>(recording.frames) * recording.windowCells());
  }
}

template <class Number>
std::string npyBytes(const std::string& type, bool fortran, const std::string& shape) {
  std::string head = fmt::format("{{'descr': '{}', 'fortran_order': {}, 'shape': {}, }}", type,
                                 fortran ? "True" : "False", shape);
  while ((head.size() + 11) % 64 != 0) head += ' ';
  head += '\n';
  std::string bytes = "\x93NUMPY\x01\x00"s;
  bytes += static_cast<char>(head.size() % 256);
  bytes += static_cast<char>(head.size() / 256);
  bytes += head;
  const std::array<int, 3> sizes{kFrames, kRows, kColumns};
  std::array<int, 3> at{};
  const int total = kFrames * kRows * kColumns;
  for (int i = 0; i < total; ++i) {
    int rest = i;
    for (int k = 0; k < 3; ++k) {
      const std::size_t axis = static_cast<std::size_t>(fortran ? k : 2 - k);
      at[axis] = rest % sizes[axis];
      rest /= sizes[axis];
    }
    const auto number = static_cast<Number>(valueAt(at[0], at[1], at[2]));
    std::array<char, sizeof number> raw{};
    std::memcpy(raw.data(), &number, sizeof number);
    if (type.front() == '>') std::reverse(raw.begin(), raw.end());
    bytes.append(raw.begin(), raw.end());
  }
  return bytes;
}

const std::string kShape = "(3, 4, 5)";

TEST(Npy, EveryTypeAndOrderGivesTheSameNumbers) {
  for (const bool fortran : {false, true}) {
    const std::string what = fortran ? "fortran" : "c";
    const auto read = [&](const std::string& bytes) { return readPlate(bytes, "a.npy", stated()); };
    expectMatrix(read(npyBytes<std::uint8_t>("|u1", fortran, kShape)), "u1 " + what, 0.0);
    expectMatrix(read(npyBytes<std::uint16_t>("<u2", fortran, kShape)), "u2 " + what, 0.0);
    expectMatrix(read(npyBytes<std::uint16_t>(">u2", fortran, kShape)), ">u2 " + what, 0.0);
    expectMatrix(read(npyBytes<std::int32_t>("<i4", fortran, kShape)), "i4 " + what, 0.0);
    expectMatrix(read(npyBytes<std::int64_t>("<i8", fortran, kShape)), "i8 " + what, 0.0);
    expectMatrix(read(npyBytes<float>("<f4", fortran, kShape)), "f4 " + what, 0.0);
    expectMatrix(read(npyBytes<float>(">f4", fortran, kShape)), ">f4 " + what, 0.0);
    expectMatrix(read(npyBytes<double>("<f8", fortran, kShape)), "f8 " + what, 0.0);
  }
}

TEST(Npy, SaysWhatToStateAndRecognisesAPublishedShape) {
  const std::string bytes = npyBytes<float>("<f4", false, kShape);
  EXPECT_TRUE(isPlateFile(bytes, {}));
  const auto read = readPlate(bytes, "a.npy");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::UnitNotStated);
  EXPECT_NE(read.error().message.find("--cell"), std::string::npos);
  EXPECT_EQ(read.error().message.find("StepUP"), std::string::npos);
  const std::string head = npyBytes<std::uint8_t>("|u1", false, "(1, 720, 240)");
  const std::string published =
      head.substr(0, head.size() - kFrames * kRows * kColumns) + std::string(720 * 240, '\x40');
  const auto unstated = readPlate(published, "arr_0.npy");
  ASSERT_FALSE(unstated);
  EXPECT_NE(unstated.error().message.find("StepUP"), std::string::npos);
  const auto known = readPlate(published, "arr_0.npy", stated());
  ASSERT_TRUE(known) << toString(known.error());
  EXPECT_TRUE(contains(known->findings, "PLATE.STEPUP_SHAPE"));
  EXPECT_DOUBLE_EQ(known->value.front().grid.rowSpacingMm, 8.0) << "stated wins";
}

// Every cell loaded in every frame: no walk is, and memory is not given away for it.
TEST(Npy, DenseNumbersAreNoWalk) {
  const std::string small = npyBytes<std::uint8_t>("|u1", false, "(3, 4096, 4096)");
  const std::string dense = small.substr(0, small.size() - kFrames * kRows * kColumns) +
                            std::string(std::size_t{3} * 4096 * 4096, '\x40');
  const auto read = readPlate(dense, "dense.npy", stated());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::TooLarge) << read.error().message;
}

TEST(Npy, WhatCannotBeIsRefused) {
  const std::vector<std::pair<std::string, ErrorCode>> bad{
      {npyBytes<float>("<f4", false, "(99, 4, 5)"), ErrorCode::Truncated},
      {npyBytes<float>("<f4", false, "(3, 9999999999, 5)"), ErrorCode::TooLarge},
      {npyBytes<float>("<f4", false, "(18446744073709551615, 4, 5)"), ErrorCode::Malformed},
      {npyBytes<float>("<f4", false, "(-3, 4, 5)"), ErrorCode::Malformed},
      {npyBytes<float>("<f4", false, "(60,)"), ErrorCode::Malformed},
      {npyBytes<float>("<f4", false, "(1, 3, 4, 5)"), ErrorCode::Malformed},
      {npyBytes<float>("<f4", false, "3, 4, 5"), ErrorCode::Malformed},
      {npyBytes<float>("<c8", false, kShape), ErrorCode::UnknownFormat},
      {npyBytes<float>("|O", false, kShape), ErrorCode::UnknownFormat},
      {"\x93NUMPY\x01\x00\xFF\xFF{"s, ErrorCode::Truncated},
      {"\x93NUMPY\x07\x00\x10\x00{}"s, ErrorCode::Malformed},
      {"\x93NUMPY\x01"s, ErrorCode::Truncated}};
  for (const auto& [bytes, code] : bad) {
    const auto read = readPlate(bytes, "a.npy", stated());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, code) << read.error().message;
  }
  std::string negative = npyBytes<std::int32_t>("<i4", false, kShape);
  negative.replace(negative.size() - 4, 4, "\xFF\xFF\xFF\xFF");
  const auto read = readPlate(negative, "a.npy", stated());
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("frame 2, row 3, column 4"), std::string::npos);
  const std::string whole = npyBytes<float>("<f4", false, kShape);
  for (std::size_t length = 6; length < whole.size(); ++length) {
    EXPECT_FALSE(readPlate(whole.substr(0, length), "cut.npy", stated())) << length;
  }
}

// A zip archive with stored files.
std::string zipOf(const std::vector<std::pair<std::string, std::string>>& files) {
  const auto little = [](std::size_t n, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>((n >> (8 * i)) & 0xFFU);
    return text;
  };
  std::string zip;
  std::string directory;
  for (const auto& [name, bytes] : files) {
    const std::string common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                               little(0, 4) + little(bytes.size(), 4) + little(bytes.size(), 4) +
                               little(name.size(), 2) + little(0, 2);
    directory += "PK\x01\x02" + little(20, 2) + common + little(0, 2) + little(0, 2) +
                 little(0, 2) + little(0, 4) + little(zip.size(), 4) + name;
    zip += "PK\x03\x04" + common + name + bytes;
  }
  return zip + directory + "PK\x05\x06" + little(0, 4) + little(files.size(), 2) +
         little(files.size(), 2) + little(directory.size(), 4) + little(zip.size(), 4) +
         little(0, 2);
}

TEST(MatrixCorpus, EveryDamagedFileIsRefused) {
  const std::map<std::string, ErrorCode> expected{
      {"row_too_short.csv", ErrorCode::Malformed},
      {"frame_too_short.csv", ErrorCode::Truncated},
      {"frame_too_long.csv", ErrorCode::Malformed},
      {"negative_pressure.csv", ErrorCode::Malformed},
      {"points_and_commas.csv", ErrorCode::Malformed},
      {"no_numbers.csv", ErrorCode::UnknownFormat},
      {"infinite.csv", ErrorCode::Malformed},
      {"hole.csv", ErrorCode::Malformed},
      {"more_frames_than_bytes.npy", ErrorCode::Truncated},
      {"objects.npy", ErrorCode::UnknownFormat},
      {"rows_of_a_billion.npy", ErrorCode::TooLarge},
      {"one_dimension.npy", ErrorCode::Malformed},
      {"nan.npy", ErrorCode::Malformed},
      {"cut_inside_the_head.npy", ErrorCode::Truncated}};
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(PODALIGN_CORPUS_DIR) / "matrix")) {
    const std::string name = entry.path().filename().string();
    ASSERT_TRUE(expected.contains(name)) << name;
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    const auto read = readPlate(bytes, name, stated());
    ASSERT_FALSE(read) << name;
    EXPECT_EQ(read.error().code, expected.at(name)) << name << ": " << read.error().message;
    EXPECT_NE(read.error().message.find("export"), std::string::npos) << read.error().message;
    ++files;
  }
  EXPECT_EQ(files, expected.size());
}

TEST(PlateArchive, HoldsOneRecordingOfAnyKind) {
  const std::string npy = npyBytes<float>("<f4", false, kShape);
  expectMatrix(readPlate(zipOf({{"arr_0.npy", npy}}), "trial.npz", stated()), "npz", 0.0);
  expectMatrix(readPlate(zipOf({{"m.csv", matrixText(",", "\n")}}), "m.zip", stated()), "zip");
  expectMatrix(readPlate(zipOf({{"a/m.csv", matrixText(",", "Frame {}\n")}, {"__MACOSX/m", "x"}}),
                         "m.zip", stated()),
               "zip with frames between lines of text");
  EXPECT_TRUE(isPlateFile(zipOf({{"arr_0.npy", npy}}), {}));
  EXPECT_FALSE(isPlateFile(zipOf({{"foot.stl", "solid foot\nendsolid"}}), {}));
}

TEST(PlateArchive, SeveralRecordingsAreNotChosenFrom) {
  const std::string npy = npyBytes<float>("<f4", false, kShape);
  const auto read = readPlate(zipOf({{"a.npy", npy}, {"b.npy", npy}}), "two.npz", stated());
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("2 pressure recordings"), std::string::npos);
  const std::string nested = zipOf({{"a.zip", zipOf({{"a.npy", npy}})}});
  EXPECT_FALSE(readPlate(nested, "nested.zip", stated()));
}

// What says of itself what it is, is read one after the other.
TEST(PlateArchive, SeveralExportsAreReadOneAfterTheOther) {
  const std::string one = testing::emedFile();
  const std::string zip = zipOf({{"a.lst", one}, {"notes.txt", "walked twice"}, {"b.lst", one}});
  const auto read = readPlate(zip, "two.zip", {});
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 2U);
  EXPECT_EQ(read->value[0].measurement, 0);
  EXPECT_EQ(read->value[1].measurement, 1);
  EXPECT_EQ(read->value[0].pressuresKpa, read->value[1].pressuresKpa);
}

TEST(PlateArchive, NoCutCrashes) {
  const std::string zip = zipOf({{"arr_0.npy", npyBytes<float>("<f4", false, kShape)}});
  for (std::size_t length = 4; length < zip.size(); length += 3) {
    EXPECT_FALSE(readPlate(zip.substr(0, length), "cut.npz", stated())) << length;
  }
}

TEST(PlateStatement, OfAFileThatStatesItselfIsNotUsed) {
  std::string frames;
  for (int frame = 0; frame < 2; ++frame) {
    frames += fmt::format("Frame {} ({:.2f} ms)\n", frame, 4.0 * frame);
    for (int row = 0; row < 64; ++row) {
      for (int column = 0; column < 63; ++column) frames += column == 0 ? "0.5" : "\t0.0";
      frames += "\n";
    }
    frames += "\n";
  }
  const auto read = readPlate(frames, "walk", stated());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->value.front().format, "rsscan-plate");
  EXPECT_DOUBLE_EQ(read->value.front().grid.columnSpacingMm, 5.08);
  EXPECT_TRUE(contains(read->findings, "PLATE.STATEMENT_UNUSED"));
}

}  // namespace
}  // namespace podalign::ingest
