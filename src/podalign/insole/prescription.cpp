#include "podalign/insole/prescription.hpp"

#include <array>

namespace podalign::insole {
namespace {

constexpr std::array<const char*, 20> kNumbers{"posting_deg",
                                               "forefoot_posting_deg",
                                               "medial_skive_mm",
                                               "heel_lift_mm",
                                               "arch_share_pct",
                                               "heel_cup_mm",
                                               "shell_mm",
                                               "metatarsal_pad_mm",
                                               "metatarsal_pad_behind_mm",
                                               "first_ray_cut_out_mm",
                                               "relief_heel_mm",
                                               "relief_mth1_mm",
                                               "relief_mth2_mm",
                                               "relief_mth3_mm",
                                               "relief_mth4_mm",
                                               "relief_mth5_mm",
                                               "top_cover_mm",
                                               "insole_length_mm",
                                               "insole_width_mm",
                                               "density_shore_a"};
constexpr std::array<const char*, 3> kWords{"shoe", "length", "underside"};

}  // namespace

std::span<const char* const> numberKeys() { return kNumbers; }
std::span<const char* const> wordKeys() { return kWords; }

}  // namespace podalign::insole
