#include "phantom/foot_command.hpp"

namespace phantom {
namespace {

void addShape(CLI::App& foot, ScanRecipe& r) {
  constexpr const char* kGroup = "The foot";
  foot.add_option("--seed", r.seed, "which person")->group(kGroup);
  foot.add_option("--family", r.family, "field or loft: two makes that share no shape")
      ->check(CLI::IsMember({"field", "loft"}))
      ->group(kGroup);
  foot.add_option("--side", r.side, "left or right; else as the seed has it")
      ->check(CLI::IsMember({"left", "right"}))
      ->group(kGroup);
  foot.add_option("--edge", r.edgeMm, "edge length, mm: 0.24 makes 3 M triangles, 8 makes 2 k")
      ->check(CLI::Range(0.2, 12.0))
      ->group(kGroup);
  foot.add_option("--hallux", r.halluxDeg,
                  "big toe's centre line, degrees (field to 25, loft to 40)")
      ->check(CLI::Range(0.0, 40.0))
      ->group(kGroup);
}

void addCapture(CLI::App& foot, ScanRecipe& r) {
  constexpr const char* kGroup = "How it was seen";
  foot.add_option("--noise", r.noiseMm, "white noise, SD in mm")->group(kGroup);
  foot.add_option("--bumps", r.bumpsMm, "noise that hangs together, SD in mm")->group(kGroup);
  foot.add_option("--wavelength", r.wavelengthMm, "of the bumps, mm")
      ->check(CLI::Range(1.0, 50.0))
      ->group(kGroup);
  foot.add_option("--decimate", r.decimateMm, "collapse to edges of so many mm")->group(kGroup);
  foot.add_option("--sole", r.sole, "open, open-walls, flat, shallow, pressed or plantar (only it)")
      ->check(CLI::IsMember({"open", "open-walls", "flat", "shallow", "pressed", "plantar"}))
      ->group(kGroup);
  foot.add_option("--sock", r.sockMm, "sock of so many mm")
      ->check(CLI::Range(0.0, 4.0))
      ->group(kGroup);
  foot.add_option("--cut", r.cutMm, "cut flat at this height, mm")->group(kGroup);
  foot.add_option("--leg", r.legMm, "leg beyond the cut, mm")
      ->check(CLI::Range(0.0, 350.0))
      ->group(kGroup);
  foot.add_option("--lean", r.leanDeg, "of that leg, degrees forward")->group(kGroup);
  foot.add_option("--holes", r.holes, "number of holes")->group(kGroup);
  foot.add_option("--hole-size", r.holeMm, "their diameter, mm")->group(kGroup);
  foot.add_flag("--bridged", r.bridged, "holes closed with giant triangles")->group(kGroup);
  foot.add_option("--cloud", r.cloudPoints, "so many points instead of a surface")->group(kGroup);
  foot.add_option("--gaps", r.gaps, "places of 30 mm without points")->group(kGroup);
}

void addScene(CLI::App& foot, ScanRecipe& r) {
  constexpr const char* kGroup = "What stands beside it";
  foot.add_option("--floor", r.floor, "slab, gap (slab 2 mm lower), sheet, tray or welded")
      ->check(CLI::IsMember({"slab", "gap", "sheet", "tray", "welded"}))
      ->group(kGroup);
  foot.add_option("--second-foot", r.secondFootMm, "its mirror image, so many mm beside")
      ->check(CLI::Range(100.0, 600.0))
      ->group(kGroup);
  foot.add_option("--toe-out", r.toeOutDeg, "of both, degrees")->group(kGroup);
  foot.add_option("--foam", r.foam,
                  "negative (the block), sheet (its upper face alone) or positive (the cast)")
      ->check(CLI::IsMember({"negative", "sheet", "positive"}))
      ->group(kGroup);
  foot.add_option("--speckles", r.speckles, "small loose patches")->group(kGroup);
  foot.add_option("--sheets", r.sheets, "large loose sheets")->group(kGroup);
  foot.add_option("--far", r.farVertices, "vertices 5 m away")->group(kGroup);
}

void addFile(CLI::App& foot, ScanRecipe& r) {
  constexpr const char* kGroup = "How it was saved";
  foot.add_option("--unit", r.unit, "mm, cm, in or m")
      ->check(CLI::IsMember({"mm", "cm", "in", "m"}))
      ->group(kGroup);
  foot.add_option("--pose", r.poseSeed, "seed of any turn and place; else the foot's own frame")
      ->group(kGroup);
  foot.add_flag("--unwelded", r.unwelded, "every triangle with its own vertices")->group(kGroup);
  foot.add_flag("--shuffled", r.shuffled, "vertices and triangles in any order")->group(kGroup);
  foot.add_option("--twice", r.twice, "share of triangles written twice")->group(kGroup);
  foot.add_option("--slivers", r.slivers, "triangles without area")->group(kGroup);
  foot.add_option("--embossed", r.embossed, "edges with three faces, as of text")->group(kGroup);
  foot.add_flag("--mirrored", r.mirrored, "mirrored, winding kept")->group(kGroup);
  foot.add_flag("--inside-out", r.insideOut, "wound inward")->group(kGroup);
  foot.add_option("--mixed-winding", r.mixedWinding, "share of triangles wound inward")
      ->group(kGroup);
}

}  // namespace

void addFootOptions(CLI::App& foot, ScanRecipe& recipe) {
  addShape(foot, recipe);
  addCapture(foot, recipe);
  addScene(foot, recipe);
  addFile(foot, recipe);
}

}  // namespace phantom
