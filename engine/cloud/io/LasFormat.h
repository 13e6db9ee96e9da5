// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

/// Places of LAS 1.0 to 1.4 (ASPRS LAS specification 1.4 R15) that reader and writer share.
namespace maquette::cloud::io::las {

inline constexpr std::size_t headerBytes12 = 227;
inline constexpr std::size_t headerBytes14 = 375;

// Offsets in the header.
inline constexpr std::size_t encodingAt = 6;
inline constexpr std::size_t versionAt = 24;
inline constexpr std::size_t systemAt = 26;
inline constexpr std::size_t softwareAt = 58;
inline constexpr std::size_t headerSizeAt = 94;
inline constexpr std::size_t dataStartAt = 96;
inline constexpr std::size_t recordCountAt = 100; ///< of variable length records
inline constexpr std::size_t formatAt = 104;
inline constexpr std::size_t recordLengthAt = 105;
inline constexpr std::size_t legacyCountAt = 107;
inline constexpr std::size_t legacyReturnsAt = 111;
inline constexpr std::size_t scaleAt = 131;
inline constexpr std::size_t offsetAt = 155;
inline constexpr std::size_t boundsAt = 179; ///< max x, min x, max y …
inline constexpr std::size_t countAt = 247; ///< 1.4
inline constexpr std::size_t returnsAt = 255; ///< 1.4

/// Lengths of the point formats 0 to 10 without extra bytes.
inline constexpr std::array<std::size_t, 11> recordBytes = {20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67};
/// Where their GPS time and colors stand; 0 where there are none.
inline constexpr std::array<std::size_t, 11> gpsTimeAt = {0, 20, 0, 20, 20, 20, 22, 22, 22, 22, 22};
inline constexpr std::array<std::size_t, 11> colorAt = {0, 0, 20, 28, 0, 28, 0, 30, 30, 0, 30};
inline constexpr std::array<std::size_t, 11> infraredAt = {0, 0, 0, 0, 0, 0, 0, 0, 36, 0, 36};

// A variable length record, and the extra bytes it may describe.
inline constexpr std::size_t vlrHeaderBytes = 54;
inline constexpr std::size_t vlrUserAt = 2;
inline constexpr std::size_t vlrUserBytes = 16;
inline constexpr std::size_t vlrIdAt = 18;
inline constexpr std::size_t vlrLengthAt = 20;
inline constexpr std::size_t vlrTextAt = 22;
inline constexpr std::uint16_t extraBytesId = 4;
inline constexpr std::uint16_t lazId = 22204;
inline constexpr std::size_t extraBytes = 192; ///< of one description
inline constexpr std::size_t extraTypeAt = 2;
inline constexpr std::size_t extraOptionsAt = 3;
inline constexpr std::size_t extraNameAt = 4;
inline constexpr std::size_t extraNameBytes = 32;
inline constexpr std::size_t extraScaleAt = 112;
inline constexpr std::size_t extraOffsetAt = 136;
inline constexpr std::uint8_t extraHasScale = 8;
inline constexpr std::uint8_t extraHasOffset = 16;

/// Scan angles of the formats 6 and up come in steps of this many degrees.
inline constexpr double angleStep = 0.006;

} // namespace maquette::cloud::io::las
