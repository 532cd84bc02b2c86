#include <expat.h>

#include <algorithm>
#include <exception>

#include "podalign/ingest/internal/xml.hpp"

namespace podalign::ingest {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kLongestTag = std::size_t{1} << 20U;
constexpr std::size_t kPiece = 65536;

}  // namespace

struct XmlReader::Parser {
  explicit Parser(XmlSink& receiver) : sink(receiver), expat(XML_ParserCreateNS(nullptr, '|')) {
    if (expat == nullptr) throw std::bad_alloc();
    XML_SetUserData(expat, this);
    XML_SetElementHandler(expat, &Parser::onStart, &Parser::onEnd);
    XML_SetStartDoctypeDeclHandler(expat, &Parser::onDoctype);
    // Seeds the hash of names: the same for the same input.
    XML_SetHashSalt(expat, 1);
  }
  ~Parser() { XML_ParserFree(expat); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  Parser(Parser&&) = delete;
  Parser& operator=(Parser&&) = delete;

  static void onStart(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto& parser = *static_cast<Parser*>(self);
    if (++parser.depth > kDeepest) return parser.stop(XmlState::TooDeep);
    if (!parser.sink.start(name, XmlAttributes(attributes))) parser.stop(XmlState::Stopped);
  }
  static void onEnd(void* self, const XML_Char* name) {
    auto& parser = *static_cast<Parser*>(self);
    --parser.depth;
    if (parser.state == XmlState::Going && !parser.sink.end(name)) parser.stop(XmlState::Stopped);
  }
  static void onDoctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<Parser*>(self)->stop(XmlState::Doctype);
  }
  void stop(XmlState why) {
    if (state == XmlState::Going) state = why;
    XML_StopParser(expat, XML_FALSE);
  }

  XmlState parse(std::string_view piece, bool last) {
    if (state != XmlState::Going) return state;
    fed += piece.size();
    const auto parsed =
        XML_Parse(expat, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
    if (parsed == XML_STATUS_ERROR && state == XmlState::Going) {
      const XML_Error error = XML_GetErrorCode(expat);
      const bool cut =
          last && (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
                   error == XML_ERROR_PARTIAL_CHAR || error == XML_ERROR_UNCLOSED_CDATA_SECTION);
      state = cut ? XmlState::Cut : XmlState::Damaged;
    }
    // The library looks at an unfinished tag again with every piece.
    const XML_Index at = XML_GetCurrentByteIndex(expat);
    const bool behind =
        at >= 0 && fed > kLongestTag && static_cast<std::size_t>(at) < fed - kLongestTag;
    if (state == XmlState::Going && !last && behind) state = XmlState::TooLong;
    return state;
  }

  XmlSink& sink;
  XML_Parser expat;
  std::size_t depth = 0;
  std::size_t fed = 0;
  XmlState state = XmlState::Going;
};

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (name == *pair) return std::string_view(*(pair + 1));
  }
  return std::nullopt;
}

XmlReader::XmlReader(XmlSink& sink) : parser_(std::make_unique<Parser>(sink)) {}
XmlReader::~XmlReader() = default;

XmlState XmlReader::feed(std::string_view piece) {
  for (; !piece.empty(); piece.remove_prefix(std::min(piece.size(), kPiece))) {
    if (parser_->parse(piece.substr(0, kPiece), false) != XmlState::Going) break;
  }
  return parser_->state;
}

XmlState XmlReader::finish() { return parser_->parse({}, true); }

std::size_t XmlReader::line() const { return XML_GetCurrentLineNumber(parser_->expat); }

}  // namespace podalign::ingest
