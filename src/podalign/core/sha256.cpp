#include "podalign/core/sha256.hpp"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace podalign {
namespace {

// The library has no other reason to fail here.
void needsMemory(bool done) {
  if (!done) throw std::bad_alloc();
}

}  // namespace

Sha256::Sha256() : state_(::EVP_MD_CTX_new(), &::EVP_MD_CTX_free) {
  needsMemory(state_ != nullptr && ::EVP_DigestInit_ex(state_.get(), ::EVP_sha256(), nullptr) == 1);
}

void Sha256::take(std::string_view piece) {
  needsMemory(::EVP_DigestUpdate(state_.get(), piece.data(), piece.size()) == 1);
}

std::string Sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  needsMemory(::EVP_DigestFinal_ex(state_.get(), digest.data(), &size) == 1);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text += kDigits[digest[i] >> 4U];
    text += kDigits[digest[i] & 0xFU];
  }
  return text;
}

std::string sha256Hex(std::string_view bytes) {
  Sha256 hash;
  hash.take(bytes);
  return hash.hex();
}

}  // namespace podalign
