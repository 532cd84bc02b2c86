#pragma once

#include <string>
#include <vector>

#include "phantom/foot.hpp"

namespace phantom {

/// One scan as somebody might save it: a foot, and what went wrong. Zero, empty or false: it did
/// not happen.
struct ScanRecipe {
  unsigned seed = 7;
  std::string family = "field";  ///< field, loft
  std::string side;              ///< left, right; empty: as the seed has it
  double edgeMm = 3.0;
  double halluxDeg = -1.0;  ///< negative: as the seed has it
  std::string sole;         ///< open, open-walls, flat, shallow, pressed, plantar
  double sockMm = 0.0;
  double cutMm = 0.0;
  double legMm = 0.0;
  double leanDeg = 0.0;
  double decimateMm = 0.0;
  double bumpsMm = 0.0;
  double wavelengthMm = 6.0;
  double noiseMm = 0.0;
  int holes = 0;
  double holeMm = 5.0;
  bool bridged = false;
  double secondFootMm = 0.0;  ///< the other foot, this far beside
  double toeOutDeg = 8.0;
  std::string floor;  ///< slab, gap, sheet, tray, welded
  std::string foam;   ///< negative, sheet (of it what is seen from above), positive
  int speckles = 0;
  int sheets = 0;
  int farVertices = 0;
  int embossed = 0;
  int slivers = 0;
  double twice = 0.0;
  bool unwelded = false;
  bool shuffled = false;
  bool mirrored = false;
  bool insideOut = false;
  double mixedWinding = 0.0;
  int cloudPoints = 0;
  int gaps = 0;
  int poseSeed = -1;  ///< negative: file = F
  std::string unit = "mm";
};

struct MadeFile {
  std::string name;
  std::string bytes;
};
/// The scan's file and the truth beside it (two truths for two feet). The format follows the
/// ending: .stl, .ply, .obj, or .xyz for a cloud. Throws std::runtime_error for an ending that
/// cannot hold it.
[[nodiscard]] std::vector<MadeFile> makeScan(const ScanRecipe& recipe, const std::string& file);

}  // namespace phantom
