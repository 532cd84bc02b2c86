#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/flow.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using measure::Measurement;
using measure::Measurements;
using measure::Status;

// Read when in doubt, not every time: small and close.
TextStyle methodStyle() {
  TextStyle style = theme::small();
  style.size = 6.4;
  style.leading = 1.28;
  return style;
}

// Reading order of the measures; others follow by name.
constexpr std::array<const char*, 49> kOrder{"foot_length",
                                             "truncated_foot_length",
                                             "ball_width",
                                             "ball_width_oblique",
                                             "heel_width",
                                             "ball_girth_tape",
                                             "ball_girth_surface",
                                             "instep_girth",
                                             "heel_girth",
                                             "dorsum_height_50",
                                             "arch_height_index",
                                             "arch_height_ratio",
                                             "medial_arch_clearance",
                                             "arch_volume",
                                             "navicular_height",
                                             "normalised_navicular_height",
                                             "arch_angle",
                                             "rearfoot_angle",
                                             "hallux_angle",
                                             "fifth_toe_angle",
                                             "arch_index",
                                             "modified_arch_index",
                                             "chippaux_smirak_index",
                                             "staheli_index",
                                             "clarke_angle",
                                             "footprint_index",
                                             "cpei",
                                             "max_force",
                                             "peak_pressure",
                                             "force_time_integral",
                                             "pressure_time_integral",
                                             "contact_area",
                                             "footprint_area",
                                             "contact_time",
                                             "loading_rate",
                                             "lateral_heel_time_to_peak",
                                             "mt2_peak_load",
                                             "mt3_peak_load",
                                             "initial_contact_phase",
                                             "forefoot_contact_phase",
                                             "foot_flat_phase",
                                             "forefoot_push_off_phase",
                                             "medial_lateral_balance",
                                             "medial_lateral_balance.initial_contact",
                                             "medial_lateral_balance.forefoot_contact",
                                             "medial_lateral_balance.foot_flat",
                                             "medial_lateral_balance.forefoot_push_off",
                                             "cop_velocity",
                                             "cop_velocity_peak"};

std::vector<std::string> namesOf(const Measurements* left, const Measurements* right) {
  std::set<std::string> names;
  for (const Measurements* measures : {left, right}) {
    if (measures == nullptr) continue;
    for (const auto& entry : *measures) {
      if (!isZoneMeasure(entry.first)) names.insert(entry.first);  // they have a table of their own
    }
  }
  std::vector<std::string> ordered;
  for (const char* name : kOrder) {
    if (names.erase(name) > 0) ordered.emplace_back(name);
  }
  ordered.insert(ordered.end(), names.begin(), names.end());
  return ordered;
}

const Measurement* find(const Measurements* measures, const std::string& name) {
  if (measures == nullptr) return nullptr;
  const auto found = measures->find(name);
  return found == measures->end() ? nullptr : &found->second;
}

BlockPtr valueCell(const Content& content, const Measurement* measurement) {
  const Labels& labels = content.labels;
  if (measurement == nullptr) {
    return cell(labels("measure.absent"), theme::in(theme::body(), theme::kFaint), Align::Center);
  }
  auto stack = std::make_unique<Stack>();
  if (measurement->value && measurement->status != Status::NotValid) {
    const bool sure = measurement->status == Status::Ok;
    stack->add(
        valueBlock(*measurement, labels, sure ? theme::strong(theme::body()) : theme::body()));
  }
  if (measurement->status == Status::NotValid) {
    stack->add(paragraph(labels("status.not_valid"),
                         theme::in(theme::strong(theme::small()), theme::kCaution), Align::Center));
  } else if (measurement->status == Status::LowConfidence) {
    stack->add(paragraph(labels("status.low_confidence"),
                         theme::in(theme::small(), theme::kCaution), Align::Center));
  }
  return stack;
}

std::string methodText(const Content& content, const Measurement* left, const Measurement* right) {
  const Measurement* shown = left != nullptr ? left : right;
  if (shown == nullptr || shown->method.id.empty()) return {};
  return content.user(content.labels.message(shown->method));
}

