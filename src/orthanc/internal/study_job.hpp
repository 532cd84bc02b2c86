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
/// is one, to a report in the same study. Nothing while instances still come in. Done once for the
/// same scans and recording, also over restarts and kills: a note in the metadata of the study says
/// so, and every report says what it was made from, for an archive that ended between the two.
[[nodiscard]] StudyOutcome reportOn(const std::string& study, const Archive& archive,
                                    const podalign_plugin& plugin, podalign_session* session);

}  // namespace podalign::orthanc
