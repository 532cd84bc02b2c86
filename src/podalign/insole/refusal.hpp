#pragma once

#include "podalign/core/result.hpp"

/// Why no insole is made; each begins its message with its name (`INSOLE.NOT_APPROVED: ...`).
/// Codes 600-699 of core/result.hpp. A number, once given, keeps its meaning.
namespace podalign::insole {

inline constexpr ErrorCode kNoPrescription{600};  ///< INSOLE.NO_PRESCRIPTION
inline constexpr ErrorCode kNotApproved{601};     ///< INSOLE.NOT_APPROVED
inline constexpr ErrorCode kBeyondCap{602};       ///< INSOLE.BEYOND_CAP
inline constexpr ErrorCode kFootBlocked{603};     ///< INSOLE.FOOT_BLOCKED
inline constexpr ErrorCode kNotInShop{604};       ///< INSOLE.NOT_IN_SHOP
inline constexpr ErrorCode kNoUsableScan{605};    ///< INSOLE.NO_USABLE_SCAN
inline constexpr ErrorCode kCannotBeMade{606};    ///< INSOLE.CANNOT_BE_MADE

}  // namespace podalign::insole
