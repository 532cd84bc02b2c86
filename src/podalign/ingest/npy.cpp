// "\x93NUMPY", version (two bytes), length of the head (two bytes, four from version 2 on, little
// endian), the head: a Python dictionary {'descr': '<f4', 'fortran_order': False, 'shape': (9, 720,
// 240), }, then the elements.
#include "podalign/ingest/npy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>

#include "podalign/ingest/plate_rows.hpp"
#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kLongestHead = 65536;
constexpr std::size_t kMostCellsPerSide = 4096;
constexpr double kLargestPressureKpa = 1.0e5;
constexpr std::string_view kRemedy = "export the array again, as kPa in 32-bit floating point";
// StepUP-P150: trial.npz, 3.6 x 1.2 m of cells of 5 mm.
constexpr std::size_t kStepUpRows = 720;
constexpr std::size_t kStepUpColumns = 240;

struct Element {
  char kind = 'f';
  std::size_t bytes = 4;
  bool swapped = false;
};

struct NpyHead {
  Element element;
  bool fortran = false;
  std::size_t frames = 1, rows = 0, columns = 0;
  std::size_t data = 0;  // where the elements begin
};

template <class Number>
double numberAt(const char* bytes, bool swapped) {
  std::array<char, sizeof(Number)> raw{};
  std::memcpy(raw.data(), bytes, raw.size());
  if (swapped) std::reverse(raw.begin(), raw.end());
  return static_cast<double>(std::bit_cast<Number>(raw));
}

using Decode = double (*)(const char*, bool);

Decode decoderOf(const Element& element) {
  struct Known {
    char kind;
    std::size_t bytes;
    Decode decode;
  };
  static constexpr std::array<Known, 10> kKnown{{{'u', 1, numberAt<std::uint8_t>},
                                                 {'u', 2, numberAt<std::uint16_t>},
                                                 {'u', 4, numberAt<std::uint32_t>},
                                                 {'u', 8, numberAt<std::uint64_t>},
                                                 {'i', 1, numberAt<std::int8_t>},
                                                 {'i', 2, numberAt<std::int16_t>},
                                                 {'i', 4, numberAt<std::int32_t>},
                                                 {'i', 8, numberAt<std::int64_t>},
                                                 {'f', 4, numberAt<float>},
                                                 {'f', 8, numberAt<double>}}};
  for (const Known& known : kKnown) {
    if (known.kind == element.kind && known.bytes == element.bytes) return known.decode;
  }
  return nullptr;
}

class NpyReader {
 public:
  NpyReader(std::string_view bytes, const std::string& sourceName, const MatrixStatement& statement)
      : bytes_(bytes), source_(sourceName), statement_(statement) {}
  Result<Annotated<std::vector<Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, const std::string& what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_);
  }
  Result<std::string_view> findHead();
  Result<void> readHead(std::string_view text);
  Result<void> readShape(std::string_view text);
  Result<void> readCells(LoadedCells& cells, double kpa) const;
  [[nodiscard]] bool stepUp() const {
    return head_.rows == kStepUpRows && head_.columns == kStepUpColumns;
  }

  std::string_view bytes_;
  std::string source_;
  const MatrixStatement& statement_;
  NpyHead head_;
};

std::optional<std::string_view> entryOf(std::string_view head, std::string_view key) {
  const std::size_t at = head.find(fmt::format("'{}'", key));
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t colon = head.find(':', at);
  if (colon == std::string_view::npos) return std::nullopt;
  return plate_text::trimmed(head.substr(colon + 1));
}

Result<std::string_view> NpyReader::findHead() {
  constexpr std::size_t kVersionAt = 6;
  constexpr std::size_t kLengthAt = 8;
  if (bytes_.size() < kLengthAt + 2) {
    return refuse(ErrorCode::Truncated, "the head of the array is cut short");
  }
  const int version = static_cast<unsigned char>(bytes_[kVersionAt]);
  const std::size_t lengthBytes = version == 1 ? 2 : 4;
  if (version < 1 || version > 3 || bytes_.size() < kLengthAt + lengthBytes) {
    return refuse(ErrorCode::Malformed, "this is no NumPy array of version 1 to 3");
  }
  std::size_t length = 0;
  for (std::size_t i = lengthBytes; i-- > 0;) {
    length = length * 256 + static_cast<unsigned char>(bytes_[kLengthAt + i]);
  }
  if (length > kLongestHead) return refuse(ErrorCode::Malformed, "the head is longer than 64 KB");
  if (length > bytes_.size() - kLengthAt - lengthBytes) {
    return refuse(ErrorCode::Truncated, "the head of the array is cut short");
  }
  head_.data = kLengthAt + lengthBytes + length;
  return bytes_.substr(kLengthAt + lengthBytes, length);
}

