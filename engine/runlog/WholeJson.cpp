// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/WholeJson.h"

#include <span>
#include <string>

namespace maquette::runlog {

std::optional<base::Result<base::Json>> WholeJson::read(Advance& advance, const base::Job& job)
{
    const auto look = m_file.look(0);
    if (look.gone() || look.trouble()) {
        advance.state = look.gone() ? Advance::State::Gone : Advance::State::Waiting;
        advance.trouble = look.trouble();
        return {};
    }
    advance.offset = look.size();
    const std::pair stamp{look.size(), look.modified()};
    if (m_read == stamp && !look.replaced())
        return {};
    if (look.size() > m_mostBytes) {
        m_read = stamp; // said once
        advance.state = Advance::State::Damaged;
        advance.trouble = damagedRun(path(), 0, std::to_string(look.size()) + " bytes are too many");
        return {};
    }
    std::string text(static_cast<std::size_t>(look.size()), '\0');
    const auto got = look.read(0, std::as_writable_bytes(std::span(text)));
    if (!got.ok()) {
        advance.trouble = got.error();
        return {};
    }
    text.resize(got.value());
    auto parsed = parseLenient(text, path().string(), job);
    if (!parsed.ok() && parsed.error().code == base::ErrorCode::Stopped) {
        advance.state = Advance::State::More;
        return {};
    }
    m_read = stamp;
    advance.bytes = static_cast<std::int64_t>(text.size());
    return parsed;
}

} // namespace maquette::runlog
