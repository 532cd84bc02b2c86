#include "podalign/report/pdf.hpp"

#include <fmt/format.h>

#include <utility>

#include "podalign/report/internal/canvas.hpp"
#include "podalign/report/internal/noted_pdf.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/render_pages.hpp"
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
using internal::TextStyle;

Point sizeOf(Paper paper) {
  constexpr Point kA4{595.276, 841.89};
  constexpr Point kLetter{612.0, 792.0};
  return paper == Paper::Letter ? kLetter : kA4;
}

// The pages of every chapter; `othersIn` is the language of those behind the first, where it is
// another one than the document's.
struct LaidOut {
  std::vector<internal::BlockPtr> pages;
  std::size_t first = 0;  // pages of the first chapter
};

LaidOut layOut(std::vector<Chapter> chapters, Canvas& canvas, Point size,
               const std::string& othersIn) {
  constexpr double kBetween = 22.0;  // chapters on one page
  constexpr double kLeast = 120.0;   // of a page, to begin a chapter on it
  const double width = size.x - 2.0 * theme::kMargin;
  const double room = size.y - theme::kBodyTop - theme::kFooterHeight;
  LaidOut out;
  internal::Stack* last = nullptr;
  for (Chapter& chapter : chapters) {
    const internal::TagPtr tag =
        internal::tagged({.role = internal::Role::Section, .text = chapter.title});
    const bool first = &chapter == &chapters.front();
    if (!first) tag->language = othersIn;
    if (!chapter.startsPage && last != nullptr) {
      const double left = room - last->height(canvas, width) - kBetween;
      internal::BlockPtr part =
          left < kLeast ? nullptr : chapter.body->takeFitting(canvas, width, left);
      if (part) part->tag = tag;
      last->add(std::move(part), kBetween);
    }
    while (!chapter.body->empty()) {
      auto page = std::make_unique<internal::Stack>();
      internal::BlockPtr part = chapter.body->takePage(canvas, width, room);
      part->tag = tag;
      page->add(std::move(part));
      last = page.get();
      out.pages.push_back(std::move(page));
    }
    if (first) out.first = out.pages.size();
  }
  return out;
}

// Pale, and below everything else.
void drawWatermark(Canvas& canvas, const std::string& text, Point size) {
  constexpr double kSize = 46.0;
  constexpr double kTurn = -0.72;  // radians
  canvas.watermark(text, theme::in(theme::display(kSize), theme::kWatermark),
                   {size.x / 2.0, size.y / 2.0}, kTurn);
}

// The front of a text, as much of it as has room.
std::string shortened(Canvas& canvas, std::string text, const TextStyle& style, double room) {
  if (canvas.textWidth(text, style) <= room) return text;
  const auto inside = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
  const std::string more = "\u2026";
  while (!text.empty() && canvas.textWidth(text + more, style) > room) {
    while (!text.empty() && inside(text.back())) text.pop_back();
    if (!text.empty()) text.pop_back();
  }
  return text + more;
}

// Original: nothing is translated; Whole: the page is; None: others are.
enum class Translation { Original, Whole, None };

void drawHeader(Canvas& canvas, const Content& content, Point size, Translation translation) {
  const Labels& labels = content.labels;
  const Assessment& assessment = content.assessment;
  const double y = theme::kHeaderTop;
  constexpr double kMark = 8.0;
  canvas.fill(Path::rounded({theme::kMargin, y - kMark / 2.0, kMark, kMark}, 2.0), theme::kAccent);
  TextStyle brand = theme::subheading();
  brand.face = internal::Face::Display;
  constexpr double kGap = 16.0;
  double left = theme::kMargin + kMark + 6.0;
  canvas.label(labels("header.brand"), brand, {left, y});
  left += canvas.textWidth(labels("header.brand"), brand) + kGap;
  if (translation != Translation::Original) {
    const std::string notice =
        labels(translation == Translation::None ? "language.original_only" : "language.notice");
    const TextStyle style = theme::in(theme::strong(theme::small()), theme::kCaution);
    canvas.label(notice, style, {left, y});
    left += canvas.textWidth(notice, style) + kGap;
  }
  const std::string subject = content.user(assessment.subjectId);
  std::string date;
  if (!assessment.captured.empty()) {
    date = (subject.empty() ? "" : "  \u00b7  ") + labels.dateTime(assessment.captured);
  }
  const double right = size.x - theme::kMargin;
  const double room = right - left - canvas.textWidth(date, theme::small());
  canvas.label(shortened(canvas, subject, theme::small(), room) + date, theme::small(), {right, y},
               Align::Right);
}

