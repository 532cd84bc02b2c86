#include "podalign/measure/roll_over.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "podalign/core/contracts.hpp"
#include "podalign/measure/footfall_context.hpp"

namespace podalign::measure {
namespace {

constexpr double kPercent = 100.0;
constexpr std::array<const char*, 4> kPhases{"initial_contact", "forefoot_contact", "foot_flat",
                                             "forefoot_push_off"};
constexpr std::array<Zone, 5> kMetatarsals{Zone::Mt1, Zone::Mt2, Zone::Mt3, Zone::Mt4, Zone::Mt5};

const ZoneCourse& of(const ZoneCourses& courses, Zone zone) {
  return courses[static_cast<std::size_t>(zone)];
}

// Whether a zone is in contact, frame by frame: glimpses shorter than the rule are none.
std::vector<bool> contactOf(const ZoneCourse& course, const PhaseRules& rules, double period) {
  const auto fewest =
      static_cast<std::size_t>(std::max(1.0, std::ceil(rules.contactS / period - 1e-9)));
  std::vector<bool> contact(course.peaksKpa.size(), false);
  std::size_t first = 0;
  for (std::size_t i = 0; i <= course.peaksKpa.size(); ++i) {
    if (i < course.peaksKpa.size() && course.peaksKpa[i] >= rules.contactKpa) continue;
    if (i - first >= fewest) {
      std::fill(contact.begin() + static_cast<std::ptrdiff_t>(first),
                contact.begin() + static_cast<std::ptrdiff_t>(i), true);
    }
    first = i + 1;
  }
  return contact;
}

// Frames at which the phases begin and end, from the first frame of the footfall.
struct Events {
  std::array<double, 5> frames{};  // first contact, metatarsal, flat, heel off, last contact
  std::array<const char*, 4> obstacles{};  // of each phase, or nothing
};

std::optional<std::size_t> firstOf(const std::vector<bool>& contact) {
  const auto found = std::find(contact.begin(), contact.end(), true);
  if (found == contact.end()) return std::nullopt;
  return static_cast<std::size_t>(found - contact.begin());
}

Events eventsOf(const ZoneCourses& courses, const PhaseRules& rules, double period) {
  const std::size_t frames = courses.front().peaksKpa.size();
  Events events;
  events.frames[4] = static_cast<double>(frames);
  std::optional<std::size_t> metatarsal;
  std::vector<bool> flat(frames, true);
  for (const Zone zone : kMetatarsals) {
    const std::vector<bool> contact = contactOf(of(courses, zone), rules, period);
    const auto first = firstOf(contact);
    if (first && (!metatarsal || *first < *metatarsal)) metatarsal = first;
    for (std::size_t i = 0; i < frames; ++i) flat[i] = flat[i] && contact[i];
  }
  std::vector<bool> heel = contactOf(of(courses, Zone::HeelMedial), rules, period);
  const std::vector<bool> lateral = contactOf(of(courses, Zone::HeelLateral), rules, period);
  for (std::size_t i = 0; i < frames; ++i) heel[i] = heel[i] || lateral[i];
  const auto heelDown = firstOf(heel);
  const auto allDown = firstOf(flat);
  if (!metatarsal) {
    events.obstacles.fill("PLATE.ZONE_NOT_LOADED");
    return events;
  }
  events.frames[1] = static_cast<double>(*metatarsal);
  if (!heelDown || *heelDown >= *metatarsal) events.obstacles[0] = "PLATE.FOREFOOT_FIRST";
  if (allDown) {
    events.frames[2] = static_cast<double>(*allDown);
  } else {
    events.obstacles[1] = events.obstacles[2] = "PLATE.NEVER_ALL_METATARSALS";
  }
  if (!heelDown) {
    events.obstacles[2] = events.obstacles[3] = "PLATE.ZONE_NOT_LOADED";
    return events;
  }
  const auto last = std::find(heel.rbegin(), heel.rend(), true);
  events.frames[3] = static_cast<double>(heel.rend() - last);
  if (allDown && events.frames[3] <= events.frames[2]) events.obstacles[2] = "PLATE.NO_FOOT_FLAT";
  return events;
}

double shareOf(const Events& events, std::size_t phase) {
  return kPercent * (events.frames[phase + 1] - events.frames[phase]) / events.frames[4];
}

std::optional<double> balanceOf(const ZoneCourses& courses, const Events& events,
                                std::size_t phase) {
  double sum = 0.0;
  int frames = 0;
  for (auto i = static_cast<std::size_t>(events.frames[phase]);
       i < static_cast<std::size_t>(events.frames[phase + 1]); ++i) {
    double medial = 0.0;
    double lateral = 0.0;
    for (const Zone zone : {Zone::HeelMedial, Zone::Mt1, Zone::Mt2})
      medial += of(courses, zone).forcesN[i];
    for (const Zone zone : {Zone::HeelLateral, Zone::Mt3, Zone::Mt4, Zone::Mt5})
      lateral += of(courses, zone).forcesN[i];
    if (!(medial + lateral > 0.0)) continue;
    sum += (medial - lateral) / (medial + lateral);
    ++frames;
  }
  if (frames == 0) return std::nullopt;
  return sum / frames;
}

void addPhases(Measurements& measures, const ZoneCourses& courses,
               std::span<const ZoneCourses> moved, const PhaseRules& rules, double period) {
  const Events events = eventsOf(courses, rules, period);
  std::vector<Events> others;
  for (const ZoneCourses& other : moved) others.push_back(eventsOf(other, rules, period));
  const double resolution = std::sqrt(2.0) * kPercent / events.frames[4];
  for (std::size_t phase = 0; phase < kPhases.size(); ++phase) {
    const Message method{std::string("method.phase.") + kPhases[phase],
                         {{"contact", withUnit(rules.contactKpa, 0, "kPa")},
                          {"resolution", withUnit(period * 1000.0, 1, "ms")}}};
    const Message balanceMethod{"method.medial_lateral_balance.phase", method.values};
    const std::string name = std::string(kPhases[phase]) + "_phase";
    const std::string balanceName = std::string("medial_lateral_balance.") + kPhases[phase];
    if (events.obstacles[phase] != nullptr) {
      measures.emplace(name, notValid("%", method, {events.obstacles[phase], {}}));
      measures.emplace(balanceName,
                       notValid("ratio", balanceMethod, {events.obstacles[phase], {}}));
      continue;
    }
    const double share = shareOf(events, phase);
    double spread = 0.0;
    const auto balance = balanceOf(courses, events, phase);
    double balanceSpread = 0.0;
    for (std::size_t i = 0; i < others.size(); ++i) {
      if (others[i].obstacles[phase] != nullptr) continue;
      spread = std::max(spread, std::abs(shareOf(others[i], phase) - share));
      const auto other = balanceOf(moved[i], others[i], phase);
      if (other && balance) balanceSpread = std::max(balanceSpread, std::abs(*other - *balance));
    }
    measures.emplace(name, ok(share, "%", std::hypot(resolution, spread), method));
    measures.emplace(balanceName,
                     balance ? ok(*balance, "ratio", balanceSpread, balanceMethod)
                             : notValid("ratio", balanceMethod, {"PLATE.ZONE_NOT_LOADED", {}}));
  }
}

void addPeaks(Measurements& measures, const ZoneCourses& courses,
              std::span<const ZoneCourses> moved, const FootfallMeasureOptions& options,
              double period) {
  const auto timeToPeak = [period](const ZoneCourses& all) {
    const auto& forces = of(all, Zone::HeelLateral).forcesN;
    const auto peak = std::max_element(forces.begin(), forces.end());
    return static_cast<double>(peak - forces.begin()) * period;
  };
  const Message timeMethod{"method.lateral_heel_time_to_peak",
                           {{"resolution", withUnit(period * 1000.0, 1, "ms")}}};
  if (of(courses, Zone::HeelLateral).loaded()) {
    double spread = 0.0;
    for (const ZoneCourses& other : moved)
      spread = std::max(spread, std::abs(timeToPeak(other) - timeToPeak(courses)));
    measures.emplace("lateral_heel_time_to_peak",
                     ok(timeToPeak(courses), "s", std::hypot(period, spread), timeMethod));
  } else {
    measures.emplace("lateral_heel_time_to_peak",
                     notValid("s", timeMethod, {"PLATE.ZONE_NOT_LOADED", {}}));
  }
  const double weight = options.bodyWeight ? units::inNewtons(*options.bodyWeight) : 0.0;
  const char* unit = weight > 0.0 ? "%BW" : "N";
  const double scale = weight > 0.0 ? kPercent / weight : 1.0;
  for (const Zone zone : {Zone::Mt2, Zone::Mt3}) {
    const auto peak = [&](const ZoneCourses& all) {
      const auto& forces = of(all, zone).forcesN;
      return scale * *std::max_element(forces.begin(), forces.end());
    };
    const std::string name = std::string(toString(zone)) + "_peak_load";
    const Message method{weight > 0.0 ? "method.peak_load.weight" : "method.peak_load", {}};
    if (!of(courses, zone).loaded()) {
      measures.emplace(name, notValid(unit, method, {"PLATE.ZONE_NOT_LOADED", {}}));
      continue;
    }
    double spread = 0.0;
    for (const ZoneCourses& other : moved)
      spread = std::max(spread, std::abs(peak(other) - peak(courses)));
    measures.emplace(name, ok(peak(courses), unit, spread, method));
  }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> rollOverNames(
    const FootfallMeasureOptions& options) {
  const char* load = options.bodyWeight ? "%BW" : "N";
  std::vector<std::pair<std::string, std::string>> names{
      {"lateral_heel_time_to_peak", "s"}, {"mt2_peak_load", load}, {"mt3_peak_load", load}};
  for (const char* phase : kPhases) {
    names.emplace_back(std::string(phase) + "_phase", "%");
    names.emplace_back(std::string("medial_lateral_balance.") + phase, "ratio");
  }
  return names;
}

Measurements rollOver(const StepOfFoot& step, const ZoneCourses& courses,
                      std::span<const ZoneCourses> moved, const FootfallMeasureOptions& options) {
  PODALIGN_EXPECTS(options.phases.has_value());
  PODALIGN_EXPECTS(!courses.front().peaksKpa.empty());
  const double period = units::inSeconds(step.framePeriod);
  Measurements measures;
  addPhases(measures, courses, moved, *options.phases, period);
  addPeaks(measures, courses, moved, options, period);
  return measures;
}

}  // namespace podalign::measure
