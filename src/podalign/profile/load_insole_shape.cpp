#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "podalign/profile/insole_shape.hpp"
#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

constexpr const char* kFile = "insole_shape.yaml";

struct ConstantPlace {
  const char* id;
  double InsoleConstants::*member;
};
constexpr std::array<ConstantPlace, 23> kConstants{
    {{"min_thickness_mm", &InsoleConstants::minThicknessMm},
     {"forefoot_thickness_mm", &InsoleConstants::forefootThicknessMm},
     {"overhang_deg", &InsoleConstants::overhangDeg},
     {"arch_start_share", &InsoleConstants::archStart},
     {"arch_end_share", &InsoleConstants::archEnd},
     {"arch_apex_low_share", &InsoleConstants::archApexLow},
     {"arch_apex_high_share", &InsoleConstants::archApexHigh},
     {"arch_width_share", &InsoleConstants::archWidth},
     {"cup_end_share", &InsoleConstants::cupEnd},
     {"cup_faded_share", &InsoleConstants::cupFaded},
     {"rearfoot_post_end_share", &InsoleConstants::rearfootPostEnd},
     {"rearfoot_post_faded_share", &InsoleConstants::rearfootPostFaded},
     {"forefoot_post_start_share", &InsoleConstants::forefootPostStart},
     {"forefoot_post_full_share", &InsoleConstants::forefootPostFull},
     {"post_inset_mm", &InsoleConstants::postInsetMm},
     {"skive_angle_deg", &InsoleConstants::skiveAngleDeg},
     {"pad_length_mm", &InsoleConstants::padLengthMm},
     {"pad_width_mm", &InsoleConstants::padWidthMm},
     {"relief_width_mm", &InsoleConstants::reliefWidthMm},
     {"cut_out_behind_mm", &InsoleConstants::cutOutBehindMm},
     {"rim_mm", &InsoleConstants::rimMm},
     {"print_margin_mm", &InsoleConstants::printMarginMm},
     {"flange_mm", &InsoleConstants::flangeMm}}};

template <class T>
const T* findById(const std::vector<T>& all, std::string_view id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [id](const T& entry) { return entry.id == id; });
  return found == all.end() ? nullptr : &*found;
}

class ShapeReader {
 public:
  ShapeReader(Loading& loading, const Profile& profile) : loading_(loading), profile_(profile) {}

  InsoleShape read() {
    const DataFile file = loading_.read(kFile);
    MapReader reader(file.root, file.name, loading_.faults);
    readHeader(reader, "insole_shape");
    for (const DataNode* node : reader.maps("fields")) shape_.fields.push_back(field(*node));
    for (const DataNode* node : reader.maps("words")) shape_.words.push_back(word(*node));
    for (const DataNode* node : reader.maps("shoes")) shape_.shoes.push_back(shoe(*node));
    for (const DataNode* node : reader.maps("shells")) shape_.shells.push_back(shell(*node));
    readHeads(reader);
    for (const DataNode* node : reader.maps("constants")) constant(*node);
    reader.finish();
    checkWhole(reader);
    return std::move(shape_);
  }

 private:
  NumberBasis ground(MapReader& reader, const std::string& what) {
    NumberBasis made;
    made.provisional = reader.flag("provisional", false);
    loading_.readBasis(reader, made.sources, made.basis);
    const bool seen = std::any_of(made.sources.begin(), made.sources.end(), [&](const auto& id) {
      const auto found = loading_.sources.find(id);
      return found != loading_.sources.end() && found->second.verified;
    });
    if (!seen && !made.provisional) {
      reader.fault(reader.line(), "'" + what +
                                      "' rests on no source that was read; mark it 'provisional: "
                                      "true' or cite one");
    }
    return made;
  }

  // The clinician's limit of a parameter of insole.yaml.
  double capOf(MapReader& reader, std::string_view key, const std::string& id) {
    const InsoleParameter* parameter = findById(profile_.insoleParameters, id);
    if (parameter != nullptr && parameter->clinicianMax) return *parameter->clinicianMax;
    reader.fault(reader.lineOf(key), "'" + id + "' has no 'clinician_max' in insole.yaml");
    return 0.0;
  }

