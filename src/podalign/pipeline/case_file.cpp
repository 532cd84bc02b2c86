#include "podalign/pipeline/case_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "podalign/ingest/file_bytes.hpp"
#include "podalign/pipeline/internal/matrix_keys.hpp"
#include "podalign/pipeline/internal/prescription_keys.hpp"
#include "podalign/profile/data_node.hpp"

namespace podalign::pipeline {
namespace {

using profile::DataNode;
using recommend::InputEntry;
using recommend::InputPlace;

constexpr const char* kSchema = "podalign/case/1";
constexpr std::size_t kMaxFiles = 64;  // of one kind; a case is one person on one day

tl::unexpected<Error> refuse(const std::string& source, std::size_t line, std::string message) {
  return failure(ErrorCode::CaseInvalid, std::move(message), source, line);
}

// One map of the case with its reader's position: says which keys may stand in it.
class Section {
 public:
  using Reader = std::function<Result<void>(const DataNode&)>;

  Section(const std::string& source, const DataNode& node, std::string name)
      : source_(source), node_(node), name_(std::move(name)) {}

  Section& key(std::string name, Reader reader) {
    readers_.emplace_back(std::move(name), std::move(reader));
    return *this;
  }

  // Calls the reader of every key in the order of the text.
  Result<void> read() const {
    if (node_.kind != DataNode::Kind::Map) {
      return refuse(source_, node_.line, fmt::format("{} must be a map of keys and values", name_));
    }
    for (std::size_t i = 0; i < node_.keys.size(); ++i) {
      const auto& key = node_.keys[i];
      const auto reader = std::find_if(readers_.begin(), readers_.end(),
                                       [&](const auto& entry) { return entry.first == key.text; });
      if (reader == readers_.end()) return refuse(source_, key.line, unknownKey(key.text));
      if (node_.items[i].kind == DataNode::Kind::Null) {
        return refuse(
            source_, key.line,
            fmt::format("'{}' has no value; leave the key out where it is not known", key.text));
      }
      if (auto done = reader->second(node_.items[i]); !done) return done;
    }
    return {};
  }

 private:
  std::string unknownKey(const std::string& key) const {
    std::vector<std::string> names;
    names.reserve(readers_.size());
    for (const auto& entry : readers_) names.push_back(entry.first);
    return fmt::format("unknown key '{}' in {}; possible are: {}", key, name_,
                       fmt::join(names, ", "));
  }

  const std::string& source_;
  const DataNode& node_;
  std::string name_;
  std::vector<std::pair<std::string, Reader>> readers_;
};

// Readers of single values; each returns a function for Section::key.
class Values {
 public:
  Values(const std::string& source, const std::filesystem::path& directory)
      : source_(source), directory_(directory) {}

  [[nodiscard]] Section::Reader text(std::string& into, std::string what) const {
    return [this, &into, what = std::move(what)](const DataNode& node) -> Result<void> {
      auto scalar = scalarOf(node, what);
      if (!scalar) return tl::unexpected(scalar.error());
      into = *scalar;
      return {};
    };
  }

  [[nodiscard]] Section::Reader path(std::filesystem::path& into) const {
    return [this, &into](const DataNode& node) -> Result<void> {
      auto scalar = scalarOf(node, "a file name");
      if (!scalar) return tl::unexpected(scalar.error());
      into = directory_ / *scalar;
      return {};
    };
  }

  [[nodiscard]] Section::Reader truth(std::function<void(bool)> set) const {
    return [this, set = std::move(set)](const DataNode& node) -> Result<void> {
      if (node.kind == DataNode::Kind::Scalar && !node.quoted) {
        if (node.text == "true") return set(true), Result<void>{};
        if (node.text == "false") return set(false), Result<void>{};
      }
      return refuse(source_, node.line, "expected true or false");
    };
  }

  // One of a few words.
  template <class T>
  [[nodiscard]] Section::Reader word(T& into, std::vector<std::pair<std::string, T>> words) const {
    return [this, &into, words = std::move(words)](const DataNode& node) -> Result<void> {
      std::vector<std::string> names;
      for (const auto& [name, value] : words) {
        if (node.kind == DataNode::Kind::Scalar && node.text == name) {
          into = value;
          return {};
        }
        names.push_back(name);
      }
      return refuse(source_, node.line,
                    fmt::format("{} is not one of: {}", described(node), fmt::join(names, ", ")));
    };
  }

