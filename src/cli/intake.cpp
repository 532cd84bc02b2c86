#include "cli/run.hpp"
#include "podalign/core/atomic_file.hpp"
#include "podalign/intake/form.hpp"

namespace podalign::cli {

Result<int> run(const IntakeArguments& arguments, Console& console) {
  auto folder = deliver::findProfiles();
  if (!folder) return tl::unexpected(folder.error());
  auto knowledge = deliver::loadKnowledge(arguments.language, Approval::NotAsked);
  if (!knowledge) return tl::unexpected(knowledge.error());
  auto layout = intake::readFormLayout(*folder, knowledge->vocabulary);
  if (!layout) return tl::unexpected(layout.error());
  const std::string page = intake::formPage(*knowledge, *layout);
  if (arguments.page == "-") {
    console.document(page);
    return kExitDone;
  }
  if (auto written = writeAtomically(arguments.page, page); !written) {
    return tl::unexpected(written.error());
  }
  console.message(knowledge->texts.render("cli.done"));
  return kExitDone;
}

}  // namespace podalign::cli
