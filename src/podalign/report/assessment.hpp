#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/measure/difference.hpp"
#include "podalign/measure/measurement.hpp"
#include "podalign/measure/print_registration.hpp"
#include "podalign/measure/repeatability.hpp"
#include "podalign/measure/walk_measures.hpp"
#include "podalign/measure/zones.hpp"
#include "podalign/plantar/recording.hpp"
#include "podalign/recommend/decision.hpp"

/// Everything one assessment found, as plain data: what report, result.json and every exchange
/// format are made from.
namespace podalign::report {

struct InputFile {
  std::string file;    ///< name as given, never an absolute path
  std::string format;  ///< stl-binary, stl-ascii, ply-..., obj, emed-lst, tekscan-ascii
  std::string sha256;
  std::string unit;         ///< mm, cm, m, in; kPa for plates
  std::string unitSource;   ///< declared, inferred, format
  std::string device = {};  ///< as stated, or as a pressure recording names it; may be empty
};

struct ScannedFoot {
  std::size_t source = 0;  ///< index into Assessment::inputs
  anatomy::AlignedFoot foot;
  measure::Measurements measures;
};

/// Several scans of one foot in one state.
struct RepeatedScans {
  Laterality side = Laterality::Left;
  anatomy::LoadState load = anatomy::LoadState::Unknown;
  std::map<std::string, measure::Repeatability> measures;
};

/// What several scans of one person say together.
struct ScanComparison {
  measure::Measurements pair;      ///< surfaces of the left and the right foot
  measure::Differences leftRight;  ///< left minus right
  PerSide<measure::Differences>
      sittingStanding;  ///< sitting minus standing: the arch's flexibility
  std::vector<RepeatedScans> repeats;
};

struct WalkedStep {
  std::size_t source = 0;
  plantar::Footfall footfall;
  plantar::Grid grid;
  units::Duration framePeriod;
  measure::Measurements measures;
  std::optional<measure::ZoneLines> zones = {};  ///< the lines of this foot
};

/// One walk over a sensor, or a person standing on it.
struct MeasuredWalk {
  std::size_t source = 0;      ///< index into Assessment::inputs
  measure::WalkMeasures walk;  ///< its footfalls are indices into Assessment::steps
};

/// The print of a step laid on the scan of the same foot, or why it could not be.
struct RegisteredPrint {
  std::size_t scan = 0;  ///< index into Assessment::scans
  std::size_t step = 0;  ///< index into Assessment::steps
  measure::PrintRegistration fit;
};

/// A value entered by hand, shown beside what was measured.
struct EnteredValue {
  Laterality side = Laterality::Left;
  std::string name;
  double value = 0.0;
};

/// One class of the posture scale: scores from `from` (from the high-arched side) to `to`; the ends
/// of the whole scale are the lowest and the highest score that the profile can give.
struct PostureBand {
  std::string posture;  ///< severe_cavus ... severe_planus
  double from = 0.0;
  double to = 0.0;
};

/// Where the classes of a measure part; from the profile.
struct Cutoffs {
  std::vector<double> values;
  bool staticOnly = false;  ///< of standing prints only: they do not hold for a step
};

/// What is published about a measure, as it is printed beside the value.
struct PublishedNorm {
  std::string value;
  std::vector<std::string> sources;
  std::string basis = {};  ///< where there are no sources
  bool verified = false;   ///< the number was seen at its source
};

/// What an earlier result of the same person said, for a follow-up.
struct EarlierVisit {
  std::string captured;  ///< ISO 8601; empty when that result had none
  std::string sha256;    ///< of the document
  std::string knowledge;
  PerSide<measure::Measurements> scans;  ///< by contract name; value, unit and band
  PerSide<measure::Measurements> steps;  ///< means over the steps
  PerSide<std::string> posture;
  PerSide<std::optional<double>> score;
};

/// What a professional decided about this assessment.
struct SignOff {
  std::string name, date, decision, reason;
};

struct Assessment {
  std::string software;   ///< version of the program
  std::string knowledge;  ///< version and hash of the rule base
  bool approved = false;  ///< a clinician signed the rule base
  std::string setting = "shop";
  std::string subjectId;  ///< a pseudonym
  std::string captured;   ///< ISO 8601 as in the case; empty when not given
  std::vector<InputFile> inputs;
  std::vector<ScannedFoot> scans;
  std::vector<WalkedStep> steps;
  std::vector<MeasuredWalk> walks;
  ScanComparison comparison;
  std::vector<RegisteredPrint> registrations;  ///< left before right; of each side at most one
  /// Means over the valid steps of a foot (cpei, arch_index, max_force ...), by foot.
  PerSide<measure::Measurements> stepMeans;
  std::vector<EnteredValue> entered;
  std::vector<EarlierVisit> earlier;          ///< oldest first
  std::optional<SignOff> signOff;             ///< absent: the pages carry a watermark
  std::map<std::string, std::string> intake;  ///< answers as given, for the clinical page
  recommend::Decision decision;
  Findings findings;
  /// From the profile, from high-arched to low-arched; empty: the gauge shows the class only.
  std::vector<PostureBand> postureScale;
  std::map<std::string, Cutoffs> cutoffs = {};  ///< by contract name of the measure
  std::map<std::string, std::vector<PublishedNorm>> norms = {};  ///< by the same name
  /// Source id -> citation as it is printed; from the profile.
  std::map<std::string, std::string> citations;
};

}  // namespace podalign::report
