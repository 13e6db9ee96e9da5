// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Settings.h"

#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int maxRecentFiles = 10;
const QString recentKey = u"recent/files"_s;

QString stateFolder()
{
    // QStandardPaths learned of XDG_STATE_HOME after Qt 6.4.
    const QString folder = qEnvironmentVariable("XDG_STATE_HOME");
    return QFileInfo(folder).isAbsolute()
        ? folder
        : QStandardPaths::writableLocation(QStandardPaths::HomeLocation) + u"/.local/state"_s;
}

} // namespace

const std::array<SettingEntry, static_cast<std::size_t>(Setting::Count)>& Settings::table()
{
    static const std::array<SettingEntry, static_cast<std::size_t>(Setting::Count)> entries = {{
        {Setting::Theme, "window/theme", u"system"_s},
        {Setting::TextPercent, "window/text-percent", 100},
        {Setting::FormLevel, "edit/form-level", u"basic"_s},
        {Setting::CompareMode, "edit/compare", u"slider"_s},
        {Setting::ShowPreview, "edit/preview", true},
        {Setting::WriteMetadata, "edit/write-metadata", true},
        {Setting::UndoMegabytes, "edit/undo-megabytes", 1024},
    }};
    return entries;
}

Settings::Settings(const QString& file, QObject* parent)
    : QObject(parent)
    , m_file(file.isEmpty()
                 ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/maquette/maquette.ini"_s
                 : file,
             QSettings::IniFormat)
{
}

QVariant Settings::value(Setting setting) const
{
    const SettingEntry& entry = table()[static_cast<std::size_t>(setting)];
    QVariant stored = m_file.value(QLatin1String(entry.key));
    if (!stored.isValid() || !stored.convert(entry.defaultValue.metaType()))
        return entry.defaultValue;
    return stored;
}

void Settings::set(Setting setting, const QVariant& newValue)
{
    if (value(setting) == newValue)
        return;
    m_file.setValue(QLatin1String(table()[static_cast<std::size_t>(setting)].key), newValue);
    Q_EMIT changed(setting);
}

bool Settings::save()
{
    m_file.sync();
    return m_file.status() == QSettings::NoError;
}

StateStore::StateStore(const QString& file)
    : m_file(file.isEmpty() ? stateFolder() + u"/maquette/state.ini"_s : file, QSettings::IniFormat)
{
}

QStringList StateStore::recentFiles() const { return m_file.value(recentKey).toStringList().mid(0, maxRecentFiles); }

void StateStore::addRecentFile(const QString& file)
{
    QStringList files = recentFiles();
    files.removeAll(file);
    files.prepend(file);
    m_file.setValue(recentKey, files.mid(0, maxRecentFiles));
}

void StateStore::removeRecentFile(const QString& file)
{
    QStringList files = recentFiles();
    files.removeAll(file);
    m_file.setValue(recentKey, files);
}

void StateStore::clearRecentFiles() { m_file.remove(recentKey); }

bool StateStore::save()
{
    m_file.sync();
    return m_file.status() == QSettings::NoError;
}

} // namespace maquette::widgets