  // Every element of a list, or of none.
  [[nodiscard]] Section::Reader list(std::string what, Section::Reader element) const {
    return [this, what = std::move(what),
            element = std::move(element)](const DataNode& node) -> Result<void> {
      if (node.kind != DataNode::Kind::List) {
        return refuse(source_, node.line, fmt::format("'{}' must be a list", what));
      }
      if (node.items.size() > kMaxFiles) {
        return refuse(source_, node.line,
                      fmt::format("{} entries in '{}'; at most {} belong to one case",
                                  node.items.size(), what, kMaxFiles));
      }
      for (const DataNode& item : node.items) {
        if (auto done = element(item); !done) return done;
      }
      return {};
    };
  }

  [[nodiscard]] Result<std::string> scalarOf(const DataNode& node, const std::string& what) const {
    if (node.kind != DataNode::Kind::Scalar || node.text.empty()) {
      return refuse(source_, node.line, fmt::format("expected {}", what));
    }
    if (std::any_of(node.text.begin(), node.text.end(),
                    [](char letter) { return static_cast<unsigned char>(letter) < 0x20U; })) {
      return refuse(source_, node.line, fmt::format("control characters in {}", what));
    }
    return node.text;
  }

  [[nodiscard]] const std::string& source() const { return source_; }

 private:
  static std::string described(const DataNode& node) {
    return node.kind == DataNode::Kind::Scalar ? fmt::format("'{}'", node.text)
                                               : std::string("this value");
  }

