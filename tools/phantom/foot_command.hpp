#pragma once

#include <CLI/CLI.hpp>

#include "phantom/scan_recipe.hpp"

namespace phantom {

/// The options of `phantom foot` that say what becomes of the clean foot.
void addFootOptions(CLI::App& foot, ScanRecipe& recipe);

}  // namespace phantom
