#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <variant>
#include <vector>

// Old Excel workbooks (BIFF8 in OLE2) with one sheet, written as [MS-XLS] and [MS-CFB] say.
namespace podalign::testing {

using WorkbookCell = std::variant<std::monostate, double, std::string>;
using WorkbookRows = std::vector<std::vector<WorkbookCell>>;

namespace workbook {

template <class Number>
std::string little(Number number) {
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}
inline std::string u16(std::size_t n) { return little(static_cast<std::uint16_t>(n)); }
inline std::string u32(std::size_t n) { return little(static_cast<std::uint32_t>(n)); }
inline std::string record(std::uint16_t type, const std::string& body) {
  return u16(type) + u16(body.size()) + body;
}

inline std::string cellsOf(const WorkbookRows& rows) {
  std::string cells;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      const std::string at = u16(row) + u16(column) + u16(0);
      if (const auto* number = std::get_if<double>(&rows[row][column])) {
        cells += record(0x0203, at + little(*number));
      } else if (const auto* text = std::get_if<std::string>(&rows[row][column])) {
        cells += record(0x0204, at + u16(text->size()) + std::string(1, '\0') + *text);
      }
    }
  }
  return cells;
}

// The stream "Workbook".
inline std::string stream(const WorkbookRows& rows) {
  const auto begin = [](std::uint16_t kind) {
    return record(0x0809, u16(0x0600) + u16(kind) + u16(0x0DBB) + u16(0x07CC) + u32(0) + u32(6));
  };
  const auto sheetAt = [](std::size_t offset) {
    return record(0x0085, u32(offset) + u16(0) + std::string("\x01\0S", 3));
  };
  const std::string end = record(0x000A, "");
  const std::size_t globals = begin(5).size() + sheetAt(0).size() + end.size();
  std::size_t columns = 0;
  for (const auto& row : rows) columns = std::max(columns, row.size());
  return begin(5) + sheetAt(globals) + end + begin(0x10) +
         record(0x0200, u32(0) + u32(rows.size()) + u16(0) + u16(columns) + u16(0)) +
         cellsOf(rows) + end;
}

inline std::string directoryEntry(const std::string& name, int type, std::uint32_t child,
                                  std::uint32_t start, std::size_t size) {
  std::string entry;
  for (const char c : name) entry += std::string{c, '\0'};
  entry.resize(64, '\0');
  entry += u16(2 * name.size() + 2) + std::string{static_cast<char>(type), '\1'};
  entry += u32(0xFFFFFFFF) + u32(0xFFFFFFFF) + u32(child);
  entry.resize(116, '\0');
  return entry + u32(start) + u32(size) + u32(0);
}

}  // namespace workbook

inline std::string workbookBytes(const WorkbookRows& rows) {
  using namespace workbook;
  constexpr std::size_t kSector = 512;
  constexpr std::uint32_t kEnd = 0xFFFFFFFE;
  constexpr std::uint32_t kFree = 0xFFFFFFFF;
  std::string data = stream(rows);
  data.resize(
      std::max<std::size_t>(4096 + kSector, (data.size() + kSector - 1) / kSector * kSector),
      '\0');  // smaller streams would lie elsewhere
  const std::size_t dataSectors = data.size() / kSector;
  std::size_t fatSectors = 1;
  while (fatSectors * kSector / 4 < fatSectors + 1 + dataSectors) ++fatSectors;
  std::string fat;
  for (std::size_t i = 0; i < fatSectors; ++i) fat += u32(0xFFFFFFFD);
  fat += u32(kEnd);  // the directory
  const std::size_t first = fatSectors + 1;
  for (std::size_t i = 1; i < dataSectors; ++i) fat += u32(first + i);
  fat += u32(kEnd);
  while (fat.size() < fatSectors * kSector) fat += u32(kFree);
  std::string head("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  head.resize(24, '\0');
  head += u16(0x3E) + u16(3) + u16(0xFFFE) + u16(9) + u16(6) + std::string(6, '\0');
  head += u32(0) + u32(fatSectors) + u32(fatSectors) + u32(0) + u32(4096);
  head += u32(kEnd) + u32(0) + u32(kEnd) + u32(0);
  for (std::size_t i = 0; i < 109; ++i) head += u32(i < fatSectors ? i : kFree);
  std::string directory =
      directoryEntry("Root Entry", 5, 1, kEnd, 0) +
      directoryEntry("Workbook", 2, kFree, static_cast<std::uint32_t>(first), data.size());
  directory.resize(kSector, '\0');
  return head + fat + directory + data;
}

// A tab-separated text as the sheet that a spreadsheet program makes of it.
inline std::string workbookOfText(const std::string& text) {
  WorkbookRows rows;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find('\n', at);
    if (end == std::string::npos) end = text.size();
    std::string line = text.substr(at, end - at);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    at = end + 1;
    auto& row = rows.emplace_back();
    for (std::size_t from = 0; from <= line.size();) {
      std::size_t to = line.find('\t', from);
      if (to == std::string::npos) to = line.size();
      const std::string field = line.substr(from, to - from);
      from = to + 1;
      char* rest = nullptr;
      const double number = std::strtod(field.c_str(), &rest);
      if (field.empty()) {
        row.emplace_back();
      } else if (*rest == '\0') {
        row.emplace_back(number);
      } else {
        row.emplace_back(field);
      }
    }
  }
  return workbookBytes(rows);
}

}  // namespace podalign::testing
