#include "podalign/report/internal/surface.hpp"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <utility>

#include "podalign/report/internal/finish_pdf.hpp"

namespace podalign::report::internal {
namespace {

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

Result<std::string> failed(cairo_status_t status) {
  return failure(ErrorCode::Internal,
                 std::string("the drawing library failed: ") + cairo_status_to_string(status));
}

// Cairo numbers the surfaces of a process and names the drawing after the number: the same drawing
// would have other bytes the second time.
std::string withFixedName(std::string svg) {
  constexpr std::string_view kNumbered = "id=\"surface";
  for (std::size_t at = svg.find(kNumbered); at != std::string::npos;
       at = svg.find(kNumbered, at + 1)) {
    const std::size_t first = at + kNumbered.size();
    svg.erase(first, svg.find('"', first) - first);
  }
  return svg;
}

// Any fixed date: Cairo would otherwise write the clock's, and QPDF takes it out again.
constexpr const char* kPlaceholderDate = "2000-01-01T00:00:00Z";

}  // namespace

void CairoRelease::operator()(_cairo* context) const { cairo_destroy(context); }
void CairoRelease::operator()(_cairo_surface* surface) const { cairo_surface_destroy(surface); }

PdfSurface::PdfSurface(Point pageSize, const PdfFacts& facts)
    : bytes_(std::make_unique<std::string>()),
      surface_(cairo_pdf_surface_create_for_stream(append, bytes_.get(), pageSize.x, pageSize.y)),
      facts_(facts),
      pageSize_(pageSize) {
  cairo_surface_t* surface = surface_.get();
  // Of PDF 1.4: no transparency, which archives and old printers do not take.
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, facts.title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, facts.subject.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, facts.creator.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                 facts.date.empty() ? kPlaceholderDate : facts.date.c_str());
  context_.reset(cairo_create(surface));
}

void PdfSurface::endPage() { cairo_show_page(context_.get()); }

// Chapters, and inside them their sections.
void PdfSurface::addBookmarks() {
  constexpr int kSectionLevel = 2;
  int chapter = CAIRO_PDF_OUTLINE_ROOT;
  for (const Element& element : structure_.elements()) {
    const Tag& tag = element.tag;
    const bool starts = tag.role == Role::Section;
    if (tag.text.empty()) continue;
    if (!starts && (tag.role != Role::Heading || tag.level != kSectionLevel)) continue;
    // Whole points: Cairo reads a fraction by the locale of the process.
    const std::string target = fmt::format("page={} pos=[{:.0f} {:.0f}]", element.page + 1,
                                           starts ? 0.0 : std::floor(element.bounds.x),
                                           starts ? 0.0 : std::floor(element.bounds.y));
    const int made = cairo_pdf_surface_add_outline(
        surface_.get(), starts ? CAIRO_PDF_OUTLINE_ROOT : chapter, tag.text.c_str(), target.c_str(),
        starts ? CAIRO_PDF_OUTLINE_FLAG_OPEN : static_cast<cairo_pdf_outline_flags_t>(0));
    if (starts) chapter = made;
  }
}

Result<std::string> PdfSurface::finish(const std::vector<Attachment>& attachments) {
  addBookmarks();
  const cairo_status_t drawing = cairo_status(context_.get());
  context_.reset();
  cairo_surface_finish(surface_.get());
  const cairo_status_t writing = cairo_surface_status(surface_.get());
  if (drawing != CAIRO_STATUS_SUCCESS) return failed(drawing);
  if (writing != CAIRO_STATUS_SUCCESS) return failed(writing);
  return finishPdf(*bytes_, {facts_.title, facts_.subject, facts_.language, !facts_.date.empty(),
                             pageSize_, structure_, attachments});
}

PngSurface::PngSurface(Point size, double pixelsPerPoint)
    : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                          static_cast<int>(std::ceil(size.x * pixelsPerPoint)),
                                          static_cast<int>(std::ceil(size.y * pixelsPerPoint)))),
      context_(cairo_create(surface_.get())) {
  cairo_set_source_rgb(context_.get(), 1.0, 1.0, 1.0);
  cairo_paint(context_.get());
  cairo_scale(context_.get(), pixelsPerPoint, pixelsPerPoint);
}

Result<std::string> PngSurface::finish() {
  const cairo_status_t drawing = cairo_status(context_.get());
  if (drawing != CAIRO_STATUS_SUCCESS) return failed(drawing);
  std::string png;
  const cairo_status_t writing = cairo_surface_write_to_png_stream(surface_.get(), append, &png);
  if (writing != CAIRO_STATUS_SUCCESS) return failed(writing);
  return png;
}

SvgSurface::SvgSurface(Point size)
    : bytes_(std::make_unique<std::string>()),
      surface_(cairo_svg_surface_create_for_stream(append, bytes_.get(), size.x, size.y)),
      context_(cairo_create(surface_.get())) {
  cairo_set_source_rgb(context_.get(), 1.0, 1.0, 1.0);
  cairo_paint(context_.get());
}

Result<std::string> SvgSurface::finish() {
  const cairo_status_t drawing = cairo_status(context_.get());
  context_.reset();
  cairo_surface_finish(surface_.get());
  const cairo_status_t writing = cairo_surface_status(surface_.get());
  if (drawing != CAIRO_STATUS_SUCCESS) return failed(drawing);
  if (writing != CAIRO_STATUS_SUCCESS) return failed(writing);
  return withFixedName(std::move(*bytes_));
}

}  // namespace podalign::report::internal
