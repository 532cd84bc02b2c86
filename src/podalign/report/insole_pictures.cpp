#include "podalign/report/insole_document.hpp"
#include "podalign/report/internal/insole_figures.hpp"
#include "podalign/report/internal/sketch.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report {

Result<std::vector<Picture>> renderInsolePictures(const InsoleDocument& document,
                                                  const TextRenderer& texts,
                                                  const PictureOptions& options) {
  constexpr double kMargin = 16.0;
  constexpr double kTitle = 22.0;
  constexpr double kWidth = 540.0;
  constexpr double kPage = 1000.0;  // room for the tallest
  const internal::Labels labels(texts);
  std::vector<internal::Sketch> sketches;
  for (const MadeInsole& made : document.insoles) {
    const double height = internal::insoleSheetHeight(kPage);
    sketches.push_back({std::string("insole-") + toString(made.plan.side),
                        {kWidth, height + kTitle + 2.0 * kMargin},
                        [&, height](internal::Canvas& canvas) {
                          canvas.label(
                              labels(std::string("insole_form.title_") + toString(made.plan.side)),
                              internal::theme::subheading(), {kMargin, kMargin + 6.0});
                          internal::drawInsoleSheet(
                              canvas, {kMargin, kMargin + kTitle, kWidth - 2.0 * kMargin, height},
                              {made, document.assessment.scans[made.scan], labels});
                        }});
  }
  return internal::drawAll(sketches, options);
}

}  // namespace podalign::report