// `review` is what is to be said of the translation, behind the state of the rule base.
void drawFooter(Canvas& canvas, const Content& content, Point size,
                const Labels::Values& pageNumbers, const std::string& review) {
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
    canvas.label(labels("footer.draft") + review,
                 theme::in(theme::strong(theme::small()), theme::kCaution), {x, first});
  } else {
    canvas.label(labels("footer.approved") + review, theme::small(), {x, first});
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

Result<void> checkStop(const PdfOptions& options) {
  if (!options.stop.stop_requested()) return {};
  return failure(ErrorCode::Cancelled, "cancelled between two pages; nothing was written");
}

}  // namespace

namespace internal {

Result<std::string> renderPages(const Assessment& assessment, const TextRenderer& texts,
                                const PagesTitle& title, const PdfOptions& options,
                                const ChapterMaker& makeChapters, std::vector<PlacedText>* placed) {
  const Labels labels(texts, options.lengths);
  const Point size = sizeOf(options.paper);
  internal::PdfSurface surface(size, {labels(title.title), labels(title.subject),
                                      labels("footer.version", {{"software", assessment.software}}),
                                      dateOf(assessment.captured), options.language});
  Canvas canvas(surface.context(), &surface.structure(), options.ink);
  canvas.noteTexts(placed);
  SideViews sideViews;
  const Content content{
      assessment,
      labels,
      canvas,
      sideViews,
      {size.x - 2.0 * theme::kMargin, size.y - theme::kBodyTop - theme::kFooterHeight},
      options.resultSha256};
  // The page for the runner is what is translated. The rest is for professionals and mixes
  // sentences of rules, methods and sources: in one language as a whole, rather than in two by
  // turns.
  const bool translated = options.language != kOriginalLanguage;
  const TextRenderer originalTexts = translated ? originalsOf(texts) : texts;
  const Labels originalLabels(originalTexts, options.lengths);
  const Content original{assessment, originalLabels, canvas,
                         sideViews,  content.page,   content.resultSha256};
  const LaidOut report =
      layOut(makeChapters(content, original), canvas, size, translated ? kOriginalLanguage : "");
  const std::string review = translated ? "  \u00b7  " + labels("language.notice") : std::string();
  const std::vector<internal::BlockPtr>& pages = report.pages;
  internal::Tag furniture{.role = internal::Role::Artifact};
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (auto go = checkStop(options); !go) return tl::unexpected(go.error());
    canvas.beginTag(&furniture);
    if (!title.watermark.empty()) drawWatermark(canvas, labels(title.watermark), size);
    drawHeader(canvas, content, size,
               !translated        ? Translation::Original
               : i < report.first ? Translation::Whole
                                  : Translation::None);
    canvas.endTag(&furniture);
    pages[i]->drawTagged(canvas, {theme::kMargin, theme::kBodyTop}, size.x - 2.0 * theme::kMargin);
    canvas.beginTag(&furniture);
    drawFooter(canvas, content, size,
               {{"page", std::to_string(i + 1)}, {"pages", std::to_string(pages.size())}}, review);
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
  if (auto go = checkStop(options); !go) return tl::unexpected(go.error());
  return surface.finish(options.attachments);
}

Result<std::string> renderNoted(const Assessment& assessment, const TextRenderer& texts,
                                const PdfOptions& options, std::vector<PlacedText>* placed) {
  const bool shop = isShop(assessment.decision);
  const PagesTitle title{shop ? "pdf.title_shop" : "pdf.title", "pdf.subject",
                         assessment.signOff ? "" : "watermark"};
  const ChapterMaker chapters = [](const Content& content, const Content& original) {
    std::vector<Chapter> made;
    made.push_back(runnerChapter(content));
    made.push_back(clinicalChapter(original));
    made.push_back(decisionChapter(original));
    made.push_back(limitsChapter(original));
    return made;
  };
  return renderPages(assessment, texts, title, options, chapters, placed);
}

}  // namespace internal

Result<std::string> renderPdf(const Assessment& assessment, const TextRenderer& texts,
                              const PdfOptions& options) {
  return internal::renderNoted(assessment, texts, options, nullptr);
}

}  // namespace podalign::report
