#include "podalign/insole/internal/zip.hpp"

#include <zlib.h>

#include <array>
#include <cstring>

namespace podalign::insole {
namespace {

constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint16_t kFirstDay = 0x21;  // 1980-01-01

template <class T>
void put(std::string& bytes, T value) {
  std::array<char, sizeof(T)> raw{};
  std::memcpy(raw.data(), &value, sizeof(T));
  bytes.append(raw.data(), raw.size());
}

Result<std::string> deflated(const std::string& bytes) {
  z_stream stream{};
  constexpr int kRaw = -15;  // window bits; negative: no zlib header
  constexpr int kMemory = 8;
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kRaw, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    return failure(ErrorCode::Internal, "an archive could not be packed");
  }
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  // zlib takes its input without const; it does not write to it.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int status = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) {
    return failure(ErrorCode::Internal, "an archive could not be packed");
  }
  return packed;
}

// What local header and directory share: from the version needed to the length of the extra field.
std::string commonFields(const ZipPart& part, const std::string& packed) {
  std::string fields;
  put(fields, kVersion);
  put(fields, std::uint16_t{0});  // flags
  put(fields, kDeflated);
  put(fields, std::uint16_t{0});  // time
  put(fields, kFirstDay);
  put(fields, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(part.bytes.data()),
                                               static_cast<uInt>(part.bytes.size()))));
  put(fields, static_cast<std::uint32_t>(packed.size()));
  put(fields, static_cast<std::uint32_t>(part.bytes.size()));
  put(fields, static_cast<std::uint16_t>(part.name.size()));
  put(fields, std::uint16_t{0});  // extra field
  return fields;
}

}  // namespace

Result<std::string> zipOf(const std::vector<ZipPart>& parts) {
  std::string archive;
  std::string directory;
  for (const ZipPart& part : parts) {
    auto packed = deflated(part.bytes);
    if (!packed) return packed;
    const std::string fields = commonFields(part, *packed);
    const auto begin = static_cast<std::uint32_t>(archive.size());
    archive += std::string("PK\x03\x04", 4) + fields + part.name + *packed;
    directory += std::string("PK\x01\x02", 4);
    put(directory, kVersion);  // made by
    directory += fields;
    put(directory, std::uint16_t{0});  // comment
    put(directory, std::uint16_t{0});  // disk
    put(directory, std::uint16_t{0});  // internal attributes
    put(directory, std::uint32_t{0});  // external attributes
    put(directory, begin);
    directory += part.name;
  }
  const auto begin = static_cast<std::uint32_t>(archive.size());
  archive += directory + std::string("PK\x05\x06", 4);
  put(archive, std::uint32_t{0});  // disks
  put(archive, static_cast<std::uint16_t>(parts.size()));
  put(archive, static_cast<std::uint16_t>(parts.size()));
  put(archive, static_cast<std::uint32_t>(directory.size()));
  put(archive, begin);
  put(archive, std::uint16_t{0});  // comment
  return archive;
}

}  // namespace podalign::insole
