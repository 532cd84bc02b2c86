#include "cli/arguments.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/run.hpp"

namespace podalign::cli {
namespace {

std::variant<Invocation, ParseEnd> parse(const std::vector<const char*>& words) {
  std::vector<const char*> values{"podalign"};
  values.insert(values.end(), words.begin(), words.end());
  return parseArguments(static_cast<int>(values.size()), values.data());
}

template <class T>
T commandOf(const std::vector<const char*>& words) {
  const auto parsed = parse(words);
  const auto* invocation = std::get_if<Invocation>(&parsed);
  if (invocation == nullptr || !std::holds_alternative<T>(invocation->command)) {
    const auto* end = std::get_if<ParseEnd>(&parsed);
    ADD_FAILURE() << "not parsed: " << (end == nullptr ? "another command" : end->text);
    return {};
  }
  return std::get<T>(invocation->command);
}

ParseEnd endOf(const std::vector<const char*>& words) {
  const auto parsed = parse(words);
  const auto* end = std::get_if<ParseEnd>(&parsed);
  if (end == nullptr) {
    ADD_FAILURE() << "accepted";
    return {};
  }
  return *end;
}

TEST(Arguments, AssessTakesACaseFile) {
  const auto assess = commandOf<AssessArguments>(
      {"assess", "case.yaml", "--out", "there", "--format", "pdf,json", "--page", "letter"});
  EXPECT_EQ(assess.caseFile, "case.yaml");
  EXPECT_EQ(assess.outputFolder, "there");
  EXPECT_EQ(assess.formats, (std::set<OutputFormat>{OutputFormat::Pdf, OutputFormat::Json}));
  EXPECT_EQ(assess.paper, report::Paper::Letter);
  EXPECT_FALSE(assess.setting) << "what was not asked for stays absent";
}

TEST(Arguments, AssessTakesFilesInsteadOfACase) {
  const auto assess = commandOf<AssessArguments>({"assess", "--left", "l.stl", "--right", "r.stl",
                                                  "--plate", "a.lst", "--plate", "b.lst",
                                                  "--intake", "i.yaml", "--setting", "clinic"});
  ASSERT_EQ(assess.scans.size(), 2U);
  EXPECT_EQ(assess.scans[0].file, "l.stl");
  EXPECT_EQ(assess.scans[0].side, Laterality::Left);
  EXPECT_EQ(assess.scans[1].file, "r.stl");
  EXPECT_EQ(assess.scans[1].side, Laterality::Right);
  EXPECT_EQ(assess.plates.size(), 2U);
  EXPECT_EQ(assess.intake, "i.yaml");
  EXPECT_EQ(assess.setting, pipeline::Setting::Clinic);
  EXPECT_EQ(assess.formats.size(), 3U) << "everything by default";
}

TEST(Arguments, ADashIsStandardInput) {
  EXPECT_EQ(commandOf<AssessArguments>({"assess", "-"}).caseFile, "-");
  EXPECT_EQ(commandOf<DecideArguments>({"decide", "-"}).input, "-");
  EXPECT_EQ(commandOf<MeasureArguments>({"measure", "-"}).files.at(0), "-");
}

TEST(Arguments, MeasureTakesWhatIsStatedAboutAScan) {
  const auto measure =
      commandOf<MeasureArguments>({"measure", "a.stl", "b.stl", "--side", "left", "--unit", "in",
                                   "--load", "standing", "--device", "booth", "--json"});
  EXPECT_EQ(measure.files.size(), 2U);
  EXPECT_EQ(measure.side, Laterality::Left);
  EXPECT_EQ(measure.scale.unit, "in");
  EXPECT_EQ(measure.load, anatomy::LoadState::Standing);
  EXPECT_EQ(measure.device, "booth");
  EXPECT_EQ(measure.output, Output::Json);
}

TEST(Arguments, ScaleIsANumberOrShape) {
  EXPECT_EQ(
      commandOf<MeasureArguments>({"measure", "a.stl", "--scale", "25.4"}).scale.millimetresPerUnit,
      25.4);
  EXPECT_TRUE(
      commandOf<MeasureArguments>({"measure", "a.stl", "--scale", "shape"}).scale.shapeOnly);
  for (const char* wrong : {"0", "-1", "nan", "inf", "1e999", "12mm", "Shape", ""}) {
    EXPECT_EQ(endOf({"measure", "a.stl", "--scale", wrong}).exitCode, 2) << wrong;
  }
}

TEST(Arguments, AMatrixIsReadAsStatedAndNotOtherwise) {
  const auto measure = commandOf<MeasureArguments>(
      {"measure", "walk.csv", "--cell", "5.08x7.62", "--rate", "126", "--pressure-unit", "N/cm2"});
  EXPECT_EQ(measure.matrix.columnSpacingMm, 5.08);
  EXPECT_EQ(measure.matrix.rowSpacingMm, 7.62);
  EXPECT_EQ(measure.matrix.rateHz, 126.0);
  EXPECT_EQ(measure.matrix.unit, "N/cm2");
  EXPECT_FALSE(commandOf<InspectArguments>({"inspect", "walk.csv"}).matrix.any());
  EXPECT_TRUE(commandOf<InspectArguments>({"inspect", "w.csv", "--rate", "50"}).matrix.any());
  for (const std::vector<const char*>& wrong :
       std::vector<std::vector<const char*>>{{"--cell", "5"},
                                             {"--cell", "0x5"},
                                             {"--cell", "5xfive"},
                                             {"--cell", "5x500"},
                                             {"--rate", "-1"},
                                             {"--rate", "nan"},
                                             {"--pressure-unit", "bar"}}) {
    const ParseEnd end = endOf({"measure", "walk.csv", wrong[0], wrong[1]});
    EXPECT_EQ(end.exitCode, kExitUsage) << wrong[1];
    EXPECT_NE(end.text.find(wrong[0]), std::string::npos) << end.text;
  }
}

TEST(Arguments, AWordThatIsNoCommandIsNamedBesideThoseThatAre) {
  for (const auto& words : {std::vector<const char*>{"asess", "case.yaml"},
                            std::vector<const char*>{"--quiet", "asess"}}) {
    const ParseEnd end = endOf(words);
    EXPECT_EQ(end.exitCode, kExitUsage);
    EXPECT_NE(end.text.find("'asess' is no command"), std::string::npos) << end.text;
    EXPECT_NE(end.text.find(" assess"), std::string::npos) << end.text;
    EXPECT_NE(end.text.find(" insole"), std::string::npos) << end.text;
  }
}

TEST(Arguments, QuietStandsBeforeOrBehindTheCommand) {
  for (const auto& words : {std::vector<const char*>{"--quiet", "inspect", "a.stl"},
                            std::vector<const char*>{"inspect", "a.stl", "--quiet"}}) {
    const auto parsed = parse(words);
    ASSERT_TRUE(std::holds_alternative<Invocation>(parsed));
    EXPECT_EQ(std::get<Invocation>(parsed).talk, Talk::Quiet);
  }
}

TEST(Arguments, HelpAndVersionAreNoErrors) {
  const ParseEnd version = endOf({"--version"});
  EXPECT_EQ(version.exitCode, 0);
  EXPECT_EQ(version.text.rfind("podalign ", 0), 0U) << version.text;
  const ParseEnd help = endOf({"--help"});
  EXPECT_EQ(help.exitCode, 0);
  for (const char* command : {"assess", "measure", "inspect", "decide"}) {
    EXPECT_NE(help.text.find(command), std::string::npos) << command;
  }
  EXPECT_EQ(endOf({"assess", "--help"}).exitCode, 0);
}

TEST(Arguments, WrongUsageEndsWithTwoAndSaysWhy) {
  const std::vector<std::vector<const char*>> wrong{
      {},
      {"diagnose"},
      {"assess"},
      {"measure"},
      {"inspect"},
      {"decide"},
      {"assess", "case.yaml", "--left", "l.stl"},
      {"assess", "case.yaml", "--plate", "l.lst"},
      {"assess", "case.yaml", "--intake", "i.yaml"},
      {"assess", "case.yaml", "--format", "docx"},
      {"assess", "case.yaml", "--page", "a5"},
      {"assess", "case.yaml", "--setting", "hospital"},
      {"assess", "case.yaml", "--lang", "../../etc"},
      {"measure", "a.stl", "--side", "both"},
      {"measure", "a.stl", "--unit", "feet"},
      {"measure", "a.stl", "--unit", "mm", "--scale", "2"},
      {"measure", "a.stl", "--load", "lying"},
      {"measure", "a.stl", "--nonsense"},
  };
  for (const auto& words : wrong) {
    const ParseEnd end = endOf(words);
    EXPECT_EQ(end.exitCode, 2) << (words.empty() ? "nothing" : words.back());
    EXPECT_FALSE(end.text.empty());
  }
}

TEST(Arguments, BatchAndWatchTakeTheOptionsOfTheReport) {
  const auto batch = commandOf<BatchArguments>({"batch", "cases", "--out", "here"});
  EXPECT_EQ(batch.ink, report::Ink::Colour);
  EXPECT_EQ(batch.unreadable, Unreadable::RefuseAll);
  const auto grey =
      commandOf<BatchArguments>({"batch", "cases", "--out", "here", "--grey", "--partial"});
  EXPECT_EQ(grey.ink, report::Ink::Grey);
  EXPECT_EQ(grey.lengths, report::LengthUnit::Millimetre);
  EXPECT_EQ(grey.unreadable, Unreadable::LeaveOut);
  const auto watch = commandOf<WatchArguments>({"watch", "hot", "--grey", "--partial", "--inches"});
  EXPECT_EQ(watch.lengths, report::LengthUnit::Inch);
  EXPECT_EQ(watch.ink, report::Ink::Grey);
  EXPECT_EQ(watch.unreadable, Unreadable::LeaveOut);
}

}  // namespace
}  // namespace podalign::cli
