#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <regex>
#include <string>
#include <vector>

/// Looks at a PDF as a reader does: through poppler's and QPDF's programs.
namespace podalign::testing {

inline std::string outputOf(const std::string& command) {
  std::string out;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  if (!pipe) return out;
  std::array<char, 4096> buffer{};
  std::size_t count = 0;
  while ((count = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0) {
    out.append(buffer.data(), count);
  }
  return out;
}

/// Every stretch of blanks (line ends, no-break spaces, page ends) as one blank.
inline std::string flat(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool noBreak = text.compare(i, 2, "\u00a0") == 0;
    const bool blank = noBreak || std::isspace(static_cast<unsigned char>(text[i])) != 0;
    if (noBreak) ++i;
    if (!blank) {
      out += text[i];
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

/// A word with its box in points, from the upper left corner of the page.
struct Word {
  double left, top, right, bottom;
  std::string text;
};

struct PageWords {
  double width = 0.0;
  double height = 0.0;
  std::vector<Word> words;
};

class PdfFile {
 public:
  explicit PdfFile(const std::string& bytes)
      : path_(::testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::replace(path_.begin(), path_.end(), '/', '_');
    static int count = 0;  // several files in one test
    path_ = ::testing::TempDir() + "report_" + path_ + "_" + std::to_string(::getpid()) + "_" +
            std::to_string(++count) + ".pdf";
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~PdfFile() { std::remove(path_.c_str()); }
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  /// Text in the order of drawing, one element per page.
  [[nodiscard]] std::vector<std::string> pages() const {
    std::vector<std::string> pages;
    std::string all = outputOf("pdftotext -raw '" + path_ + "' -");
    for (std::size_t end = all.find('\f'); end != std::string::npos; end = all.find('\f')) {
      pages.push_back(flat(all.substr(0, end)));
      all.erase(0, end + 1);
    }
    return pages;
  }
  [[nodiscard]] std::string text() const {
    std::string all;
    for (const std::string& page : pages()) all += page + " ";
    return all;
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string check() const { return outputOf("qpdf --check '" + path_ + "' 2>&1"); }
  [[nodiscard]] std::string info() const { return outputOf("pdfinfo '" + path_ + "' 2>&1"); }
  [[nodiscard]] std::string fonts() const { return outputOf("pdffonts '" + path_ + "' 2>&1"); }

  [[nodiscard]] std::vector<PageWords> words() const {
    static const std::regex page("<page width=\"([0-9.]+)\" height=\"([0-9.]+)\"");
    static const std::regex word(
        "<word xMin=\"([-0-9.]+)\" yMin=\"([-0-9.]+)\" xMax=\"([-0-9.]+)\" yMax=\"([-0-9.]+)\">"
        "([^<]*)</word>");
    std::vector<PageWords> pages;
    std::string all = outputOf("pdftotext -bbox '" + path_ + "' -");
    std::size_t from = 0;
    for (std::size_t end = all.find('\n'); end != std::string::npos; end = all.find('\n', from)) {
      const std::string line = all.substr(from, end - from);
      from = end + 1;
      std::smatch match;
      if (std::regex_search(line, match, page)) {
        pages.push_back({std::stod(match[1]), std::stod(match[2]), {}});
      } else if (std::regex_search(line, match, word)) {
        pages.back().words.push_back({std::stod(match[1]), std::stod(match[2]), std::stod(match[3]),
                                      std::stod(match[4]), match[5]});
      }
    }
    return pages;
  }

 private:
  std::string path_;
};

}  // namespace podalign::testing
