#include <qrencode.h>

#include <algorithm>
#include <memory>

#include "podalign/report/internal/figures.hpp"

namespace podalign::report::internal {

void drawQrCode(Canvas& canvas, const Rect& rect, const std::string& text) {
  constexpr int kSmallestVersion = 0;  // as many modules as the text needs
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(text.c_str(), kSmallestVersion, QR_ECLEVEL_M), QRcode_free);
  if (!code) return;
  const double side = std::min(rect.width, rect.height);
  const double each = side / code->width;
  Path dark;
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width;) {
      const auto isDark = [&](int at) {
        return (code->data[row * code->width + at] & 1U) != 0;  // the lowest bit is the colour
      };
      int end = column;
      while (end < code->width && isDark(end)) ++end;
      if (end > column) {
        dark.add(Path::rectangle(
            {rect.x + each * column, rect.y + each * row, each * (end - column), each}));
      }
      column = std::max(end, column + 1);
    }
  }
  canvas.fill(dark, rgb(0x000000));
}

}  // namespace podalign::report::internal
