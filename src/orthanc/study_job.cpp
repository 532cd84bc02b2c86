#include "orthanc/internal/study_job.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace podalign::orthanc {
namespace {

using nlohmann::json;

constexpr const char* kStl = "1.2.840.10008.5.1.4.1.1.104.3";
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
  std::string date;  ///< 2026-05-04, or empty
  std::string note;  ///< what the report will be of
};

std::string tag(const json& resource, const char* group, const char* name) {
  return resource.contains(group) ? resource[group].value(name, std::string()) : std::string();
}

Study readStudy(const std::string& id, const Archive& archive) {
  Study study;
  const std::string path = "/studies/" + id;
  const json about = archive.readJson(path);
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

bool store(const std::string& study, const podalign_document& report, const Archive& archive,
           const podalign_plugin& plugin) {
  const json made{{"Parent", study},
                  {"Tags",
                   {{"SOPClassUID", "1.2.840.10008.5.1.4.1.1.104.1"},
                    {"Modality", "DOC"},
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
                        store(id, report, archive, plugin);
    outcome = {stored ? StudyState::Reported : StudyState::Refused,
               stored ? std::string() : "the report could not be stored"};
  }
  if (result != nullptr) plugin.release(result);
  // Refused scans are noted, too: the same ones would be refused for ever.
  if (!archive.put(notePath, study.note)) archive.warn("the study could not be marked as done");
  return outcome;
}

}  // namespace podalign::orthanc