  std::vector<std::string> rules(MapReader& reader, std::string_view key) {
    auto ids = reader.optionalWords(key);
    for (const std::string& id : ids) {
      if (findRule(profile_, id) == nullptr) {
        reader.fault(reader.lineOf(key), "rule '" + id + "' does not exist");
      }
    }
    return ids;
  }

  PrescriptionField field(const DataNode& node) {
    MapReader reader(node, kFile_, loading_.faults);
    PrescriptionField made;
    made.id = reader.text("id");
    made.unit = reader.text("unit");
    made.usual = reader.optionalNumber("usual");
    made.mayBeNone = reader.flag("may_be_none", false);
    const auto low = reader.optionalNumber("low");
    const auto high = reader.optionalNumber("high");
    const std::string cap = reader.optionalText("cap");
    const std::string limit = reader.optionalText("limit");
    made.parameter = cap.empty() ? limit : cap;
    made.lowParameter = reader.optionalText("low_cap");
    made.notAboveZeroWith = rules(reader, "not_above_zero_with");
    made.notBelowZeroWith = rules(reader, "not_below_zero_with");
    made.ground = ground(reader, made.id);
    reader.finish();
    if (high.has_value() != cap.empty() || low.has_value() != made.lowParameter.empty()) {
      reader.fault(node.line, "'" + made.id +
                                  "' needs one upper limit, 'high' or 'cap', and one "
                                  "lower limit, 'low' or 'low_cap'");
      return made;
    }
    if (!limit.empty() && findById(profile_.insoleParameters, limit) == nullptr) {
      reader.fault(reader.lineOf("limit"), "'" + limit + "' is no parameter of insole.yaml");
    }
    made.high = high ? *high : capOf(reader, "cap", cap);
    made.low = low ? *low : -capOf(reader, "low_cap", made.lowParameter);
    const bool none = made.mayBeNone && made.usual && *made.usual == 0.0;
    if (made.low > made.high ||
        (made.usual && !none && (*made.usual < made.low || *made.usual > made.high))) {
      reader.fault(node.line, "limits and usual value of '" + made.id + "' are out of order");
    }
    return made;
  }

  PrescriptionWord word(const DataNode& node) {
    MapReader reader(node, kFile_, loading_.faults);
    PrescriptionWord made{reader.text("id"), reader.text("usual"), reader.words("values")};
    reader.finish();
    if (std::find(made.values.begin(), made.values.end(), made.usual) == made.values.end()) {
      reader.fault(reader.lineOf("usual"), "'" + made.usual + "' is none of the values");
    }
    return made;
  }

  ShoeRoom shoe(const DataNode& node) {
    MapReader reader(node, kFile_, loading_.faults);
    ShoeRoom made;
    made.id = reader.text("id");
    made.toeAllowance = reader.number("toe_allowance_mm");
    made.edge = reader.number("edge_mm");
    made.heelCup = reader.number("heel_cup_mm");
    made.heelCupHigh = reader.number("heel_cup_high_mm");
    made.ground = ground(reader, made.id);
    reader.finish();
    if (made.heelCup > made.heelCupHigh) {
      reader.fault(node.line, "the usual heel cup of '" + made.id + "' is above its highest");
    }
    return made;
  }

  ShellRule shell(const DataNode& node) {
    MapReader reader(node, kFile_, loading_.faults);
    ShellRule made;
    made.postures = reader.words("postures");
    made.fromKg = reader.number("from_kg");
    made.mm = reader.number("mm");
    made.ground = ground(reader, "shells");
    reader.finish();
    const auto& known = profile_.outputs.words.at("posture");
    for (const std::string& posture : made.postures) {
      if (std::find(known.begin(), known.end(), posture) == known.end()) {
        reader.fault(reader.lineOf("postures"), "'" + posture + "' is no posture");
      }
    }
    return made;
  }

