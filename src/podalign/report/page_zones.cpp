#include <algorithm>
#include <array>
#include <string>

#include "podalign/measure/zones.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using measure::Measurement;
using measure::Measurements;
using measure::Status;

constexpr std::array<const char*, 3> kShown{"peak_pressure", "max_force", "force_time_integral"};

std::string nameOf(measure::Zone zone, const char* name) {
  return std::string("zones.") + toString(zone) + "." + name;
}

bool hasZones(const Measurements& measures) {
  return measures.count(nameOf(measure::Zone::Midfoot, kShown.front())) > 0;
}

BlockPtr zoneCell(const Content& content, const Measurements& measures, const std::string& name) {
  const auto found = measures.find(name);
  const std::string value =
      found == measures.end() ? std::string() : content.labels.value(found->second);
  if (value.empty()) {
    return cell(content.labels("measure.absent"), theme::in(theme::small(), theme::kFaint),
                Align::Right);
  }
  const bool sure = found->second.status == Status::Ok;
  return cell(value, theme::in(theme::small(), sure ? theme::kInk : theme::kCaution), Align::Right);
}

bool crosses(double low, double high, double cutoff) { return low < cutoff && cutoff < high; }

}  // namespace

std::string rangeText(const Content& content, const std::string& name,
                      const Measurement* measurement) {
  if (measurement == nullptr || !measurement->value) return {};
  const Labels& labels = content.labels;
  double low = *measurement->value - measurement->error.total();
  double high = *measurement->value + measurement->error.total();
  std::string text;
  if (measurement->sensitivity) {
    const measure::Sensitivity& range = *measurement->sensitivity;
    low = std::min(low, range.low);
    high = std::max(high, range.high);
    text = labels("measure.sensitivity", {{"low", labels.number(range.low, measurement->unit)},
                                          {"high", labels.number(range.high, measurement->unit)}});
  }
  const auto cutoffs = content.assessment.cutoffs.find(name);
  if (cutoffs == content.assessment.cutoffs.end()) return text;
  const bool staticPrint = std::any_of(
      measurement->method.values.begin(), measurement->method.values.end(),
      [](const auto& value) { return value.first == "mode" && value.second == "static"; });
  if (cutoffs->second.staticOnly && !staticPrint) return text;
  std::vector<std::string> crossed;
  for (const double cutoff : cutoffs->second.values) {
    if (crosses(low, high, cutoff)) crossed.push_back(labels.number(cutoff, measurement->unit));
  }
  if (crossed.empty()) return text;
  if (!text.empty()) text += " ";
  return text + labels("measure.borderline", {{"cutoffs", labels.list(crossed)}});
}

bool isZoneMeasure(const std::string& name) { return name.rfind("zones.", 0) == 0; }

void addZones(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const PerSide<Measurements>& means = content.assessment.stepMeans;
  if (!hasZones(means.left) && !hasZones(means.right)) return;
  TableStyle style;
  style.columns = {{1.0, 104.0}, {}, {}, {}, {}, {}, {}};
  style.gap = 5.0;
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(labels("measure.zones"), theme::overline()));
  for (const Laterality side : kBothSides) {
    for (const char* name : kShown) {
      head.push_back(cell(labels(std::string("zone.") + name,
                                 {{"side", labels(std::string("head.") + toString(side))}}),
                          theme::overline(), Align::Right));
    }
  }
  table->head(std::move(head));
  for (std::size_t zone = 0; zone < measure::kZones; ++zone) {
    const auto which = static_cast<measure::Zone>(zone);
    TableRow row;
    row.cells.push_back(cell(labels.word("zone", toString(which)), theme::small()));
    for (const Laterality side : kBothSides) {
      for (const char* name : kShown) {
        row.cells.push_back(zoneCell(content, means[side], nameOf(which, name)));
      }
    }
    table->row(std::move(row));
  }
  body.add(std::move(table), 12.0);
  body.add(paragraph(labels("measure.zones_note"), theme::small()), 3.0);
}

}  // namespace podalign::report::internal
