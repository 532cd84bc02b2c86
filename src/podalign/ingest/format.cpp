#include "podalign/ingest/format.hpp"

#include <array>

namespace podalign::ingest {
namespace {

struct Description {
  Format format;
  const char* name;
  const char* what;    // completes "this is ..."
  const char* remedy;  // a sentence
};

constexpr const char* kConvert = "Open it in the program that wrote it and export STL, PLY or OBJ.";
constexpr const char* kUnpack = "Unpack it and give the file that is inside.";
constexpr const char* kPicture = "A picture holds no 3D surface: export STL, PLY or OBJ.";

constexpr std::array kDescriptions{
    Description{Format::StlBinary, "stl-binary", "a 3D scan (binary STL)", ""},
    Description{Format::StlAscii, "stl-ascii", "a 3D scan (ASCII STL)", ""},
    Description{Format::PlyAscii, "ply-ascii", "a 3D scan (ASCII PLY)", ""},
    Description{Format::PlyBinaryLittleEndian, "ply-binary-little-endian", "a 3D scan (binary PLY)",
                ""},
    Description{Format::PlyBinaryBigEndian, "ply-binary-big-endian", "a 3D scan (binary PLY)", ""},
    Description{Format::Obj, "obj", "a 3D scan (OBJ)", ""},
    Description{Format::PcdAscii, "pcd-ascii", "a 3D scan (ASCII PCD points)", ""},
    Description{Format::PcdBinary, "pcd-binary", "a 3D scan (binary PCD points)", ""},
    Description{Format::PcdBinaryCompressed, "pcd-binary-compressed",
                "a 3D scan (compressed PCD points)", ""},
    Description{Format::Points, "points", "a 3D scan (list of points)", ""},
    Description{Format::Off, "off", "a 3D scan (OFF)", ""},
    Description{Format::Glb, "glb", "a 3D scan (binary glTF scene)", ""},
    Description{Format::Gltf, "gltf", "a 3D scan (glTF scene)", ""},
    Description{Format::ThreeMf, "3mf", "a 3D scan (3MF)", ""},
    Description{Format::DicomStl, "dicom-encapsulated-stl", "a 3D scan (DICOM encapsulated STL)",
                ""},
    Description{Format::DicomObj, "dicom-encapsulated-obj", "a 3D scan (DICOM encapsulated OBJ)",
                ""},
    Description{Format::DepthImages, "depth-images", "a 3D scan (depth images)", ""},
    Description{Format::Zip, "zip", "a zip archive", kUnpack},
    Description{Format::Gzip, "gzip", "a gzip archive", kUnpack},
    Description{Format::EmedLst, "emed-lst", "a pressure plate export (novel emed)", ""},
    Description{Format::TekscanAscii, "tekscan-ascii", "a pressure export (Tekscan ASCII)", ""},
    Description{Format::RsscanPlate, "rsscan-plate", "a pressure plate export (RSscan footscan)",
                ""},
    Description{Format::RsscanRollOff, "rsscan-roll-off",
                "a pressure plate export (RSscan footscan, Dynamic Roll off)", ""},
    Description{Format::Apd, "apd", "a pressure plate export (.apd)", ""},
    Description{Format::ZebrisRaw, "zebris-raw", "a pressure plate export (zebris)", ""},
    Description{Format::PlianceAsc, "pliance-asc", "a pressure mat export (novel pliance)", ""},
    Description{Format::StapponeCsv, "stappone-csv",
                "an insole export without calibration (Stappone)", ""},
    Description{Format::PedarAsc, "pedar-asc", "an insole pressure export (novel pedar)", ""},
    Description{Format::XsensorCsv, "xsensor-csv", "a pressure export (XSENSOR)", ""},

    Description{
        Format::Unknown, "unknown", "no format that is known here",
        "Scans: STL, PLY or OBJ, also 3MF, glTF, OFF, PCD and lists of points. Plates: "
        "text exports of novel emed, pedar and pliance, Tekscan, RSscan, zebris and XSENSOR. If it "
        "should be one of these, it was damaged on the way: export it again."},
    Description{Format::Html, "html", "a web page saved under the name of a scan",
                "Download the file itself: on the page, use its download or \"raw\" button."},
    Description{Format::GitLfsPointer, "git-lfs-pointer",
                "a Git LFS pointer: a note of where the file lies, not the file",
                "Run 'git lfs pull' where it comes from, or download the file itself."},
    Description{Format::Xml, "xml", "an XML document, often a server's error message",
                "Open it in a text editor to see what it says, then download the file itself."},
    Description{Format::Json, "json", "a JSON document, often a server's answer",
                "Open it in a text editor to see what it says, then download the file itself."},
    Description{Format::Utf16Text, "utf16-text", "text in UTF-16",
                "Save it as UTF-8 or plain text, or export it again."},
    Description{Format::OfficeDocument, "office-document",
                "an office document (spreadsheet or text)",
                "Export the measurement from the device's software as text."},
    Description{Format::SevenZip, "7z", "a 7-Zip archive", kUnpack},
    Description{Format::Rar, "rar", "a RAR archive", kUnpack},
    Description{Format::Pdf, "pdf", "a PDF document",
                "Export the measurement itself: STL, PLY or OBJ for scans, text for plates."},
    Description{Format::Png, "png", "a PNG picture", kPicture},
    Description{Format::Jpeg, "jpeg", "a JPEG picture", kPicture},
    Description{Format::Gif, "gif", "a GIF picture", kPicture},
    Description{Format::Tiff, "tiff", "a TIFF picture", kPicture},
    Description{Format::Bmp, "bmp", "a BMP picture", kPicture},
    Description{Format::Heic, "heic", "an HEIC picture", kPicture},
    Description{Format::Video, "video", "a video",
                "Make a 3D surface of it with a scanning app and export STL, PLY or OBJ."},
    Description{
        Format::Ole2, "ole2", "an old Excel workbook or office document (OLE2, such as .xls)",
        "A 3D scan was expected here; a pressure export saved as .xls is given as a plate."},
    Description{Format::Collada, "collada", "a COLLADA scene (.dae)", kConvert},
    Description{Format::Vrml, "vrml", "a VRML or X3D scene", kConvert},
    Description{Format::Fbx, "fbx", "an FBX scene", kConvert},
    Description{
        Format::NumberTable, "number-table", "a table of numbers that is no list of points",
        "For a scan, export the surface as STL, PLY or OBJ, or name the columns of its points "
        "in a first line (x y z). A matrix of pressures is read once its cell size, rate and unit "
        "are stated (--cell, --rate, --pressure-unit; cell_mm, rate_hz, pressure_unit in a case "
        "file)."},
    Description{Format::Step, "step", "a STEP drawing (CAD)", kConvert},
    Description{Format::Iges, "iges", "an IGES drawing (CAD)", kConvert},
    Description{Format::Dxf, "dxf", "a DXF drawing (CAD)", kConvert},
    Description{Format::Dicom, "dicom", "a DICOM object", "Export the surface in it as STL."},
    Description{Format::Las, "las", "a point cloud (LAS), which has no surface",
                "Export the meshed surface as STL, PLY or OBJ."},
    Description{Format::NumpyArray, "numpy-array", "a NumPy array",
                "A 3D scan was expected here; an array of pressures is given as a plate."},
    Description{
        Format::FootscanStability, "footscan-stability",
        "a stability export (RSscan footscan): the way of the centre of pressure alone",
        "No pressure is in it; export the measurement as 'Entire plate roll off' or 'Dynamic "
        "roll off'."},
    Description{Format::Texisense, "texisense", "a recording of a TexiSense mat",
                "Its numbers have no unit and no calibration is stated, so nothing in kPa or N can "
                "be computed; export pressures."},
    Description{Format::Blender, "blender", "a Blender project", kConvert},
    Description{Format::Rhino, "rhino", "a Rhino drawing (.3dm)", kConvert},
};

const Description& describe(Format format) {
  for (const Description& entry : kDescriptions) {
    if (entry.format == format) return entry;
  }
  return describe(Format::Unknown);
}

}  // namespace

const char* toString(Format format) { return describe(format).name; }

bool isScan(Format format) {
  switch (format) {
    case Format::StlBinary:
    case Format::StlAscii:
    case Format::PlyAscii:
    case Format::PlyBinaryLittleEndian:
    case Format::PlyBinaryBigEndian:
    case Format::Obj:
    case Format::PcdAscii:
    case Format::PcdBinary:
    case Format::PcdBinaryCompressed:
    case Format::Points:
    case Format::Off:
    case Format::Glb:
    case Format::Gltf:
    case Format::ThreeMf:
    case Format::DicomStl:
    case Format::DicomObj:
    case Format::DepthImages:
    case Format::Zip:
    case Format::Gzip: return true;
    default: return false;
  }
}

bool isPlate(Format format) {
  switch (format) {
    case Format::EmedLst:
    case Format::TekscanAscii:
    case Format::RsscanPlate:
    case Format::RsscanRollOff:
    case Format::ZebrisRaw:
    case Format::PedarAsc:
    case Format::StapponeCsv:
    case Format::PlianceAsc:
    case Format::Apd:
    case Format::XsensorCsv:
    case Format::Ole2: return true;
    default: return false;
  }
}

Error explainUnsupported(Format format, const std::string& sourceName) {
  const Description& entry = describe(format);
  std::string message = std::string("this is ") + entry.what + ". ";
  if (*entry.remedy != '\0') {
    message += entry.remedy;
  } else if (isPlate(format)) {
    message += "A 3D scan was expected here: give this file as a plate.";
  } else {
    message += "A plate export was expected here: give this file as a scan.";
  }
  return {ErrorCode::UnknownFormat, std::move(message), sourceName, 0};
}

}  // namespace podalign::ingest
