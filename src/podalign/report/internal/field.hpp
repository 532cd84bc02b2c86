#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "podalign/report/internal/drawing.hpp"

namespace podalign::report::internal {

// Values at the nodes of a grid; node (column, row) has the coordinates (column, row).
class Field {
 public:
  Field(int columns, int rows, double value = 0.0)
      : columns_(columns),
        rows_(rows),
        values_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), value) {}
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] double& at(int column, int row) { return values_[index(column, row)]; }
  [[nodiscard]] double at(int column, int row) const { return values_[index(column, row)]; }
  // The values of one row, by column.
  [[nodiscard]] double* row(int row) { return values_.data() + index(0, row); }
  [[nodiscard]] const double* row(int row) const { return values_.data() + index(0, row); }
  // The nearest node's value for a place outside.
  [[nodiscard]] double clamped(int column, int row) const;
  [[nodiscard]] double largest() const;

 private:
  [[nodiscard]] std::size_t index(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(column);
  }
  int columns_;
  int rows_;
  std::vector<double> values_;
};

// A frame of `width` nodes of `value` around the field.
[[nodiscard]] Field padded(const Field& field, int width, double value);

// `times` as many nodes, by cubic interpolation (Catmull-Rom); never below 0 where the field is
// not.
[[nodiscard]] Field refined(const Field& field, int times);

// Three passes of a moving mean of the given half-width: close to a Gaussian.
[[nodiscard]] Field blurred(const Field& field, int halfWidth);

// A ring or open line of points in grid coordinates.
using Line = std::vector<Point>;

// Boundaries of the region where the field is at least `level` (marching squares, linear
// interpolation, in an order that depends on the values only). Closed rings where the field's edge
// lies below the level; fill them even-odd.
[[nodiscard]] std::vector<Line> contours(const Field& field, double level);

}  // namespace podalign::report::internal