  const std::string& source_;
  const std::filesystem::path& directory_;
};

std::vector<std::pair<std::string, std::optional<Laterality>>> sideWords() {
  return {{"left", Laterality::Left}, {"right", Laterality::Right}};
}

Section::Reader scaleReader(const Values& values, DeclaredScale& scale) {
  return [&values, &scale](const DataNode& node) -> Result<void> {
    if (node.kind == DataNode::Kind::Scalar && node.text == "shape") {
      scale.shapeOnly = true;
      return {};
    }
    auto factor = profile::numberFrom(node, values.source(), ErrorCode::CaseInvalid);
    if (!factor) return tl::unexpected(factor.error());
    if (!(*factor > 0.0)) {
      return refuse(values.source(), node.line,
                    "'scale' is millimetres per unit of the file, so it must be above 0");
    }
    scale.millimetresPerUnit = *factor;
    return {};
  };
}

Result<void> readScan(const DataNode& node, const Values& values, CaseScan& scan) {
  using anatomy::LoadState;
  using Unit = std::optional<std::string>;
  auto done =
      Section(values.source(), node, "an entry of 'scans'")
          .key("file", values.path(scan.file))
          .key("side", values.word(scan.side, sideWords()))
          .key("unit",
               values.word(
                   scan.scale.unit,
                   {{"mm", Unit("mm")}, {"cm", Unit("cm")}, {"m", Unit("m")}, {"in", Unit("in")}}))
          .key("scale", scaleReader(values, scan.scale))
          .key("load", values.word(scan.load, {{"standing", LoadState::Standing},
                                               {"sitting", LoadState::Sitting},
                                               {"hanging", LoadState::Hanging},
                                               {"unknown", LoadState::Unknown}}))
          .key("device", values.text(scan.device, "the name of the scanner"))
          .key("landmarks", values.path(scan.landmarks))
          .read();
  if (!done) return done;
  if (scan.file.empty()) return refuse(values.source(), node.line, "a scan without 'file'");
  if (scan.scale.unit && (scan.scale.millimetresPerUnit || scan.scale.shapeOnly)) {
    return refuse(values.source(), node.line, "'unit' and 'scale' exclude each other; keep one");
  }
  return {};
}

Section::Reader cellReader(const Values& values, ingest::MatrixStatement& matrix) {
  return [&](const DataNode& node) { return readCellSize(node, values.source(), matrix); };
}

Section::Reader rateReader(const Values& values, ingest::MatrixStatement& matrix) {
  return [&](const DataNode& node) { return readRate(node, values.source(), matrix); };
}

Result<void> readPlate(const DataNode& node, const Values& values, CasePlate& plate) {
  using plantar::TrialKind;
  using Unit = std::optional<std::string>;
  auto done = Section(values.source(), node, "an entry of 'plates'")
                  .key("file", values.path(plate.file))
                  .key("side", values.word(plate.side, sideWords()))
                  .key("kind", values.word(plate.kind, {{"standing", TrialKind::Standing},
                                                        {"walking", TrialKind::Walking},
                                                        {"running", TrialKind::Running}}))
                  .key("shod", values.truth([&](bool shod) { plate.shod = shod; }))
                  .key("device", values.text(plate.device, "the name of the plate"))
                  .key("zones", values.path(plate.zones))
                  .key("cell_mm", cellReader(values, plate.matrix))
                  .key("rate_hz", rateReader(values, plate.matrix))
                  .key("pressure_unit", values.word(plate.matrix.unit, {{"kPa", Unit("kPa")},
                                                                        {"N/cm2", Unit("N/cm2")},
                                                                        {"mmHg", Unit("mmHg")},
                                                                        {"psi", Unit("psi")},
                                                                        {"N", Unit("N")}}))
                  .read();
  if (!done) return done;
  if (plate.file.empty()) return refuse(values.source(), node.line, "a plate without 'file'");
  return {};
}

// Answers as they stand: the vocabulary of the rule base checks their names and values.
Result<void> readAnswers(const DataNode& node, InputPlace place, const Values& values,
                         std::vector<InputEntry>& into) {
  if (node.kind != DataNode::Kind::Map) {
    return refuse(values.source(), node.line, "expected a map of fields and answers");
  }
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const DataNode& answer = node.items[i];
    InputEntry entry;
    entry.place = place;
    entry.key = node.keys[i].text;
    entry.line = node.keys[i].line;
    if (answer.kind == DataNode::Kind::List) {
      entry.isList = true;
      for (const DataNode& item : answer.items) {
        auto word = values.scalarOf(item, "a list of words");
        if (!word) return tl::unexpected(word.error());
        entry.values.push_back(*word);
      }
    } else {
      auto word = values.scalarOf(answer, fmt::format("an answer for '{}'", entry.key));
      if (!word) return tl::unexpected(word.error());
      entry.values.push_back(*word);
      entry.quoted = answer.quoted;
    }
    into.push_back(std::move(entry));
  }
  return {};
}

// `left:` and `right:` with one map each.
Section::Reader sidesReader(const Values& values, PerSide<InputPlace> places,
                            std::vector<InputEntry>& into, std::string name) {
  return [&values, places, &into, name = std::move(name)](const DataNode& node) {
    Section section(values.source(), node, fmt::format("'{}'", name));
    for (const Laterality side : kBothSides) {
      section.key(toString(side), [&, side](const DataNode& answers) {
        return readAnswers(answers, places[side], values, into);
      });
    }
    return section.read();
  };
}

constexpr PerSide<InputPlace> kFeet{InputPlace::LeftFoot, InputPlace::RightFoot};
constexpr PerSide<InputPlace> kKnees{InputPlace::LeftKnee, InputPlace::RightKnee};

// The intake: answers of the person, and in `knees`, `left`, `right` those of one knee or foot.
Result<void> readIntake(const DataNode& node, const Values& values, std::vector<InputEntry>& into) {
  if (node.kind != DataNode::Kind::Map) {
    return refuse(values.source(), node.line, "'intake' must be a map of fields and answers");
  }
  DataNode person = node;
  person.keys.clear();
  person.items.clear();
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& key = node.keys[i].text;
    if (key == "knees") {
      if (auto done = sidesReader(values, kKnees, into, "knees")(node.items[i]); !done) return done;
    } else if (const auto side = lateralityFromString(key); side) {
      if (auto done = readAnswers(node.items[i], kFeet[*side], values, into); !done) return done;
    } else {
      person.keys.push_back(node.keys[i]);
      person.items.push_back(node.items[i]);
    }
  }
  return readAnswers(person, InputPlace::Person, values, into);
}

Section::Reader schemaReader(const Values& values, bool& seen) {
  return [&values, &seen](const DataNode& node) -> Result<void> {
    if (node.text != kSchema) {
      return refuse(values.source(), node.line,
                    fmt::format("schema is '{}'; this program reads {}", node.text, kSchema));
    }
    seen = true;
    return {};
  };
}

Section::Reader capturedReader(const Values& values, std::string& into) {
  return [&values, &into](const DataNode& node) -> Result<void> {
    if (!isIsoDate(node.text)) {
      return refuse(values.source(), node.line,
                    fmt::format("'{}' is no date; expected 2026-05-04 or "
                                "2026-05-04T10:20:00+02:00",
                                node.text));
    }
    into = node.text;
    return {};
  };
}

// The number of a text that is all digits.
std::optional<int> numberIn(std::string_view text) {
  int number = 0;
  for (const char letter : text) {
    if (letter < '0' || letter > '9') return std::nullopt;
    number = number * 10 + (letter - '0');
  }
  return number;
}

struct Bounds {
  int low = 0;
  int high = 0;
};

