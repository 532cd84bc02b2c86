#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace podalign::ingest {

/// The attributes of a start tag; a name is `namespace|local`, or `local` without a namespace.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

 private:
  const char** pairs_;
};

/// What an XML reader calls. False ends the reading.
class XmlSink {
 public:
  XmlSink() = default;
  virtual ~XmlSink() = default;
  XmlSink(const XmlSink&) = delete;
  XmlSink& operator=(const XmlSink&) = delete;
  XmlSink(XmlSink&&) = delete;
  XmlSink& operator=(XmlSink&&) = delete;
  [[nodiscard]] virtual bool start(std::string_view name, const XmlAttributes& attributes) = 0;
  [[nodiscard]] virtual bool end(std::string_view name) = 0;
};

enum class XmlState { Going, Stopped, Cut, Damaged, Doctype, TooDeep, TooLong };

/// Reads XML piece by piece. No document type and so no entities of one's own, nothing from
/// outside; tags at most 64 deep and 1 MB long.
class XmlReader {
 public:
  explicit XmlReader(XmlSink& sink);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;
  XmlReader(XmlReader&&) = delete;
  XmlReader& operator=(XmlReader&&) = delete;

  XmlState feed(std::string_view piece);
  XmlState finish();
  [[nodiscard]] std::size_t line() const;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace podalign::ingest
