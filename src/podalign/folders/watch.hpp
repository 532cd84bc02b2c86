#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "podalign/deliver/documents.hpp"
#include "podalign/folders/hot_folder.hpp"

namespace podalign::folders {

enum class Until {
  Stopped,  ///< goes on until `stop`
  Empty     ///< ends when nothing that could be done is left
};

struct WatchOptions {
  std::filesystem::path folder;
  DropDefaults defaults;
  deliver::DeliveryOptions delivery;
  std::chrono::milliseconds settle{2000};      ///< no change for so long: the file is whole
  std::chrono::milliseconds pairWait{600000};  ///< how long one foot waits for the other
  Until until = Until::Stopped;
  std::stop_token stop = {};
  std::function<void(const std::string& line)> finished = {};  ///< a case, as one JSON object
};

struct WatchSummary {
  std::size_t done = 0;
  std::size_t failed = 0;
};

/// Assesses what scanner software drops into a folder: folders with a `case.yaml`, or loose files
/// whose names say what belongs together (inbox.hpp). What is done lies in `done/NAME` with its
/// documents in `documents`, what cannot be used in `failed/NAME` with `reason.txt`. A run that was
/// killed leaves nothing lost or doubled: the next one goes on.
///
/// Errors: WriteFailed, also where another run watches the folder; FileNotFound.
[[nodiscard]] Result<WatchSummary> watchFolder(const WatchOptions& options,
                                               const profile::Profile& knowledge);

}  // namespace podalign::folders