bool isWithin(std::optional<int> number, const Bounds& bounds) {
  return number && *number >= bounds.low && *number <= bounds.high;
}

// The first ten characters: `2026-05-04`, of the calendar.
bool isDay(std::string_view text) {
  const auto year = numberIn(text.substr(0, 4));
  const auto month = numberIn(text.substr(5, 2));
  if (!isWithin(year, {1900, 2200}) || !isWithin(month, {1, 12})) return false;
  if (text[4] != '-' || text[7] != '-') return false;
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
  const int last = kDays[static_cast<std::size_t>(*month - 1)] + (*month == 2 && leap ? 1 : 0);
  return isWithin(numberIn(text.substr(8, 2)), {1, last});
}

// `hh:mm` at the start of `text`.
bool startsWithClock(std::string_view text) {
  return text.size() >= 5 && isWithin(numberIn(text.substr(0, 2)), {0, 23}) && text[2] == ':' &&
         isWithin(numberIn(text.substr(3, 2)), {0, 59});
}

// `:ss` at the start of `text`.
bool startsWithSeconds(std::string_view text) {
  return text.size() >= 3 && text[0] == ':' && isWithin(numberIn(text.substr(1, 2)), {0, 59});
}

// Nothing, `Z`, or `+hh:mm`.
bool isZone(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && startsWithClock(text.substr(1));
}

}  // namespace

const char* toString(Setting setting) { return setting == Setting::Clinic ? "clinic" : "shop"; }

std::optional<Setting> settingFromString(std::string_view text) {
  if (text == "clinic") return Setting::Clinic;
  if (text == "shop") return Setting::Shop;
  return std::nullopt;
}

bool isIsoDate(std::string_view text) {
  constexpr std::size_t kDayLength = 10;
  constexpr std::size_t kClockLength = 5;
  if (text.size() < kDayLength || !isDay(text)) return false;
  text.remove_prefix(kDayLength);
  if (text.empty()) return true;
  if (text[0] != 'T' || !startsWithClock(text.substr(1))) return false;
  text.remove_prefix(1 + kClockLength);
  if (startsWithSeconds(text)) text.remove_prefix(3);
  return isZone(text);
}

Result<Case> readCase(std::string_view text, const std::string& source,
                      const std::filesystem::path& directory) {
  auto root = profile::readData(text, source, ErrorCode::CaseInvalid);
  if (!root) return tl::unexpected(root.error());

  Case made;
  made.source = source;
  bool schemaSeen = false;
  const Values values(source, directory);
  const auto setting = values.word(
      made.setting, {{"clinic", std::optional(Setting::Clinic)}, {"shop", Setting::Shop}});
  auto done =
      Section(source, *root, "the case")
          .key("schema", schemaReader(values, schemaSeen))
          .key("subject",
               [&](const DataNode& node) {
                 return Section(source, node, "'subject'")
                     .key("id", values.text(made.subjectId, "a pseudonym"))
                     .read();
               })
          .key("setting", setting)
          .key("captured", capturedReader(values, made.captured))
          .key("scans", values.list("scans",
                                    [&](const DataNode& node) {
                                      return readScan(node, values, made.scans.emplace_back());
                                    }))
          .key("plates", values.list("plates",
                                     [&](const DataNode& node) {
                                       return readPlate(node, values, made.plates.emplace_back());
                                     }))
          .key("measures", sidesReader(values, kFeet, made.answers, "measures"))
          .key("intake",
               [&](const DataNode& node) { return readIntake(node, values, made.answers); })
          .key("earlier", values.list("earlier",
                                      [&](const DataNode& node) {
                                        return values.path(made.earlier.emplace_back())(node);
                                      }))
          .key("prescription",
               [&](const DataNode& node) -> Result<void> {
                 auto prescription = readPrescription(node, source);
                 if (!prescription) return tl::unexpected(prescription.error());
                 made.prescription = std::move(*prescription);
                 return {};
               })
          .key("side_confirmed",
               values.truth([&](bool confirmed) { made.sideConfirmed = confirmed; }))
          .read();
  if (!done) return tl::unexpected(done.error());
  if (!schemaSeen) {
    return refuse(source, 1, fmt::format("not a case file: no 'schema: {}' in it", kSchema));
  }
  return made;
}

Result<Case> readCaseFile(const std::filesystem::path& file) {
  auto bytes = ingest::openFile(file);
  if (!bytes) return tl::unexpected(bytes.error());
  return readCase(bytes->view(), bytes->name(), file == "-" ? "" : file.parent_path());
}

}  // namespace podalign::pipeline
