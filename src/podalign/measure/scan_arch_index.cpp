#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <vector>

#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {
namespace {

using anatomy::AlignedFoot;
using anatomy::LandmarkId;
using anatomy::LoadState;
using anatomy::SoleKind;
using geometry::Point3;

constexpr double kFromShare = 0.01;
constexpr double kToShare = 0.90;
constexpr double kColumnMm = 1.0;
constexpr double kColumnAreaMm2 = kColumnMm * kColumnMm;
// Skin this near the ground is taken as its print; how much the choice matters is the error.
constexpr std::array<double, 4> kHeightsMm{1.0, 2.0, 3.0, 4.0};
constexpr double kWidestSpread = 0.05;
// The ball's print ends in front of the line through the heads, at the furrow before the toes, at
// the latest here (share of the length).
constexpr double kBallBeyondHeads = 0.075;

const char* const kUnit = "ratio";

std::vector<std::vector<Column>> soleColumns(const AlignedFoot& foot, std::vector<double>& xs) {
  for (double x = kFromShare * foot.footLengthMm; x < kToShare * foot.footLengthMm;
       x += kColumnMm) {
    xs.push_back(x);
  }
  std::vector<std::vector<Column>> columns;
  for (const geometry::Section& section :
       geometry::sectionsAcross(foot.mesh_in_foot, geometry::Axis::X, xs)) {
    columns.push_back(columnsUnder(section, kColumnMm));
  }
  return columns;
}

// The line through the heads: where it lies at y.
struct HeadLine {
  Point3 mth1, mth5;
  [[nodiscard]] double at(double y) const {
    const double share = (y - mth1.y()) / (mth5.y() - mth1.y());
    return mth1.x() + std::clamp(share, 0.0, 1.0) * (mth5.x() - mth1.x());
  }
};

// Contact without the toes: on every line along the foot, up to the first gap in front of the
// heads.
std::vector<double> toelessContact(const std::vector<double>& xs,
                                   const std::vector<std::vector<Column>>& columns, double heightMm,
                                   const HeadLine& heads, double length) {
  std::vector<double> contact;
  std::map<long, bool> ended;  // lines along the foot that reached the toes, by their y
  for (std::size_t i = 0; i < xs.size(); ++i) {
    for (const Column& column : columns[i]) {
      bool& toes = ended[std::lround(column.y / kColumnMm)];
      const double headX = heads.at(column.y);
      const bool down = column.facing < 0.0 && column.height < heightMm;
      if (xs[i] > headX && (!down || xs[i] > headX + kBallBeyondHeads * length)) toes = true;
      if (down && !toes) contact.push_back(xs[i]);
    }
  }
  return contact;
}

struct Thirds {
  double middle = 0.0;
  double whole = 0.0;
  double length = 0.0;
};

std::optional<Thirds> thirdsOf(const std::vector<double>& contact) {
  if (contact.empty()) return std::nullopt;
  const auto [low, high] = std::minmax_element(contact.begin(), contact.end());
  const double start = *low - 0.5 * kColumnMm;
  const double length = *high - *low + kColumnMm;
  const auto middle = std::count_if(contact.begin(), contact.end(), [&](double x) {
    return x >= start + length / 3.0 && x < start + 2.0 * length / 3.0;
  });
  return Thirds{kColumnAreaMm2 * static_cast<double>(middle),
                kColumnAreaMm2 * static_cast<double>(contact.size()), length};
}

std::optional<Message> obstacle(const AlignedFoot& foot) {
  if (foot.sole == SoleKind::SyntheticFlat) return Message{"SCAN.SYNTHETIC_SOLE", {}};
  if (foot.sole == SoleKind::Open) return Message{"SCAN.OPEN_SOLE", {}};
  // Only the skin of a loaded foot lies where it bears weight.
  if (foot.load != LoadState::Standing) return Message{"SCAN.SOLE_NOT_LOADED", {}};
  if (foot.shapeLoad && *foot.shapeLoad != LoadState::Standing) {
    return Message{"SCAN.SOLE_NOT_LOADED", {}};
  }
  return std::nullopt;
}

}  // namespace

Measurement archIndexOfScan(const FootContext& context) {
  const AlignedFoot& foot = context.foot;
  const Message method{"method.arch_index_scan", {}};
  if (const auto reason = obstacle(foot)) return notValid(kUnit, method, *reason);
  const anatomy::Landmark* mth1 = context.find(LandmarkId::Mth1);
  const anatomy::Landmark* mth5 = context.find(LandmarkId::Mth5);
  if (mth1 == nullptr) return notValid(kUnit, method, {"LANDMARK.MTH1_NOT_FOUND", {}});
  if (mth5 == nullptr) return notValid(kUnit, method, {"LANDMARK.MTH5_NOT_FOUND", {}});
  const HeadLine heads{mth1->position_in_foot, mth5->position_in_foot};
  std::vector<double> xs;
  const auto columns = soleColumns(foot, xs);
  std::vector<double> indices;
  for (const double height : kHeightsMm) {
    const auto thirds = thirdsOf(toelessContact(xs, columns, height, heads, foot.footLengthMm));
    // A print shorter than heel to ball is a piece of one.
    if (!thirds || thirds->length < 0.5 * foot.footLengthMm) {
      return notValid(kUnit, method, {"SCAN.SOLE_NOT_LOADED", {}});
    }
    indices.push_back(thirds->middle / thirds->whole);
  }
  const auto [low, high] = std::minmax_element(indices.begin(), indices.end());
  if (*high - *low > kWidestSpread) {
    return notValid(kUnit, method, {"SCAN.ARCH_INDEX_UNSURE", {}});
  }
  const double mean =
      std::accumulate(indices.begin(), indices.end(), 0.0) / static_cast<double>(indices.size());
  return ok(mean, kUnit, 0.5 * (*high - *low), method);
}

}  // namespace podalign::measure
