#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/report/internal/field.hpp"

// A scanned foot turned into areas that can be printed as vectors: seen from the inner side, and
// its underside as a footprint. Millimetres, x to the right, y down; the foot frame's origin
// (pternion, ground) lies at (0, 0) of both views.
namespace podalign::report::internal {

// One tone and the area that it covers (even-odd), the lightest or lowest first.
struct ToneArea {
  double level = 0.0;
  std::vector<Line> rings;
};

struct FootView {
  std::vector<Line> silhouette;
  std::vector<ToneArea> tones;
  Rect bounds;
};

enum class ViewFrom { Inner, Outer };

// From the inner side a left foot looks to the right, a right foot to the left; from the outer side
// the other way round. Tones run from 0 (turned away from the light) to 1.
[[nodiscard]] FootView sideView(const anatomy::AlignedFoot& foot, ViewFrom from);

// The underside as the print it would leave on the floor, toes up, big toes towards each other:
// the same way round as the pressure maps. Tones are heights above the ground in mm.
// Requires: an authentic sole.
[[nodiscard]] FootView soleView(const anatomy::AlignedFoot& foot,
                                const std::vector<double>& heightsMm);

// The foot from above, placed as soleView; tones as sideView.
[[nodiscard]] FootView topView(const anatomy::AlignedFoot& foot);

// The side views of one report, each made once however often it is drawn.
class SideViews {
 public:
  // Of a foot that outlives these views.
  [[nodiscard]] const FootView& of(const anatomy::AlignedFoot& foot, ViewFrom from);

 private:
  std::map<std::pair<const anatomy::AlignedFoot*, ViewFrom>, FootView> made_;
};

// True where the underside was really seen and its heights are millimetres.
[[nodiscard]] bool soleSeen(const anatomy::AlignedFoot& foot);

[[nodiscard]] Point sidePlace(const anatomy::AlignedFoot& foot, const geometry::Point3& p_in_foot,
                              ViewFrom from);
[[nodiscard]] Point solePlace(const geometry::Point3& p_in_foot);

}  // namespace podalign::report::internal
