#include "podalign/report/internal/page_ink.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

#include "podalign/core/contracts.hpp"

namespace podalign::report::internal {
namespace {

using Steps = std::vector<Path::Step>;

// Whether a rectangle begins at the step, drawn as Path::rectangle() draws it.
bool isRectangle(const Steps& steps, std::size_t first) {
  constexpr std::size_t kSteps = 5;
  if (first + kSteps > steps.size() || steps[first + 4].op != Path::Op::Close) return false;
  for (std::size_t i = 1; i < kSteps - 1; ++i) {
    if (steps[first + i].op != Path::Op::Line) return false;
  }
  const Point a = steps[first].to;
  const Point b = steps[first + 1].to;
  const Point c = steps[first + 2].to;
  const Point d = steps[first + 3].to;
  return a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
}

}  // namespace

// Hundredths of a point.
void PageInk::number(double value) {
  constexpr double kParts = 100.0;
  long long parts = std::llround(value * kParts);
  if (parts < 0) content_ += '-';
  parts = parts < 0 ? -parts : parts;
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), parts / 100).ptr;
  content_.append(digits.data(), end);
  const auto rest = static_cast<int>(parts % 100);
  if (rest != 0) {
    content_ += '.';
    content_ += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) content_ += static_cast<char>('0' + rest % 10);
  }
  content_ += ' ';
}

void PageInk::point(Point at) {
  number(at.x);
  number(at.y);
}

void PageInk::trace(const Path& path) {
  const Steps& steps = path.steps();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Path::Step& step = steps[i];
    switch (step.op) {
      case Path::Op::Move:
        point(step.to);
        if (isRectangle(steps, i)) {
          const Point far = steps[i + 2].to;
          point({far.x - step.to.x, far.y - step.to.y});
          content_ += "re\n";
          i += 4;
        } else {
          content_ += "m\n";
        }
        break;
      case Path::Op::Line:
        point(step.to);
        content_ += "l\n";
        break;
      case Path::Op::Curve:
        point(step.control1);
        point(step.control2);
        point(step.to);
        content_ += "c\n";
        break;
      case Path::Op::Close: content_ += "h\n"; break;
    }
  }
}

void PageInk::color(Color color, const char* rgb, const char* grey) {
  // Finer than the eye and than the 8 bits of a screen.
  const auto channel = [this](double value) {
    constexpr double kParts = 1000.0;
    const long parts = std::lround(value * kParts);
    if (parts >= 1000) {
      content_ += "1 ";
      return;
    }
    content_ += '.';
    content_ += static_cast<char>('0' + parts / 100);
    content_ += static_cast<char>('0' + parts / 10 % 10);
    content_ += static_cast<char>('0' + parts % 10);
    content_ += ' ';
  };
  channel(color.red);
  if (color.red == color.green && color.green == color.blue) {
    content_ += grey;
  } else {
    channel(color.green);
    channel(color.blue);
    content_ += rgb;
  }
  content_ += '\n';
}

void PageInk::fill(const Path& path, Color color, Rule rule) {
  if (path.empty()) return;
  this->color(color, "rg", "g");
  trace(path);
  content_ += rule == Rule::EvenOdd ? "f*\n" : "f\n";
}

void PageInk::stroke(const Path& path, const Stroke& stroke) {
  if (path.empty()) return;
  color(stroke.color, "RG", "G");
  number(stroke.width);
  content_ += "w\n";
  content_ += '[';
  for (const double length : stroke.dash) number(length);
  content_ += "] 0 d\n";
  trace(path);
  content_ += "S\n";
}

void PageInk::beginClip(const Path& path) {
  ++clips_;
  content_ += "q\n";
  trace(path);
  content_ += "W n\n";
}

void PageInk::endClip() {
  --clips_;
  content_ += "Q\n";
}

std::string PageInk::take() {
  PODALIGN_EXPECTS(clips_ == 0);
  if (content_.empty()) return {};
  // Round ends and corners, as Canvas sets them for its other surfaces.
  return "q\n1 J 1 j\n" + std::exchange(content_, {}) + "Q\n";
}

}  // namespace podalign::report::internal
