#pragma once

#include <orthanc/OrthancCPlugin.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace podalign::orthanc {

/// The archive that loaded us, through its own REST interface. Threads: any but those of its
/// callbacks, which hold its locks.
class Archive {
 public:
  explicit Archive(OrthancPluginContext* context) : context_(context) {}

  /// Nothing where there is no such thing.
  [[nodiscard]] std::optional<std::string> read(const std::string& path) const;
  [[nodiscard]] nlohmann::json readJson(const std::string& path) const;  ///< null: not there
  [[nodiscard]] bool create(const std::string& path, const std::string& body) const;
  [[nodiscard]] bool put(const std::string& path, const std::string& body) const;

  void info(const std::string& line) const;
  void warn(const std::string& line) const;

 private:
  OrthancPluginContext* context_;
};

}  // namespace podalign::orthanc
