#pragma once

#include <memory>
#include <string>

#include "podalign/core/result.hpp"
#include "podalign/report/internal/drawing.hpp"
#include "podalign/report/internal/structure.hpp"
#include "podalign/report/pdf.hpp"

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

// A PDF in memory.
class PdfSurface {
 public:
  PdfSurface(Point pageSize, const PdfFacts& facts);
  [[nodiscard]] _cairo* context() const { return context_.get(); }
  // What is drawn is told to it by the canvas.
  [[nodiscard]] Structure& structure() { return structure_; }
  void endPage();
  // The finished file: checked, tagged, archivable, with bookmarks for sections and their
  // headings, and with no date but ours.
  // Errors: Internal, when Cairo failed or QPDF finds the file damaged.
  [[nodiscard]] Result<std::string> finish(const std::vector<Attachment>& attachments);

 private:
  std::unique_ptr<std::string> bytes_;
  std::unique_ptr<_cairo_surface, CairoRelease> surface_;
  std::unique_ptr<_cairo, CairoRelease> context_;
  void addBookmarks();

  PdfFacts facts_;
  Point pageSize_;
  Structure structure_;
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
