#pragma once

#include <string_view>

/// The logging facade. Library code logs here; the front doors choose the sink. Never log personal
/// data: no subject id, no header of a vendor file, no path beyond the file's name.
namespace podalign::log {

enum class Level { Debug, Info, Warning, Error, Off };

void setLevel(Level level);
void debug(std::string_view text);
void info(std::string_view text);
void warning(std::string_view text);
void error(std::string_view text);

}  // namespace podalign::log
