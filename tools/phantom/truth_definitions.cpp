#include "phantom/foot.hpp"

namespace phantom {

const std::map<std::string, std::string>& truthDefinitions() {
  static const std::map<std::string, std::string> definitions = {
      {"foot_length", "pternion to the foremost toe, along x, mm"},
      {"truncated_foot_length", "pternion to MTH1, along x, mm"},
      {"outside_ball_length", "pternion to MTH5, along x, mm"},
      {"mth1",
       "medial outline (envelope seen from above of the skin at z 5-25 mm): the point of the ball "
       "(x "
       "0.66-0.80 foot length) farthest from the axis; z is the height where it does so"},
      {"mth5", "the same on the lateral side, x 0.54-0.72 foot length"},
      {"medial_tangent_angle",
       "common tangent of medial heel (x below 0.35 foot length) and ball (x 0.60-0.80) on the "
       "outline of z 5-25 mm, "
       "against x, opening medially towards the toes, degrees"},
      {"ball_width",
       "y extent of the outline seen from above (z below 60 mm) for x in 0.55-0.80 foot length, "
       "mm"},
      {"ball_width_oblique", "MTH1 to MTH5 seen from above, mm"},
      {"heel_width", "y extent at x = 0.16 foot length, z 0-30 mm, mm"},
      {"ball_girth_tape", "vertical plane through MTH1 and MTH5: convex hull of the section, mm"},
      {"ball_girth_surface",
       "vertical plane through MTH1 and MTH5: length of the section's curve, mm"},
      {"dorsum_height_50", "highest skin at x = 0.50 foot length, mm"},
      {"arch_height_index", "dorsum_height_50 / truncated_foot_length"},
      {"arch_height_ratio", "dorsum_height_50 / foot_length"},
      {"medial_arch_clearance",
       "highest underside at x 0.35-0.65 foot length, 6-14 mm (along y) inside the medial outline "
       "seen from "
       "above at that x (z below 60 mm), mm"},
      {"rearfoot_angle",
       "heel bisection (z 10-40 mm) against leg bisection (z 60-100 mm): least-squares lines y(z) "
       "through the "
       "mid-points in y of each section's strip 15-20 mm in front of its rearmost point; positive "
       "(everted) when, going up, the heel's line leans more medially than the leg's, degrees"},
      {"rearfoot_angle_vertical",
       "the heel bisection against the vertical, everted (upper end medial) positive, degrees"},
      {"hallux_angle",
       "common tangent of medial heel (x below 0.35 foot length) and ball (x 0.62-0.80) on the "
       "outline of z 5-25 mm against the line from mth1 to hallux_medial, seen from above, toe "
       "turned laterally positive, degrees"},
      {"fifth_toe_angle",
       "the same tangent on the lateral side (ball x 0.54-0.72) against the line from mth5 to "
       "fifth_toe_lateral, toe turned towards the big toe positive, degrees"},
      {"instep_girth",
       "section with the vertical plane across x at 0.55 foot length: convex hull, mm"},
      {"heel_girth",
       "section with the plane that contains y and passes through instep_crease and the heel point "
       "(least x + z of the skin with z below 50 mm, x below 0.3 foot length): convex hull, mm"},
      {"arch_volume",
       "x 1/3 to 2/3 foot length: volume between the ground and the lowest skin of each column "
       "where that looks down (z of its unit normal below -0.5), cm3"},
      {"navicular_height", "height of the navicular landmark, mm"},
      {"normalised_navicular_height", "navicular_height / truncated_foot_length"},
      {"arch_angle",
       "angle at navicular between medial_malleolus and mth1, seen from the side (x-z), degrees"},
      {"malleolar_valgus_index",
       "100 * medial offset of the middle of both malleoli from the hindfoot line / their distance "
       "along y; hindfoot line: least squares y(x) through the mid-points of the outline of z 0-30 "
       "mm, x 0.06-0.20 foot length; medial positive, %"},
      {"pternion",
       "rearmost skin of the heel below z 50 mm, along x, put on the ground: the origin"},
      {"toe1_tip", "foremost (largest x) point of the toe"},
      {"toe2_tip", "foremost point of the toe; y = 0 by the frame's definition"},
      {"toe3_tip", "foremost point of the toe"},
      {"toe4_tip", "foremost point of the toe"},
      {"toe5_tip", "foremost point of the toe"},
      {"foremost_toe", "the tip with the largest x"},
      {"dorsum_50", "the point of dorsum_height_50"},
      {"heel_medial", "medial end of heel_width; z is not defined (0)"},
      {"heel_lateral", "lateral end of heel_width; z is not defined (0)"},
      {"medial_malleolus",
       "within x 0.15-0.35, z 0.22-0.36 foot length the bulge (local maximum along y) of the skin "
       "that stands out farthest medially"},
      {"lateral_malleolus", "the same laterally"},
      {"instep_crease",
       "on the front border seen from the side (z from 0.15 foot length to the cut) the point with "
       "the least x sin 60 + z cos 60, where it is none of the ends"},
      {"hallux_medial",
       "where the line from mth1 touches the medial outline (z 5-25 mm) of x 0.85-0.99 foot "
       "length"},
      {"fifth_toe_lateral",
       "where the line from mth5 touches the lateral outline (z 5-25 mm) from mth5 + 0.06 foot "
       "length to the tip of the fifth toe"},
      {"navicular", "skin straight beside the centre of the bump"}};
  return definitions;
}

}  // namespace phantom
