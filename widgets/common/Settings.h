// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSettings>
#include <QVariant>

#include <array>

namespace maquette::widgets {

/// What the user chose. The table in Settings.cpp holds key and default of each.
enum class Setting {
    Theme, ///< "system", "light", "dark"
    TextPercent, ///< 100 … 200
    FormLevel, ///< "basic", "advanced", "all"
    CompareMode, ///< "slider", "side", "blink", "difference"
    ShowPreview, ///< whether the picture in the making is shown while sampling
    WriteMetadata, ///< whether saved results say how they were made
    UndoMegabytes, ///< what pictures kept for undo alone may hold
    Count
};

struct SettingEntry {
    Setting setting;
    const char* key;
    QVariant defaultValue;
};

/// The user's choices in an INI file. A value of the wrong type counts as absent. For the interface thread.
class Settings : public QObject {
    Q_OBJECT
public:
    /// `file` empty: maquette/maquette.ini in the user's configuration folder.
    explicit Settings(const QString& file = {}, QObject* parent = nullptr);

    [[nodiscard]] static const std::array<SettingEntry, static_cast<std::size_t>(Setting::Count)>& table();
    [[nodiscard]] QVariant value(Setting setting) const;
    [[nodiscard]] QString text(Setting setting) const { return value(setting).toString(); }
    [[nodiscard]] bool flag(Setting setting) const { return value(setting).toBool(); }
    [[nodiscard]] int number(Setting setting) const { return value(setting).toInt(); }
    void set(Setting setting, const QVariant& value);
    /// False when the file could not be written.
    bool save();

Q_SIGNALS:
    void changed(maquette::widgets::Setting setting);

private:
    QSettings m_file;
};

/// Where the window was and what was opened last: not the user's choice, so kept apart from Settings and left out
/// when settings are carried elsewhere. An INI file in the user's state folder (XDG_STATE_HOME).
class StateStore {
public:
    explicit StateStore(const QString& file = {});

    [[nodiscard]] QVariant value(const QString& key) const { return m_file.value(key); }
    void set(const QString& key, const QVariant& value) { m_file.setValue(key, value); }
    void remove(const QString& key) { m_file.remove(key); }

    /// Newest first, at most ten.
    [[nodiscard]] QStringList recentFiles() const;
    void addRecentFile(const QString& file);
    void removeRecentFile(const QString& file);
    void clearRecentFiles();
    bool save();

private:
    QSettings m_file;
};

} // namespace maquette::widgets
