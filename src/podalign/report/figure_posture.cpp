#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

// From the high-arched side; the same order as the posture scale of the profile.
constexpr std::array<const char*, 5> kClasses{"severe_cavus", "cavus", "neutral", "planus",
                                              "severe_planus"};
constexpr double kGap = 2.0;
constexpr double kBarHeight = 15.0;
constexpr double kAbove = 17.0;  // for the mark

double probabilityOf(const recommend::FootClass& foot, const std::string& posture) {
  const auto found = foot.classProbabilities.find(posture);
  return found == foot.classProbabilities.end() ? 0.0 : found->second;
}

// Where the score lies within its class, 0..1; the middle where the profile gave no scale.
double shareWithin(double score, const std::string& posture,
                   const std::vector<PostureBand>& scale) {
  for (const PostureBand& band : scale) {
    if (band.posture != posture || band.to <= band.from) continue;
    return std::clamp((score - band.from) / (band.to - band.from), 0.0, 1.0);
  }
  return 0.5;
}

void drawMark(Canvas& canvas, double x, double barTop) {
  // Stands on the bar and leaves its middle, where the probability is written, free.
  constexpr double kHalf = 4.8;
  constexpr double kHigh = 7.5;
  constexpr double kInto = 1.6;
  const Path mark = Path::polygon({{x - kHalf, barTop - kHigh + kInto},
                                   {x + kHalf, barTop - kHigh + kInto},
                                   {x, barTop + kInto}});
  canvas.stroke(mark, {theme::kPaper, 2.0, {}});
  canvas.fill(mark, theme::kInk);
}

}  // namespace

void drawPostureGauge(Canvas& canvas, const Rect& rect, const recommend::FootClass& foot,
                      const std::vector<PostureBand>& scale, const Labels& labels) {
  const double each =
      (rect.width - kGap * static_cast<double>(kClasses.size() - 1)) / kClasses.size();
  const double top = rect.y + kAbove;
  const bool labelled = foot.posture != "indeterminate" && foot.score.has_value();
  const bool spread = !foot.classProbabilities.empty();
  for (std::size_t i = 0; i < kClasses.size(); ++i) {
    const std::string posture = kClasses[i];
    const Rect segment{rect.x + static_cast<double>(i) * (each + kGap), top, each, kBarHeight};
    const double probability = spread ? probabilityOf(foot, posture) : 0.0;
    canvas.fill(Path::rounded(segment, 2.5),
                mix(theme::kAccentTint, theme::kAccent, std::clamp(probability, 0.0, 1.0) * 0.85));
    if (!labelled || !spread) {
      canvas.stroke(Path::rounded(segment, 2.5), {theme::kFaint, 0.6, {2.0, 2.0}});
    }
    const bool own = labelled && posture == foot.posture;
    if (own && !spread) canvas.stroke(Path::rounded(segment, 2.5), {theme::kAccent, 1.2, {}});
    const TextStyle style =
        own ? theme::in(theme::strong(theme::figureText()), theme::kInk) : theme::figureText();
    canvas.label(labels("gauge." + posture), style, {segment.center().x, segment.bottom() + 8.0},
                 Align::Center);
    if (spread && probability >= 0.005) {
      const Color ink = probability > 0.45 ? theme::kPaper : theme::kInk;
      canvas.label(fmt::format("{:.0f}\u00a0%", probability * 100.0),
                   theme::in(theme::strong(theme::figureText()), ink), segment.center(),
                   Align::Center);
    }
    if (own) {
      const double x = segment.x + shareWithin(*foot.score, posture, scale) * segment.width;
      drawMark(canvas, x, top);
    }
  }
  canvas.label(labels("gauge.title"), theme::figureText(), {rect.x, rect.y + kAbove / 2.0});
  const Point right{rect.right(), rect.y + kAbove / 2.0};
  if (!labelled) {
    canvas.label(labels("gauge.none"), theme::in(theme::strong(theme::figureText()), theme::kInk),
                 right, Align::Right);
  } else if (!spread) {
    canvas.label(labels("gauge.no_spread"), theme::figureText(), right, Align::Right);
  }
}

}  // namespace podalign::report::internal