// "(9, 720, 240)": two or three sizes.
Result<void> NpyReader::readShape(std::string_view text) {
  std::vector<std::size_t> sizes;
  const std::size_t end = text.find(')');
  if (text.empty() || text.front() != '(' || end == std::string_view::npos) {
    return refuse(ErrorCode::Malformed, "the shape of the array is no list of sizes");
  }
  plate_text::FieldCursor fields(text.substr(1, end - 1), ',');
  while (fields.next()) {
    if (fields.field().empty()) continue;
    const auto size = plate_text::integerFrom(fields.field());
    if (!size || *size < 1 || sizes.size() == 4) {
      return refuse(ErrorCode::Malformed, "the shape of the array is no list of sizes above 0");
    }
    sizes.push_back(static_cast<std::size_t>(*size));
  }
  if (sizes.size() < 2 || sizes.size() > 3) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("an array of {} dimensions; (rows, columns) or (frames, rows, "
                              "columns) are read",
                              sizes.size()));
  }
  head_.columns = sizes.back();
  head_.rows = sizes[sizes.size() - 2];
  head_.frames = sizes.size() == 3 ? sizes.front() : 1;
  if (head_.rows > kMostCellsPerSide || head_.columns > kMostCellsPerSide) {
    return refuse(ErrorCode::TooLarge,
                  fmt::format("frames of {} rows and {} columns are no pressure "
                              "sensor",
                              head_.rows, head_.columns));
  }
  return {};
}

Result<void> NpyReader::readHead(std::string_view text) {
  const auto type = entryOf(text, "descr");
  const auto order = entryOf(text, "fortran_order");
  const auto shape = entryOf(text, "shape");
  if (!type || !order || !shape) {
    return refuse(ErrorCode::Malformed, "the head states no type, order or shape");
  }
  constexpr std::size_t kTypeLength = 5;  // '<f4'
  const std::string_view name = type->substr(0, kTypeLength);
  const bool quoted = name.size() == kTypeLength && name.front() == name.back();
  head_.element = {quoted ? name[2] : '?', quoted ? static_cast<std::size_t>(name[3] - '0') : 0,
                   quoted && name[1] == '>' && name[3] != '1'};
  if (!quoted || std::string_view("<>|=").find(name[1]) == std::string_view::npos ||
      decoderOf(head_.element) == nullptr) {
    return refuse(ErrorCode::UnknownFormat,
                  fmt::format("elements of the type {} are not read", plate_text::excerpt(name)));
  }
  head_.fortran = order->starts_with("True");
  if (auto sized = readShape(*shape); !sized) return sized;
  const std::size_t cells = head_.rows * head_.columns;
  const std::size_t there = (bytes_.size() - head_.data) / head_.element.bytes;
  if (head_.frames > there / cells) {
    return refuse(ErrorCode::Truncated,
                  fmt::format("{} of {} frames are there: the file is cut short", there / cells,
                              head_.frames));
  }
  return {};
}

Result<void> NpyReader::readCells(LoadedCells& cells, double kpa) const {
  const Decode decode = decoderOf(head_.element);
  const double largest = kLargestPressureKpa / kpa;
  const std::size_t frameStep = head_.fortran ? 1 : head_.rows * head_.columns;
  const std::size_t rowStep = head_.fortran ? head_.frames : head_.columns;
  const std::size_t columnStep = head_.fortran ? head_.frames * head_.rows : 1;
  const char* data = bytes_.data() + head_.data;
  for (std::size_t frame = 0; frame < head_.frames; ++frame) {
    if (cells.full()) {
      return refuse(ErrorCode::TooLarge,
                    "more cells are loaded than feet can load: these are no pressures of a walk");
    }
    cells.beginFrame();
    for (std::size_t row = 0; row < head_.rows; ++row) {
      for (std::size_t column = 0; column < head_.columns; ++column) {
        const std::size_t at = frame * frameStep + row * rowStep + column * columnStep;
        const double value = decode(data + at * head_.element.bytes, head_.element.swapped);
        if (!(value >= 0.0 && value <= largest)) {
          return refuse(ErrorCode::Malformed,
                        fmt::format("{} in frame {}, row {}, column {} is no pressure", value,
                                    frame, row, column));
        }
        if (value > 0.0) cells.add(row, column, static_cast<float>(value));
      }
    }
  }
  return {};
}

Result<Annotated<std::vector<Recording>>> NpyReader::read() {
  const auto text = findHead();
  if (!text) return tl::unexpected(text.error());
  if (auto head = readHead(*text); !head) return tl::unexpected(head.error());
  const std::string_view hint =
      stepUp()
          ? "this array has the shape of a StepUP-P150 trial (cells of 5 x 5 mm, 100 Hz, kPa as "
            "published: state so if it is one); "
          : "";
  if (auto stated = checkStatement(statement_, head_.frames, source_, hint); !stated) {
    return tl::unexpected(stated.error());
  }
  const double kpa =
      *kpaOfStatedUnit(*statement_.unit, *statement_.columnSpacingMm * *statement_.rowSpacingMm);
  LoadedCells cells(head_.rows, head_.columns);
  if (auto read = readCells(cells, kpa); !read) return tl::unexpected(read.error());
  Annotated<std::vector<Recording>> result;
  Recording& recording = result.value.emplace_back();
  recording.format = kNpyFormat;
  recording.noiseFloorKpa = cells.smallestLoad() * kpa;
  cells.moveInto(recording, kpa);
  describeMatrix(statement_, {0, static_cast<int>(head_.rows) - 1},
                 {0, static_cast<int>(head_.columns) - 1}, source_, result);
  if (stepUp()) {
    result.findings.push_back({{"PLATE.STEPUP_SHAPE", {}}, Severity::Note, source_});
  }
  return result;
}

}  // namespace

Result<Annotated<std::vector<Recording>>> readNpy(std::string_view bytes,
                                                  const std::string& sourceName,
                                                  const MatrixStatement& statement) {
  return NpyReader(bytes, sourceName, statement).read();
}

}  // namespace podalign::ingest
