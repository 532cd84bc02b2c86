#pragma once

#include <string>

#include "orthanc/internal/archive.hpp"
#include "plugin/podalign.h"

namespace podalign::orthanc {

enum class StudyState { NothingToDo, Reported, Refused };

struct StudyOutcome {
  StudyState state = StudyState::NothingToDo;
  std::string message;
};

/// Both feet of a study (Encapsulated STL), and the plate export in its attachment 2048 where there
/// is one, to a report in the same study. Done once for the same scans: the loop guard, which holds
/// over restarts, is a note in the metadata of the study.
[[nodiscard]] StudyOutcome reportOn(const std::string& study, const Archive& archive,
                                    const podalign_plugin& plugin, podalign_session* session);

}  // namespace podalign::orthanc