// Reasons, once where both feet have the same.
void addReasons(RichText& text, const Content& content, const Measurement* left,
                const Measurement* right) {
  const Labels& labels = content.labels;
  const auto reasonOf = [&](const Measurement* measurement) {
    return measurement != nullptr && measurement->reason
               ? content.user(labels.message(*measurement->reason))
               : std::string();
  };
  const std::string leftReason = reasonOf(left);
  const std::string rightReason = reasonOf(right);
  const auto add = [&](const std::string& who, const std::string& reason) {
    text.push_back({" " + who + ": ", theme::in(theme::strong(methodStyle()), theme::kCaution)});
    text.push_back({reason, theme::in(methodStyle(), theme::kInk)});
  };
  if (!leftReason.empty() && leftReason == rightReason) {
    add(labels("sides.both_capital"), leftReason);
    return;
  }
  if (!leftReason.empty()) add(labels("side_capital.left"), leftReason);
  if (!rightReason.empty()) add(labels("side_capital.right"), rightReason);
}

void groupRow(Table& table, const std::string& title) {
  TableRow row;
  row.spans = true;
  row.keepWithNext = true;
  row.cells.push_back(paragraph(title, theme::in(theme::strong(theme::body()), theme::kAccent)));
  table.row(std::move(row));
}

// What is published, with its source.
void addNorms(Stack& cellStack, const Content& content, const std::string& name) {
  const auto found = content.assessment.norms.find(name);
  if (found == content.assessment.norms.end()) return;
  for (const PublishedNorm& norm : found->second) {
    std::string sources;
    for (const std::string& source : norm.sources) {
      sources += (sources.empty() ? "" : ", ") + source;
    }
    RichText text{{norm.value + "  ", theme::in(methodStyle(), theme::kInk)},
                  {sources.empty() ? norm.basis : sources, methodStyle()}};
    if (!norm.verified) {
      text.push_back({"  " + content.labels("measure.norm_unverified"),
                      theme::in(methodStyle(), theme::kCaution)});
    }
    cellStack.add(paragraph(std::move(text)), 0.8);
  }
}

BlockPtr differenceCell(const Content& content, const std::string& name, bool compared) {
  const Labels& labels = content.labels;
  const auto found = content.assessment.comparison.leftRight.find(name);
  if (!compared || found == content.assessment.comparison.leftRight.end()) return nullptr;
  const measure::Difference& difference = found->second;
  const TextStyle style =
      difference.real() ? theme::strong(theme::small()) : theme::in(theme::small(), theme::kFaint);
  return cell(
      labels.number(difference.value, difference.unit) + " \u00b1\u00a0" +
          labels.withUnit(labels.number(difference.error, difference.unit), difference.unit),
      theme::in(style, difference.real() ? theme::kInk : theme::kFaint), Align::Right);
}

enum class Compared { Yes, No };

void addGroup(Table& table, const Content& content, const std::string& title,
              const Measurements* left, const Measurements* right,
              Compared compared = Compared::No) {
  const std::vector<std::string> names = namesOf(left, right);
  if (names.empty()) return;
  groupRow(table, title);
  for (const std::string& name : names) {
    const Measurement* onLeft = find(left, name);
    const Measurement* onRight = find(right, name);
    auto about = std::make_unique<Stack>();
    addNorms(*about, content, name);
    TableRow row;
    row.cells.push_back(cell(content.labels.word("measure", name), theme::body()));
    row.cells.push_back(valueCell(content, onLeft));
    row.cells.push_back(valueCell(content, onRight));
    row.cells.push_back(differenceCell(content, name, compared == Compared::Yes));
    row.cells.push_back(std::move(about));
    table.row(std::move(row));
  }
}

// How each number was made, and how far it goes over other choices of its definition.
void addMethods(Flow& flow, const Content& content, const Measurements* left,
                const Measurements* right) {
  for (const std::string& name : namesOf(left, right)) {
    const Measurement* onLeft = find(left, name);
    const Measurement* onRight = find(right, name);
    RichText text{{content.labels.word("measure", name) + "  ",
                   theme::in(theme::strong(methodStyle()), theme::kInk)},
                  {methodText(content, onLeft, onRight), methodStyle()}};
    for (const Measurement* measurement : {onLeft, onRight}) {
      const std::string range = rangeText(content, name, measurement);
      if (range.empty()) continue;
      const char* side = measurement == onLeft ? "side_capital.left" : "side_capital.right";
      text.push_back({" " + content.labels(side) + ": ",
                      theme::in(theme::strong(methodStyle()), theme::kInk)});
      text.push_back({range, methodStyle()});
    }
    addReasons(text, content, onLeft, onRight);
    flow.add(paragraph(std::move(text)), 2.2);
  }
}

