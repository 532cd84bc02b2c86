#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/core/laterality.hpp"
#include "podalign/deliver/documents.hpp"
#include "podalign/deliver/knowledge.hpp"
#include "podalign/ingest/matrix_statement.hpp"
#include "podalign/pipeline/case_file.hpp"
#include "podalign/pipeline/compare_scans.hpp"
#include "podalign/report/pdf.hpp"

/// What somebody typed, as plain data; docs/contract.md describes every command and option.
namespace podalign::cli {

using deliver::Approval;
using deliver::InsoleFormat;
using deliver::OutputFormat;

enum class Output { Text, Json };               ///< what standard output carries
enum class Unreadable { RefuseAll, LeaveOut };  ///< `--partial`

struct AssessArguments {
  std::optional<std::filesystem::path> caseFile;
  std::vector<pipeline::CaseScan> scans;  ///< `--left`, `--right`
  std::vector<std::filesystem::path> plates;
  std::optional<std::filesystem::path> intake;
  std::optional<pipeline::Setting> setting;
  std::optional<std::filesystem::path> outputFolder;
  std::set<OutputFormat> formats{OutputFormat::Pdf, OutputFormat::Json, OutputFormat::Png};
  report::Paper paper = report::Paper::A4;
  deliver::SnomedCodes snomed = deliver::SnomedCodes::LeftOut;
  report::Ink ink = report::Ink::Colour;
  report::LengthUnit lengths = report::LengthUnit::Millimetre;
  std::string language = "en";
  Unreadable unreadable = Unreadable::RefuseAll;
  Approval approval = Approval::NotAsked;
  Output output = Output::Text;
};

struct MeasureArguments {
  std::vector<std::filesystem::path> files;
  std::optional<Laterality> side;
  pipeline::DeclaredScale scale;
  anatomy::LoadState load = anatomy::LoadState::Unknown;
  std::string device;
  ingest::MatrixStatement matrix;        ///< `--cell`, `--rate`, `--pressure-unit`
  std::filesystem::path landmarks;       ///< `--landmarks`
  std::filesystem::path writeLandmarks;  ///< `--write-landmarks`
  std::filesystem::path zones;           ///< `--zones`
  std::filesystem::path writeZones;      ///< `--write-zones`
  pipeline::Repeats repeats = pipeline::Repeats::NotStated;
  std::optional<std::filesystem::path> pictureFolder;
  Unreadable unreadable = Unreadable::RefuseAll;
  Output output = Output::Text;
};

struct InspectArguments {
  std::vector<std::filesystem::path> files;
  ingest::MatrixStatement matrix;  ///< as of MeasureArguments
  Unreadable unreadable = Unreadable::RefuseAll;
  Output output = Output::Text;
};

struct DecideArguments {
  std::filesystem::path input;
  Approval approval = Approval::NotAsked;
  Output output = Output::Text;
};

/// `podalign profile ...`: the rule base itself.
enum class ProfileAction { Check, List, Show, Diff, Sign };

struct ProfileArguments {
  ProfileAction action = ProfileAction::Check;
  std::optional<std::filesystem::path> folder;  ///< of the rule base; else the program's own
  std::string kind;                             ///< of `list`; empty: every kind
  std::string id;                               ///< of `show`
  std::filesystem::path before, after;          ///< of `diff`
  std::vector<std::filesystem::path> cases;     ///< of `diff`; empty: the examples of `after`
  std::string reviewer, role, date;             ///< of `sign`
  bool withdraw = false;                        ///< of `sign`: back to a draft
  Output output = Output::Text;
};

/// `podalign insole`: an approved prescription to files that can be printed.
struct InsoleArguments {
  std::filesystem::path caseFile;
  std::filesystem::path outputFolder;
  std::set<InsoleFormat> formats{InsoleFormat::Stl, InsoleFormat::ThreeMf, InsoleFormat::Pdf,
                                 InsoleFormat::Png};
  report::Paper paper = report::Paper::A4;
  std::string language = "en";
  Approval approval = Approval::NotAsked;
  Output output = Output::Text;
};

/// The questions as a page; `-`: standard output.
struct IntakeArguments {
  std::filesystem::path page = "-";
  std::string language = "en";
  Output output = Output::Text;
};

/// What `batch` and `watch` have in common.
struct FolderArguments {
  std::filesystem::path folder;
  std::optional<pipeline::Setting> setting;
  std::set<OutputFormat> formats{OutputFormat::Pdf, OutputFormat::Json};
  report::Paper paper = report::Paper::A4;
  deliver::SnomedCodes snomed = deliver::SnomedCodes::LeftOut;
  report::Ink ink = report::Ink::Colour;
  report::LengthUnit lengths = report::LengthUnit::Millimetre;
  std::string language = "en";
  Unreadable unreadable = Unreadable::RefuseAll;
  Approval approval = Approval::NotAsked;
  Output output = Output::Text;
};

struct BatchArguments : FolderArguments {
  std::filesystem::path out;
  unsigned workers = 0;  ///< 0: one per core
};

struct WatchArguments : FolderArguments {
  bool once = false;  ///< end when nothing is left
  double settleSeconds = 2.0;
  double pairSeconds = 600.0;
  std::string unit;  ///< of loose scans; empty: not stated
  std::string load;
};

using Command = std::variant<AssessArguments, MeasureArguments, InspectArguments, DecideArguments,
                             ProfileArguments, IntakeArguments, InsoleArguments, BatchArguments,
                             WatchArguments>;

enum class Talk { Normal, Quiet };

struct Invocation {
  Command command;
  Talk talk = Talk::Normal;
};

/// Nothing to run: help, version, or wrong usage. `exitCode` 0 goes to standard output.
struct ParseEnd {
  int exitCode = 0;
  std::string text;
};

/// Reads the command line. Total: every argument vector has an answer.
[[nodiscard]] std::variant<Invocation, ParseEnd> parseArguments(int count,
                                                                const char* const* values);

}  // namespace podalign::cli