  void readHeads(MapReader& owner) {
    std::set<int> numbers;
    for (const DataNode* node : owner.maps("heads")) {
      MapReader reader(*node, kFile_, loading_.faults);
      const int number = reader.integer("number");
      const HeadPlace place{reader.number("across"), reader.number("ahead")};
      (void)ground(reader, "heads");
      reader.finish();
      const bool known = number >= 1 && number <= static_cast<int>(shape_.heads.size());
      if (!known || !numbers.insert(number).second) {
        reader.fault(node->line, "heads are numbered 1 to 5, each once");
        continue;
      }
      shape_.heads.at(static_cast<std::size_t>(number - 1)) = place;
    }
    if (numbers.size() != shape_.heads.size()) {
      owner.fault(owner.lineOf("heads"), "heads are numbered 1 to 5, each once");
    }
  }

  void constant(const DataNode& node) {
    MapReader reader(node, kFile_, loading_.faults);
    ShapeConstant made;
    made.id = reader.text("id");
    made.unit = reader.text("unit");
    made.value = reader.number("value");
    made.ground = ground(reader, made.id);
    reader.finish();
    const auto place =
        std::find_if(kConstants.begin(), kConstants.end(),
                     [&](const ConstantPlace& entry) { return entry.id == made.id; });
    if (place == kConstants.end()) {
      reader.fault(node.line, "no constant of an insole is named '" + made.id + "'");
    } else if (findById(shape_.printedConstants, made.id) != nullptr) {
      reader.fault(node.line, "'" + made.id + "' stands here twice");
    } else {
      shape_.constants.*(place->member) = made.value;
      if (!(made.value > 0.0)) reader.fault(node.line, "'" + made.id + "' must be above 0");
    }
    shape_.printedConstants.push_back(std::move(made));
  }

  void checkWhole(MapReader& reader) {
    for (const ConstantPlace& place : kConstants) {
      if (findById(shape_.printedConstants, place.id) == nullptr) {
        reader.fault(reader.lineOf("constants"), "'" + std::string(place.id) + "' is missing");
      }
    }
    if (const PrescriptionWord* shoe = shape_.findWord("shoe")) {
      for (const std::string& id : shoe->values) {
        if (shape_.findShoe(id) == nullptr) {
          reader.fault(reader.lineOf("shoes"), "shoe '" + id + "' may be stated but is not there");
        }
      }
    }
    const bool last = !shape_.shells.empty() && shape_.shells.back().postures.empty() &&
                      shape_.shells.back().fromKg <= 0.0;
    if (!last) reader.fault(reader.lineOf("shells"), "the last shell must fit everybody");
    const InsoleConstants& k = shape_.constants;
    const bool ordered = k.archStart < k.archApexLow && k.archApexLow < k.archApexHigh &&
                         k.archApexHigh < k.archEnd && k.archEnd < 1.0 && k.cupEnd < k.cupFaded &&
                         k.rearfootPostEnd < k.rearfootPostFaded &&
                         k.forefootPostStart < k.forefootPostFull && k.archWidth < 1.0 &&
                         k.minThicknessMm <= k.forefootThicknessMm;
    if (!ordered) reader.fault(reader.lineOf("constants"), "shares or thicknesses out of order");
  }

  Loading& loading_;
  const Profile& profile_;
  const std::string kFile_ = kFile;
  InsoleShape shape_;
};

}  // namespace

const PrescriptionField* InsoleShape::findField(std::string_view id) const {
  return findById(fields, id);
}
const PrescriptionWord* InsoleShape::findWord(std::string_view id) const {
  return findById(words, id);
}
const ShoeRoom* InsoleShape::findShoe(std::string_view id) const { return findById(shoes, id); }

InsoleShape readInsoleShape(Loading& loading, const Profile& profile) {
  return ShapeReader(loading, profile).read();
}

Result<InsoleShape> loadInsoleShape(const std::filesystem::path& directory,
                                    const Profile& profile) {
  Loading loading(directory);
  loadSources(loading);
  InsoleShape shape = readInsoleShape(loading, profile);
  if (loading.faults.any()) return tl::unexpected<Error>(loading.faults.first());
  return shape;
}

}  // namespace podalign::profile
