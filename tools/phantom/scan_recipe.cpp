#include "phantom/scan_recipe.hpp"

#include <Eigen/Geometry>
#include <cstdio>
#include <map>
#include <stdexcept>

#include "phantom/degrade.hpp"
#include "phantom/degrade_cloud.hpp"
#include "phantom/degrade_foam.hpp"
#include "phantom/degrade_mesh.hpp"
#include "phantom/degrade_random.hpp"
#include "phantom/degrade_scene.hpp"
#include "phantom/degrade_skin.hpp"
#include "phantom/degrade_sole.hpp"
#include "phantom/loft.hpp"
#include "phantom/surface_files.hpp"
#include "phantom/truth_files.hpp"

namespace phantom {
namespace {

using Eigen::Isometry3d;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

PhantomFoot footOf(const ScanRecipe& r, bool otherFoot) {
  FootParameters p = r.family == "loft" ? randomLoftFoot(r.seed) : randomFoot(r.seed);
  if (!r.side.empty()) p.side = r.side == "left" ? Side::Left : Side::Right;
  if (otherFoot) p.side = p.side == Side::Left ? Side::Right : Side::Left;
  if (r.halluxDeg >= 0.0) p.halluxAngleDeg = r.halluxDeg;
  return r.family == "loft" ? makeLoftFoot(p, r.edgeMm) : makeFoot(p, r.edgeMm);
}

// What happens to one foot, in its frame F.
Surface ofOneFoot(const ScanRecipe& r, Surface s, std::string& words) {
  const auto say = [&](const std::string& what) { words += "; " + what; };
  if (r.sockMm > 0.0) {
    s = inSock(s, r.sockMm, r.edgeMm);
    say("sock of " + number(r.sockMm) + " mm");
  }
  if (r.cutMm > 0.0) s = cutFlat(s, r.cutMm, r.edgeMm);
  if (r.legMm > 0.0) {
    s = withLeg(s, {.aboveMm = r.legMm, .forwardLeanDeg = r.leanDeg});
    say("leg of " + number(r.legMm) + " mm");
  }
  if (r.decimateMm > 0.0) s = decimated(s, r.decimateMm);
  if (r.bumpsMm > 0.0) {
    s = bumpy(s, {r.bumpsMm, r.wavelengthMm}, r.seed);
    say("bumps of " + number(r.bumpsMm) + " mm");
  }
  if (r.noiseMm > 0.0) {
    s = noisy(s, r.noiseMm, r.seed);
    say("noise of " + number(r.noiseMm) + " mm");
  }
  if (!r.sole.empty()) say("sole " + r.sole);
  if (r.sole == "open") s = openSole(s);
  if (r.sole == "open-walls") s = openSoleAndWalls(s, 15.0);
  if (r.sole == "flat") s = flatFilledSole(s);
  if (r.sole == "shallow") s = shallowSole(s, 0.4);
  if (r.sole == "pressed") s = pressedOnGlass(s, 2.0, 1.0);
  if (r.sole == "plantar") s = plantarOnly(s, 25.0);
  if (r.holes > 0) {
    const Holes holes{r.holes, r.holeMm};
    s = r.bridged ? holesBridged(s, holes, r.seed) : holed(s, holes, r.seed);
    say(std::to_string(r.holes) + " holes of " + number(r.holeMm) + " mm" +
        (r.bridged ? ", bridged" : ""));
  }
  return s;
}

// What happens to the scene.
Surface ofScene(const ScanRecipe& r, Surface s, std::string& words) {
  const auto say = [&](const std::string& what) { words += "; " + what; };
  if (!r.foam.empty()) {
    constexpr double kWallMm = 3.0;
    const bool cast = r.foam == "positive";
    s = walledFinely(cast ? foamPositive(s, {}) : foamNegative(s, {}), kWallMm);
    if (r.foam == "sheet") s = seenFromAbove(s);
    say("foam " + r.foam);
  }
  if (!r.floor.empty()) say("floor: " + r.floor);
  if (r.floor == "slab") s = withFloorSlab(s, {});
  if (r.floor == "gap") s = withFloorSlab(s, {.gapMm = 2.0});
  if (r.floor == "sheet") s = withFloorSheet(s, 50.0, 0.0);
  if (r.floor == "tray") s = inTray(s, {});
  if (r.floor == "welded") s = weldedToFloor(s, {.edgeMm = r.edgeMm});
  if (r.embossed > 0) s = embossed(s, r.embossed, r.seed);
  if (r.speckles > 0) s = withSpeckles(s, r.speckles, r.seed);
  if (r.sheets > 0) s = withSheets(s, r.sheets, r.seed);
  if (r.farVertices > 0) s = withFarVertices(s, r.farVertices, 5000.0, r.seed);
  if (r.slivers > 0) s = withSlivers(s, r.slivers, r.seed);
  if (r.twice > 0.0) s = facesTwice(s, r.twice, r.seed);
  if (r.mirrored) {
    s = mirrored(s, Winding::Kept);
    say("mirrored with its winding kept");
  }
  if (r.insideOut) s = insideOut(s);
  if (r.mixedWinding > 0.0) s = windingMixed(s, r.mixedWinding, r.seed);
  if (r.unwelded) s = unwelded(s);
  if (r.shuffled) s = shuffled(s, r.seed);
  return s;
}

double millimetres(const std::string& unit) {
  static const std::map<std::string, double> units = {
      {"mm", 1.0}, {"cm", 10.0}, {"in", 25.4}, {"m", 1000.0}};
  return units.at(unit);
}

std::string bytesOf(const ScanRecipe& r, const Surface& s, const std::string& file) {
  const std::size_t dot = file.rfind('.');
  const std::string ending = dot == std::string::npos ? "" : file.substr(dot);
  if (r.cloudPoints > 0) {
    // Points are sampled in the file's unit: noise is of the surface already.
    Cloud cloud = sampled(s, {r.cloudPoints, 0.0, 0.0}, r.seed);
    if (r.gaps > 0) cloud = withGaps(cloud, r.gaps, 30.0 / millimetres(r.unit), r.seed);
    if (ending == ".xyz") return xyz(cloud, CloudNormals::Kept);
    if (ending == ".ply") return plyCloud(cloud, CloudNormals::Kept);
    throw std::runtime_error(file + ": a cloud goes into .xyz or .ply");
  }
  if (ending == ".stl") return stlBinary(s, "phantom foot, " + r.unit);
  if (ending == ".ply") return ply(s, PlyData::LittleEndian, PlyNumber::Double);
  if (ending == ".obj") return obj(s);
  throw std::runtime_error(file + ": the ending must be .stl, .ply or .obj (.xyz for a cloud)");
}

std::string poseInWords(const Isometry3d& file_from_foot, const std::string& unit) {
  if (file_from_foot.matrix().isIdentity(0.0)) return "file = F, " + unit;
  std::string words = "file = R * F + t (mm), written in " + unit + "; R rows ";
  for (int i = 0; i < 3; ++i) {
    const auto row = file_from_foot.linear().row(i);
    words += "[" + number(row(0)) + ", " + number(row(1)) + ", " + number(row(2)) + "] ";
  }
  const auto t = file_from_foot.translation();
  return words + "t [" + number(t.x()) + ", " + number(t.y()) + ", " + number(t.z()) + "]";
}

}  // namespace

std::vector<MadeFile> makeScan(const ScanRecipe& recipe, const std::string& file) {
  const std::string stem = file.substr(0, file.rfind('.'));
  const std::string name = file.substr(file.find_last_of("/\\") + 1);
  std::string faults;
  const PhantomFoot foot = footOf(recipe, false);
  Surface scene = ofOneFoot(recipe, foot, faults);
  Isometry3d file_from_scene = Isometry3d::Identity();
  if (recipe.poseSeed >= 0)
    file_from_scene = randomDegradation(static_cast<unsigned>(recipe.poseSeed)).file_from_foot;

  std::vector<MadeFile> truths;
  const auto addTruth = [&](const PhantomFoot& of, const Isometry3d& scene_from_foot,
                            const std::string& ending) {
    truths.push_back(
        {stem + ending,
         footTruthJson(of, name,
                       poseInWords(file_from_scene * scene_from_foot, recipe.unit) + faults)});
  };
  if (recipe.secondFootMm > 0.0) {
    std::string again;
    const PhantomFoot other = footOf(recipe, true);
    const Surface second = ofOneFoot(recipe, other, again);
    const bool isLeft = foot.truth.side == Side::Left;
    const TwoFeet both = twoFeet(isLeft ? scene : second, isLeft ? second : scene,
                                 {.apartMm = recipe.secondFootMm,
                                  .leftToeOutDeg = recipe.toeOutDeg,
                                  .rightToeOutDeg = recipe.toeOutDeg});
    scene = ofScene(recipe, both.surface, faults);
    addTruth(isLeft ? foot : other, both.scene_from_left, ".left.truth.json");
    addTruth(isLeft ? other : foot, both.scene_from_right, ".right.truth.json");
  } else {
    scene = ofScene(recipe, scene, faults);
    addTruth(foot, Isometry3d::Identity(), ".truth.json");
  }
  scene = scaled(posed(scene, file_from_scene), 1.0 / millimetres(recipe.unit));
  std::vector<MadeFile> files{{file, bytesOf(recipe, scene, file)}};
  files.insert(files.end(), truths.begin(), truths.end());
  return files;
}

}  // namespace phantom
