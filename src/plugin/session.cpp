#include "plugin/internal/session.hpp"

#include <dlfcn.h>

#include <cstddef>

#include "plugin/internal/sized.hpp"
#include "podalign/deliver/knowledge.hpp"

namespace podalign::plugin {
namespace {

constexpr unsigned kMostThreads = 1024;
constexpr std::uint32_t kKnownFlags = PODALIGN_REQUIRE_APPROVED;

tl::unexpected<Failure> wrongSize(SizeProblem problem, const std::string& name) {
  if (problem == SizeProblem::UnknownMember) {
    return refuse(PODALIGN_E_NOT_SUPPORTED,
                  name + " uses a member that this version of the library does not know");
  }
  return refuse(PODALIGN_E_ARGUMENT, name + ": struct_size is not that of this struct");
}

Outcome<podalign_host> hostOf(const podalign_host* given) {
  if (given == nullptr) return podalign_host{};
  const auto host = readSized(given, offsetof(podalign_host, log));
  if (host.problem) return wrongSize(*host.problem, "podalign_host");
  if (host.value.abi != PODALIGN_ABI) {
    return refuse(PODALIGN_E_NOT_SUPPORTED, "podalign_host: abi is not PODALIGN_ABI");
  }
  return host.value;
}

Outcome<podalign_settings> settingsOf(const podalign_settings* given) {
  if (given == nullptr) return podalign_settings{};
  const auto settings = readSized(given, offsetof(podalign_settings, threads));
  if (settings.problem) return wrongSize(*settings.problem, "podalign_settings");
  const podalign_settings& value = settings.value;
  if (!isText(value.profiles) || !isText(value.language)) {
    return refuse(PODALIGN_E_ARGUMENT, "podalign_settings: a text with a size but without data");
  }
  if ((value.flags & ~kKnownFlags) != 0 || value.reserved != 0) {
    return refuse(PODALIGN_E_NOT_SUPPORTED, "podalign_settings: unknown flag");
  }
  if (value.threads > kMostThreads) {
    return refuse(PODALIGN_E_ARGUMENT, "podalign_settings: more than 1024 threads");
  }
  return value;
}

// A language is part of a path: nothing but letters and a hyphen.
bool isLanguage(std::string_view text) {
  return !text.empty() && text.size() <= 32 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") ==
             std::string_view::npos;
}

Result<std::filesystem::path> profilesFor(const podalign_settings& settings) {
  if (settings.profiles.size > 0) return std::filesystem::path(view(settings.profiles));
  Dl_info library{};
  if (::dladdr(reinterpret_cast<const void*>(&podalign_entry), &library) == 0) return {};
  std::error_code ignored;
  return deliver::findProfiles(
      std::filesystem::weakly_canonical(library.dli_fname, ignored).parent_path());
}

}  // namespace

void log(const Session& session, std::int32_t level, std::string_view line) {
  if (session.host.log != nullptr) {
    session.host.log(session.host.context, level, {line.data(), line.size()});
  }
}

Outcome<Session> openSession(const podalign_host* host, const podalign_settings* settings) {
  auto theHost = hostOf(host);
  if (!theHost) return tl::unexpected(theHost.error());
  auto asked = settingsOf(settings);
  if (!asked) return tl::unexpected(asked.error());
  Session session;
  session.host = *theHost;
  session.threads = asked->threads;
  session.language = asked->language.size > 0 ? std::string(view(asked->language)) : "en";
  if (!isLanguage(session.language)) {
    return refuse(PODALIGN_E_ARGUMENT, "podalign_settings: language is no language code");
  }
  const auto folder = profilesFor(*asked);
  if (!folder) return tl::unexpected(Failure{PODALIGN_E_RULE_BASE, folder.error()});
  const bool approved = (asked->flags & PODALIGN_REQUIRE_APPROVED) != 0;
  auto knowledge =
      deliver::loadKnowledge(*folder, session.language,
                             approved ? deliver::Approval::Required : deliver::Approval::NotAsked);
  if (!knowledge) return tl::unexpected(Failure{PODALIGN_E_RULE_BASE, knowledge.error()});
  auto shape = profile::loadInsoleShape(*folder, *knowledge);
  if (!shape) return tl::unexpected(Failure{PODALIGN_E_RULE_BASE, shape.error()});
  session.knowledge = std::move(*knowledge);
  session.insoleShape = std::move(*shape);
  session.software = pipeline::softwareVersion();
  session.ruleBase = profile::versionAndHash(session.knowledge.manifest);
  log(session, PODALIGN_LOG_INFO, "podalign " + session.software + ", rules " + session.ruleBase);
  return session;
}

}  // namespace podalign::plugin
