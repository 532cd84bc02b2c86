#pragma once

#include <string>
#include <vector>

// The vocabulary of every drawing: points (1/72 inch), x to the right, y down. Knows no library.
namespace podalign::report::internal {

struct Color {
  double red = 0.0;
  double green = 0.0;
  double blue = 0.0;
};

// 0xRRGGBB.
[[nodiscard]] constexpr Color rgb(unsigned hex) {
  constexpr double kMax = 255.0;
  return {((hex >> 16U) & 0xFFU) / kMax, ((hex >> 8U) & 0xFFU) / kMax, (hex & 0xFFU) / kMax};
}

// `share` of b in a. Colours are mixed beforehand: a page without transparency prints everywhere.
[[nodiscard]] constexpr Color mix(Color a, Color b, double share) {
  return {a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
          a.blue + (b.blue - a.blue) * share};
}

struct Point {
  double x = 0.0;
  double y = 0.0;
};

struct Rect {
  double x = 0.0;
  double y = 0.0;
  double width = 0.0;
  double height = 0.0;
  [[nodiscard]] double right() const { return x + width; }
  [[nodiscard]] double bottom() const { return y + height; }
  [[nodiscard]] Point center() const { return {x + width / 2.0, y + height / 2.0}; }
};

class Path {
 public:
  enum class Op { Move, Line, Curve, Close };
  struct Step {
    Op op = Op::Move;
    Point control1, control2, to;
  };

  Path& moveTo(Point to);
  Path& lineTo(Point to);
  Path& curveTo(Point control1, Point control2, Point to);
  Path& close();
  Path& add(const Path& other);
  Path& add(const Step& step);
  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
  [[nodiscard]] bool empty() const { return steps_.empty(); }

  [[nodiscard]] static Path line(Point from, Point to);
  [[nodiscard]] static Path openLine(const std::vector<Point>& points);
  [[nodiscard]] static Path polygon(const std::vector<Point>& points);
  [[nodiscard]] static Path circle(Point center, double radius);
  [[nodiscard]] static Path rectangle(const Rect& rect);
  [[nodiscard]] static Path rounded(const Rect& rect, double radius);
  // A smooth ring through the points (Catmull-Rom).
  [[nodiscard]] static Path smoothRing(const std::vector<Point>& points);

 private:
  std::vector<Step> steps_;
};

// Without the points that nobody can tell from a straight line: contours come with one for each
// cell of a raster.
[[nodiscard]] Path simplified(const Path& path, double tolerance);

struct Stroke {
  Color color;
  double width = 1.0;
  std::vector<double> dash;
};

enum class Weight { Regular, Medium, SemiBold, Bold };
enum class Slant { Upright, Italic };
enum class Face { Text, Display };
enum class Align { Left, Center, Right };

struct TextStyle {
  double size = 9.0;
  Weight weight = Weight::Regular;
  Color color;
  Slant slant = Slant::Upright;
  Face face = Face::Text;
  double leading = 1.38;       // line height over font size
  double letterSpacing = 0.0;  // points
};

// A stretch of text in one style; a paragraph is a row of them.
struct Run {
  std::string text;
  TextStyle style;
};
using RichText = std::vector<Run>;

}  // namespace podalign::report::internal
