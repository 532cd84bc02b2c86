#include "podalign/ingest/rsscan_frame.hpp"

#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {

std::optional<double> rsscanFrameTimeMs(std::string_view line) {
  line = plate_text::trimmed(line);
  if (!line.starts_with("Frame ")) return std::nullopt;
  const std::size_t open = line.find('(');
  if (open == std::string_view::npos) return std::nullopt;
  const auto time = plate_text::leadingNumber(line.substr(open + 1));
  if (!time || !plate_text::equalsIgnoringCase(time->rest, "ms)")) return std::nullopt;
  return time->number;
}

plantar::Grid rsscanGrid(std::size_t rows, std::size_t columns) {
  return {.rows = static_cast<int>(rows),
          .columns = static_cast<int>(columns),
          .columnSpacingMm = kRsscanColumnSpacingMm,
          .rowSpacingMm = kRsscanRowSpacingMm,
          .cellAreaMm2 = kRsscanColumnSpacingMm * kRsscanRowSpacingMm,
          .view = plantar::GridView::FromBelow};
}

}  // namespace podalign::ingest
