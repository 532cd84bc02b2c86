#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

#include "podalign/ingest/internal/inflate.hpp"

namespace podalign::ingest {
namespace {

int windowOf(Wrapping wrapping) {
  constexpr int kWindow = 15;
  constexpr int kGzip = 16;
  switch (wrapping) {
    case Wrapping::Raw: return -kWindow;
    case Wrapping::Gzip: return kWindow + kGzip;
    case Wrapping::Zlib: break;
  }
  return kWindow;
}

class Stream {
 public:
  explicit Stream(Wrapping wrapping) : open_(inflateInit2(&stream, windowOf(wrapping)) == Z_OK) {}
  ~Stream() {
    if (open_) inflateEnd(&stream);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  Stream(Stream&&) = delete;
  Stream& operator=(Stream&&) = delete;
  [[nodiscard]] bool isOpen() const { return open_; }

  z_stream stream{};

 private:
  bool open_;
};

}  // namespace

Inflated inflateTo(std::string_view packed, Wrapping wrapping, std::size_t most,
                   const ByteSink& sink) {
  constexpr std::size_t kPiece = 65536;
  std::array<Bytef, kPiece> piece;
  Stream opened(wrapping);
  if (!opened.isOpen()) return Inflated::Damaged;
  z_stream& stream = opened.stream;
  std::size_t made = 0;
  for (;;) {
    if (stream.avail_in == 0 && !packed.empty()) {
      const std::size_t next =
          std::min<std::size_t>(packed.size(), std::numeric_limits<uInt>::max());
      // zlib reads through this pointer only, and says so with z_const where it is compiled so.
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
      stream.avail_in = static_cast<uInt>(next);
      packed.remove_prefix(next);
    }
    stream.next_out = piece.data();
    stream.avail_out = static_cast<uInt>(piece.size());
    const int state = inflate(&stream, Z_NO_FLUSH);
    const std::size_t got = piece.size() - stream.avail_out;
    if (got > most - made) return Inflated::TooLong;
    made += got;
    const bool taken = got == 0 || sink({reinterpret_cast<const char*>(piece.data()), got});
    if (!taken) return Inflated::Stopped;
    if (state == Z_STREAM_END) return Inflated::Whole;
    if (state == Z_BUF_ERROR && got == 0 && packed.empty()) return Inflated::Cut;
    if (state != Z_OK && state != Z_BUF_ERROR) return Inflated::Damaged;
    if (stream.avail_in == 0 && packed.empty() && stream.avail_out > 0) return Inflated::Cut;
  }
}

}  // namespace podalign::ingest
