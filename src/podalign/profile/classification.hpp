#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace podalign::profile {

/// One band of a measure. The first that fits counts: `below` = value below, `upTo` = value at or
/// below, neither = the rest.
struct Band {
  std::optional<double> below, upTo;
  double score = 0.0;  ///< of a posture measure
  std::string label;   ///< of an asymmetry measure
};

/// Bands for ages from `ageFrom` up to but not including `ageBelow`.
struct AgeBands {
  std::optional<double> ageFrom, ageBelow;
  bool provisional = false;
  std::vector<Band> bands;
  std::vector<std::string> sources;
  std::string basis;
  std::size_t line = 0;
};

struct FamilyMember {
  std::string measure;
  double weight = 1.0;
};

/// Halves score and weight of a family (BMI from a limit, adults).
struct FamilyHalving {
  double bmiFrom = 0.0;
  double ageFrom = 0.0;
  double scoreFactor = 1.0;
  double weightFactor = 1.0;
};

struct Family {
  std::string id;
  std::vector<FamilyMember> members;  ///< score = weighted mean of the members present
  double weight = 0.0;
  double weightOneMember = 0.0;
  bool main = false;
  std::optional<FamilyHalving> halving;
  std::size_t line = 0;
};

struct PostureClass {
  std::string id;
  std::optional<double> from, to;  ///< score >= from; score <= to; neither: the rest
};

struct ConfidenceLabels {
  std::string agreeMany, agreeOne, minor, moderate, major, nothing;
};

struct AsymmetryRule {
  std::string measure;
  std::optional<double> ageFrom;
  bool provisional = false;
  std::vector<Band> bands;
};

/// Thresholds of posture, pronation, mobility and asymmetry. Values are compared after rounding to
/// 6 decimals.
struct Classification {
  std::map<std::string, std::vector<AgeBands>> bands;
  std::vector<Family> families;
  double familyLabelFrom = 0.0;
  std::string lowLabel, middleLabel, highLabel;  ///< planus, neutral, cavus
  std::vector<PostureClass> classes;
  double moderateGapFrom = 0.0;
  ConfidenceLabels confidence;
  double singleFamilyWeightBelow = 0.0;
  std::string adjudicator;  ///< measure whose presence settles a moderate conflict (FPI6)
  std::map<std::string, std::vector<std::string>> ignoredWhen;  ///< rule -> measures not used
  std::string pronationMeasure;
  double pronatedBelow = 0.0;
  double supinatedAbove = 0.0;
  std::map<std::string, double> mobileFrom, stiffTo;
  std::vector<AsymmetryRule> asymmetry;
  std::map<std::string, double> defaultHalfWidths;  ///< 95 %, of measures entered by hand
  double couldBeFrom = 1.0;  ///< a class at least this probable is named beside the printed one
};

}  // namespace podalign::profile
