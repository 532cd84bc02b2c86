#include <lcms2.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "podalign/report/internal/pdf_parts.hpp"
#include "podalign/report/internal/qpdf_types.hpp"
#include "podalign/report/internal/winansi_names.hpp"

namespace podalign::report::internal {
namespace {

using Object = QPDFObjectHandle;

// The characters of a subset, one bit each; Cairo numbers them from 0 without a gap.
std::string cidSet(Object& font) {
  Object widths = font.getKey("/W");
  std::size_t count = 1;
  if (widths.isArray() && widths.getArrayNItems() >= 2 && widths.getArrayItem(1).isArray()) {
    count = static_cast<std::size_t>(widths.getArrayItem(1).getArrayNItems());
  }
  constexpr std::size_t kBits = 8;
  std::string bits((count + kBits - 1) / kBits, '\0');
  for (std::size_t i = 0; i < count; ++i) {
    bits[i / kBits] =
        static_cast<char>(static_cast<unsigned char>(bits[i / kBits]) | (0x80U >> (i % kBits)));
  }
  return bits;
}

// Which glyphs a subset of single-byte codes holds: those with a width, as Cairo writes it.
std::string charSet(Object& font) {
  std::string names;
  std::string_view all = kWinAnsiNames;
  Object widths = font.getKey("/Widths");
  for (int code = 0; !all.empty() && code < widths.getArrayNItems(); ++code) {
    const std::size_t end = all.find(' ');
    const std::string_view name = all.substr(0, end);
    if (widths.getArrayItem(code).getNumericValue() > 0.0) names += "/" + std::string(name);
    all.remove_prefix(end + 1);
  }
  return names;
}

void completeFonts(QPDF& pdf, Archival level) {
  for (Object& object : pdf.getAllObjects()) {
    if (!object.isDictionaryOfType("/Font")) continue;
    const bool trueType = object.isDictionaryOfType("/Font", "/CIDFontType2");
    if (trueType) object.replaceKey("/CIDToGIDMap", Object::newName("/Identity"));
    if (level != Archival::A1b) continue;  // later parts want none rather than one in doubt
    if (trueType || object.isDictionaryOfType("/Font", "/CIDFontType0")) {
      object.getKey("/FontDescriptor").replaceKey("/CIDSet", pdf.newStream(cidSet(object)));
    }
    if (object.isDictionaryOfType("/Font", "/Type1")) {
      object.getKey("/FontDescriptor").replaceKey("/CharSet", Object::newString(charSet(object)));
    }
  }
}

Object outputIntent(QPDF& pdf) {
  Object profile = pdf.newStream(srgbProfile());
  profile.getDict().replaceKey("/N", Object::newInteger(3));
  const Object name = Object::newUnicodeString("sRGB IEC61966-2.1");
  return Object::newDictionary({{"/Type", Object::newName("/OutputIntent")},
                                {"/S", Object::newName("/GTS_PDFA1")},
                                {"/OutputConditionIdentifier", name},
                                {"/Info", name},
                                {"/DestOutputProfile", profile}});
}

struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};

}  // namespace

std::string srgbProfile() {
  const std::unique_ptr<void, CloseProfile> profile(cmsCreate_sRGBProfile());
  constexpr double kVersion = 2.1;  // what PDF/A-1 knows
  cmsUInt32Number size = 0;
  if (!profile) throw std::runtime_error("no sRGB profile");
  cmsSetProfileVersion(profile.get(), kVersion);
  if (cmsSaveProfileToMem(profile.get(), nullptr, &size) == 0) {
    throw std::runtime_error("no sRGB profile");
  }
  std::string bytes(size, '\0');
  if (cmsSaveProfileToMem(profile.get(), bytes.data(), &size) == 0) {
    throw std::runtime_error("no sRGB profile");
  }
  // The header holds the clock's time: the same report would have other bytes a second later.
  constexpr std::size_t kDate = 24;
  constexpr std::array<char, 12> kFixed{0x07, '\xD0', 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};  // 2000-01-01
  std::copy(kFixed.begin(), kFixed.end(), bytes.begin() + kDate);
  return bytes;
}

void writeArchival(QPDF& pdf, Archival level, const PdfFinish& finish) {
  Object root = pdf.getRoot();
  root.replaceKey("/Lang", Object::newUnicodeString(finish.language));
  root.replaceKey("/ViewerPreferences",
                  Object::newDictionary({{"/DisplayDocTitle", Object::newBool(true)}}));
  for (Object page : pdf.getAllPages()) page.removeKey("/Group");
  completeFonts(pdf, level);
  root.replaceKey("/OutputIntents", Object::newArray({outputIntent(pdf)}));
  Object metadata = pdf.newStream(xmpPacket(pdf, level, finish));
  metadata.getDict().replaceKey("/Type", Object::newName("/Metadata"));
  metadata.getDict().replaceKey("/Subtype", Object::newName("/XML"));
  root.replaceKey("/Metadata", metadata);
}

}  // namespace podalign::report::internal
