#include "orthanc/internal/study_job.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace podalign::orthanc {
namespace {

using nlohmann::json;

constexpr const char* kStl = "1.2.840.10008.5.1.4.1.1.104.3";
constexpr const char* kPdf = "1.2.840.10008.5.1.4.1.1.104.1";
constexpr const char* kMadeFrom = "ImageComments";
constexpr const char* kPlate = "/attachments/2048";
constexpr const char* kNote = "/metadata/4711";

struct GivenFile {
  std::string name;
  std::string bytes;
};

struct Study {
  std::vector<GivenFile> scans;
  std::optional<GivenFile> plate;
  std::string patient;
  std::string date;               ///< 2026-05-04, or empty
  std::string note;               ///< what the report will be of
  std::vector<std::string> pdfs;  ///< instances, reports among them
  bool atRest = false;            ///< nothing came for a while: both feet are there
};

std::string tag(const json& resource, const char* group, const char* name) {
  return resource.contains(group) ? resource[group].value(name, std::string()) : std::string();
}

Study readStudy(const std::string& id, const Archive& archive) {
  Study study;
  const std::string path = "/studies/" + id;
  const json about = archive.readJson(path);
  study.atRest = about.value("IsStable", false);
  if (!study.atRest) return study;
  study.patient = tag(about, "PatientMainDicomTags", "PatientID");
  const std::string day = tag(about, "MainDicomTags", "StudyDate");
  if (day.size() == 8 && day.find_first_not_of("0123456789") == std::string::npos) {
    study.date = day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6, 2);
  }
  std::vector<std::string> scans;
  const json instances = archive.readJson(path + "/instances");
  for (const json& instance : instances) {
    const std::string one = instance.value("ID", std::string());
    const auto kind = archive.read("/instances/" + one + "/metadata/SopClassUid");
    if (kind && *kind == kStl) scans.push_back(one);
    if (kind && *kind == kPdf) study.pdfs.push_back(one);
  }
  std::sort(scans.begin(), scans.end());
  for (const std::string& one : scans) {
    study.note += one + " ";
    if (auto bytes = archive.read("/instances/" + one + "/file")) {
      study.scans.push_back({one + ".dcm", std::move(*bytes)});
    }
  }
  if (auto bytes = archive.read(path + kPlate + "/data")) {
    study.note += "plate " + archive.read(path + kPlate + "/md5").value_or("");
    study.plate = GivenFile{"plate", std::move(*bytes)};
  }
  return study;
}

// Side and unit stand in the DICOM files; what is not known is not stated.
std::string caseText(const Study& study) {
  std::string text = "schema: podalign/case/1\nsetting: clinic\n";
  text +=
      "subject: {id: " + json(study.patient).dump(-1, ' ', false, json::error_handler_t::replace) +
      "}\n";
  if (!study.date.empty()) text += "captured: " + study.date + "\n";
  text += "scans:\n";
  for (const GivenFile& scan : study.scans) text += "  - {file: " + scan.name + "}\n";
  if (study.plate) text += "plates:\n  - {file: plate, kind: walking}\n";
  return text;
}

podalign_text textOf(const std::string& text) { return {text.data(), text.size()}; }

std::string base64(const void* bytes, std::uint64_t size) {
  std::string text(4 * ((size + 2) / 3) + 1, '\0');
  const int length =
      ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        static_cast<const unsigned char*>(bytes), static_cast<int>(size));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

// What a report was made from, as it stands in the report itself.
std::string madeFrom(const Study& study) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  ::EVP_Digest(study.note.data(), study.note.size(), digest.data(), &size, ::EVP_sha256(), nullptr);
  std::string text = "Made from sha256:";
  for (unsigned int i = 0; i < size; ++i) {
    constexpr const char* kDigits = "0123456789abcdef";
    text += kDigits[digest[i] >> 4U];
    text += kDigits[digest[i] & 15U];
  }
  return text;
}

// Whether the study holds the report already: it was stored, and the archive ended before the study
// was marked.
bool holdsReport(const Study& study, const Archive& archive) {
  const std::string wanted = madeFrom(study);
  return std::any_of(study.pdfs.begin(), study.pdfs.end(), [&](const std::string& one) {
    const json tags = archive.readJson("/instances/" + one + "/simplified-tags");
    return tags.is_object() && tags.contains(kMadeFrom) && tags[kMadeFrom] == wanted;
  });
}

bool store(const std::string& id, const Study& study, const podalign_document& report,
           const Archive& archive, const podalign_plugin& plugin) {
  const json made{{"Parent", id},
                  {"Tags",
                   {{"SOPClassUID", kPdf},
                    {"Modality", "DOC"},
                    {kMadeFrom, madeFrom(study)},
                    {"SeriesDescription", "Podalign foot report"},
                    {"SoftwareVersions", std::string("podalign ") + plugin.version}}},
                  {"Content", "data:application/pdf;base64," + base64(report.bytes, report.size)}};
  return archive.create("/tools/create-dicom", made.dump());
}

}  // namespace

StudyOutcome reportOn(const std::string& id, const Archive& archive, const podalign_plugin& plugin,
                      podalign_session* session) {
  const Study study = readStudy(id, archive);
  if (study.scans.empty()) return {};
  const std::string notePath = "/studies/" + id + kNote;
  if (archive.read(notePath) == study.note) return {};
  const auto mark = [&] {
    if (!archive.put(notePath, study.note)) archive.warn("the study could not be marked as done");
  };
  if (holdsReport(study, archive)) {
    mark();
    return {};
  }

  std::vector<podalign_file> files;
  const auto give = [&files](const GivenFile& given) {
    podalign_file file{};
    file.struct_size = sizeof file;
    file.name = textOf(given.name);
    file.bytes = given.bytes.data();
    file.size = given.bytes.size();
    files.push_back(file);
  };
  for (const GivenFile& scan : study.scans) give(scan);
  if (study.plate) give(*study.plate);
  const std::string text = caseText(study);
  podalign_request request{};
  request.struct_size = sizeof request;
  request.outputs = PODALIGN_PDF;
  request.case_text = textOf(text);
  request.files = files.data();
  request.file_count = files.size();
  podalign_error error{};
  error.struct_size = sizeof error;
  podalign_result* result = nullptr;
  const std::int32_t status = plugin.assess(session, &request, &result, &error);
  StudyOutcome outcome{StudyState::Refused, static_cast<const char*>(error.message)};
  if (status == PODALIGN_OK) {
    podalign_document report{};
    report.struct_size = sizeof report;
    const bool stored = plugin.read_document(result, 0, &report) == PODALIGN_OK &&
                        store(id, study, report, archive, plugin);
    outcome = {stored ? StudyState::Reported : StudyState::Refused,
               stored ? std::string() : "the report could not be stored"};
  }
  if (result != nullptr) plugin.release(result);
  // Refused scans are noted, too: the same ones would be refused for ever.
  mark();
  return outcome;
}

}  // namespace podalign::orthanc
