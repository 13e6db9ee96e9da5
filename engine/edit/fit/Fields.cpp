// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/fit/Fields.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::fit {

double Fields::real(const char* key, double low, double high)
{
    const auto found = m_json.find(key);
    if (found == m_json.end() || !found->is_number()) {
        refuse(key);
        return low;
    }
    const double value = found->get<double>();
    if (!std::isfinite(value) || value < low || value > high) {
        refuse(key);
        return low;
    }
    return value;
}

int Fields::integer(const char* key, int low, int high)
{
    const auto found = m_json.find(key);
    if (found == m_json.end() || !found->is_number_integer()) {
        refuse(key);
        return low;
    }
    const double value = found->get<double>();
    if (value < low || value > high) {
        refuse(key);
        return low;
    }
    return static_cast<int>(value);
}

std::string Fields::choice(const char* key, const std::vector<std::string>& values)
{
    const auto found = m_json.find(key);
    if (found != m_json.end() && found->is_string()) {
        const auto& text = found->get_ref<const std::string&>();
        if (std::find(values.begin(), values.end(), text) != values.end())
            return text;
    }
    refuse(key);
    return values.front();
}

std::vector<float> Fields::reals(const char* key, std::size_t least, std::size_t most, double low, double high)
{
    const auto found = m_json.find(key);
    std::vector<float> values;
    if (found != m_json.end() && found->is_array() && found->size() >= least && found->size() <= most) {
        values.reserve(found->size());
        for (const auto& item : *found) {
            const double value = item.is_number() ? item.get<double>() : NAN;
            if (!std::isfinite(value) || value < low || value > high)
                break;
            values.push_back(static_cast<float>(value));
        }
        if (values.size() == found->size())
            return values;
    }
    refuse(key);
    return std::vector<float>(least, static_cast<float>(low));
}

void Fields::refuse(const char* key)
{
    if (m_wrong.empty())
        m_wrong = key;
}

base::Result<void> Fields::check() const
{
    if (m_wrong.empty())
        return {};
    return base::Error{
        base::ErrorCode::BadInput,
        {QT_TRANSLATE_NOOP("Engine", "A step of the explanation has no usable value for “%1”."), {m_wrong}},
        {}};
}

} // namespace maquette::edit::fit
