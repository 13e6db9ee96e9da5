// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Message.h"

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace maquette::base {

/// Why something expected could not be done. The values are the exit codes of the command line.
enum class ErrorCode {
    Usage = 2, ///< the request contradicts itself or names something unknown
    BadInput = 3, ///< a file or value given by the user cannot be used
    ModelUnfit = 4, ///< weights are missing or do not fit the network
    Device = 5, ///< the device asked for is not there or failed
    WriteFailed = 6, ///< the result could not be stored
    Stopped = 130, ///< the user stopped the work
};

/// An expected failure: what kind, a sentence that a person can act on, and the technical detail behind it.
struct Error {
    ErrorCode code = ErrorCode::BadInput;
    Message message;
    std::string detail; ///< byte offset, library message, expected and found; not translated

    [[nodiscard]] std::string english() const
    {
        return detail.empty() ? message.english() : message.english() + " (" + detail + ")";
    }
};

[[nodiscard]] inline Error stoppedError()
{
    return {ErrorCode::Stopped, {QT_TRANSLATE_NOOP("Engine", "Stopped.")}, {}};
}

/// A value or the Error that kept it from being made. Test with ok() before value(); there is no conversion to
/// bool, so that the check stands in the code.
template <class T> class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    [[nodiscard]] bool ok() const noexcept { return m_state.index() == 0; }
    [[nodiscard]] const T& value() const&
    {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T& value() &
    {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    /// By value, so that a range-for over f().value() does not dangle.
    [[nodiscard]] T value() &&
    {
        assert(ok());
        return std::move(*std::get_if<0>(&m_state));
    }
    [[nodiscard]] const Error& error() const
    {
        assert(!ok());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

/// Success, or the Error.
template <> class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
    {
    }

    [[nodiscard]] bool ok() const noexcept { return !m_error.has_value(); }
    [[nodiscard]] const Error& error() const
    {
        assert(!ok());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

} // namespace maquette::base
