#include "podalign/report/pdf.hpp"

#include <fmt/format.h>

#include <utility>

#include "podalign/report/internal/canvas.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/shop.hpp"
#include "podalign/report/internal/surface.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report {
namespace {

namespace theme = internal::theme;
using internal::Align;
using internal::Canvas;
using internal::Chapter;
using internal::Content;
using internal::Labels;
using internal::Path;
using internal::Point;

Point sizeOf(Paper paper) {
  constexpr Point kA4{595.276, 841.89};
  constexpr Point kLetter{612.0, 792.0};
  return paper == Paper::Letter ? kLetter : kA4;
}

// The pages of every chapter.
std::vector<internal::BlockPtr> layOut(std::vector<Chapter> chapters, Canvas& canvas, Point size) {
  const double width = size.x - 2.0 * theme::kMargin;
  const double room = size.y - theme::kBodyTop - theme::kFooterHeight;
  std::vector<internal::BlockPtr> pages;
  for (Chapter& chapter : chapters) {
    const internal::TagPtr tag =
        internal::tagged({.role = internal::Role::Section, .text = chapter.title});
    while (!chapter.body->empty()) {
      pages.push_back(chapter.body->takePage(canvas, width, room));
      pages.back()->tag = tag;
    }
  }
  return pages;
}

void drawHeader(Canvas& canvas, const Content& content, Point size) {
  const Labels& labels = content.labels;
  const Assessment& assessment = content.assessment;
  const double y = theme::kHeaderTop;
  constexpr double kMark = 8.0;
  canvas.fill(Path::rounded({theme::kMargin, y - kMark / 2.0, kMark, kMark}, 2.0), theme::kAccent);
  internal::TextStyle brand = theme::subheading();
  brand.face = internal::Face::Display;
  canvas.label(labels("header.brand"), brand, {theme::kMargin + kMark + 6.0, y});
  std::string right = content.user(assessment.subjectId);
  if (!assessment.captured.empty()) {
    right += (right.empty() ? "" : "  \u00b7  ") + labels.dateTime(assessment.captured);
  }
  canvas.label(right, theme::small(), {size.x - theme::kMargin, y}, Align::Right);
}

void drawFooter(Canvas& canvas, const Content& content, Point size,
                const Labels::Values& pageNumbers) {
  const Labels& labels = content.labels;
  const double top = size.y - theme::kFooterHeight + 7.0;
  const double left = theme::kMargin;
  const double right = size.x - theme::kMargin;
  canvas.stroke(Path::line({left, top}, {right, top}), {theme::kHairline, 0.7, {}});
  const double first = top + 10.5;
  const double second = top + 20.5;
  double x = left;
  if (!content.assessment.approved) {
    internal::drawToneMark(canvas, {x + 4.4, first}, 4.4, internal::Tone::Caution);
    x += 13.0;
    canvas.label(labels("footer.draft"), theme::in(theme::strong(theme::small()), theme::kCaution),
                 {x, first});
  } else {
    canvas.label(labels("footer.approved"), theme::small(), {x, first});
  }
  canvas.label(labels("footer.sides"), theme::small(), {left, second});
  canvas.label(labels("footer.page", pageNumbers), theme::strong(theme::small()), {right, first},
               Align::Right);
  canvas.label(labels("footer.version", {{"software", content.assessment.software}}),
               theme::small(), {right, second}, Align::Right);
}

std::string dateOf(const std::string& captured) {
  // Cairo reads ISO 8601; what is not a date is left out rather than guessed.
  constexpr std::size_t kShortest = 10;
  const bool date = captured.size() >= kShortest && captured[4] == '-' && captured[7] == '-';
  return date ? captured : std::string();
}

}  // namespace

Result<std::string> renderPdf(const Assessment& assessment, const TextRenderer& texts,
                              const PdfOptions& options) {
  const Labels labels(texts);
  const Point size = sizeOf(options.paper);
  const bool shop = internal::isShop(assessment.decision);
  internal::PdfSurface surface(
      size, {labels(shop ? "pdf.title_shop" : "pdf.title"), labels("pdf.subject"),
             labels("footer.version", {{"software", assessment.software}}),
             dateOf(assessment.captured), options.language});
  Canvas canvas(surface.context(), &surface.structure(), options.ink);
  const Content content{
      assessment,
      labels,
      canvas,
      {size.x - 2.0 * theme::kMargin, size.y - theme::kBodyTop - theme::kFooterHeight}};
  std::vector<Chapter> chapters;
  chapters.push_back(runnerChapter(content));
  chapters.push_back(clinicalChapter(content));
  chapters.push_back(decisionChapter(content));
  chapters.push_back(limitsChapter(content));
  const std::vector<internal::BlockPtr> pages = layOut(std::move(chapters), canvas, size);
  internal::Tag furniture{.role = internal::Role::Artifact};
  for (std::size_t i = 0; i < pages.size(); ++i) {
    canvas.beginTag(&furniture);
    drawHeader(canvas, content, size);
    canvas.endTag(&furniture);
    pages[i]->drawTagged(canvas, {theme::kMargin, theme::kBodyTop}, size.x - 2.0 * theme::kMargin);
    canvas.beginTag(&furniture);
    drawFooter(canvas, content, size,
               {{"page", std::to_string(i + 1)}, {"pages", std::to_string(pages.size())}});
    canvas.endTag(&furniture);
    canvas.endPage();
    surface.endPage();
  }
  if (!canvas.unprintable().empty()) {
    return failure(ErrorCode::Internal,
                   "no installed font has every character of \"" + *canvas.unprintable().begin() +
                       "\"; install fonts-noto-core, for Chinese, Japanese and Korean also "
                       "fonts-noto-cjk");
  }
  return surface.finish(options.attachments);
}

}  // namespace podalign::report