// What was measured of both feet together: one value, no side.
void addPair(Stack& body, const Content& content, const std::string& title,
             const Measurements& measures) {
  const Labels& labels = content.labels;
  if (measures.empty()) return;
  TableStyle style;
  style.columns = {{1.0, 112.0}, {1.0, 96.0}, {}};
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(title, theme::overline()));
  head.push_back(valueHead(labels("head.pair")));
  head.push_back(cell(labels("measure.method"), theme::overline()));
  table->head(std::move(head));
  for (const auto& [name, measurement] : measures) {
    auto about = std::make_unique<Stack>();
    about->add(paragraph(content.user(labels.message(measurement.method)), theme::small()));
    if (measurement.reason) {
      about->add(paragraph(content.user(labels.message(*measurement.reason)),
                           theme::in(theme::small(), theme::kInk)),
                 1.5);
    }
    TableRow row;
    row.cells.push_back(cell(labels.word("measure", name), theme::body()));
    row.cells.push_back(valueCell(content, &measurement));
    row.cells.push_back(std::move(about));
    table->row(std::move(row));
  }
  body.add(std::move(table), 12.0);
}

// What a standing print is measured for: its shape and load; nothing of it has a course.
PerSide<Measurements> standingPrints(const Assessment& assessment) {
  PerSide<Measurements> prints;
  for (const WalkedStep& step : assessment.steps) {
    Measurements& own = prints[step.footfall.side.side];
    if (step.footfall.trial != plantar::TrialKind::Standing || !own.empty()) continue;
    for (const auto& [name, measurement] : step.measures) {
      if (measurement.reason && measurement.reason->id == "PLATE.STANDING") continue;
      own.emplace(name, measurement);
    }
  }
  return prints;
}

}  // namespace

void addMeasures(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Assessment& assessment = content.assessment;
  if (assessment.scans.empty() && assessment.steps.empty() && assessment.entered.empty()) return;
  addSection(body, labels("measure.title"), labels("measure.lead"));
  TableStyle style;
  style.columns = {{1.0, 112.0}, {1.0, 84.0}, {1.0, 84.0}, {1.0, 64.0}, {}};
  style.padding = 1.9;
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(labels("measure.name"), theme::overline()));
  head.push_back(valueHead(labels("head.left")));
  head.push_back(valueHead(labels("head.right")));
  head.push_back(cell(labels("measure.difference"), theme::overline(), Align::Right));
  head.push_back(cell(labels("measure.norm"), theme::overline()));
  table->head(std::move(head));
  auto methods = std::make_unique<Flow>(3, 12.0);
  const auto add = [&](const std::string& title, const Measurements* left,
                       const Measurements* right, Compared compared) {
    addGroup(*table, content, title, left, right, compared);
    addMethods(*methods, content, left, right);
  };
  const ScannedFoot* left = scanOf(assessment, Laterality::Left);
  const ScannedFoot* right = scanOf(assessment, Laterality::Right);
  add(labels("measure.from_scans"), left == nullptr ? nullptr : &left->measures,
      right == nullptr ? nullptr : &right->measures, Compared::Yes);
  for (const ScannedFoot& scan : assessment.scans) {
    const Laterality side = scan.foot.side.side;
    if (&scan == (side == Laterality::Left ? left : right)) continue;
    const std::string load = std::string("feet.load.") + anatomy::toString(scan.foot.load);
    addGroup(*table, content,
             labels("measure.scan_of", {{"foot", labels.foot(side)}, {"load", labels(load)}}),
             side == Laterality::Left ? &scan.measures : nullptr,
             side == Laterality::Right ? &scan.measures : nullptr);
    addMethods(*methods, content, side == Laterality::Left ? &scan.measures : nullptr,
               side == Laterality::Right ? &scan.measures : nullptr);
  }
  const PerSide<Measurements> standing = standingPrints(assessment);
  add(labels("measure.from_standing"), &standing.left, &standing.right, Compared::No);
  add(labels("measure.from_walk"), &assessment.stepMeans.left, &assessment.stepMeans.right,
      Compared::No);
  for (const MeasuredWalk& measured : assessment.walks) {
    add(labels("measure.from_steps"), &measured.walk.feet.left, &measured.walk.feet.right,
        Compared::No);
  }
  if (!table->empty()) body.add(std::move(table), 5.0);
  if (!methods->empty()) {
    body.add(headingBlock(labels("measure.methods"), theme::overline()), 10.0);
    body.add(std::move(methods), 3.0);
  }
  addZones(body, content);
  addPair(body, content, labels("measure.pair"), assessment.comparison.pair);
  for (const MeasuredWalk& measured : assessment.walks) {
    addPair(body, content, labels("measure.walk"), measured.walk.measures);
  }
  addComparisons(body, content);
  addSteps(body, content);
  addEntered(body, content);
}

}  // namespace podalign::report::internal
