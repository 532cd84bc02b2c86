#include "orthanc/internal/archive.hpp"

namespace podalign::orthanc {
namespace {

// A buffer of the archive, given back at the end.
class Buffer {
 public:
  explicit Buffer(OrthancPluginContext* context) : context_(context) {}
  ~Buffer() {
    if (buffer_.data != nullptr) OrthancPluginFreeMemoryBuffer(context_, &buffer_);
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  OrthancPluginMemoryBuffer* operator&() { return &buffer_; }
  [[nodiscard]] std::string text() const {
    return {static_cast<const char*>(buffer_.data), buffer_.size};
  }

 private:
  OrthancPluginContext* context_;
  OrthancPluginMemoryBuffer buffer_{};
};

}  // namespace

std::optional<std::string> Archive::read(const std::string& path) const {
  Buffer answer(context_);
  if (OrthancPluginRestApiGet(context_, &answer, path.c_str()) != OrthancPluginErrorCode_Success) {
    return std::nullopt;
  }
  return answer.text();
}

nlohmann::json Archive::readJson(const std::string& path) const {
  const auto text = read(path);
  auto parsed = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
  return parsed.is_discarded() ? nlohmann::json() : parsed;
}

bool Archive::create(const std::string& path, const std::string& body) const {
  Buffer answer(context_);
  return OrthancPluginRestApiPost(context_, &answer, path.c_str(), body.data(),
                                  static_cast<std::uint32_t>(body.size())) ==
         OrthancPluginErrorCode_Success;
}

bool Archive::put(const std::string& path, const std::string& body) const {
  Buffer answer(context_);
  return OrthancPluginRestApiPut(context_, &answer, path.c_str(), body.data(),
                                 static_cast<std::uint32_t>(body.size())) ==
         OrthancPluginErrorCode_Success;
}

void Archive::info(const std::string& line) const {
  OrthancPluginLogInfo(context_, ("podalign: " + line).c_str());
}
void Archive::warn(const std::string& line) const {
  OrthancPluginLogWarning(context_, ("podalign: " + line).c_str());
}

}  // namespace podalign::orthanc
