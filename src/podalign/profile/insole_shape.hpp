#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/profile/profile.hpp"

namespace podalign::profile {

/// What a number rests on.
struct NumberBasis {
  std::vector<std::string> sources;
  std::string basis;         ///< where there is no source
  bool provisional = false;  ///< printed as such
};

/// A number that a prescription may state for one foot, with its limits.
struct PrescriptionField {
  std::string id, unit;
  std::optional<double> usual;  ///< what counts where nothing is stated; absent: found elsewhere
  double low = 0.0;
  double high = 0.0;
  bool mayBeNone = false;    ///< 0 is no correction, even below `low`
  std::string parameter;     ///< of insole.yaml that limits it upwards; empty: none
  std::string lowParameter;  ///< of insole.yaml that limits it downwards; empty: none
  /// Rules that allow nothing above (below) 0 while they stand for the foot.
  std::vector<std::string> notAboveZeroWith, notBelowZeroWith;
  NumberBasis ground;
};

/// A word that a prescription may state.
struct PrescriptionWord {
  std::string id, usual;
  std::vector<std::string> values;
};

/// Room that a kind of shoe leaves. Millimetres.
struct ShoeRoom {
  std::string id;
  double toeAllowance = 0.0;  ///< of the insole beyond the longest toe
  double edge = 0.0;          ///< of the insole beyond the foot's outline, all around
  double heelCup = 0.0;       ///< depth where nothing is prescribed
  double heelCupHigh = 0.0;   ///< deepest that fits
  NumberBasis ground;
};

/// Thickness of the shell by posture and body mass.
struct ShellRule {
  std::vector<std::string> postures;  ///< empty: every posture
  double fromKg = 0.0;
  double mm = 0.0;
  NumberBasis ground;
};

/// Where a metatarsal head lies.
struct HeadPlace {
  double across = 0.0;  ///< share of the ball's width, from its inner end
  double ahead = 0.0;   ///< share of the foot's length, from the line between the ends of the ball
};

/// Numbers of the form that no prescription states. Shares are of the foot's length, from the heel.
struct InsoleConstants {
  double minThicknessMm = 0.0, forefootThicknessMm = 0.0, overhangDeg = 0.0;
  double archStart = 0.0, archEnd = 0.0, archApexLow = 0.0, archApexHigh = 0.0, archWidth = 0.0;
  double cupEnd = 0.0, cupFaded = 0.0;
  double rearfootPostEnd = 0.0, rearfootPostFaded = 0.0;
  double forefootPostStart = 0.0, forefootPostFull = 0.0;
  double postInsetMm = 0.0, skiveAngleDeg = 0.0;
  double padLengthMm = 0.0, padWidthMm = 0.0, reliefWidthMm = 0.0, cutOutBehindMm = 0.0;
  double rimMm = 0.0, printMarginMm = 0.0, flangeMm = 0.0;
};

/// One of them as it is printed.
struct ShapeConstant {
  std::string id, unit;
  double value = 0.0;
  NumberBasis ground;
};

/// What may be prescribed and what is made of it (`insole_shape.yaml`).
struct InsoleShape {
  std::vector<PrescriptionField> fields;
  std::vector<PrescriptionWord> words;
  std::vector<ShoeRoom> shoes;
  std::vector<ShellRule> shells;
  std::array<HeadPlace, 5> heads;  ///< from the inner one
  InsoleConstants constants;
  std::vector<ShapeConstant> printedConstants;

  [[nodiscard]] const PrescriptionField* findField(std::string_view id) const;
  [[nodiscard]] const PrescriptionWord* findWord(std::string_view id) const;
  [[nodiscard]] const ShoeRoom* findShoe(std::string_view id) const;
};

/// Reads `insole_shape.yaml` of the folder that `profile` was read from.
///
/// Errors: FileNotFound, ProfileInvalid with file and line: those of loadProfile; a cap that
/// insole.yaml does not hold as a number, limits out of order, a constant that is missing, unknown
/// or outside what a foot can carry.
[[nodiscard]] Result<InsoleShape> loadInsoleShape(const std::filesystem::path& directory,
                                                  const Profile& profile);

}  // namespace podalign::profile
