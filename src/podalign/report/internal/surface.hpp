#pragma once

#include <memory>
#include <string>

#include "podalign/core/result.hpp"
#include "podalign/report/internal/drawing.hpp"

struct _cairo;
struct _cairo_surface;

namespace podalign::report::internal {

struct CairoRelease {
  void operator()(_cairo* context) const;
  void operator()(_cairo_surface* surface) const;
};

// What a PDF says about itself. `date` is ISO 8601; empty: the file carries no date.
struct PdfFacts {
  std::string title, subject, creator, date, language;
};

// A chapter of the PDF, shown by viewers beside the pages.
struct Bookmark {
  std::string title;
  int page = 1;
};

// A PDF in memory.
class PdfSurface {
 public:
  PdfSurface(Point pageSize, const PdfFacts& facts);
  [[nodiscard]] _cairo* context() const { return context_.get(); }
  void endPage();
  void bookmark(const Bookmark& bookmark);
  // The finished file: checked, with language, fixed identifier and no date but ours.
  // Errors: Internal, when Cairo failed or QPDF finds the file damaged.
  [[nodiscard]] Result<std::string> finish();

 private:
  std::unique_ptr<std::string> bytes_;
  std::unique_ptr<_cairo_surface, CairoRelease> surface_;
  std::unique_ptr<_cairo, CairoRelease> context_;
  PdfFacts facts_;
};

// A picture in memory, white at the start, drawn in points.
class PngSurface {
 public:
  PngSurface(Point size, double pixelsPerPoint);
  [[nodiscard]] _cairo* context() const { return context_.get(); }
  // Errors: Internal, when Cairo failed (no memory).
  [[nodiscard]] Result<std::string> finish();

 private:
  std::unique_ptr<_cairo_surface, CairoRelease> surface_;
  std::unique_ptr<_cairo, CairoRelease> context_;
};

// A vector picture in memory (SVG), drawn in points; text is kept as outlines.
class SvgSurface {
 public:
  explicit SvgSurface(Point size);
  [[nodiscard]] _cairo* context() const { return context_.get(); }
  // Errors: Internal, when Cairo failed (no memory).
  [[nodiscard]] Result<std::string> finish();

 private:
  std::unique_ptr<std::string> bytes_;
  std::unique_ptr<_cairo_surface, CairoRelease> surface_;
  std::unique_ptr<_cairo, CairoRelease> context_;
};

}  // namespace podalign::report::internal
